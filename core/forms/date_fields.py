"""Dates and times as people type them: "24.12.", "24. Dezember 2026", "9", "9.30 Uhr", "0930"."""

import re
import unicodedata
from datetime import date, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms.widgets import LineInput
from core.language.characters import one_line
from core.language.dates import MONTHS, WEEKDAYS, long_date
from core.language.german import fold

# A day without a year may have passed a little while ago; otherwise it is the next one.
LOOK_BACK: Final = timedelta(days=31)
YEARS: Final = range(1900, 2101)

MONTH_NUMBERS: Final = {
    word: number
    for number, month in enumerate(MONTHS, start=1)
    for word in {fold(month), fold(month)[:3], fold(month)[:4], month[:3].casefold()}
} | {"jaenner": 1, "jaen": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9}
_WEEKDAY_NUMBERS: Final = {
    word: number for number, day in enumerate(WEEKDAYS) for word in (fold(day), fold(day)[:2], fold(day)[:3])
} | {"sonnabend": 5}
_ISO: Final = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?")
_YEAR: Final = r"(?:['’´`]?(?P<year>\d{4}|\d{2})[. ]*)?"
_FIGURES: Final = re.compile(rf"(?P<day>\d{{1,2}})[./ -]+(?P<month>\d{{1,2}})(?:[./ -]+{_YEAR})?")
_WORDS: Final = re.compile(rf"(?P<day>\d{{1,2}})[. ]*(?P<month>[^\W\d]+)[. ]*{_YEAR}")
_WEEKDAY_FIRST: Final = re.compile(r"(?:am )?(?P<weekday>[^\W\d]+)[., ]+(?:(?:de[nmr]) )?(?=\d)", re.IGNORECASE)
_LEAD: Final = re.compile(r"(?:(?:am|ab|bis|zum|spätestens|de[nmr])\s+)+", re.IGNORECASE)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_CLOCK_BEHIND: Final = re.compile(
    r"[T,]?\s*(?:um |ab )?\d{1,2}(?:[:.]\d\d(?::\d\d)?(?:\s?Uhr)?|\s?Uhr)\Z", re.IGNORECASE
)
# Beyond, two figures are more likely a year of the last century.
_FARTHEST: Final = 30

_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:(?: ?[:.,;h’'] ?| )(?P<minute>\d{2})(?::00)?)?")
_RUN_TOGETHER: Final = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})")
_CLOCK_IN_WORDS: Final = re.compile(r"(?P<hour>\d{1,2}) ?uhr ?(?P<minute>\d{2})")

_COLONS: Final = dict.fromkeys(map(ord, "\u2236\uff1a"), ":")
_RAISED: Final = re.compile("(?<=\\d)[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]{2}")  # the minutes on a poster

LONGEST_SHOWN: Final = 40
LONGEST_READ: Final = 60


class UnreadableDateError(ValueError):
    """Carries the German sentence."""


def read_date(text: str, today: date) -> date:
    """Without a year the next such day from a month before `today` on. Raises UnreadableDateError."""
    words = _LEAD.sub("", _DASHES.sub("-", one_line(text)), count=1).rstrip(" ,;")
    named = _WEEKDAY_FIRST.match(words)
    weekday = _WEEKDAY_NUMBERS.get(fold(named["weekday"])) if named else None
    rest = words[named.end() :] if named and weekday is not None else words
    found = _ISO.fullmatch(rest) or _FIGURES.fullmatch(rest) or _WORDS.fullmatch(rest)
    if found is None:
        raise UnreadableDateError(_why_not(text, today))
    month = int(found["month"]) if found["month"].isdecimal() else MONTH_NUMBERS.get(fold(found["month"]), 0)
    year = _year(found["year"])
    if year and len(found["year"]) == 2 and year > today.year + _FARTHEST:
        raise UnreadableDateError(f"Bitte schreiben Sie in „{_shown(text)}“ das Jahr mit vier Ziffern.")
    day = _day(int(found["day"]), month, year, today)
    if day is None:
        raise UnreadableDateError(_no_date(text))
    if weekday is not None and weekday != day.weekday():
        raise UnreadableDateError(f"Bitte prüfen Sie den Wochentag: Das wäre {long_date(day)}.")
    return day


def read_time(text: str) -> time | None:
    """None for what is no time of day."""
    words = " ".join(_RAISED.sub(_lowered, text).casefold().translate(_COLONS).split())
    found = _CLOCK_IN_WORDS.fullmatch(words)
    if found is None:
        words = re.sub(r"^(?:um|ab|bis) ", "", words).removesuffix("uhr").rstrip(" .")
        words = words.removesuffix("h").rstrip()
        found = _CLOCK.fullmatch(words) or _RUN_TOGETHER.fullmatch(words)
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return time(int(found["hour"]), int(found["minute"] or 0))


def _lowered(minutes: re.Match[str]) -> str:
    return f":{unicodedata.normalize('NFKC', minutes.group())}"


def clock_text(moment: time) -> str:
    """As in "9:00", the way a form shows it."""
    return f"{moment.hour}:{moment.minute:02}"


class GermanDateField(forms.Field):
    """A text field; what was understood is shown again with the day of the week, so that a slip is seen."""

    widget = LineInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_date(text, timezone.localdate())
        except UnreadableDateError as problem:
            raise ValidationError(str(problem), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        try:
            day = self.to_python(value)
        except ValidationError:
            return value
        return long_date(day) if day else ""


class GermanTimeField(forms.Field):
    """A text field; what was understood is shown again as "9:30"."""

    widget = LineInput

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        moment = read_time(text)
        if moment is None:
            raise ValidationError(_no_time(text), code="invalid")
        return moment

    def prepare_value(self, value: Any) -> Any:
        try:
            moment = self.to_python(value)
        except ValidationError:
            return value
        return clock_text(moment) if moment else ""


def _day(day: int, month: int, year: int | None, today: date) -> date | None:
    """Without a year the first one that fits: 29 February may be some years ahead."""
    start = today - LOOK_BACK if today - date.min > LOOK_BACK else today
    for candidate in range(start.year, start.year + 9) if year is None else [year]:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= start:
            return found if found.year in YEARS else None
    return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _shown(text: str) -> str:
    return one_line(text)[:LONGEST_SHOWN]


def _why_not(text: str, today: date) -> str:
    """A time of day beside a day would be lost without a word."""
    words = one_line(text)
    clock = _CLOCK_BEHIND.search(words) if len(words) <= LONGEST_READ else None
    try:
        day = read_date(words[: clock.start()], today) if clock else None
    except UnreadableDateError:
        day = None
    if day is None:
        return _no_date(text)
    return f"In „{_shown(text)}“ steht auch eine Uhrzeit. Bitte schreiben Sie hier nur den Tag: {day:%d.%m.%Y}"


def _no_date(text: str) -> str:
    return f"„{_shown(text)}“ ist kein Datum. Bitte schreiben Sie zum Beispiel 24.12. oder 24. Dezember 2026."


def _no_time(text: str) -> str:
    return f"„{_shown(text)}“ ist keine Uhrzeit. Bitte schreiben Sie zum Beispiel 9 oder 9:30."
