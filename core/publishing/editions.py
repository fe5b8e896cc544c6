"""Two open tabs: each form says which edition of a thing it was opened with, so that nobody's words are lost."""

from typing import Any

from django import forms

NOBODYS = 0  # the edition of what is no number: then both texts are shown
FIELD = "edition"


class EditionField(forms.CharField):
    """Hidden. Cleans to the number of the edition."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else NOBODYS


def for_edition(data: Any, edition: int) -> Any:
    """The same words, to be saved over that edition."""
    copied = data.copy()
    copied[FIELD] = str(edition)
    return copied
