"""How long an event lasts for somebody: its days without the breaks, in minutes."""

from collections.abc import Iterable
from datetime import time

from events.models import Day, Item, ItemKind

# What lies in the programme beside the work: a break is no training, and the evening is a pleasure.
NOT_COUNTED = (ItemKind.BREAK, ItemKind.EVENING)


def minutes_of(day: Day) -> int:
    """From beginning to end, less the breaks within. Nought where nobody said when it begins and ends. Asks for the
    items of the day; `prefetch_related("days__items")` has them ready."""
    if day.starts is None or day.ends is None:
        return 0
    first, last = _minute(day.starts), _minute(day.ends)
    return last - first - _covered(_breaks(day.items.all()), first, last)


def hours_text(minutes: int) -> str:
    """ "5,5 Stunden", "45 Minuten"."""
    if minutes < 60:
        return f"{minutes} Minuten"
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return "1 Stunde" if hours == "1" else f"{hours} Stunden"


def _breaks(items: Iterable[Item]) -> list[tuple[int, int]]:
    return sorted(
        (_minute(item.starts), _minute(item.ends))
        for item in items
        if item.kind in NOT_COUNTED and item.starts and item.ends
    )


def _covered(spans: Iterable[tuple[int, int]], first: int, last: int) -> int:
    """How many minutes between first and last lie in at least one of the spans."""
    total, reached = 0, first
    for begin, end in spans:
        begin, end = max(begin, reached), min(end, last)
        if end > begin:
            total, reached = total + end - begin, end
    return total


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
