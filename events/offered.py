"""What somebody can choose of an event, with its places as they are now.

What visitors see of an event changes rarely and is read once per change of content; how many places are taken changes
with each registration and is read anew each time, as bare numbers.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from core.dates import WEEKDAYS
from core.revision import once_per_revision
from events.models import Allocation, Day, Event, Item, ItemKind
from events.models.seats import Seats

S = TypeVar("S", bound=Seats)


@dataclass(frozen=True, slots=True)
class Slot:
    """Workshops at the same time: of these one can be chosen."""

    item: Item
    day: Day
    workshops: tuple[Item, ...]
    may_fill: bool  # a second wish is of use

    @property
    def when(self) -> str:
        """ "Montag, 14 bis 15:30 Uhr"."""
        return when(self.day, self.item)


@dataclass(frozen=True, slots=True)
class Offered:
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    extras: tuple[tuple[Day, Item], ...]

    @property
    def is_empty(self) -> bool:
        """Everybody gets the same."""
        return len(self.days) < 2 and not self.slots and not self.extras


def public_event(slug: str) -> Event | None:
    """As everybody may see it. One query of two numbers."""
    found = _public_event(slug)
    return _counted([found], Event.objects.filter(pk=found.pk))[0] if found else None


@once_per_revision
def _public_event(slug: str) -> Event | None:
    return Event.objects.public().filter(slug=slug).select_related("office").first()


def offered(event: Event) -> Offered:
    """Two queries of bare numbers."""
    all_days, all_items = _programme(event.pk)
    days = {day.pk: day for day in _counted(all_days, Day.objects.filter(event=event.pk))}
    items = _counted(all_items, _choosable(event.pk))
    workshops = defaultdict(list)
    for item in items:
        workshops[item.parent_id].append(item)
    slots = [
        Slot(item, days[item.day_id], tuple(workshops[item.pk]), _may_fill(event, workshops[item.pk]))
        for item in items
        if item.kind == ItemKind.PARALLEL and workshops[item.pk]
    ]
    extras = [(days[item.day_id], item) for item in items if item.needs_booking and not item.is_workshop]
    return Offered(tuple(days.values()), tuple(slots), tuple(extras))


@once_per_revision
def _programme(event: int) -> tuple[tuple[Day, ...], tuple[Item, ...]]:
    items = _choosable(event).defer("text", "result").order_by("day__date", "starts", "position", "pk")
    return tuple(Day.objects.filter(event=event).order_by("date")), tuple(items)


def _choosable(event: int) -> QuerySet[Item]:
    """And the slots around the workshops."""
    is_slot = Q(kind__in=[ItemKind.PARALLEL, ItemKind.WORKSHOP])
    return Item.objects.filter(day__event=event).filter(is_slot | Q(needs_booking=True))


def _counted(units: Iterable[S], rows: QuerySet) -> list[S]:
    """Copies with the numbers of now: what is kept for everybody is never changed."""
    numbers = {pk: (taken, waiting) for pk, taken, waiting in rows.order_by().values_list("pk", "taken", "waiting")}
    counted = []
    for unit in units:
        now = copy(unit)
        now.taken, now.waiting = numbers.get(unit.pk, (unit.taken, unit.waiting))
        counted.append(now)
    return counted


def _may_fill(event: Event, workshops: list[Item]) -> bool:
    is_limited = any(item.capacity is not None for item in workshops)
    return len(workshops) > 1 and (is_limited or event.allocation == Allocation.WISHES)


def when(day: Day, item: Item) -> str:
    return ", ".join(words for words in (WEEKDAYS[day.date.weekday()], item.hours) if words)
