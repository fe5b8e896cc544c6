"""What somebody can choose of an event, with its places as they are now. Two queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from core.dates import WEEKDAYS
from events.models import Allocation, Day, Event, Item, ItemKind


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


def offered(event: Event) -> Offered:
    days = {day.pk: day for day in event.days.order_by("date")}
    items = Item.objects.filter(day__event=event).filter(
        Q(kind__in=[ItemKind.PARALLEL, ItemKind.WORKSHOP]) | Q(needs_booking=True)
    )
    in_order = list(items.defer("text", "result").order_by("day__date", "starts", "position", "pk"))
    workshops = defaultdict(list)
    for item in in_order:
        workshops[item.parent_id].append(item)
    slots = [
        Slot(item, days[item.day_id], tuple(workshops[item.pk]), _may_fill(event, workshops[item.pk]))
        for item in in_order
        if item.kind == ItemKind.PARALLEL and workshops[item.pk]
    ]
    extras = [(days[item.day_id], item) for item in in_order if item.needs_booking and not item.is_workshop]
    return Offered(tuple(days.values()), tuple(slots), tuple(extras))


def _may_fill(event: Event, workshops: list[Item]) -> bool:
    is_limited = any(item.capacity is not None for item in workshops)
    return len(workshops) > 1 and (is_limited or event.allocation == Allocation.WISHES)


def when(day: Day, item: Item) -> str:
    return ", ".join(words for words in (WEEKDAYS[day.date.weekday()], item.hours) if words)
