"""Telephone numbers: any spelling in, E.164 in the database, groups of digits people can read aloud out.

An extension that somebody asks for ("App. 20") stays one: "+49228614074;ext=20". Numbers that are dialled as they are
("115") stand without "+". What a text can hold beyond one number is in `core/language/phone_reading.py`.
"""

from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models

from core.language.german import join_words
from core.language.phone_reading import HINT, SHORT, Number, read_number, readable_digits, said

__all__ = ["HINT", "Number", "PhoneField", "dialled", "is_stored", "normalise", "read_number", "readable"]

_EXTENSION: Final = ";ext="
# What says no more than the field that the number stands in.
_USUAL_LABELS: Final = frozenset(
    "privat priv priv. dienstlich dienstl. dienstl mobil handy festnetz mobiltelefon fax telefax zentrale "
    "büro f m handynummer mobilnummer faxnummer tel./fax tel/fax telefon/fax telefon/telefax".split()
)


def normalise(text: str, *, further: str = "") -> str:
    """The one number of a field, E.164. Raises ValidationError with a German sentence: nothing of what was typed is
    left out in silence, so a second number and words beside the first are told. `further` says where more fit."""
    numbers = read_number(text)
    if not numbers:
        return ""
    different = list(dict.fromkeys(readable(number.e164) for number in numbers))
    if len(different) > 1:
        raise ValidationError(
            f"In „{said(text)}“ stehen mehrere Telefonnummern: {join_words(different[:4])}. "
            f"Bitte schreiben Sie hier nur eine. {further}".strip()
        )
    number = numbers[0]
    if number.what_for and number.what_for.casefold() not in _USUAL_LABELS:
        raise ValidationError(f"Bitte schreiben Sie hier nur die Telefonnummer, ohne „{said(number.what_for)}“.")
    return number.e164


@lru_cache(maxsize=20_000)
def readable(e164: str) -> str:
    """ "+49228614074" → "0228 61 40 74", with ";ext=20" → "0228 61 40 74 App. 20"."""
    number, _, extension = e164.partition(_EXTENSION)
    return f"{readable_digits(number)} App. {extension}" if extension else readable_digits(number)


def dialled(e164: str) -> str:
    """For programs that know no extensions (address books): they would dial its digits, or its letters, as well."""
    return e164.partition(_EXTENSION)[0]


def is_stored(value: str) -> bool:
    """As the database keeps it, not as a person has typed it."""
    return value.startswith("+") or value in SHORT


class PhoneField(models.CharField):
    """Stores E.164; accepts every usual spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalise(text) if text else text
