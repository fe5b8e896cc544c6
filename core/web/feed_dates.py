"""When an entry of a feed was published, as websites write it: RFC 822 with German words, ISO 8601, and dates as in a
letter.

feedparser reads the German ones not at all, takes the names of our own time zones and a moment without any for UTC, and
makes another day of figures it doesn't know: 27-11-2026, 2026-11-31 (findings/).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from core.forms.date_fields import MONTH_NUMBERS
from core.language.german import fold

_HERE: Final = ZoneInfo("Europe/Berlin")  # what a website means that says no zone
_ENGLISH: Final = {"mar": 3, "march": 3, "may": 5, "oct": 10, "october": 10, "dec": 12, "december": 12} | {
    word: number for number, word in enumerate(("january", "february", "", "", "", "june", "july"), start=1) if word
}
_OURS: Final = {"CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2}
_WEEKDAY = r"(?:[^\W\d]+(?:\.?,?\s+|\.?,\s*))?"
_MONTH = r"(?:\.\s*(?P<number>\d{1,2})\.|\.?\s+(?P<month>[^\W\d]+)\.?)"
_DAY = rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_MONTH}\s*(?P<year>\d{{4}}|\d{{2}})"
_MINUTE = r"(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?:\s*Uhr)?|\s*Uhr)"
_CLOCK = rf"(?:(?:\s*,)?\s*(?:um\s+|[-–|]\s*|T)?(?P<hour>\d{{1,2}}){_MINUTE})?"
_ZONE = r"(?:\s*(?P<zone>[+-]\d{2}(?::?\d{2})?|Z|UT|UTC|GMT|CET|CEST|MEZ|MESZ))?"
_DASHES = r"(?P<day>\d{1,2})-(?P<number>\d{1,2})-(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})-?(?P<number>\d{2})-?(?P<day>\d{2})"
_FORMS: Final = tuple(re.compile(rf"\s*{day}{_CLOCK}{_ZONE}\s*", re.IGNORECASE) for day in (_DAY, _DASHES, _ISO))


def is_ours(text: str) -> bool:
    """Not to be read by others: they would make another moment of it."""
    return not re.search(r"[^\W\d_]{3}", text) or text.strip().rpartition(" ")[2].upper() in _OURS


def read_moment(text: str) -> datetime | None:
    """In UTC; None for what is no such date. Without an hour it is noon, so that the day is right."""
    found = next(filter(None, (form.fullmatch(text[:100]) for form in _FORMS)), None)
    if found is None:
        return None
    year = int(found["year"])
    try:
        day = date(year if year > 99 else 2000 + year, _month(found), int(found["day"]))
        clock = time(int(found["hour"] or 12), int(found["minute"] or 0), int(found["second"] or 0))
        return datetime.combine(day, clock, _zone(found["zone"] or "")).astimezone(UTC)
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int:
    if found["number"]:
        return int(found["number"])
    if "month" not in found.re.groupindex:
        return 0
    word = fold(found["month"])
    return MONTH_NUMBERS.get(word) or _ENGLISH.get(word, 0)


def _zone(name: str) -> tzinfo:
    if name.upper() in _OURS:
        return timezone(timedelta(hours=_OURS[name.upper()]))
    if name[:1] in {"+", "-"}:
        hours, minutes = int(name[1:3]), int(name[3:].strip(":") or 0)
        ahead = timedelta(hours=hours, minutes=minutes)
        return timezone(ahead if name[0] == "+" else -ahead)
    return UTC if name else _HERE
