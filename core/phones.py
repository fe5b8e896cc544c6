"""Telephone numbers: any spelling in, E.164 in the database, groups of digits people can read aloud out."""

from functools import lru_cache
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models

HINT = "Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74."


def normalise(text: str) -> str:
    """E.164 ("+49228614074"). Raises ValidationError with a German sentence."""
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        raise ValidationError(f"„{text[:40]}“ ist keine Telefonnummer. {HINT}") from None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValidationError(f"Die Telefonnummer „{text[:40]}“ ist zu kurz oder zu lang. {HINT}")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=20_000)
def readable(e164: str) -> str:
    """ "+49228614074" → "0228 61 40 74": area code, then pairs; of an odd number the first three stay together."""
    try:
        number = phonenumbers.parse(e164, "DE")
    except phonenumbers.NumberParseException:
        return e164
    national = phonenumbers.national_significant_number(number)
    length = phonenumbers.length_of_national_destination_code(number)
    if not length:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    prefix = "0" if number.country_code == 49 else f"+{number.country_code} "
    return f"{prefix}{national[:length]} {_pairs(national[length:])}"


def _pairs(digits: str) -> str:
    start = 3 if len(digits) % 2 else 0
    pairs = [digits[i : i + 2] for i in range(start, len(digits), 2)]
    return " ".join([digits[:start], *pairs]).strip()


class PhoneField(models.CharField):
    """Stores E.164; accepts every usual spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalise(text) if text else text
