"""Single values and the one way of writing each: `read_…` takes what people type, `say_…` gives the canonical text.

`read_…` raises UnreadableError with the German sentence; `say_…(read_…(text))` is stable when read again.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from core.language.characters import bare_address, one_line
from core.language.german import fold
from core.language.phones import normalise, readable

_YES = frozenset(["ja", "j", "yes", "y", "x", "true", "wahr", "1", "vorhanden"])
_NO = frozenset(["nein", "n", "no", "false", "falsch", "0", "keine", "kein", "nicht"])
_UNKNOWN = frozenset(["", "nicht geprueft", "unbekannt", "keine angabe", "k a", "offen"])
_DATES = (
    re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})\Z"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[ T]00:00(?::00)?)?\Z"),
)
_web_address = URLValidator(schemes=["http", "https"])


class UnreadableError(Exception):
    """What stands in the column is no such thing; the text is kept, the column isn't taken over."""


class TooLongError(UnreadableError):
    """It would have to be cut, so the row is not taken over at all."""


# --- text ----------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Composed, on one line, without invisible characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", one_line(text)).split())


def clean_lines(text: str) -> str:
    """Cleaned line by line; at most one empty line in a row, none at the ends."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def within(text: str, longest: int, what: str) -> str:
    """The text itself. Raises TooLongError."""
    if len(text) > longest:
        raise TooLongError(f"{what}: Der Text hat {len(text)} Zeichen, höchstens {longest} sind möglich.")
    return text


def split(text: str) -> list[str]:
    """The values of a cell, each once: ";" and line breaks separate them, but not within brackets."""
    parts = re.split(r"[;\n](?![^()]*\))", text)
    return list(dict.fromkeys(value for part in parts if (value := clean(part))))


def joined(values: Iterable[str]) -> str:
    """A ";" within a value would make two of it."""
    cleaned = (clean(value.replace(";", ",")) for value in values)
    return "; ".join(value for value in cleaned if value)


# --- yes, no, numbers, days -----------------------------------------------------------------------------------


def read_flag(text: str) -> bool | None:
    """None: nobody has said."""
    word = fold(text)
    if word in _YES or text.strip() in {"✓", "✔"}:
        return True
    if word in _NO:
        return False
    if word in _UNKNOWN:
        return None
    raise UnreadableError("Hier steht „ja“ oder „nein“, oder nichts.")


def say_flag(value: bool | None) -> str:
    return {True: "ja", False: "nein", None: ""}[value]


def read_mark(text: str) -> bool:
    """A flag for which nothing means no."""
    return bool(read_flag(text))


def say_mark(value: bool) -> str:
    return "ja" if value else ""


def read_year(text: str) -> int | None:
    word = clean(text)
    if not word:
        return None
    if not re.fullmatch(r"\d{4}", word) or not 1945 <= int(word) <= 2100:
        raise UnreadableError("Hier steht eine Jahreszahl mit vier Ziffern, zum Beispiel 1998.")
    return int(word)


def read_day(text: str) -> date | None:
    word = clean(text)
    if not word:
        return None
    for pattern in _DATES:
        if found := pattern.match(word):
            try:
                return date(*(int(found[part]) for part in ("year", "month", "day")))
            except ValueError:
                break
    raise UnreadableError("Hier steht ein Datum, zum Beispiel 10.08.2020.")


def say_day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def say_number(value: int | None) -> str:
    return "" if value is None else str(value)


def read_degrees(text: str, lowest: float, highest: float) -> float | None:
    """Degrees with decimal point or comma, to six places (11 cm)."""
    word = clean(text).replace(",", ".").removesuffix("°").strip()
    if not word:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,20})?", word) or not lowest <= float(word) <= highest:
        span = f"{lowest:g} und {highest:g}".replace(".", ",")
        raise UnreadableError(f"Hier steht eine Zahl zwischen {span}.")
    return round(float(word), 6)


def say_degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


# --- reaching somebody ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def read_phone(text: str) -> str:
    """E.164 or ""."""
    word = clean(text)
    if not word:
        return ""
    try:
        return normalise(word)
    except ValidationError as error:
        raise UnreadableError(error.messages[0]) from None


def say_phone(e164: str) -> str:
    return readable(e164) if e164 else ""


def read_email(text: str) -> str:
    word = bare_address(clean(text))
    try:
        if word:
            validate_email(word)
    except ValidationError:
        raise UnreadableError("Das ist keine vollständige E-Mail-Adresse.") from None
    return within(word, 254, "E-Mail-Adresse")


def read_web_address(text: str) -> str:
    """Without a scheme, https is meant."""
    word = clean(text)
    if not word:
        return ""
    address = word if re.match(r"[a-z][a-z0-9+.-]*://", word, re.IGNORECASE) else f"https://{word}"
    try:
        _web_address(address)
    except ValidationError:
        raise UnreadableError("Das ist keine Internetadresse, zum Beispiel www.ahlen.de.") from None
    return address


def read_postcode(text: str) -> str:
    word = re.sub(r"^(?:D|DE)[- ]", "", clean(text))
    if word and not re.fullmatch(r"\d{5}", word, re.ASCII):
        raise UnreadableError("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227.")
    return word
