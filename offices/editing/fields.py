"""Form fields of the profile: what people type in, what the directory stores out."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from core.forms.widgets import LineInput
from core.language import phones
from core.language.german import join_words
from offices.finding.fields import PlaceField
from offices.geography.gazetteer import Municipality, gazetteer
from offices.geography.places import Ambiguous, SearchPlace

YES_OR_NO: Final = {"ja": True, "nein": False, "": None}


class PhoneField(forms.CharField):
    """Any usual spelling → E.164; shown again in groups of digits. `further` says where a second number has room."""

    widget = LineInput({"type": "tel", "autocomplete": "off"})

    def __init__(self, *, further: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.further = further

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return phones.normalise(text, further=self.further) if text else ""

    def prepare_value(self, value: Any) -> Any:
        return phones.readable(value) if isinstance(value, str) and phones.is_stored(value) else value


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or that nobody knows: True, False, None."""

    def __init__(self, *, unknown: str, **kwargs: Any) -> None:
        choices = [("ja", "ja"), ("nein", "nein"), ("", unknown)]
        super().__init__(
            choices=choices,
            coerce=YES_OR_NO.__getitem__,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten."},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nein", None: ""}.get(value, value) if not isinstance(value, str) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class TownField(PlaceField):
    """A town or a postcode → the town's official key (AGS). Asks back where several towns are meant."""

    def clean(self, value: Any) -> Any:
        try:
            found: SearchPlace | None = super().clean(value)
        except ValidationError as problem:
            raise self._named(problem) from None
        if found is None:
            raise ValidationError("Bitte nennen Sie die Stadt oder Gemeinde.", code="required")
        if len(found.ags) > 1:
            raise ValidationError(_which(town.name for town in map(_town, found.ags)), code="several")
        return found.ags[0]

    def prepare_value(self, value: Any) -> Any:
        known = gazetteer().municipality_by_ags
        return known[value].name if value in known else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data != self.prepare_value(initial))

    @staticmethod
    def _named(problem: ValidationError) -> ValidationError:
        """With the names to choose from, because a form has no list to click."""
        for error in problem.error_list:
            outcome = (error.params or {}).get("outcome")
            if isinstance(outcome, Ambiguous):
                return ValidationError(_which(choice.label for choice in outcome.choices), code="several")
        return problem


def _town(ags: str) -> Municipality:
    return gazetteer().municipality_by_ags[ags]


def _which(names: Iterable[str]) -> str:
    return f"Meinen Sie {join_words(names, last='oder')}? Bitte schreiben Sie den ganzen Namen."
