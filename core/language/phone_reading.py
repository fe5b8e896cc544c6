"""Telephone numbers out of what people type, paste and keep in spreadsheets.

`read` gives every number of a text, each with its extension and the words beside it ("Zentrale", "nachmittags").
A text that can be read in two ways is never guessed at: ValidationError names both, in German. So does a number
without its area code: the same digits belong to somebody else in the next town.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError

from core.language.phone_text import DURCHWAHL, IS_TIME_OR_ROOM, PhonePiece, phone_pieces, plain, shown_words

HINT: Final = "Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74."
WHOLE: Final = "Bitte schreiben Sie jede Nummer ganz, mit Vorwahl."
# Numbers that are dialled as they are, from anywhere in Germany.
SHORT: Final = frozenset("115 116000 116006 116016 116111 116116 116117 116123".split())
_LONGEST_TEXT: Final = 1000  # characters: a dozen numbers with their words
_COUNTRY: Final = "49"
_AREA_CODE: Final = re.compile(r"(?:0|\+49|0049)[1-9]\d{1,4}\Z|\+49\Z|0049\Z")
_SHORTEST: Final = 3  # digits behind the area code, as in 0231 50-0
_LONGEST: Final = 13  # digits after the 0 or +49; only old extensions have more than eleven
_MOBILE: Final = re.compile(r"1[567]\d{8,9}\Z")  # new ranges are in use before the library knows them
_LONG: Final = 14  # signs of "+49" and eleven digits: more than most numbers have
_HOURS: Final = re.compile(r"(?<=\d)\s(?P<starts>\d{1,2})\s?-\s?(?P<ends>\d{1,2})\Z")
_BRACKET_INSIDE: Final = re.compile(r"(?:\d\D*){5}\((?!\s*0\s*(?:\)|\Z))")  # "614074 (75)": 75 may stand instead of 74
_LOST_ZERO: Final = 9  # digits: no local number is as long, so the 0 of the area code was lost in a spreadsheet


@dataclass(frozen=True, slots=True)
class Number:
    """`e164` is "+49228614074", "+49228614074;ext=20" or a short number ("115"); `what_for` the words beside it."""

    e164: str
    what_for: str = ""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A number that stands for itself. Others may follow in short ("614074/75"): `stem` is what stays for "-26" after
    "9461-13" (None: no dash says where the extension begins), `area` what stays for a whole local number."""

    digits: str  # E.164 or a short number
    stem: str | None = None
    area: str = ""
    has_extension: bool = False


def read_number(text: str) -> tuple[Number, ...]:
    """Every number with its words once, in order. Raises ValidationError; nothing in, nothing out."""
    if len(text) > _LONGEST_TEXT:
        raise ValidationError(f"„{said(text[:80])}“ ist zu lang und ist keine Telefonnummer. {HINT}")
    words = plain(text)
    if not words:
        return ()
    found: list[Number] = []
    before: _Whole | None = None
    for piece in _joined(phone_pieces(words, said(text))):
        if piece.digits:
            before, extension = _number(piece, before, text), piece.extension
            before = replace(before, has_extension=bool(extension))
            e164 = f"{before.digits};ext={extension}" if extension else before.digits
            found.append(Number(e164, piece.label))
    if not found:
        raise ValidationError(f"„{said(text)}“ ist keine Telefonnummer. {HINT}")
    return tuple(dict.fromkeys(found))


def said(text: str) -> str:
    """As quoted in a sentence."""
    return " ".join(str(text).split())[:40]


def _joined(pieces: Iterable[PhonePiece]) -> Iterator[PhonePiece]:
    """ "0228 / 77 66 99" is one number: an area code alone waits for the rest."""
    waiting: PhonePiece | None = None
    for piece in pieces:
        if waiting and piece.separator in ("/", ",") and piece.digits and piece.digits[0] not in "0+":
            label = shown_words([waiting.label, piece.label])
            piece = replace(piece, typed=f"{waiting.typed} {piece.typed.lstrip('- ')}", label=label, separator="")
        elif waiting:
            yield waiting
        is_area = piece.digits and not piece.extension and _AREA_CODE.match(piece.digits)
        waiting = piece if is_area else None
        if not waiting:
            yield piece
    if waiting:
        yield waiting


def _number(piece: PhonePiece, before: _Whole | None, text: str) -> _Whole:
    digits = piece.digits
    if _BRACKET_INSIDE.search(piece.typed):
        raise ValidationError(f"Was die Klammer in „{said(text)}“ heißt, ist nicht klar. {WHOLE}")
    if digits[0] not in "+0" and digits not in SHORT and piece.separator and before and len(digits) < _LOST_ZERO:
        return _shortened(piece, before, text)
    if whole := _whole(piece):
        _refuse_hours(piece, whole, text)
        _refuse_range(piece, whole, text)
        return whole
    raise ValidationError(_why_not(piece, text))


def _whole(piece: PhonePiece) -> _Whole | None:
    """None unless the digits are one number that can be dialled from anywhere."""
    digits = piece.digits
    if (short := digits.removeprefix(f"+{_COUNTRY}")) in SHORT:
        return _Whole(short)
    international = _international(digits)
    if not international or not is_number(international) or _may_be_two(piece, international):
        return None
    return _with_parts(international, piece)


def _international(digits: str) -> str:
    """With "+" and country code; empty for a local number, or where two readings are as good."""
    if digits.startswith("+"):
        return "+" + digits.lstrip("+0")
    if digits.startswith("00"):
        return "+" + digits.lstrip("0")
    if digits.startswith("0"):
        return f"+{_COUNTRY}{digits[1:]}"
    if digits.startswith(_COUNTRY) and len(digits) > 10:
        return f"+{digits}"
    is_local = len(digits) < _LOST_ZERO or digits.startswith(_COUNTRY)
    return "" if is_local else f"+{_COUNTRY}{digits}"


def is_number(e164: str) -> bool:
    """Whether somebody may have this number: the length alone says nothing."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    national = phonenumbers.national_significant_number(number)
    if number.country_code == int(_COUNTRY):
        is_known = phonenumbers.is_valid_number(number) or _MOBILE.match(national)
        local = len(national) - phonenumbers.length_of_geographical_area_code(number)
        return bool(is_known) and local >= _SHORTEST and len(national) <= _LONGEST
    return phonenumbers.is_valid_number(number)


def _with_parts(international: str, piece: PhonePiece) -> _Whole:
    number = phonenumbers.parse(international)
    national = phonenumbers.national_significant_number(number)
    e164 = f"+{number.country_code}{national}"
    area = phonenumbers.length_of_geographical_area_code(number) if number.country_code == int(_COUNTRY) else 0
    head = e164[: len(e164) - len(national) + area] if area else ""
    found = DURCHWAHL.search(piece.typed)
    stem = e164[: -len(found["digits"])] if found and area else None
    return _Whole(e164, stem if stem and len(stem) > len(head) else None, head)


def _may_be_two(piece: PhonePiece, international: str) -> bool:
    """ "02382 5943 5944": twelve digits, of which two groups of the same length follow the area code."""
    groups = piece.typed.split()
    return len(international) >= _LONG + 1 and len(groups) == 3 and len(groups[1]) == len(groups[2])


def _refuse_hours(piece: PhonePiece, whole: _Whole, text: str) -> None:
    """ "614074 9 - 12": twelve digits, the last of which look like hours."""
    found = _HOURS.search(piece.typed)
    if found and len(whole.digits) >= _LONG and int(found["starts"]) < int(found["ends"]) <= 24:
        raise ValidationError(
            f"Ist „{said(found.group())}“ in „{said(text)}“ eine Uhrzeit? Dann schreiben Sie bitte „Uhr“ dahinter. "
            "Sonst schreiben Sie bitte die Nummer ohne Strich."
        )


def _refuse_range(piece: PhonePiece, whole: _Whole, text: str) -> None:
    """ "614074-75" may be an extension, or the numbers from 74 to 75."""
    if whole.stem is None or len(whole.stem) - len(whole.area) < 5:
        return
    extension = whole.digits[len(whole.stem) :]
    if len(extension) <= 2 and 0 < int(extension) - int(whole.stem[-len(extension) :]) < 10:
        other = whole.stem[: -len(extension)] + extension
        readings = f"{readable_digits(whole.digits)}, oder {_either([whole.stem, other]).replace(' oder ', ' und ')}"
        raise ValidationError(f"„{said(text)}“ kann zweierlei heißen: {readings}. {WHOLE}")


# --- numbers written in short -----------------------------------------------------------------------------------


def _shortened(piece: PhonePiece, before: _Whole, text: str) -> _Whole:
    """ "5943 / 5944", "614074/75", "9461-13/-26": only where one reading alone is a number."""
    readings = _readings(piece, before)
    known = list(dict.fromkeys(number for number in readings if is_number(number)))
    if len(known) == 1:
        return _with_parts(known[0], piece) if before.stem is None else replace(before, digits=known[0])
    if known:
        raise ValidationError(f"„{said(text)}“ kann zweierlei heißen: {_either(known)}. {WHOLE}")
    raise ValidationError(f"Was „{said(piece.typed)}“ in „{said(text)}“ heißt, ist nicht klar. {WHOLE}")


def _readings(piece: PhonePiece, before: _Whole) -> Sequence[str]:
    """The likely ones, E.164; one alone is certain."""
    digits, length = piece.digits, len(piece.digits)
    local = len(before.digits) - len(before.area) if before.area else 0
    instead = before.digits[:-length] + digits
    whole = before.area + digits if before.area else ""
    if IS_TIME_OR_ROOM.fullmatch(piece.typed) or before.has_extension:
        return ()
    if before.stem is not None:
        return _after_durchwahl(piece, before, whole)
    if not local:
        return [instead] if before.digits.startswith(f"+{_COUNTRY}") and length <= 2 else ()
    if not piece.typed.startswith("-") and length >= max(4, local - 1):
        return [whole]
    if length <= 2 or (length == 3 and local >= 6):
        return [instead]
    return [instead, whole]


def _after_durchwahl(piece: PhonePiece, before: _Whole, whole: str) -> Sequence[str]:
    """A dash has told where the extension begins."""
    assert before.stem is not None  # noqa: S101
    other = before.stem + piece.digits
    usual = len(before.digits) - len(before.stem)
    local = len(before.digits) - len(before.area)
    if piece.typed.startswith("-") or len(piece.digits) == usual:
        return [other]
    says_its_stem = whole.startswith(before.stem) or "-" in piece.typed
    if len(piece.digits) > usual and (says_its_stem or (usual > 1 and abs(len(piece.digits) - local) <= 1)):
        return [whole]
    return [other, whole]


def _either(numbers: Sequence[str]) -> str:
    return " oder ".join(map(readable_digits, numbers))


# --- sentences ----------------------------------------------------------------------------------------------------


def _why_not(piece: PhonePiece, text: str) -> str:
    digits, shown = piece.digits, said(piece.typed)
    if digits[0] not in "+0":
        return _without_area_code(piece, said(text) if len(digits) < 3 else shown)
    national = len(_international(digits)) - len(_COUNTRY) - 1
    if _may_be_two(piece, _international(digits)):
        first, second = piece.typed.split()[1:]
        area = piece.typed.split()[0]
        return f"Sind „{shown}“ zwei Nummern, {area} {first} und {area} {second}, oder ist es eine lange? {WHOLE}"
    shortest = 7 if _is_german(digits) else 5
    if not shortest <= national <= _LONGEST:
        return f"Die Telefonnummer „{shown}“ ist zu kurz oder zu lang. {HINT}"
    if not _is_german(digits):
        return f"Die Telefonnummer „{shown}“ gibt es in diesem Land nicht. Bitte prüfen Sie Landesvorwahl und Ziffern."
    return f"Die Telefonnummer „{shown}“ gibt es nicht. {HINT}"


def _without_area_code(piece: PhonePiece, shown: str) -> str:
    digits = piece.digits
    if len(digits) < 3:
        return f"„{shown}“ ist keine Telefonnummer. {HINT}"
    if digits.startswith(_COUNTRY) and len(digits) >= _LOST_ZERO:
        readings = [number for number in (f"+{digits}", f"+{_COUNTRY}{digits}") if is_number(number)]
        if len(readings) == 2:
            return f"„{shown}“ kann zweierlei heißen: {_either(readings)}. {WHOLE}"
    if len(digits) == 3 or len(digits) > _LONGEST:
        return f"Die Telefonnummer „{shown}“ ist zu kurz oder zu lang. {HINT}"
    return f"Bei „{shown}“ fehlt die Vorwahl. {HINT}"


def _is_german(digits: str) -> bool:
    return _international(digits).startswith(f"+{_COUNTRY}")


def readable_digits(e164: str) -> str:
    """ "+49228614074" → "0228 61 40 74": area code, then pairs; of an odd number the first three stay together."""
    if e164 in SHORT:
        return e164 if len(e164) == 3 else f"{e164[:3]} {e164[3:]}"
    try:
        number = phonenumbers.parse(e164, "DE")
    except phonenumbers.NumberParseException:
        return e164
    national = phonenumbers.national_significant_number(number)
    length = phonenumbers.length_of_national_destination_code(number)
    if not length:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    prefix = "0" if number.country_code == int(_COUNTRY) else f"+{number.country_code} "
    return f"{prefix}{national[:length]} {_pairs(national[length:])}"


def _pairs(digits: str) -> str:
    start = 3 if len(digits) % 2 else 0
    pairs = [digits[i : i + 2] for i in range(start, len(digits), 2)]
    return " ".join([digits[:start], *pairs]).strip()
