"""Opening hours as values: rules, exceptions, NRW public holidays and the state of a moment.

Pure: no database, no request. Weekdays count from 0 = Monday, times are local (Europe/Berlin) and whole
minutes, a slot includes its start and excludes its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache, total_ordering
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

LAST: Final = -1
NTHS: Final = (1, 2, 3, 4, LAST)
BERLIN: Final = ZoneInfo("Europe/Berlin")


class Kind(StrEnum):
    """VISIT: the door is open (Sprechzeiten). PHONE: somebody answers the telephone (Telefonzeiten)."""

    VISIT = "visit"
    PHONE = "phone"


class OpenState(StrEnum):
    OPEN = "open"  # at this very moment
    LATER = "later"  # closed now, opens (again) today
    OVER = "over"  # was open today, will not open again today
    CLOSED = "closed"  # not open at any time today
    UNSURE = "unsure"  # a day on which many offices close, and this one has not said whether it does
    BY_APPOINTMENT = "by_appointment"  # no rules, but people come by arrangement
    UNKNOWN = "unknown"  # nothing is stated


@dataclass(frozen=True, order=True)
class Slot:
    """Raises ValueError unless it starts before it ends; an end at midnight cannot be said."""

    starts: time
    ends: time

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError(f"a slot ends after it starts, not {self.starts} to {self.ends}")


@total_ordering
@dataclass(frozen=True)
class Rule:
    """A slot that returns: every week (nth None) or every 1st to 4th or LAST such weekday of the month.

    Ordered as people read them: visits before telephone, weekly before monthly, Monday first.
    """

    kind: Kind
    weekday: int
    nth: int | None
    starts: time
    ends: time

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError(f"weekday is 0 to 6, not {self.weekday}")
        if self.nth is not None and self.nth not in NTHS:
            raise ValueError(f"nth is None, 1 to 4 or LAST, not {self.nth}")
        Slot(self.starts, self.ends)

    def __lt__(self, other: Rule) -> bool:
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[bool, bool, int, int, time, time]:
        order = 0 if self.nth is None else NTHS.index(self.nth)
        monthly = self.nth is not None
        return (self.kind is Kind.PHONE, monthly, self.weekday, order, self.starts, self.ends)

    @property
    def slot(self) -> Slot:
        return Slot(self.starts, self.ends)

    def falls_on(self, day: date) -> bool:
        if day.weekday() != self.weekday:
            return False
        if self.nth is None:
            return True
        return is_last_in_month(day) if self.nth == LAST else nth_in_month(day) == self.nth


@dataclass(frozen=True)
class DayException:
    """Other hours, or none, from `first` to `last` (both included)."""

    first: date
    last: date
    slots: tuple[Slot, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"an exception ends on or after its first day, not {self.first} to {self.last}")

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


class OpenDay(NamedTuple):
    day: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class DayState:
    """What a visitor needs to know at one moment: this day's slots and the next day after it with slots.

    `open_until` is set only while open; `reason` only when a holiday or an exception closes a day on which
    the rules would have opened, or when such a day is unsure.
    """

    status: OpenState
    kind: Kind
    day: date
    slots: tuple[Slot, ...]
    next_day: OpenDay | None
    open_until: time | None = None
    reason: str = ""


@dataclass(frozen=True)
class Timetable:
    """All hours of one place. An exception wins over holidays and rules, a holiday wins over rules, and on a day like
    Heiligabend rules promise nothing."""

    rules: tuple[Rule, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    by_appointment: bool = False

    @cached_property
    def _rules_by_day(self) -> Mapping[tuple[Kind, int], list[Rule]]:
        grouped = defaultdict(list)
        for rule in self.rules:
            grouped[rule.kind, rule.weekday].append(rule)
        return dict(grouped)

    @cached_property
    def _kinds(self) -> frozenset[Kind]:
        return frozenset(rule.kind for rule in self.rules)

    def exception_on(self, day: date) -> DayException | None:
        """Of several that cover the day the shortest, of equally long ones the one listed last."""
        covering = [exception for exception in reversed(self.exceptions) if exception.covers(day)]
        return min(covering, key=lambda exception: exception.last - exception.first, default=None)

    def slots_on(self, day: date, kind: Kind = Kind.VISIT) -> tuple[Slot, ...]:
        """In order, without overlaps. Slots of an exception hold for PHONE only if PHONE has rules."""
        exception = self.exception_on(day)
        if exception is not None:
            return merged(exception.slots) if kind is Kind.VISIT or kind in self._kinds else ()
        slots = self._regular_slots(day, kind)
        return () if slots and (public_holiday(day) or unsure_day(day)) else slots

    def unsure_on(self, day: date, kind: Kind = Kind.VISIT) -> str:
        """The name of the day if the rules would have opened on it and nobody has said whether they hold."""
        name = unsure_day(day)
        is_said = public_holiday(day) or self.exception_on(day)
        return name if name and not is_said and self._regular_slots(day, kind) else ""

    def usual_slots(self, day: date, kind: Kind = Kind.VISIT) -> tuple[Slot, ...]:
        """By the rules alone."""
        return self._regular_slots(day, kind)

    def next_days(
        self, start: date, count: int = 3, horizon_days: int = 400, kind: Kind = Kind.VISIT
    ) -> tuple[OpenDay, ...]:
        """The first `count` days with slots from `start` (included) on, looking `horizon_days` ahead."""
        found: list[OpenDay] = []
        if kind not in self._kinds and (kind is Kind.PHONE or not any(e.slots for e in self.exceptions)):
            return ()
        for day in _days_from(start, horizon_days):
            if len(found) >= count:
                break
            if slots := self.slots_on(day, kind):
                found.append(OpenDay(day, slots))
        return tuple(found)

    def state_at(self, moment: datetime, kind: Kind = Kind.VISIT, horizon_days: int = 400) -> DayState:
        """An aware moment is turned into local time, a naive one is local time already."""
        local = moment.astimezone(BERLIN) if moment.tzinfo else moment
        day, clock = local.date(), local.time()
        slots = self.slots_on(day, kind)
        current = next((slot for slot in slots if slot.starts <= clock < slot.ends), None)
        following = self.next_days(day + timedelta(days=1), 1, horizon_days, kind)
        next_day = following[0] if following else None
        unsure = self.unsure_on(day, kind)
        return DayState(
            status=OpenState.UNSURE if unsure else self._status(kind, slots, current, next_day, clock),
            kind=kind,
            day=day,
            slots=slots,
            next_day=next_day,
            open_until=current.ends if current else None,
            reason=unsure or ("" if slots else self._closing_reason(day, kind)),
        )

    def _regular_slots(self, day: date, kind: Kind) -> tuple[Slot, ...]:
        candidates = self._rules_by_day.get((kind, day.weekday()), ())
        return merged(rule.slot for rule in candidates if rule.falls_on(day))

    def _status(
        self,
        kind: Kind,
        slots: tuple[Slot, ...],
        current: Slot | None,
        next_day: OpenDay | None,
        clock: time,
    ) -> OpenState:
        if current:
            return OpenState.OPEN
        if slots:
            return OpenState.LATER if clock < slots[-1].starts else OpenState.OVER
        if kind in self._kinds:
            return OpenState.CLOSED
        if self.by_appointment and kind is Kind.VISIT:
            return OpenState.BY_APPOINTMENT
        return OpenState.CLOSED if next_day else OpenState.UNKNOWN

    def _closing_reason(self, day: date, kind: Kind) -> str:
        if not self._regular_slots(day, kind):
            return ""
        exception = self.exception_on(day)
        return exception.note if exception else public_holiday(day) or ""


def merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """In order; slots that overlap or touch become one, so that "open until" is true."""
    result: list[Slot] = []
    for slot in sorted(slots):
        if result and slot.starts <= result[-1].ends:
            result[-1] = Slot(result[-1].starts, max(result[-1].ends, slot.ends))
        else:
            result.append(slot)
    return tuple(result)


def nth_in_month(day: date) -> int:
    """1 for the first such weekday of its month, up to 5."""
    return (day.day - 1) // 7 + 1


def is_last_in_month(day: date) -> bool:
    """True when a week later is another month; the last can be the 4th or the 5th."""
    try:
        return (day + timedelta(days=7)).month != day.month
    except OverflowError:  # the last week that a date can name
        return True


def public_holiday(day: date) -> str | None:
    """German name of the public holiday in North Rhine-Westphalia, None on other days and before 1990."""
    return _holidays_in(day.year).get(day)


@lru_cache(maxsize=16)
def _holidays_in(year: int) -> Mapping[date, str]:
    """Two holidays on one day are joined with "und".

    The library is imported at the first question, not at the start: it costs 110 ms and 19 MB once per
    process, a further year 0.3 ms, a further day nothing.
    """
    from holidays.countries.germany import Germany

    found = Germany(subdiv="NW", language="de", years=year, expand=False)
    return {day: name.replace("; ", " und ") for day, name in found.items()}


def unsure_day(day: date) -> str:
    """Heiligabend, Silvester and the days of carnival on which town halls in NRW close: no public holidays, but nobody
    should set out without asking. Empty on other days."""
    return _unsure_days_in(day.year).get(day, "")


def unsure_days(first: date, count: int) -> list[date]:
    """Those among the `count` days from `first` on."""
    return [day for day in _days_from(first, count) if unsure_day(day)]


_BEFORE_GOOD_FRIDAY: Final = {"Weiberfastnacht": 50, "Rosenmontag": 46, "Veilchendienstag": 45}  # days


@lru_cache(maxsize=16)
def _unsure_days_in(year: int) -> Mapping[date, str]:
    found = {date(year, 12, 24): "Heiligabend", date(year, 12, 31): "Silvester"}
    good_friday = next((day for day, name in _holidays_in(year).items() if "Karfreitag" in name), None)
    if good_friday:
        found |= {good_friday - timedelta(days=days): name for name, days in _BEFORE_GOOD_FRIDAY.items()}
    return found


def _days_from(start: date, horizon_days: int) -> Iterator[date]:
    first = start.toordinal()
    for ordinal in range(first, min(first + horizon_days, date.max.toordinal() + 1)):
        yield date.fromordinal(ordinal)
