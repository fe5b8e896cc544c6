"""What people type at the desk where posts are written."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms.date_fields import GermanDateField
from core.forms.editor import EditorWidget
from core.forms.widgets import UNSEEN, LineInput, LinesInput
from core.media.documents import DocumentForm
from core.media.pictures import PictureForm
from core.publishing.editions import EditionField, for_edition
from core.web.public_internet import FetchError, ip_of, is_public, read_target
from news.models import FeedSource, Kind, Post, PostDocument, PostPicture
from offices.models import Topic
from offices.topics.taxonomy import taxonomy

APPEARS_AT = time(6, 0)
COORDINATORS_DESK = "*"  # the slug of no office
CHOOSE = "Bitte wählen Sie aus der Liste."
SENTENCES = dict.fromkeys(("required", "invalid_choice", "invalid_pk_value", "invalid_list"), CHOOSE)


class PostForm(forms.ModelForm):
    """The first step: the words. `edition` is the one the form was opened with, `desk` the slug of the office on whose
    desk the post lay then."""

    publish_on = GermanDateField(
        label="Erscheint am",
        required=False,
        help_text="Leer heißt: sofort nach der Freigabe. Zum Beispiel: 3. Mai 2027",
    )
    expires_on = GermanDateField(
        label="Verschwindet nach dem",
        required=False,
        help_text="Leer heißt: bleibt stehen. Danach liegt sie im Archiv.",
    )
    deadline = GermanDateField(
        label="Frist", required=False, help_text="Nur bei einem Fördertipp: bis wann man den Antrag stellen kann."
    )
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
        model = Post
        fields = ("kind", "title", "teaser", "body", "topics", "area", "visibility", "deadline", "source")
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "title": LineInput,
            "teaser": LinesInput({"rows": 3}),
            "body": EditorWidget,
            "visibility": forms.RadioSelect,
            "source": LineInput({"inputmode": "url"}),
        }
        help_texts: ClassVar = {
            "title": "Höchstens 120 Zeichen. Was ist neu, für wen?",
            "teaser": "Höchstens 300 Zeichen. Wer, was, wann, wo?",
            "area": "Wen geht es an?",
            "source": "Nur wenn der Text schon woanders steht: die Adresse dort.",
        }
        error_messages: ClassVar = {
            "title": {
                "required": "Bitte geben Sie der Meldung eine Überschrift.",
                "max_length": "Die Überschrift ist zu lang. Bitte kürzen Sie sie auf 120 Zeichen.",
            },
            "teaser": {"max_length": "Das ist zu lang. Bitte kürzen Sie es auf 300 Zeichen."},
        }

    OPTIONAL = ("teaser", "body", "topics", "deadline", "publish_on", "expires_on", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.filter(pk__in=[field.pk for field, _ in taxonomy()])  # type: ignore[attr-defined]
        post: Post = self.instance
        for field in self.fields.values():
            choice = SENTENCES if isinstance(field, forms.ChoiceField) else {}
            field.error_messages = {**field.error_messages, **choice, **UNSEEN}
        self.initial["edition"] = post.edition
        if post.pk:
            self.initial["desk"] = post.office.slug if post.office else COORDINATORS_DESK
        self.initial["publish_on"] = _day(post.publish_at)
        self.initial["expires_on"] = _day(post.expires_at)
        for name in ("topics", "deadline", "publish_on", "expires_on", "source"):
            self.fields[name].mark_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("kind") != Kind.FUNDING:
            values["deadline"] = None
        first, last = values.get("publish_on"), values.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", "Die Meldung kann nicht verschwinden, bevor sie erscheint.")
        return values

    def values(self) -> dict[str, Any]:
        """What news/workflow.py writes: fields of the post and its topics."""
        names = ("kind", "title", "teaser", "body", "topics", "area", "visibility", "deadline", "source")
        values = {name: self.cleaned_data[name] for name in names}
        values["publish_at"] = _moment(self.cleaned_data["publish_on"], APPEARS_AT)
        values["expires_at"] = _moment(self.cleaned_data["expires_on"], time.max)
        return values

    def for_edition(self, edition: int) -> "PostForm":
        return PostForm(for_edition(self.data, edition), instance=self.instance)

    def _post_clean(self) -> None:
        """The post itself is written by the use case under its lock; a form must not fill it in beforehand."""


class PostPictureForm(PictureForm):
    class Meta(PictureForm.Meta):
        model = PostPicture


class PostDocumentForm(DocumentForm):
    class Meta(DocumentForm.Meta):
        model = PostDocument


class FeedSourceForm(forms.ModelForm):
    class Meta:
        model = FeedSource
        fields = ("address",)
        help_texts: ClassVar = {
            "address": "Die Adresse des RSS- oder Atom-Feeds Ihrer Internetseite. Fragen Sie, wer die Seite betreut."
        }
        error_messages: ClassVar = {
            "address": {
                "required": "Bitte geben Sie die Adresse an.",
                "invalid": "Das ist keine vollständige Adresse. Sie sieht so aus: https://www.beispiel.de/feed",
                "max_length": "Die Adresse ist zu lang. Bitte geben Sie die kurze an.",
                **UNSEEN,
            }
        }

    def clean_address(self) -> str:
        """What can't be asked anyway is said at once; the rest turns out when the worker asks."""
        address: str = self.cleaned_data["address"]
        try:
            number = ip_of(read_target(address).host)
        except FetchError as error:
            raise ValidationError(str(error)) from None
        if number and not is_public(number):
            raise ValidationError("Diese Adresse führt nicht ins öffentliche Internet. Bitte prüfen Sie sie.")
        return address


class AdviceForm(forms.Form):
    text = forms.CharField(max_length=200_000, required=False)


class SendBackForm(forms.Form):
    request = forms.CharField(
        label="Was soll geändert werden?",
        help_text="Das liest die Person, die geschrieben hat.",
        max_length=2000,
        widget=LinesInput({"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie, was geändert werden soll.", **UNSEEN},
    )


def _day(moment: datetime | None) -> Any:
    return timezone.localdate(moment) if moment else None


def _moment(day: Any, at: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, at)) if day else None
