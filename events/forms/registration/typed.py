"""Fields for what people type about themselves: any usual spelling in, a sentence where something is missing."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.forms.widgets import UNSEEN, LineInput, LinesInput
from core.language.characters import bare_address
from core.language.phones import normalise
from core.mail.outbox import ADDRESS, NOT_IN_AN_ADDRESS

# Signs without a picture that turn the words after them round: in a list of names they would turn the neighbours, too.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LOOKS_LIKE = "Sie sieht so aus: name@beispiel.de"


class StraightLine(LineInput):
    """One line that leaves its neighbours as they are."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return _TURNING.sub("", text) if isinstance(text, str) else text


class StraightLines(LinesInput):
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return _TURNING.sub("", text) if isinstance(text, str) else text


def sentences(most: int, required: str = "") -> dict[str, str]:
    """Of a field that takes `most` characters."""
    too_long = f"Das ist zu lang. Bitte schreiben Sie höchstens {most} Zeichen."
    return {**UNSEEN, "max_length": too_long, "required": required}


def line(label: str, *, most: int, autocomplete: str = "", required: str = "", **more: Any) -> forms.CharField:
    """`required` is the sentence for whoever leaves it empty; without one she may."""
    attributes = {"autocomplete": autocomplete} if autocomplete else {}
    attributes |= more.pop("attributes", {})
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(required),
        widget=StraightLine(attributes),
        error_messages=sentences(most, required),
        **more,
    )


def lines(label: str, *, most: int, rows: int = 4, **more: Any) -> forms.CharField:
    widget = StraightLines({"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=False, widget=widget, error_messages=sentences(most), **more
    )


def mark_optional(form: forms.BaseForm, *names: str) -> None:
    for name in names:
        form.fields[name].mark_optional = True  # type: ignore[attr-defined]


class MailField(forms.CharField):
    """One bare address, empty where there is none."""

    widget = StraightLine

    def __init__(self, **more: Any) -> None:
        super().__init__(
            required=False,
            max_length=254,
            widget=StraightLine({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
            error_messages=sentences(254),
            **more,
        )

    def clean(self, value: Any) -> str:
        address = bare_address(super().clean(value))
        if address and (sentence := _problem(address)):
            raise ValidationError(sentence, code="invalid")
        return address


def _problem(address: str) -> str:
    name, at, host = address.partition("@")
    if not at:
        return f"In der E-Mail-Adresse fehlt das @-Zeichen. {LOOKS_LIKE}"
    if not name or not host:
        part = "nach" if name else "vor"
        return f"Die E-Mail-Adresse ist unvollständig. Es fehlt der Teil {part} dem @-Zeichen."
    try:
        validate_email(address)
    except ValidationError:
        return f"Diese E-Mail-Adresse können wir nicht lesen. {LOOKS_LIKE}"
    # What no mail of ours could be sent to (core/mail/outbox.py), though other programs know such addresses.
    is_plain = ADDRESS.fullmatch(address) and not NOT_IN_AN_ADDRESS.search(address)
    return "" if is_plain else f"An diese E-Mail-Adresse können wir nicht schreiben. {LOOKS_LIKE}"


class TelephoneField(forms.CharField):
    """E.164, empty where there is none."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            required=False,
            max_length=60,
            widget=StraightLine({"autocomplete": "tel", "inputmode": "tel"}),
            error_messages=sentences(60),
            **more,
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise(text) if text else ""
