"""German opening hours in words become rules; what is not understood comes back word for word.

Pieces end at ";" and at line breaks. A label with a colon ("Telefonzeiten:") holds to the end of its line, a
label alone on its line to the next label or empty line, a label without a colon for its piece. Hours under a
label that is not known belong to nobody we could name, so they stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from offices.hours.grammar import (
    CONJUNCTIONS,
    Body,
    NotUnderstoodError,
    Token,
    cleaned,
    names_day,
    read_body,
    restricted_days,
    starts_body,
    tokenize,
)
from offices.hours.rules import Kind, Rule
from offices.hours.sentences import rule_sentences

_VISIT_NOUNS: Final = frozenset(
    f"{stem}{ending}"
    for stem in ("sprechzeit", "öffnungszeit", "oeffnungszeit", "bürozeit", "beratungszeit", "besuchszeit")
    for ending in ("", "en")
) | {"sprechstunde", "sprechstunden"}
_VISIT_LABELS: Final = _VISIT_NOUNS | {"geöffnet"}
_PHONE_LABELS: Final = frozenset(
    [
        "telefon",
        "tel",
        "telefonisch",
        "telefonisch erreichbar",
        "telefonische erreichbarkeit",
        *(f"telefon{noun}" for noun in ("zeit", "zeiten", *_VISIT_NOUNS)),
        *(f"telefonische {noun}" for noun in _VISIT_NOUNS),
    ]
)
_OUTREACH_NOUNS: Final = frozenset(f"aussen{noun}" for noun in ("stelle", *_VISIT_NOUNS))
_ADJECTIVES: Final = frozenset(["offene", "unsere", "allgemeine", "persönliche", "reguläre", "feste"])
_NO_PLACE: Final = frozenset(["für", "mit", "ohne", "nur", "ausser", "zu", "zum", "zur", "von", "vom", "oder", "nach"])
_PLACE_LENGTH: Final = 120  # characters; more is a text, not a name
_LABEL_LENGTH: Final = 20  # words


@dataclass(frozen=True)
class Entry:
    """The hours of one kind at one place; `place` None is the office itself (or its mobile service)."""

    place: str | None
    kind: Kind
    rules: tuple[Rule, ...] = ()
    by_appointment: bool = False
    mobile: bool = False


@dataclass(frozen=True)
class ParsedHours:
    """Every piece of the text is in `entries` or, verbatim and in order, in `unparsed`."""

    entries: tuple[Entry, ...] = ()
    unparsed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Scope:
    """Whom a piece speaks about; `known` False under a label that could not be read."""

    place: str | None = None
    kind: Kind = Kind.VISIT
    mobile: bool = False
    known: bool = True


_OFFICE: Final = _Scope()
_UNKNOWN: Final = _Scope(known=False)


@dataclass
class _Draft:
    """`conditions` are the pieces that say "only by appointment": true only while there are no rules. `closed` are
    weekdays on which weekly rules don't hold, with the pieces that say so; `restricted`: those of which a piece that
    was not understood may say so."""

    rules: set[Rule] = field(default_factory=set)
    closed: dict[int, tuple[int, str]] = field(default_factory=dict)
    restricted: set[int] = field(default_factory=set)
    by_appointment: bool = False
    conditions: list[tuple[int, str]] = field(default_factory=list)


def parse(text: str) -> ParsedHours:
    """Never raises, never guesses; takes time in proportion to the length. Where one piece takes back what another has
    said in words that are not understood, nothing is read."""
    reading = _Reading()
    for line in text.splitlines():
        reading.start_line(is_empty=not line.strip())
        for piece in line.split(";"):
            for row in _rows(piece):
                reading.read(row.strip())
    return reading.result()


def _rows(piece: str) -> list[str]:
    """A line of a table ("Montag | 8 bis 12 Uhr"): its first cell names the day, or each cell is a piece of its own."""
    cells = [cell.strip() for cell in piece.split("|") if cell.strip(" \t-:")]
    if "|" not in piece or len(cells) < 2:
        return cells or [piece.strip(" \t|")]
    has_day = [any(map(names_day, tokenize(cleaned(cell)))) for cell in cells]
    has_time = [any(map(str.isdecimal, cell)) for cell in cells]
    if has_day[0] and not has_time[0] and not any(has_day[1:]):
        return [f"{cells[0].rstrip(':')}: {', '.join(cells[1:])}"]
    return cells if all(has_day) and all(has_time) else [piece]


def hours_text(entries: Iterable[Entry]) -> str:
    """The canonical words, which `parse` reads back as the same entries; the office itself comes first.

    A place whose name holds ";", ":", a line break or the name of a weekday can be told, but not read back.
    """
    sentences: dict[tuple[bool, bool, str], list[str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.kind is Kind.PHONE):
        key = (entry.mobile, entry.place is not None, entry.place or "")
        said = sentences.setdefault(key, [])
        said += rule_sentences(entry.rules)
        if entry.by_appointment:
            said.append(f"{'telefonisch ' if entry.kind is Kind.PHONE else ''}nach Vereinbarung")
    return "; ".join(
        _label_text(place, mobile) + "; ".join(said) for (mobile, _, place), said in sorted(sentences.items()) if said
    )


class _Reading:
    def __init__(self) -> None:
        self.scope = _OFFICE
        self.heads_section = False  # the label of the scope stood alone on its line
        self.section_has_content = False
        self.unused_label: tuple[int, str] | None = None
        self.count = 0
        self.pieces: list[str] = []
        self.unparsed: list[tuple[int, str]] = []
        self.drafts: dict[tuple[str | None, Kind, bool], _Draft] = {}

    def start_line(self, *, is_empty: bool) -> None:
        if not self.heads_section or (is_empty and self.section_has_content):
            self._enter(_OFFICE)

    def read(self, piece: str) -> None:
        clean = cleaned(piece)
        tokens = tokenize(clean)
        if not tokens:
            return
        self.count += 1
        self.pieces.append(piece)
        colon = next((i for i, token in enumerate(tokens) if token.text == ":"), len(tokens))
        first_day = next((i for i, token in enumerate(tokens) if names_day(token)), len(tokens))
        is_heading = colon < first_day or (first_day == len(tokens) and not any(map(starts_body, tokens)))
        if is_heading:
            scope = _read_label(tokens[:colon], clean, _OFFICE)
            if scope is None and colon == len(tokens):
                self._keep(piece)
                return
            self._enter(scope or _UNKNOWN)
            tokens = tokens[colon + 1 :]
            if not tokens:
                self.heads_section = True
                self.unused_label = (self.count, piece)
                return
        self._read_hours(tokens, clean, piece)

    def result(self) -> ParsedHours:
        self._enter(_OFFICE)
        if any(rule.weekday in draft.restricted for draft in self.drafts.values() for rule in draft.rules):
            return ParsedHours((), tuple(self.pieces))
        entries = []
        for (place, kind, mobile), draft in self.drafts.items():
            by_appointment = draft.by_appointment
            rules = {rule for rule in draft.rules if rule.nth is not None or rule.weekday not in draft.closed}
            if not rules:
                self.unparsed += dict.fromkeys(draft.closed.values())
            if rules:
                self.unparsed += draft.conditions
            elif draft.conditions:
                by_appointment = True
            if rules or by_appointment:
                entries.append(Entry(place, kind, tuple(sorted(rules)), by_appointment, mobile))
        return ParsedHours(tuple(entries), tuple(piece for _, piece in sorted(self.unparsed)))

    def _read_hours(self, tokens: Sequence[Token], clean: str, piece: str) -> None:
        self.section_has_content = True
        label_start = next((i for i, token in enumerate(tokens) if token.text not in CONJUNCTIONS), 0)
        start = next((i for i, token in enumerate(tokens) if starts_body(token)), len(tokens))
        scope: _Scope | None = self.scope
        if start > label_start:
            scope = _read_label(tokens[label_start:start], clean, self.scope)
            tokens = tokens[start:]
        if scope is None or not scope.known:
            self._keep(piece)
            return
        try:
            body = read_body(tokens)
        except NotUnderstoodError:
            self._draft(scope).restricted |= restricted_days(tokens)
            self._keep(piece)
            return
        self.unused_label = None
        self._add(scope, body, piece)

    def _add(self, scope: _Scope, body: Body, piece: str) -> None:
        draft = self._draft(scope)
        for weekday, nth, slot in body.spans:
            draft.rules.add(Rule(scope.kind, weekday, nth, slot.starts, slot.ends))
        draft.closed |= dict.fromkeys(body.closed, (self.count, piece))
        draft.by_appointment |= body.by_appointment
        if body.only_by_appointment:
            draft.conditions.append((self.count, piece))

    def _draft(self, scope: _Scope) -> _Draft:
        return self.drafts.setdefault((scope.place, scope.kind, scope.mobile), _Draft())

    def _enter(self, scope: _Scope) -> None:
        if self.unused_label:
            self.unparsed.append(self.unused_label)
        self.scope = scope
        self.heads_section = False
        self.section_has_content = False
        self.unused_label = None

    def _keep(self, piece: str) -> None:
        self.unparsed.append((self.count, piece))


def _read_label(label: Sequence[Token], clean: str, around: _Scope) -> _Scope | None:
    """None when the label says anything that is not known; `around` is the scope the label stands in."""
    if len(label) > _LABEL_LENGTH or not around.known:
        return None
    while label and label[0].text in _ADJECTIVES:
        label = label[1:]
    words = [token.text for token in label]
    phrase = " ".join(words)
    if phrase in _VISIT_LABELS:
        return _Scope(around.place, Kind.VISIT, around.mobile)
    if phrase in _PHONE_LABELS:
        return _Scope(around.place, Kind.PHONE, around.mobile)
    if words[:1] in (["mobile"], ["mobil"]) and words[1:2] and words[1] in _VISIT_NOUNS:
        rest, mobile = label[2:], True
    elif words and words[0] in _OUTREACH_NOUNS:
        rest, mobile = label[1:], False
    else:
        return None
    if mobile and not rest:
        return _Scope(None, Kind.VISIT, mobile)
    place = _place_name(rest, clean)
    return _Scope(place, Kind.VISIT, mobile) if place else None


def _place_name(label: Sequence[Token], clean: str) -> str | None:
    """The words as written; "in" and "im" before them are no part of the name."""
    if label and label[0].text in ("in", "im"):
        label = label[1:]
        if label and label[0].text in ("der", "dem"):
            label = label[1:]
    if not label or label[0].kind not in ("word", "number"):
        return None
    if any(token.text in _NO_PLACE for token in label):
        return None
    name = " ".join(clean[label[0].start : label[-1].end].split())
    return name if len(name) <= _PLACE_LENGTH else None


def _label_text(place: str, mobile: bool) -> str:
    if mobile:
        return f"mobile Sprechstunde in {place}: " if place else "mobile Sprechstunde: "
    return f"Außensprechstunde {place}: " if place else ""
