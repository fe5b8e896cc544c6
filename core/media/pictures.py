"""Pictures that people add to what they write: what they say about them, and the files a page shows.

`Picture` is abstract: a concrete model says what the picture belongs to and at which address it is served. Its form
inherits `PictureForm`.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core.forms.widgets import UNSEEN, LineInput
from core.media.images import ACCEPT, KINDS, MOST_BYTES, Photo, Variant, read_photo, variants
from core.media.stored import StoredFiles
from core.media.uploads import FileForm, UploadField

USUAL_WIDTH = 960


class People(models.TextChoices):
    NONE = "keine", "Nein, niemand ist zu erkennen"
    AGREED = "einverstanden", "Ja, und alle sind einverstanden"


# Offered, so that nobody has to lie, and refused with a sentence that helps.
NOT_AGREED = ("ohne", "Ja, aber nicht alle sind einverstanden")


class Picture(StoredFiles):
    """Abstract. `sizes` lists [width, height] of what is stored, smallest first; each width in each of KINDS."""

    folder = "bilder"

    alt = models.CharField("Was ist auf dem Bild zu sehen?", max_length=200)
    caption = models.CharField("Bildunterschrift", max_length=300, blank=True)
    credit = models.CharField("Bildnachweis", max_length=200)
    may_publish = models.BooleanField("Wir dürfen dieses Bild veröffentlichen.", default=False)
    people = models.CharField("Sind Personen zu erkennen?", max_length=16, choices=People)
    sizes = models.JSONField("Größen", default=list, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(may_publish=True), name="%(app_label)s_%(class)s_may_be_published"),
            models.CheckConstraint(condition=Q(people__in=People.values), name="%(app_label)s_%(class)s_people_agreed"),
        ]

    def __str__(self) -> str:
        return self.alt

    def keep(self, variants: Sequence[Variant]) -> None:
        """Writes the files; the row is saved afterwards."""
        self.sizes = [list(size) for size in sorted({(variant.width, variant.height) for variant in variants})]
        self.write([(f"{variant.width}.{variant.kind}", variant.content) for variant in variants])

    def address(self, width: int, kind: str) -> str:
        """Where the portal serves this file: the concrete model reverses its own URL."""
        raise NotImplementedError

    def variant_name(self, width: int, kind: str) -> str | None:
        """The file within the storage, or None where there is no such width or kind."""
        known = kind in KINDS and any(width == known for known, _ in self.sizes)
        return self.file_name(f"{width}.{kind}") if known else None

    def srcset(self, kind: str) -> str:
        return ", ".join(f"{self.address(width, kind)} {width}w" for width, _ in self.sizes)

    @property
    def usual_size(self) -> tuple[int, int]:
        """Width and height of the file for browsers that don't choose."""
        width, height = min(self.sizes, key=lambda size: abs(size[0] - USUAL_WIDTH))
        return width, height


class PictureField(UploadField):
    """Its cleaned value is a Photo."""

    default_error_messages = {"required": "Bitte wählen Sie ein Bild aus."}

    def __init__(self, **options: Any) -> None:
        super().__init__(most_bytes=MOST_BYTES, accept=ACCEPT, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return read_photo(file) if file else None


class PictureForm(FileForm):
    """Base of the forms for concrete pictures; their Meta inherits this one's and names the model."""

    file = PictureField(
        label="Bilddatei",
        help_text="Ein Foto als JPEG oder PNG, höchstens 25 MB. Den Aufnahmeort löschen wir aus der Datei.",
    )
    alt = forms.CharField(
        label="Was ist auf dem Bild zu sehen?",
        help_text="Ein Satz für Menschen, die das Bild nicht sehen. Zum Beispiel: Zwei Frauen spielen Schach.",
        max_length=200,
        widget=LineInput,
        error_messages={"required": "Bitte beschreiben Sie mit einem Satz, was zu sehen ist.", **UNSEEN},
    )
    caption = forms.CharField(
        label="Bildunterschrift",
        help_text="Steht unter dem Bild.",
        max_length=300,
        required=False,
        widget=LineInput,
        error_messages=UNSEEN,
    )
    credit = forms.CharField(
        label="Bildnachweis",
        help_text="Wer hat das Bild gemacht? Zum Beispiel: Erika Beispiel, Seniorenbüro Beispielstadt.",
        max_length=200,
        widget=LineInput,
        error_messages={"required": "Bitte nennen Sie, wer das Bild gemacht hat.", **UNSEEN},
    )
    people = forms.ChoiceField(
        label="Sind Personen zu erkennen?",
        help_text="Wer zu erkennen ist, muss der Veröffentlichung zugestimmt haben.",
        choices=[*People.choices, NOT_AGREED],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie aus, ob Personen zu erkennen sind."},
    )
    may_publish = forms.BooleanField(
        label="Wir dürfen dieses Bild veröffentlichen.",
        help_text="Sie haben es selbst gemacht, oder Sie haben die Erlaubnis.",
        error_messages={"required": "Bitte bestätigen Sie, dass Sie das Bild veröffentlichen dürfen."},
    )

    noun = "das Bild"
    instance: Picture
    variants: Sequence[Variant] = ()

    class Meta:
        fields = ("alt", "caption", "credit", "people", "may_publish")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caption"].mark_optional = True  # type: ignore[attr-defined]

    def clean_people(self) -> str:
        answer: str = self.cleaned_data["people"]
        if answer == NOT_AGREED[0]:
            raise ValidationError(
                "Dann dürfen wir das Bild leider nicht zeigen. "
                "Bitte fragen Sie die Personen, oder wählen Sie ein anderes Bild.",
                code="not_agreed",
            )
        return answer

    def prepare(self, file: Photo) -> int:
        self.variants = variants(file)
        return sum(len(variant.content) for variant in self.variants)

    def save(self, commit: bool = True) -> Picture:
        """The files are written in either case; without `commit` the caller saves the row."""
        if not self.errors and self.variants:
            self.instance.keep(self.variants)
        saved: Picture = super().save(commit)
        return saved
