"""What is typed at a desk where something for the portal is written: the words, when they appear, and what coordinators
ask for when they give something back."""

from datetime import datetime, time
from typing import Any, ClassVar, Self

from django import forms
from django.utils import timezone

from core.forms.date_fields import GermanDateField
from core.forms.editor import EditorWidget
from core.forms.widgets import UNSEEN, LineInput, LinesInput
from core.publishing.editions import EditionField, for_edition
from core.publishing.kinds import Noun, kind_of
from offices.models import Topic
from offices.topics.taxonomy import taxonomy

APPEARS_AT = time(6, 0)
HEADQUARTERS_DESK = "*"  # the slug of no office
CHOOSE = "Bitte wählen Sie aus der Liste."
SENTENCES = dict.fromkeys(("required", "invalid_choice", "invalid_pk_value", "invalid_list"), CHOOSE)


class SchedulingFields(forms.Form):
    """From when until when something is to be seen."""

    publish_on = GermanDateField(
        label="Erscheint am",
        required=False,
        help_text="Leer heißt: sofort nach der Freigabe. Zum Beispiel: 3. Mai 2027",
    )
    expires_on = GermanDateField(
        label="Verschwindet nach dem",
        required=False,
        help_text="Leer heißt: bleibt stehen. Nach diesem Tag kommt alles ins Archiv.",
    )

    def begin_with_schedule(self, thing: Any) -> None:
        self.initial["publish_on"] = day_of(thing.publish_at)
        self.initial["expires_on"] = day_of(thing.expires_at)

    def expect_order(self, values: dict[str, Any], noun: Noun) -> None:
        first, last = values.get("publish_on"), values.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", f"{noun.the} kann nicht verschwinden, bevor {noun.who} erscheint.")

    def schedule(self) -> dict[str, datetime | None]:
        """As fields of what is published."""
        return {
            "publish_at": moment(self.cleaned_data["publish_on"], APPEARS_AT),
            "expires_at": moment(self.cleaned_data["expires_on"], time.max),
        }


class ContributionForm(SchedulingFields, forms.ModelForm):
    """The words. `edition` is the one the form was opened with, `desk` the slug of the office on whose desk the thing
    lay then. A subclass names the model and its fields."""

    topics = forms.ModelMultipleChoiceField(
        label="Themen",
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wählen Sie ein Handlungsfeld oder mehrere.",
    )
    edition = EditionField()
    desk = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ("title", "teaser", "body", "topics", "area", "visibility")
        widgets: ClassVar = {
            "title": LineInput,
            "teaser": LinesInput({"rows": 3}),
            "body": EditorWidget,
            "visibility": forms.RadioSelect,
        }
        help_texts: ClassVar = {
            "title": "Höchstens 120 Zeichen. Was ist neu, für wen?",
            "teaser": "Höchstens 300 Zeichen. Wer, was, wann, wo?",
            "area": "Wen geht es an?",
        }
        error_messages: ClassVar = {
            "title": {
                "required": "Bitte schreiben Sie eine Überschrift.",
                "max_length": "Die Überschrift ist zu lang. Bitte kürzen Sie sie auf 120 Zeichen.",
            },
            "teaser": {"max_length": "Das ist zu lang. Bitte kürzen Sie es auf 300 Zeichen."},
        }

    OPTIONAL: ClassVar[tuple[str, ...]] = ("topics", "publish_on", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.filter(pk__in=[field.pk for field, _ in taxonomy()])  # type: ignore[attr-defined]
        thing: Any = self.instance
        for field in self.fields.values():
            choice = SENTENCES if isinstance(field, forms.ChoiceField) else {}
            field.error_messages = {**field.error_messages, **choice, **UNSEEN}
        self.initial["edition"] = thing.edition
        if thing.pk:
            self.initial["desk"] = thing.office.slug if thing.office else HEADQUARTERS_DESK
        self.begin_with_schedule(thing)
        for name in self.OPTIONAL:
            self.fields[name].mark_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.expect_order(values, kind_of(self._meta.model).noun)
        return values

    def values(self) -> dict[str, Any]:
        """What core/publishing/writing.py writes: fields of the thing and the rows it points to."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()} | self.schedule()

    def for_edition(self, edition: int) -> Self:
        return type(self)(for_edition(self.data, edition), instance=self.instance)

    @property
    def is_unfolded(self) -> bool:
        """Something is said where most people say nothing."""
        return any(self[name].value() or self[name].errors for name in self.rarely_used())

    def rarely_used(self) -> list[str]:
        return ["publish_on", "expires_on"]

    def _post_clean(self) -> None:
        """The thing itself is written by the use case under its lock; a form must not fill it in beforehand."""


class SendBackForm(forms.Form):
    request = forms.CharField(
        label="Was soll geändert werden?",
        help_text="Das liest die Person, die geschrieben hat.",
        max_length=2000,
        widget=LinesInput({"rows": 4}),
        error_messages={
            "required": "Bitte schreiben Sie, was geändert werden soll.",
            "max_length": "Das ist zu lang. Bitte kürzen Sie es auf 2.000 Zeichen.",
            **UNSEEN,
        },
    )


def day_of(at: datetime | None) -> Any:
    return timezone.localdate(at) if at else None


def moment(day: Any, clock: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, clock)) if day else None
