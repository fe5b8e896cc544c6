"""What somebody can attend, and who is expected there."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.language.dates import long_date, near_date
from events.models.attendance import Attendance
from events.models.events import Event
from events.models.programme import Day, Item
from events.models.registrations import Booking, RegistrationQuerySet


@dataclass(frozen=True, slots=True)
class Unit:
    """What somebody can attend: a day, or a workshop of that day. `key` is its name in addresses."""

    day: Day
    item: Item | None = None

    @property
    def key(self) -> str:
        return f"werkstatt-{self.item.pk}" if self.item else f"tag-{self.day.pk}"

    @property
    def label(self) -> str:
        return (
            f"{self.item.title}, {near_date(self.day.date, self.day.date)}" if self.item else long_date(self.day.date)
        )


def units_of(event: Event) -> list[Unit]:
    """Each day, followed by its workshops and whatever else is booked apart."""
    items = Item.objects.filter(day__event=event).bookable().in_order()
    by_day: dict[int, list[Item]] = {}
    for item in items:
        by_day.setdefault(item.day_id, []).append(item)
    return [
        unit for day in event.days.all() for unit in (Unit(day), *(Unit(day, item) for item in by_day.get(day.pk, [])))
    ]


def current(units: list[Unit], now: datetime) -> Unit | None:
    """The day it is; before the event its first day, afterwards its last one."""
    days = [unit for unit in units if unit.item is None]
    today = timezone.localdate(now)
    return next((unit for unit in days if unit.day.date >= today), days[-1] if days else None)


def expected_at(event: Event, unit: Unit) -> RegistrationQuerySet:
    """Who has a place there. On the day itself it does not matter whether her address was ever confirmed."""
    people: RegistrationQuerySet = event.registrations.admitted().named()
    if unit.item is None:
        return people.filter(days=unit.day)
    return people.filter(pk__in=Booking.objects.admitted().filter(item=unit.item).values("registration"))


def present_at(unit: Unit) -> set[int]:
    """The keys of their registrations."""
    return set(Attendance.objects.filter(day=unit.day, item=unit.item).values_list("registration", flat=True))
