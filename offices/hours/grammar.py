"""The grammar of German opening hours: from the words of one piece to days, times and "nach Vereinbarung".

A piece is understood as a whole or not at all. Reading goes forward with at most one step back per word, so
the time grows with the length only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise
from typing import Final, NamedTuple, NoReturn

from offices.hours.rules import LAST, Slot

_TOKEN: Final = re.compile(
    r"(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?![0-9]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-–—‐‑‒―−])"
    r"|(?P<mark>\S)"
)
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphen, zero-width spaces

_DAY_NAMES: Final = (
    ("montag", "mo"),
    ("dienstag", "di"),
    ("mittwoch", "mi"),
    ("donnerstag", "do"),
    ("freitag", "fr"),
    ("samstag", "sonnabend", "sa"),
    ("sonntag", "so"),
)
_WEEKDAYS: Final = {
    word: weekday
    for weekday, names in enumerate(_DAY_NAMES)
    for name in names
    for word in ((name, f"{name}s") if len(name) > 2 else (name,))
}
# By law a Werktag may be a Saturday; in opening hours it rarely is. The smaller promise leaves nobody
# before a closed door.
_DAY_GROUPS: Final = {
    "werktags": range(5),
    "werktäglich": range(5),
    "wochentags": range(5),
    "täglich": range(7),
}
_ORDINALS: Final = {
    stem + ending: nth
    for stem, nth in (("erst", 1), ("zweit", 2), ("dritt", 3), ("viert", 4), ("letzt", LAST))
    for ending in ("e", "er", "en", "es", "em")
}
_FILLERS: Final = frozenset(f"jede{ending}" for ending in ("", "n", "r", "m", "s")) | {
    "jeweils",
    "immer",
    "am",
    "an",
    "von",
}
_TIME_SPAN: Final = ("in", "der", "zeit", "von")
_MONTH_PHRASES: Final = (
    ("im", "monat"),
    ("des", "monats"),
    ("eines", "monats"),
    ("eines", "jeden", "monats"),
    ("jeden", "monats"),
    ("jeden", "monat"),
    ("pro", "monat"),
)
_SEPARATORS: Final = frozenset([",", "/", "&", "+", "und", "u", "sowie"])
_BETWEEN_GROUPS: Final = _SEPARATORS | {".", "oder", "auch", "ausserdem"}
CONJUNCTIONS: Final = _BETWEEN_GROUPS - {",", "/", "."}
_CLOSED: Final = (
    ("geschlossen",),
    ("ist", "geschlossen"),
    ("geschl",),
    ("ruhetag",),
    ("keine", "sprechzeit"),
    ("keine", "sprechstunde"),
)
# Beside a weekday they take back what another piece has said of it.
_RESTRICTIONS: Final = frozenset(
    "nur nicht kein keine geschlossen geschl zu entfällt entfallen erst ausser ausgenommen statt stattdessen "
    "lediglich ab".split()
)
_CLOCK_WORDS: Final = ("uhr", "h")

_APPOINTMENT_STARTS: Final = frozenset(["nach", "nur", "mit", "termin", "termine", "n"])
_APPOINTMENT_ADJECTIVES: Final = frozenset(
    ["telefonischer", "tel", "vorheriger", "vorherigem", "persönlicher", "individueller"]
)
_APPOINTMENT_NOUNS: Final = frozenset(
    f"{prefix}{noun}" for prefix in ("", "termin", "vor") for noun in ("vereinbarung", "absprache", "anmeldung")
) | {"termin"}


class NotUnderstoodError(ValueError):
    """The piece says something that is no opening hours, or not only opening hours."""


class Token(NamedTuple):
    """`text` is case-folded ("ß" is "ss"); `start` and `end` point into the cleaned piece."""

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Body:
    """`only_by_appointment` contradicts walk-in hours, `by_appointment` stands beside them. `closed`: weekdays of which
    it is said that nobody is there."""

    spans: list[tuple[int, int | None, Slot]] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    by_appointment: bool = False
    only_by_appointment: bool = False


def cleaned(piece: str) -> str:
    """Composed umlauts, without invisible characters."""
    return unicodedata.normalize("NFC", piece).translate(_INVISIBLE)


def tokenize(text: str) -> list[Token]:
    """Dots are kept only behind figures, where "1." differs from "1"; bullets and final stops go."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text.rstrip(" \t.,!")):
        kind = match.lastgroup or ""
        if match.group() == "." and (not tokens or tokens[-1].kind in ("word", "mark")):
            continue
        if not tokens and (kind == "dash" or match.group() in "•*·"):
            continue
        tokens.append(Token(kind, match.group().casefold(), match.start(), match.end()))
    return tokens


def names_day(token: Token) -> bool:
    return token.text in _WEEKDAYS or token.text in _DAY_GROUPS or token.text in _ORDINALS


def restricted_days(tokens: Sequence[Token]) -> frozenset[int]:
    """Weekdays of which a piece that is not understood may say that they differ: "Do nur 14-17", "Fr bis 11 Uhr"."""
    words = [token.text for token in tokens]
    ends_early = any(before in _WEEKDAYS and after == "bis" for before, after in pairwise(words))
    if not ends_early and _RESTRICTIONS.isdisjoint(words):
        return frozenset()
    return frozenset(_WEEKDAYS[word] for word in words if word in _WEEKDAYS)


def starts_body(token: Token) -> bool:
    """True where days, times or an appointment begin, so that what stands before must be a label."""
    return (
        names_day(token)
        or token.kind in ("number", "clock")
        or token.text in _FILLERS
        or token.text in _APPOINTMENT_STARTS
    )


def read_body(tokens: Sequence[Token]) -> Body:
    """Raises NotUnderstoodError unless every token has its place."""
    return _Reader(tokens).body()


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def body(self) -> Body:
        """Groups of days with their times; "und" (not a mere comma) joins "nach Vereinbarung" to them.

        "montags 9 bis 12 Uhr nach Vereinbarung" would mean that nobody may just walk in on Monday.
        """
        result = Body()
        after_appointment = False
        while self.position < len(self.tokens):
            joined_by = self._separators(_BETWEEN_GROUPS)
            is_joined = self.position == len(joined_by) or not CONJUNCTIONS.isdisjoint(joined_by)
            if self._text() in _APPOINTMENT_STARTS and is_joined:
                self._appointment(result)
                after_appointment = True
            elif (not after_appointment or is_joined) and "oder" not in joined_by:
                result.spans += self._group(result)
                after_appointment = False
            else:
                self._fail()
        if not (result.spans or result.closed or result.by_appointment or result.only_by_appointment):
            self._fail()
        if result.spans and result.only_by_appointment:
            self._fail()
        return result

    def _group(self, result: Body) -> list[tuple[int, int | None, Slot]]:
        days = self._days()
        self._separators(frozenset([",", ":"]))
        if any(self._accept(*words) for words in _CLOSED):
            if any(nth is not None for _, nth in days):
                self._fail()
            result.closed |= {weekday for weekday, _ in days}
            return []
        slots = self._slots()
        self._accept("geöffnet")
        # repetitions go first: many times the same day with many times the same slot would fill the memory
        return [(*day, slot) for day in dict.fromkeys(days) for slot in dict.fromkeys(slots)]

    def _days(self) -> list[tuple[int, int | None]]:
        """Once a day is counted ("1. Montag"), every later day of the list must be counted too.

        A single "2." to "4." needs "im Monat" beside it: "jeden 2. Dienstag" may be every other week.
        """
        days: list[tuple[int, int | None]] = []
        says_month = may_alternate = counted = False
        while True:
            self._fillers()
            if nths := self._nths():
                weekday = self._weekday()
                days += [(weekday, nth) for nth in nths]
                says_month |= any(self._accept(*phrase) for phrase in _MONTH_PHRASES)
                may_alternate |= len(nths) == 1 and nths[0] in (2, 3, 4)
                counted = True
            elif counted:
                self._fail()
            else:
                days += [(weekday, None) for weekday in self._weekday_range()]
            if not self._continues_with_day():
                break
        if may_alternate and not says_month:
            self._fail()
        return days

    def _nths(self) -> list[int]:
        nths: list[int] = []
        while self._at_ordinal():
            token = self._take()
            if token.kind == "number":
                self._take()
            nth = int(token.text) if token.text in ("1", "2", "3", "4") else _ORDINALS.get(token.text)
            if nth is None:
                self._fail()
            nths.append(nth)
            if not self._separators(_SEPARATORS):
                return nths
            self._fillers()
        if nths:
            self._fail()
        return nths

    def _weekday_range(self) -> range:
        if (group := _DAY_GROUPS.get(self._text())) is not None:
            self._take()
            return group
        first = self._weekday()
        if not (self._accept_dash() or self._accept("bis")):
            return range(first, first + 1)
        last = self._weekday()
        if last <= first:
            self._fail()
        return range(first, last + 1)

    def _weekday(self) -> int:
        weekday = _WEEKDAYS.get(self._text())
        if weekday is None:
            self._fail()
        self._take()
        return weekday

    def _slots(self) -> list[Slot]:
        slots = []
        while True:
            self._fillers()
            slots.append(self._slot())
            before = self.position
            self._separators(_SEPARATORS)
            self._fillers()
            more = self._at_time()
            self.position = before
            if not more:
                return slots
            self._separators(_SEPARATORS)

    def _slot(self) -> Slot:
        between = self._accept("zwischen")
        starts = self._time()
        if not (self._accept("und") if between else self._accept_dash() or self._accept("bis")):
            self._fail()
        ends = self._time()
        if starts >= ends:
            self._fail()
        return Slot(starts, ends)

    def _time(self) -> time:
        token = self._take()
        hours, minutes = token.text, "0"
        if token.kind == "clock":
            hours, minutes = re.split("[:.]", token.text)
        elif token.kind != "number" or len(hours) > 2:
            self._fail()
        if int(hours) > 23 or int(minutes) > 59:
            self._fail()
        for word in _CLOCK_WORDS:
            self._accept(word)
        return time(int(hours), int(minutes))

    def _appointment(self, result: Body) -> None:
        only = self._accept("nur")
        if self._accept("termine") or self._accept("termin"):
            only |= self._accept("nur")
        if self._accept("mit"):
            only = True
        elif not (self._accept("nach") or self._text() == "n"):
            self._fail()
        while self._text() in _APPOINTMENT_ADJECTIVES:
            self._take()
        if not self._accept("n", "v"):
            if self._text() not in _APPOINTMENT_NOUNS:
                self._fail()
            self._take()
        self._accept("möglich")
        if only:
            result.only_by_appointment = True
        else:
            result.by_appointment = True

    def _continues_with_day(self) -> bool:
        """Steps over the separators only if another day of the same list follows."""
        before = self.position
        separated = self._separators(_SEPARATORS)
        self._fillers()
        if separated and (self._at_ordinal() or self._text() in _WEEKDAYS or self._text() in _DAY_GROUPS):
            return True
        self.position = before
        return False

    def _at_ordinal(self) -> bool:
        if self._text() in _ORDINALS:
            return True
        return self._kind() == "number" and self._text(1) == "."

    def _at_time(self) -> bool:
        return self._text() == "zwischen" or (self._kind() in ("number", "clock") and not self._at_ordinal())

    def _separators(self, allowed: frozenset[str]) -> list[str]:
        found = []
        while self._text() in allowed:
            found.append(self._take().text)
        return found

    def _fillers(self) -> None:
        while self._text() in _FILLERS or self._accept(*_TIME_SPAN):
            if self._text() in _FILLERS:
                self._take()

    def _accept(self, *words: str) -> bool:
        if all(self._text(ahead) == word for ahead, word in enumerate(words)):
            self.position += len(words)
            return True
        return False

    def _accept_dash(self) -> bool:
        if self._kind() != "dash":
            return False
        self.position += 1
        return True

    def _text(self, ahead: int = 0) -> str:
        index = self.position + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def _kind(self) -> str:
        return self.tokens[self.position].kind if self.position < len(self.tokens) else ""

    def _take(self) -> Token:
        if self.position >= len(self.tokens):
            self._fail()
        self.position += 1
        return self.tokens[self.position - 1]

    def _fail(self) -> NoReturn:
        raise NotUnderstoodError
