"""What somebody can choose of an event, with its places as they are now.

What visitors see of an event changes rarely and is read once per change of content; how many places are taken changes
with each registration and is read anew where somebody is shown it, as bare numbers.
"""

from collections import defaultdict
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from core.publishing.revision import once_per_revision
from events.models import Allocation, Day, Event, Item, ItemKind
from events.models.seats import Seats
from events.showing.wishing import count_wishes
from events.showing.wording import when


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
class Options:
    event: Event
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    extras: tuple[tuple[Day, Item], ...]

    @property
    def is_empty(self) -> bool:
        """Everybody gets the same."""
        return len(self.days) < 2 and not self.slots and not self.extras

    def count(self) -> None:
        """The numbers of now, for whoever is shown them: at most two queries, three while wishes are collected."""
        items = [item for slot in self.slots for item in (slot.item, *slot.workshops)]
        _count(self.days, Day.objects.all())
        _count([*items, *(item for _day, item in self.extras)], Item.objects.all())
        count_wishes(self.event, items)


def public_event(slug: str) -> Event | None:
    """As everybody may see it, with the numbers of whenever it was read."""
    found = _public_event(slug)
    return copy(found) if found else None


def count(event: Event) -> Event:
    """With the numbers of now, for whoever is shown them. One query of two numbers."""
    _count([event], Event.objects.all())
    return event


@once_per_revision
def _public_event(slug: str) -> Event | None:
    return Event.objects.public().filter(slug=slug).select_related("office").first()


def options_of(event: Event) -> Options:
    """As somebody is shown it."""
    found = outline(event)
    found.count()
    return found


def outline(event: Event) -> Options:
    """With the numbers of whenever it was read: enough to tell whether a choice is one."""
    all_days, all_items = _programme(event.pk)
    days, items = {day.pk: copy(day) for day in all_days}, list(map(copy, all_items))
    workshops = defaultdict(list)
    for item in items:
        workshops[item.parent_id].append(item)
    slots = [
        Slot(item, days[item.day_id], tuple(workshops[item.pk]), _may_fill(event, workshops[item.pk]))
        for item in items
        if item.kind == ItemKind.PARALLEL and workshops[item.pk]
    ]
    extras = [(days[item.day_id], item) for item in items if item.needs_booking and not item.is_workshop]
    return Options(event, tuple(days.values()), tuple(slots), tuple(extras))


@once_per_revision
def _programme(event: int) -> tuple[tuple[Day, ...], tuple[Item, ...]]:
    items = _choosable(event).defer("text", "result").order_by("day__date", "starts", "position", "pk")
    return tuple(Day.objects.filter(event=event).order_by("date")), tuple(items)


def _choosable(event: int) -> QuerySet[Item]:
    """And the slots around the workshops."""
    is_slot = Q(kind__in=[ItemKind.PARALLEL, ItemKind.WORKSHOP])
    return Item.objects.filter(day__event=event).filter(is_slot | Q(needs_booking=True))


def _count(units: Collection[Seats], rows: QuerySet) -> None:
    """`units` are copies: what is kept for everybody is never changed."""
    if not units:
        return
    mine = rows.filter(pk__in=[unit.pk for unit in units])
    numbers = {pk: (taken, waiting) for pk, taken, waiting in mine.values_list("pk", "taken", "waiting")}
    for unit in units:
        unit.taken, unit.waiting = numbers.get(unit.pk, (unit.taken, unit.waiting))


def _may_fill(event: Event, workshops: list[Item]) -> bool:
    is_limited = any(item.capacity is not None for item in workshops)
    return len(workshops) > 1 and (is_limited or event.allocation == Allocation.WISHES)
