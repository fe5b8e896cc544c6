"""What people type at the desk where posts are written."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script

from core.forms.date_fields import GermanDateField
from core.forms.widgets import UNSEEN, LineInput
from core.media.documents import DocumentForm
from core.media.pictures import PictureForm
from core.web.public_internet import FetchError, ip_of, is_public, read_target
from news.models import FeedSource, Kind, Post, PostDocument, PostPicture
from offices.publishing.forms import ContributionForm


class PostForm(ContributionForm):
    """The first step: the words."""

    deadline = GermanDateField(
        label="Frist", required=False, help_text="Nur bei einem Fördertipp: bis wann man den Antrag stellen kann."
    )

    class Media:
        js = (Script("js/advice.js", defer=True),)

    class Meta(ContributionForm.Meta):
        model = Post
        fields = ("kind", "title", "teaser", "body", "topics", "area", "visibility", "deadline", "source")
        widgets: ClassVar = {
            **ContributionForm.Meta.widgets,
            "kind": forms.RadioSelect,
            "source": LineInput({"inputmode": "url"}),
        }
        help_texts: ClassVar = {
            **ContributionForm.Meta.help_texts,
            "source": "Nur wenn der Text schon woanders steht: die Adresse dort.",
        }
        error_messages: ClassVar = {
            **ContributionForm.Meta.error_messages,
            "title": {
                **ContributionForm.Meta.error_messages["title"],
                "required": "Bitte geben Sie der Meldung eine Überschrift.",
            },
        }

    OPTIONAL = (*ContributionForm.OPTIONAL, "deadline", "source")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") != Kind.FUNDING:
            values["deadline"] = None
        return values

    def rarely_used(self) -> list[str]:
        return [*super().rarely_used(), "source"]


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
