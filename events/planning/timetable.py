"""The programme as the desk shows it: days, their items, and the workshops within these."""

from collections import defaultdict
from dataclasses import dataclass, field

from events.models import Day, Event, Item


@dataclass(slots=True)
class Entry:
    item: Item
    workshops: list[Item] = field(default_factory=list)


def timetable(event: Event) -> list[tuple[Day, list[Entry]]]:
    """Three queries, whatever their number."""
    items = list(Item.objects.of_event(event).in_order().prefetch_related("speakers"))
    entries = {item.pk: Entry(item) for item in items if item.parent_id is None}
    by_day: dict[int, list[Entry]] = defaultdict(list)
    for item in items:
        if item.parent_id:
            entries[item.parent_id].workshops.append(item)
        else:
            by_day[item.day_id].append(entries[item.pk])
    return [(day, by_day[day.pk]) for day in event.days.order_by("date")]
