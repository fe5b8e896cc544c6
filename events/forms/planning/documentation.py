"""What people type into the documentation of an event."""

from typing import Any, ClassVar

from django import forms

from core.forms.editor import EditorWidget
from core.forms.plain_forms import speak_german
from core.media.documents import DocumentForm
from core.media.pictures import PictureForm
from core.richtext import RichTextFormField
from events.forms.planning.event import SectionForm
from events.models import Event, EventPicture, Item, ItemDocument


class ConclusionForm(SectionForm):
    class Meta:
        model = Event
        fields = ("conclusion",)
        widgets: ClassVar = {"conclusion": EditorWidget}


class ResultForm(forms.Form):
    """`released` gives the keys of the speakers who have agreed."""

    result = RichTextFormField(label="Was kam heraus?", required=False, widget=EditorWidget({"rows": 8}))
    released = forms.TypedMultipleChoiceField(
        label="Wer hat zugestimmt, dass ihre oder seine Unterlagen erscheinen?",
        help_text="Solange jemand fehlt, bleiben Text und Unterlagen dieses Punktes verborgen.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, item: Item) -> None:
        speakers = list(item.speakers.all())
        initial = {"result": item.result, "released": [speaker.pk for speaker in speakers if speaker.released]}
        super().__init__(data, initial=initial)
        self.fields["released"].choices = [(speaker.pk, speaker.name) for speaker in speakers]  # type: ignore[attr-defined]
        if not speakers:
            del self.fields["released"]
        speak_german(self)

    def clean(self) -> dict[str, Any]:
        return {"released": [], **(super().clean() or self.cleaned_data)}


class EventPictureForm(PictureForm):
    class Meta(PictureForm.Meta):
        model = EventPicture


class ItemDocumentForm(DocumentForm):
    class Meta(DocumentForm.Meta):
        model = ItemDocument
