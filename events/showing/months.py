"""One month of the calendar: its weeks, and what takes place on which day."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from core.language.dates import MONTHS
from core.publishing.revision import once_per_revision
from events.models import Day, Event, EventQuerySet


def past_years() -> list[int]:
    """With events that are over, the last one first."""
    return _past_years(timezone.localdate())


@once_per_revision
def _past_years(today: date) -> list[int]:
    moments = Event.objects.public().past().datetimes("starts_at", "year", order="DESC")
    return [moment.year for moment in moments]


@dataclass(slots=True)
class Square:
    """A day, and what takes place on it."""

    date: date
    events: list[tuple[Event, str]] = field(default_factory=list)  # with the hours of that day

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def title(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def column(self) -> int:
        """Of the first day in a week that begins on Monday: 1 to 7."""
        return self.first.weekday() + 1

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    def squares(self, events: EventQuerySet) -> list[Square]:
        """One for each day of the month; two queries."""
        days = (self.first + timedelta(days=number) for number in range(monthrange(self.year, self.month)[1]))
        squares = {day: Square(day) for day in days}
        for day in self._days(events):
            squares[day.date].events.append((day.event, day.hours))
        return list(squares.values())

    def _days(self, events: EventQuerySet) -> list[Day]:
        last = self.after.first - timedelta(days=1)
        found = {event.pk: event for event in events.on_days(self.first, last).for_list()}
        by_day: dict[date, list[Day]] = defaultdict(list)
        for day in Day.objects.filter(event__in=found, date__range=(self.first, last)).order_by("date", "starts", "pk"):
            day.event = found[day.event_id]
            by_day[day.date].append(day)
        return [day for days in by_day.values() for day in days]
