"""A programme as people have it in a letter: one line per item, "10 – 11.30 Uhr Vortrag: Gute Netze"."""

import re
from dataclasses import dataclass
from datetime import time

from core.forms.date_fields import read_time
from core.language.characters import one_line
from core.language.german import fold
from events.models import Item, ItemKind
from events.models.programme import ENDS_LATER

_MINUTES = r"\s?[:.,]\s?\d{2}(?!\d)|\s?h\s?\d{2}(?!\d)|\s?uhr\s?\d{2}(?!\d|[.:,]\d)"
_CLOCK = rf"\d{{1,2}}(?:{_MINUTES})?(?:\s?(?:uhr|h)(?![^\W_]))?"
_TIMES = re.compile(
    rf"(?:(?:ab|von|um)\s)?(?P<starts>{_CLOCK})\s*(?:(?:[-–—‐‑−]|bis|\t)\s*(?P<ends>{_CLOCK})\s*)?"
    r"(?P<between>[\s:,;|–—-]*)(?P<title>(?<=[\s:,;|–—-])\S.*)",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(rf"(?:(?:ab|von|um)\s)?{_CLOCK}\s*(?:(?:[-–—‐‑−]|bis)\s*{_CLOCK})?\s*[:|–-]?", re.IGNORECASE)
# What follows still speaks of times, so the line says something else than it seems to.
_MORE_TIME = re.compile(
    r"(?:bis|-|–)?\s*(?:ca\.?\s*)?(?:\d{1,2}\s?[:.,h]\s?\d{2}(?!\d|\.)|\d{1,2}\s?uhr\b)|(?:bis\s)?(?:ca\.|gegen)\s|(?:am|pm)\b|bis\s\d",
    re.IGNORECASE,
)
_HOUR = r"\d{1,2}(?:[:.]\d{2})?"
_ANOTHER_ITEM = re.compile(
    rf"[\s,;/]{_HOUR}\s*[-–]\s*{_HOUR}\s*uhr\s\S|;\s*{_HOUR}\s*(?:uhr\s|(?<=:\d\d)\s|(?<=[.]\d\d)\s)|\s\d{{1,2}}:\d\d\s+[^\W\d]",
    re.IGNORECASE,
)
# "10 Jahre Seniorenbüro": a figure that counts is no hour.
_COUNTED = re.compile(
    r"(?:jahr|person|mensch|pl[aä]tze|teilnehm|tn\b|min|stunde|std|tag|woche|monat|euro|€|%|prozent|büro|stadt|städt|gut|frag|tipp|thes|schritt|punkt)\w*",
    re.IGNORECASE,
)
_DAY_HEADING = re.compile(
    r"(?:\d{1,2}\.\s?tag|tag\s?\d{1,2}|(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mo|di|mi|do|fr|sa|so)\b[.,]*"
    r"(?:\s*(?:den|der)?\s*\d{1,2}\..*)?|\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d]{3,})\s?(?:\d{4}|\d{2})?)[:.]?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—*•·▪▫■◦●○‣→➢➤\uf0a7\uf0b7\uf0d8]|o(?=\s))\s*(?P<title>\S.*)")
# A workshop with its number or letter, which people call it by.
_NUMBERED = re.compile(
    r"(?P<title>(?:(?:ws|ag|workshop|werkstatt|forum|arbeitsgruppe|themeninsel|session)\s?(?:nr\.\s?)?(?:\d{1,2}|[a-z])(?![^\W_])"
    r"|\d{1,2}[.)](?=\s)(?!\s?\d)|[a-z]\))[\s:.)–-]*\S.*)",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
LONGEST_ROOM = 80
_ASIDE = re.compile(r"\s*\((?P<words>[^()]+)\)\s*$")
_PEOPLE = r"(?:pl(?:ätze|aetze|\.)?|sitzplätze|pers(?:onen|\.)?|teilnehm[\w*:]*|tn|menschen|leute|gäste)"
_PLACES = re.compile(
    rf"(?:(?:max(?:imal|\.)?|höchstens|begrenzt auf|bis(?: zu)?)\s*(?P<most>\d{{1,4}})(?:\s*{_PEOPLE})?"
    rf"|(?P<places>\d{{1,4}})\s*{_PEOPLE})",
    re.IGNORECASE,
)
# No place: who speaks, when, and whether at all.
_NO_ROOM = re.compile(
    r"(?:(?:prof|dr|dipl)\.|(?:frau|herrn?|mit|moderation|leitung|referent\w*|von|durch)\b"
    r"|entfällt|fällt aus|abgesagt|optional|freiwillig"
    r"|bis\s|ab\s|ca\.|mind|max|\d+\s?[-–]\s?\d+|\d{1,2}(?:[.:]\d{2})?\s*uhr|\d+\s?min).*",
    re.IGNORECASE,
)
_NO_EVENING = re.compile("feierabend|heiligabend|sonnabend")
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
        words = _spaced(line)
        if not words:
            continue
        found: Item | Unread
        bullet = _BULLET.fullmatch(words) or (_NUMBERED.fullmatch(words) if slot else None)
        if bullet and not _is_timed(bullet["title"]):
            found = _workshop(bullet["title"], slot, number)
        else:
            found = _item(bullet["title"] if bullet else words, number)
            slot = slot if isinstance(found, Unread) else found
        if isinstance(found, Unread):
            unread.append(found)
        else:
            items.append(found)
    return [_settled(item, items, index) for index, item in enumerate(items)], unread


def _spaced(line: str) -> str:
    """Single spaces; what a table holds in a third column stands in brackets, as a room does."""
    cells = [cell for cell in (one_line(cell) for cell in line.split("\t")) if cell]
    cells = [" ".join(cell.replace("∶", ":").split()) for cell in cells]
    if len(cells) > 2 and _TIME_ALONE.fullmatch(cells[0]):
        if _TIME_ALONE.fullmatch(cells[1]):
            cells[:2] = [f"{cells[0]} – {cells[1]}"]
        if len(cells) == 3:
            cells[2] = f"({cells[2].strip('()')})"
    return " ".join(cells)


def _is_timed(words: str) -> bool:
    """ "- 9:00 Begrüßung" is an item of its own, "- 10 gute Gründe" is not."""
    found = _TIMES.fullmatch(words)
    return found is not None and not found["starts"].strip().isdecimal()


def _item(words: str, number: int) -> Item | Unread:
    found = None if _TIME_ALONE.fullmatch(words) else _TIMES.fullmatch(words)
    starts = _read_clock(found["starts"]) if found else None
    if found is None or starts is None or _is_count(found):
        return Unread(f"Zeile {number}: {_no_time(words)}")
    ends = _read_clock(found["ends"]) if found["ends"] else None
    if found["ends"] and (ends is None or ends <= starts):
        return Unread(f"Zeile {number}: {ENDS_LATER}")
    if _MORE_TIME.match(found["title"]) or _ANOTHER_ITEM.search(found["title"]):
        return Unread(
            f"Zeile {number}: In „{words[:40]}“ stehen mehrere Zeiten. Bitte schreiben Sie jeden Programmpunkt in eine "
            "eigene Zeile, zum Beispiel: 9.30 – 10.15 Begrüßung"
        )
    return _named(found["title"], Item(kind=_kind(found["title"]), starts=starts, ends=ends), number)


def _read_clock(text: str) -> time | None:
    return read_time(re.sub(r"\s?([:.,])\s?", r"\1", text))


def _is_count(found: re.Match[str]) -> bool:
    says_time = not (found["ends"] or found["starts"]).strip().isdecimal() or found["between"].strip()
    return not says_time and _COUNTED.match(found["title"]) is not None


def _no_time(words: str) -> str:
    if _DAY_HEADING.fullmatch(words):
        return f"„{words[:40]}“ ist ein Tag. Bitte fügen Sie das Programm jedes Tages für sich ein, ohne diese Zeile."
    if _TIME_ALONE.fullmatch(words):
        return f"Hinter „{words[:40]}“ fehlt, was dann ist. Bitte schreiben Sie beides in eine Zeile."
    return f"„{words[:40]}“ beginnt mit keiner Uhrzeit. Zum Beispiel: 9.30 Begrüßung"


def _workshop(title: str, slot: Item | None, number: int) -> Item | Unread:
    if slot is None:
        return Unread(f"Zeile {number}: Über einer Werkstatt muss eine Zeile mit Uhrzeit stehen.")
    slot.kind = ItemKind.PARALLEL
    return _named(title, Item(kind=ItemKind.WORKSHOP, starts=slot.starts, ends=slot.ends), number)


def _named(title: str, item: Item, number: int) -> Item | Unread:
    aside = _ASIDE.search(title)
    found = _room_and_places(aside["words"]) if aside else None
    if aside and found:
        title = title[: aside.start()]
        item.room, item.capacity = found
    item.title = title.strip()
    if len(item.title) > LONGEST_TITLE or len(item.room) > LONGEST_ROOM:
        return Unread(
            f"Zeile {number}: „{title[:40]} …“ ist zu lang. Ein Titel hat höchstens {LONGEST_TITLE} Zeichen, "
            f"ein Raum {LONGEST_ROOM}."
        )
    item.needs_booking = item.kind in {ItemKind.EVENING, ItemKind.EXCURSION}
    return item


def _room_and_places(words: str) -> tuple[str, int | None] | None:
    """ "Raum 101, 25 Plätze" is a room and how many it holds; None for what is neither, and stays in the title."""
    room, places = [], None
    for part in re.split(r"\s*[,;/]\s*", words.strip()):
        if found := _PLACES.fullmatch(part):
            places = int(found["most"] or found["places"])
        elif _NO_ROOM.fullmatch(part) or part.isdecimal():
            return None
        else:
            room.append(part)
    return ", ".join(room), places


def _kind(title: str) -> str:
    words = _NO_EVENING.sub(" ", fold(title))
    return next((kind for kind, starts in _KINDS if any(start in words for start in starts)), ItemKind.ITEM)


def _settled(item: Item, items: list[Item], index: int) -> Item:
    """What follows says when an item without an end is over; a slot without workshops is an item like others."""
    after = next((other.starts for other in items[index + 1 :] if not other.is_workshop), None)
    if item.ends is None and isinstance(after, time) and item.starts and after > item.starts:
        item.ends = after
    if item.kind == ItemKind.PARALLEL and not (index + 1 < len(items) and items[index + 1].is_workshop):
        item.kind = ItemKind.ITEM
    return item
