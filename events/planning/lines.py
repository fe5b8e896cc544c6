"""A programme as people have it in a letter: one line per item, "10 – 11.30 Uhr Vortrag: Gute Netze"."""

import re
from dataclasses import dataclass
from datetime import time

from core.date_fields import read_time
from core.german import fold
from events.models import Item, ItemKind

_TIMES = re.compile(
    r"(?P<starts>\d{1,2}(?:[:.]\d{2})?)\s*(?:uhr)?\s*(?:(?:-|–|—|bis)\s*(?P<ends>\d{1,2}(?:[:.]\d{2})?)\s*(?:uhr)?)?"
    r"[\s:,;|–-]+(?P<title>.+)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–*•]\s*(?P<title>\S.*)")
_ROOM = re.compile(r"\s*\((?P<room>[^()]+)\)\s*$")
# The first words that fit say what it is.
_KINDS = (
    (ItemKind.PARALLEL, ("werkstaetten", "workshops", "arbeitsgruppen", "foren", "themeninseln")),
    (ItemKind.BREAK, ("pause", "mittag", "kaffee", "imbiss")),
    (ItemKind.TALK, ("vortrag", "impuls", "referat")),
    (ItemKind.PLENARY, ("plenum", "podium", "fishbowl")),
    (ItemKind.EVENING, ("abend", "offene buehne")),
    (ItemKind.EXCURSION, ("exkursion", "stadtfuehrung")),
)


@dataclass(frozen=True, slots=True)
class Unread:
    """Carries the sentence."""

    sentence: str


def read_lines(text: str) -> tuple[list[Item], list[Unread]]:
    """Items without a day, and the lines that could not be understood. A line with a dash is a workshop of the slot
    above it."""
    items: list[Item] = []
    unread: list[Unread] = []
    slot: Item | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.split())
        if not words:
            continue
        if (bullet := _BULLET.fullmatch(words)) and slot:
            items.append(_workshop(bullet["title"], slot))
        elif bullet:
            unread.append(Unread(f"Zeile {number}: Über einer Werkstatt muss eine Zeile mit Uhrzeit stehen."))
        elif isinstance(found := _item(words, number), Unread):
            unread.append(found)
        else:
            items.append(found)
            slot = found
    return [_settled(item, items, index) for index, item in enumerate(items)], unread


def _item(words: str, number: int) -> Item | Unread:
    found = _TIMES.fullmatch(words)
    starts = read_time(found["starts"]) if found else None
    if found is None or starts is None:
        return Unread(f"Zeile {number}: „{words[:40]}“ beginnt mit keiner Uhrzeit. Zum Beispiel: 9.30 Begrüßung")
    ends = read_time(found["ends"]) if found["ends"] else None
    if found["ends"] and (ends is None or ends <= starts):
        return Unread(f"Zeile {number}: Das Ende muss nach dem Anfang liegen.")
    return _named(found["title"], Item(kind=_kind(found["title"]), starts=starts, ends=ends))


def _workshop(title: str, slot: Item) -> Item:
    slot.kind = ItemKind.PARALLEL
    return _named(title, Item(kind=ItemKind.WORKSHOP, starts=slot.starts, ends=slot.ends))


def _named(title: str, item: Item) -> Item:
    if room := _ROOM.search(title):
        title, item.room = title[: room.start()], room["room"].strip()[:80]
    item.title = title.strip()[:160]
    item.needs_booking = item.kind in {ItemKind.EVENING, ItemKind.EXCURSION}
    return item


def _kind(title: str) -> str:
    words = fold(title)
    return next((kind for kind, starts in _KINDS if any(start in words for start in starts)), ItemKind.ITEM)


def _settled(item: Item, items: list[Item], index: int) -> Item:
    """What follows says when an item without an end is over; a slot without workshops is an item like others."""
    after = next((other.starts for other in items[index + 1 :] if not other.is_workshop), None)
    if item.ends is None and isinstance(after, time) and item.starts and after > item.starts:
        item.ends = after
    if item.kind == ItemKind.PARALLEL and not (index + 1 < len(items) and items[index + 1].is_workshop):
        item.kind = ItemKind.ITEM
    return item
