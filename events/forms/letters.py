"""Which letters are meant by "printed": those that stood on the page, not those that came while the printer ran."""

from typing import Any

from django import forms
from django.http import QueryDict

from events.models import Notice

NONE = "Bitte wählen Sie mindestens einen Brief aus."


class PrintedForm(forms.Form):
    """What was settled meanwhile, in another window, is left out."""

    brief = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: QueryDict, *, letters: list[Notice]) -> None:
        super().__init__(data)
        self.letters = {str(letter.pk): letter for letter in letters}

    def clean_brief(self) -> list[Notice]:
        sent: list[Any] = self.cleaned_data["brief"] or []
        chosen = [self.letters[key] for key in sent if key in self.letters]
        if not chosen:
            raise forms.ValidationError(NONE)
        return chosen
