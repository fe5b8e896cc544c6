"""The column "sprechzeiten": the hours of all Standorte of an office in one text.

The office itself comes first, then its further places ("Außensprechstunde Werne: …"), on a second line what stays
text. What is read twice says the same as what is read once; a text that can't keep this promise stays text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from offices.exchange.wordings import clean, within
from offices.hours import Entry, Kind, Rule, hours_text, parse

LONGEST_NOTE = 1000
BY_PHONE = "telefonisch nach Vereinbarung"


@dataclass(frozen=True, slots=True)
class Stop:
    """Hours at one Standort; `name` None is the office itself, or its mobile service."""

    name: str | None
    is_mobile: bool
    rules: tuple[Rule, ...]
    by_appointment: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    stops: tuple[Stop, ...] = ()
    note: str = ""

    @property
    def own(self) -> Stop:
        """The hours at the main place."""
        here = (stop for stop in self.stops if stop.name is None and not stop.is_mobile)
        return next(here, Stop(None, False, (), False))

    @property
    def others(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.name is not None or stop.is_mobile)


def read_schedule(text: str) -> Schedule:
    schedule = _read(text)
    within(schedule.note, LONGEST_NOTE, "Sprechzeiten")
    return schedule


@lru_cache(maxsize=4096)
def _read(text: str) -> Schedule:
    lines = "\n".join(clean(line) for line in text.splitlines())
    schedule = _understood(lines)
    if _understood(_said(schedule)) != schedule:
        schedule = Schedule(note="; ".join(filter(None, lines.splitlines())))
    return schedule


def say_schedule(schedule: Schedule) -> str:
    """Canonical for everything that was read; hours a person has typed in are read once first. However long they are:
    one office must not keep everybody from the list of all."""
    return _said(_read(_said(schedule)))


def _understood(text: str) -> Schedule:
    parsed = parse(text)
    notes = list(parsed.unparsed)
    rules: dict[tuple[str | None, bool], list[Rule]] = {}
    appointments: set[tuple[str | None, bool]] = set()
    for entry in parsed.entries:
        where = (entry.place, entry.mobile)
        rules.setdefault(where, []).extend(entry.rules)
        if entry.by_appointment and entry.kind is Kind.PHONE:
            notes.append(BY_PHONE if entry.place is None else f"{BY_PHONE} ({entry.place})")
        elif entry.by_appointment:
            appointments.add(where)
    stops = sorted(
        (
            Stop(name, mobile, _longest(found), (name, mobile) in appointments)
            for (name, mobile), found in rules.items()
        ),
        key=lambda stop: (stop.is_mobile, stop.name is not None, stop.name or ""),
    )
    return Schedule(tuple(stop for stop in stops if stop.rules or stop.by_appointment), "; ".join(map(clean, notes)))


def _longest(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Of several that begin together the one that ends last."""
    latest: dict[tuple[Kind, int, int | None, object], Rule] = {}
    for rule in sorted(rules):
        latest[rule.kind, rule.weekday, rule.nth, rule.starts] = rule
    return tuple(sorted(latest.values()))


def _said(schedule: Schedule) -> str:
    entries = [
        Entry(
            stop.name,
            kind,
            tuple(rule for rule in stop.rules if rule.kind is kind),
            stop.by_appointment and kind is Kind.VISIT,
            stop.is_mobile,
        )
        for stop in schedule.stops
        for kind in Kind
    ]
    return f"{hours_text(entries)}\n{schedule.note}".strip()
