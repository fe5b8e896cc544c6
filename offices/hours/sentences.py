"""Opening hours as German sentences for older readers: no leading zeros, no abbreviations, dates in full.

The sentences of rules are canonical: the same rules always give the same sentences, whatever their order,
and `offices.hours.parsing` reads every one of them back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Final, NamedTuple

from core.language.dates import WEEKDAYS, near_date
from offices.hours.rules import LAST, NTHS, DayState, Kind, OpenDay, OpenState, Rule, Slot

BY_APPOINTMENT: Final = "Termine nach Vereinbarung"
CALL_FIRST: Final = "bitte vorher anrufen"


class _Words(NamedTuple):
    open: str
    closed: str
    over: str
    next: str


_WORDS: Final = {
    Kind.VISIT: _Words("geöffnet", "Heute geschlossen", "Für heute geschlossen", "Nächste Sprechstunde"),
    Kind.PHONE: _Words(
        "telefonisch erreichbar",
        "Heute keine Telefonzeit",
        "Die Telefonzeit für heute ist vorbei",
        "Nächste Telefonzeit",
    ),
}


def times(slots: Iterable[Slot]) -> str:
    """As in "8 bis 12 Uhr und 14 bis 16:30 Uhr"; empty for no slots."""
    return _listed([f"{_clock(slot.starts)} bis {_clock(slot.ends)} Uhr" for slot in slots])


def open_day_sentence(open_day: OpenDay, reference: date) -> str:
    """As in "Donnerstag, 26. November, 9 bis 12 Uhr"."""
    return f"{near_date(open_day.day, reference)}, {times(open_day.slots)}"


def unsure_sentence(name: str) -> str:
    """As in "Heute ist Rosenmontag: bitte vorher anrufen"."""
    return f"Heute ist {name}: {CALL_FIRST}"


def unsure_day_sentence(day: date, name: str, reference: date) -> str:
    """As in "Donnerstag, 24. Dezember (Heiligabend): bitte vorher anrufen"."""
    return f"{near_date(day, reference)} ({name}): {CALL_FIRST}"


def rule_sentences(rules: Iterable[Rule], *, name_phone: bool = True) -> list[str]:
    """One sentence per group of days with the same hours, all hours of a day in one sentence.

    Telephone hours start with "telefonisch" unless `name_phone` is False (for use under their own heading).
    """
    distinct = set(rules)
    sentences = []
    for kind in Kind:
        lead = "telefonisch " if kind is Kind.PHONE and name_phone else ""
        of_kind = sorted(rule for rule in distinct if rule.kind is kind)
        sentences += [lead + sentence for sentence in (*_weekly(of_kind), *_monthly(of_kind))]
    return sentences


def today_sentence(state: DayState) -> str:
    """What holds now and, when closed, the next day with hours; empty when nothing is known."""
    words = _WORDS[state.kind]
    match state.status:
        case OpenState.UNKNOWN:
            return ""
        case OpenState.BY_APPOINTMENT:
            return BY_APPOINTMENT
        case OpenState.OPEN if state.open_until:
            until = _clock(state.open_until)
            return f"Jetzt {words.open}, noch bis {until} Uhr. Heute: {times(state.slots)}."
        case OpenState.OPEN | OpenState.LATER:
            return f"Heute {words.open}: {times(state.slots)}"
        case OpenState.UNSURE if state.kind is Kind.VISIT:
            closed = unsure_sentence(state.reason)
        case OpenState.UNSURE:
            closed = f"Heute ist {state.reason}: Vielleicht ist niemand am Telefon"
        case OpenState.OVER:
            closed = words.over
        case OpenState.CLOSED:
            note = state.reason.strip().rstrip(".")
            closed = f"{words.closed}: {note}" if note else words.closed
    if state.next_day is None:
        return f"{closed}."
    return f"{closed}. {words.next}: {open_day_sentence(state.next_day, state.day)}."


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else f"{moment.hour}"


def _listed(parts: Sequence[str]) -> str:
    """As in "a", "a und b", "a, b und c"."""
    return " und ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _weekly(rules: Iterable[Rule]) -> list[str]:
    slots_of_day: dict[int, list[Slot]] = defaultdict(list)
    for rule in rules:
        if rule.nth is None:
            slots_of_day[rule.weekday].append(rule.slot)
    days_of_slots: dict[tuple[Slot, ...], list[int]] = defaultdict(list)
    for weekday, slots in slots_of_day.items():
        days_of_slots[tuple(slots)].append(weekday)
    return [f"{_day_words(days)} {times(slots)}" for slots, days in days_of_slots.items()]


def _monthly(rules: Iterable[Rule]) -> list[str]:
    slots_of_nth: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    for rule in rules:
        if rule.nth is not None:
            slots_of_nth[rule.weekday, rule.nth].append(rule.slot)
    nths_of_slots: dict[tuple[int, tuple[Slot, ...]], list[int]] = defaultdict(list)
    for (weekday, nth), slots in slots_of_nth.items():
        nths_of_slots[weekday, tuple(slots)].append(nth)
    return [
        f"jeden {_nth_words(nths)} {WEEKDAYS[weekday]} im Monat {times(slots)}"
        for (weekday, slots), nths in nths_of_slots.items()
    ]


def _day_words(days: Sequence[int]) -> str:
    """Three or more days in a row become "bis"; `days` are in order, a week does not wrap around."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        names = [f"{WEEKDAYS[day].lower()}s" for day in run]
        parts += [f"{names[0]} bis {names[-1]}"] if len(run) > 2 else names
    return _listed(parts)


def _nth_words(nths: Iterable[int]) -> str:
    return _listed(["letzten" if nth == LAST else f"{nth}." for nth in sorted(nths, key=NTHS.index)])
