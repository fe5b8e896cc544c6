"""A list of people → registrations: first what would become of each row, then doing it, row by row.

Each row is registered on its own, by the use case that all ways in share. Whatever breaks off in between, nobody is
lost and nobody comes twice: pressing again goes on where it stopped, because every row has a number of its own.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid5

from events.models import Day, Event, Registration, Source, Standing
from events.people.exchange.reading import SheetLine
from events.people.namesakes import how_known, keys_of
from events.places.applications import Application
from events.places.registration import RegistrationError, register
from events.places.seating import Room

if TYPE_CHECKING:
    from accounts.models import User


MOST_AT_ONCE = 100  # a registration takes a twentieth of a second, and somebody waits for the page
FULL = "Alle Plätze sind vergeben, und es gibt keine Warteliste."


class Row(Protocol):
    """One person of the list, as events/forms/listed.py has understood her line. `application` is None where there are
    `problems`; `notes` say what was understood otherwise than it stands there, or not at all."""

    line: SheetLine
    application: Application | None
    problems: list[str]
    notes: list[str]

    @property
    def name(self) -> str:
        """As it stands in the file."""


class Fate(StrEnum):
    NEW = "new"
    WAITS = "waits"
    KNOWN = "known"
    NAMESAKE = "namesake"
    FULL = "full"
    WRONG = "wrong"
    LATER = "later"


_IS_IN = {Fate.NEW, Fate.WAITS, Fate.KNOWN}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `sentences` say why, where that needs saying."""

    line: SheetLine
    name: str
    fate: Fate
    sentences: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def place(self) -> str:
        """Where it stands in the file: "3", or "3, Blatt „Ehrenamt“" where there are several sheets."""
        return place_of(self.line)


def place_of(line: SheetLine) -> str:
    return f"{line.number}, Blatt „{line.sheet}“" if line.sheet else str(line.number)


def foresee(event: Event, rows: Iterable[Row]) -> list[Verdict]:
    """Changes nothing. In a constant number of questions."""
    forecast = _Forecast(event, event.days.all())
    return [forecast.verdict(row) for row in rows]


def take_in(
    event: Event,
    rows: Iterable[Row],
    *,
    number: UUID,
    by: "User",
    exceed: bool = False,
    others: Container[int] = frozenset(),
) -> list[Verdict]:
    """What became of each row; of a long list the first ones only, the others come later. `number` is that of the list:
    with the same one nobody is registered twice. `others` are the positions of rows that are somebody else, though they
    have the name of somebody registered."""
    known = _Known(event)
    verdicts: list[Verdict] = []
    for position, row in enumerate(rows):
        if sum(one.fate in {Fate.NEW, Fate.WAITS} for one in verdicts) >= MOST_AT_ONCE and row.application:
            verdicts.append(_verdict(row, Fate.LATER))
            continue
        same = "" if position in others else known.namesake(row)
        verdicts.append(_verdict(row, Fate.NAMESAKE, same) if same else _take_in(event, row, number, by, exceed))
        if verdicts[-1].fate in _IS_IN:
            known.add(row)
    return verdicts


def _take_in(event: Event, row: Row, number: UUID, by: "User", exceed: bool) -> Verdict:
    if row.application is None:
        return _verdict(row, Fate.WRONG)
    application = row.application.with_nonce(uuid5(number, place_of(row.line)))
    try:
        outcome = register(event=event, application=application, source=Source.IMPORT, by=by, exceed=exceed)
    except RegistrationError as error:
        return _verdict(row, Fate.FULL, str(error))
    if not outcome.is_new:
        return _verdict(row, Fate.KNOWN)
    waits = outcome.registration.standing == Standing.WAITING
    return _verdict(row, Fate.WAITS if waits else Fate.NEW)


def _verdict(row: Row, fate: Fate, *sentences: str) -> Verdict:
    said = [*sentences, *row.problems] if fate == Fate.WRONG else [*sentences, *row.notes]
    return Verdict(row.line, row.name, fate, tuple(said))


class _Known:
    """Who is registered, and who was met further up in the list."""

    def __init__(self, event: Event) -> None:
        self._same: dict[tuple[str, str], str] = {}
        self._names: dict[str, list[tuple[tuple[str, str], str]]] = {}
        for other in event.registrations.active().named().order_by("registered_at", "pk"):
            words = f"{other.name} ist vielleicht schon angemeldet: {how_known(other)}."
            self._remember(other, "", words)

    def add(self, row: Row) -> None:
        if row.application:
            here = f"Zeile {place_of(row.line)}"
            self._remember(
                keys_of(row.application.person),
                f"Diese Person steht schon in {here}.",
                f"Dieser Name steht schon in {here}, mit anderen Angaben.",
            )

    def _remember(self, person: Registration, same: str, alike: str) -> None:
        pair = (person.name_key, person.contact_key)
        if self._same.setdefault(pair, same) is same:
            self._names.setdefault(person.sort_key, []).append((pair, alike))

    def same(self, row: Row) -> str | None:
        """A sentence, which may be empty, where exactly this person is known."""
        if row.application is None:
            return None
        person = keys_of(row.application.person)
        return self._same.get((person.name_key, person.contact_key))

    def namesake(self, row: Row) -> str:
        """Of somebody with this name and other contacts."""
        if row.application is None or self.same(row) is not None:
            return ""
        found = self._names.get(keys_of(row.application.person).sort_key, [])
        return found[0][1] if found else ""


class _Forecast:
    """Gives places away in its mind, as `seating.has_room` would one after the other."""

    def __init__(self, event: Event, days: Iterable[Day]) -> None:
        self._event, self._days = event, {day.pk: day for day in days}
        self._room = Room([event, *self._days.values()])
        for other in event.registrations.in_line().prefetch_related("days"):
            self._room.take([event, *other.days.all()], other.seats)
        self._known = _Known(event)

    def verdict(self, row: Row) -> Verdict:
        if row.application is None:
            return _verdict(row, Fate.WRONG)
        if (same := self._known.same(row)) is not None:
            return _verdict(row, Fate.KNOWN, *filter(None, [same]))
        namesake = self._known.namesake(row)
        self._known.add(row)
        if namesake:
            return _verdict(row, Fate.NAMESAKE, namesake)
        fate = self._fate(row.application)
        return _verdict(row, fate, *([FULL] if fate == Fate.FULL else []))

    def _fate(self, application: Application) -> Fate:
        units = [self._event, *(self._days[day] for day in application.choice.days)]
        seats = 2 if application.has_companion else 1
        fits = self._room.fits(units, seats)
        if fits or self._event.has_waiting_list:  # whoever waits has a place set aside
            self._room.take(units, seats)
        return Fate.NEW if fits else Fate.WAITS if self._event.has_waiting_list else Fate.FULL
