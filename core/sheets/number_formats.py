"""What a sheet shows of a number: 1067 with the format 00000 is 01067, 44054 may be a day."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet knows no time zones)
_MAC_FIRST = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST = 2_958_465  # 31 December 9999
_BUILT_IN_DATES = frozenset([*range(14, 18), *range(27, 32), 36, *range(50, 59)])
_BUILT_IN_TIMES = frozenset([*range(18, 22), *range(32, 36), *range(45, 48)])
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_NOUGHTS = re.compile(r'(?:"([^"]*)"|\\(.))?\s*((?:0|\\ | )+|#)')  # perhaps with something before


@dataclass(frozen=True, slots=True)
class NumberFormat:
    digits: int = 0  # filled up with noughts to so many
    before: str = ""
    has_date: bool = False
    has_time: bool = False


PLAIN = NumberFormat()


def number_format(code: str, number: int = -1) -> NumberFormat:
    """`number` is that of a format which needs no code."""
    if not code:
        has_date, has_time = number in _BUILT_IN_DATES or number == 22, number in _BUILT_IN_TIMES or number == 22
        return NumberFormat(has_date=has_date, has_time=has_time)
    code = code[:200]
    if found := _NOUGHTS.fullmatch(code.split(";")[0]):
        return NumberFormat(digits=found[3].count("0"), before=found[1] or found[2] or "")
    letters = _NO_LETTERS.sub("", code.split(";")[0]).lower()
    if "general" in letters or "standard" in letters or "@" in letters:
        return PLAIN
    has_time = bool(re.search("[hs]", letters))
    return NumberFormat(has_date=bool(re.search("[dy]", letters)), has_time=has_time)


def shown_number(value: str, form: NumberFormat = PLAIN, *, is_mac: bool = False) -> str:
    """As a person would type it, or sees it. What is no number stays as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    if (form.has_date or form.has_time) and 0 <= number <= _LAST:
        return _moment(number, form, is_mac)
    if number.is_integer() and abs(number) < 1e21:
        return form.before + str(int(value) if value.isdecimal() else int(number)).zfill(form.digits)
    return repr(number)


def _moment(days: float, form: NumberFormat, is_mac: bool) -> str:
    if not is_mac and days < 60:
        days += 1  # Excel knows a 29 February 1900
    at = (_MAC_FIRST if is_mac else _FIRST) + timedelta(seconds=round(days * 86_400))
    return said_moment(at, has_date=form.has_date, has_time=form.has_time)


def said_moment(at: datetime, *, has_date: bool, has_time: bool) -> str:
    """A day with no time to it is only a day."""
    time = f"{at:%H:%M} Uhr"
    if not has_date:
        return time
    return f"{at:%d.%m.%Y} {time}" if has_time and (at.hour or at.minute) else f"{at:%d.%m.%Y}"


def iso_moment(text: str) -> str:
    """ "2020-08-10T14:30:00" → "10.08.2020 14:30 Uhr"; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return said_moment(at, has_date=True, has_time="T" in text)
