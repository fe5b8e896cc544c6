"""A list of people → registrations: first what would become of each row, then doing it, row by row.

Each row is registered on its own, by the use case that all ways in share. Whatever breaks off in between, nobody is
lost and nobody comes twice: pressing again goes on where it stopped, because every row has a number of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from events.applications import Application
from events.exchange.people import Programme, Row
from events.exchange.reading import Line
from events.models import Day, Event, Registration, Source, Standing
from events.registration import RegistrationError, register
from events.seating import Room

if TYPE_CHECKING:
    from accounts.models import User


FULL = "Alle Plätze sind vergeben, und es gibt keine Warteliste."


class Fate(StrEnum):
    NEW = "new"
    WAITS = "waits"
    KNOWN = "known"
    FULL = "full"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `sentences` say why, where that needs saying."""

    number: int
    name: str
    fate: Fate
    sentences: tuple[str, ...] = ()


def foresee(event: Event, lines: Sequence[Line]) -> list[Verdict]:
    """Changes nothing. In a constant number of questions."""
    programme = Programme(event)
    forecast = _Forecast(event, programme.days)
    return [forecast.verdict(Row(line, programme)) for line in lines]


def take_in(event: Event, lines: Sequence[Line], *, number: UUID, by: "User", exceed: bool = False) -> list[Verdict]:
    """What became of each row. `number` is that of the list: with the same one nobody is registered twice."""
    programme = Programme(event)
    return [_take_in(event, Row(line, programme), number, by, exceed) for line in lines]


def _take_in(event: Event, row: Row, number: UUID, by: "User", exceed: bool) -> Verdict:
    if row.application is None:
        return Verdict(row.number, row.name, Fate.WRONG, tuple(row.problems))
    application = row.application.with_nonce(uuid5(number, str(row.number)))
    try:
        outcome = register(event=event, application=application, source=Source.IMPORT, by=by, exceed=exceed)
    except RegistrationError as error:
        return Verdict(row.number, row.name, Fate.FULL, (str(error),))
    if not outcome.is_new:
        return Verdict(row.number, row.name, Fate.KNOWN)
    waits = outcome.registration.standing == Standing.WAITING
    return Verdict(row.number, row.name, Fate.WAITS if waits else Fate.NEW)


class _Forecast:
    """Gives places away in its mind, as `seating.has_room` would one after the other."""

    def __init__(self, event: Event, days: Iterable[Day]) -> None:
        self._event, self._days = event, {day.pk: day for day in days}
        self._room = Room([event, *self._days.values()])
        for other in event.registrations.in_line().prefetch_related("days"):
            self._room.take([event, *other.days.all()], other.seats)
        active = event.registrations.active().named()
        self._known = set(active.values_list("name_key", "contact_key"))
        self._lines: dict[tuple[str, str], int] = {}

    def verdict(self, row: Row) -> Verdict:
        if row.application is None:
            return Verdict(row.number, row.name, Fate.WRONG, tuple(row.problems))
        key = _key(row.application)
        if key in self._known:
            return Verdict(row.number, row.name, Fate.KNOWN)
        if earlier := self._lines.get(key):
            return Verdict(row.number, row.name, Fate.KNOWN, (f"Diese Person steht schon in Zeile {earlier}.",))
        self._lines[key] = row.number
        fate = self._fate(row.application)
        return Verdict(row.number, row.name, fate, (FULL,) if fate == Fate.FULL else ())

    def _fate(self, application: Application) -> Fate:
        units = [self._event, *(self._days[day] for day in application.choice.days)]
        seats = 2 if application.has_companion else 1
        fits = self._room.fits(units, seats)
        if fits or self._event.has_waiting_list:  # whoever waits has a place set aside
            self._room.take(units, seats)
        return Fate.NEW if fits else Fate.WAITS if self._event.has_waiting_list else Fate.FULL


def _key(application: Application) -> tuple[str, str]:
    same = Registration(**application.person.values())
    same.settle_keys()
    return same.name_key, same.contact_key
