"""How long an event lasts for somebody: its days without the breaks, in minutes.

A break is nobody's. Evening, excursion and the workshops at the same time are those of the people who were there: for
everybody else they are a gap. Where nobody noted who was there, it counts who had a place.
"""

from collections.abc import Collection, Iterable
from datetime import time

from events.models import Day, Item, ItemKind

Span = tuple[int, int]


def minutes_of(day: Day) -> int:
    """What everybody has who is there: from beginning to end, less breaks, evening and whatever is booked apart. Nought
    where nobody said when it begins and ends. Asks for the items of the day; `prefetch_related("days__items")` has them
    ready."""
    items = list(day.items.all())
    return minutes_for(day, {item.pk for item in items if item.kind == ItemKind.PARALLEL})


def minutes_for(day: Day, mine: Collection[int]) -> int:
    """`mine` are the evenings, excursions and slots of workshops that somebody took part in."""
    items = [item for item in day.items.all() if not item.is_workshop]
    hers = _spans(item for item in items if _is_apart(item) and item.pk in mine)
    free = _spans(item for item in items if item.kind == ItemKind.BREAK or (_is_apart(item) and item.pk not in mine))
    if day.starts is None or day.ends is None:
        return _length(hers)
    present = _without([(_minute(day.starts), _minute(day.ends))], free)
    return _length(sorted([*present, *hers]))


def _is_apart(item: Item) -> bool:
    """Not everybody who is there takes part."""
    return item.needs_booking or item.kind in {ItemKind.EVENING, ItemKind.EXCURSION, ItemKind.PARALLEL}


def duration_text(minutes: int) -> str:
    """ "5,5 Stunden", "45 Minuten"."""
    if minutes < 60:
        return f"{minutes} Minuten"
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return "1 Stunde" if hours == "1" else f"{hours} Stunden"


def _spans(items: Iterable[Item]) -> list[Span]:
    return sorted((_minute(item.starts), _minute(item.ends)) for item in items if item.starts and item.ends)


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    for begin, end in holes:
        cut = [part for first, last in spans for part in ((first, min(last, begin)), (max(first, end), last))]
        spans = [(first, last) for first, last in cut if first < last]
    return spans


def _length(spans: list[Span]) -> int:
    """Of sorted spans, what several of them cover counted once."""
    total, reached = 0, 0
    for begin, end in spans:
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
