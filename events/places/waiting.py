"""Why nobody moves up: in sentences for the desk, read from the line that `seating.offer_free_places` walks along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.language.dates import long_date
from core.publishing.activity import note
from core.templatetags.formats import moment
from events.models import Booking, Event, Item, Registration
from events.models.locking import lock
from events.models.seats import Seats
from events.places.seating import Turn, line_of, line_of_item, may_offer_places, offer_free_places

if TYPE_CHECKING:
    from accounts.models import User

MOST = 5  # sentences about single people; more nobody reads


@dataclass(frozen=True, slots=True)
class Explanation:
    """`moves_up`: somebody is about to be offered a place, so there is nothing to explain."""

    sentences: tuple[str, ...]
    moves_up: bool = False


def why_at_event(event: Event, now: datetime | None = None) -> Explanation:
    now = now or timezone.now()
    if not event.waiting:
        return Explanation(("Niemand wartet auf einen Platz.",))
    if sentence := _ended(event, now):
        return Explanation((sentence,))
    if event.free == 0:
        offers = event.registrations.offered().order_by(F("offered_until").asc(nulls_last=True), "pk")
        return Explanation(_full([_offer(one.name, one.offered_until) for one in offers[: MOST + 1]]))
    line = list(line_of(event))
    if any(turn is Turn.NEXT for _, _, turn in line):
        return _about_to_move(next(person for person, _, turn in line if turn is Turn.NEXT))
    return _held_up(_at_event(person, units, turn) for person, units, turn in line)


def why_in_item(item: Item, event: Event, now: datetime | None = None) -> Explanation:
    now = now or timezone.now()
    if item.is_workshop and event.waits_for_allocation:
        return Explanation(
            ("Die Plätze in den Werkstätten sind noch nicht verteilt. Bis dahin gibt es Wünsche und keine Warteliste.",)
        )
    if not item.waiting:
        return Explanation((f"Niemand wartet auf einen Platz in „{item.title}“.",))
    if sentence := _ended(event, now):
        return Explanation((sentence,))
    if item.free == 0:
        offers = Booking.objects.offered().filter(item=item).select_related("registration")
        offers = offers.order_by(F("offered_until").asc(nulls_last=True), "pk")
        return Explanation(_full([_offer(one.registration.name, one.offered_until) for one in offers[: MOST + 1]]))
    line = list(line_of_item(item))
    if any(turn is Turn.NEXT for _, turn in line):
        return _about_to_move(next(booking.registration for booking, turn in line if turn is Turn.NEXT))
    return _held_up(_in_line(booking.registration, turn) for booking, turn in line)


def _ended(event: Event, now: datetime) -> str:
    if may_offer_places(event, now):
        return ""
    if event.called_off_at:
        return "Die Veranstaltung ist abgesagt. Darum rückt niemand nach."
    if event.starts_at is None or event.postponed_at:
        return "Der Termin steht noch nicht fest. Darum rückt noch niemand nach."
    return "Die Veranstaltung hat schon begonnen. Darum rückt niemand mehr nach."


def _full(offers: list[str]) -> tuple[str, ...]:
    if not offers:
        return ("Alle Plätze sind vergeben. Sobald jemand absagt, bekommt die erste Person ein Angebot.",)
    more = ("Weitere Plätze sind ebenfalls angeboten.",) if len(offers) > MOST else ()
    return ("Kein Platz ist frei.", *offers[:MOST], *more)


def _offer(name: str, until: datetime | None) -> str:
    if until is None:
        return f"Ein Platz ist {name} angeboten. Der Brief oder Anruf dazu steht noch aus."
    return f"Ein Platz ist {name} angeboten, bis {moment(until)}."


def _about_to_move(person: Registration) -> Explanation:
    return Explanation((f"Ein Platz ist frei. {person.name} kann ihn jetzt angeboten bekommen.",), moves_up=True)


def _held_up(sentences: Iterator[str]) -> Explanation:
    found = [sentence for _, sentence in zip(range(MOST), sentences, strict=False)]
    return Explanation((*found, "Für Menschen weiter vorn in der Reihe bleibt frei, was sie brauchen."))


def _at_event(person: Registration, units: list[Seats], turn: Turn) -> str:
    if turn is not Turn.DAY_FULL:
        return _in_line(person, turn)
    full = next((unit for unit in units[1:] if unit.free is not None and unit.free < person.seats), None)
    day = f"Am {long_date(full.date)}" if full is not None and hasattr(full, "date") else "An einem Tag"
    return f"{day} ist kein Platz frei für {person.name}."


def _in_line(person: Registration, turn: Turn) -> str:
    if turn is Turn.TOO_FEW:
        return f"{person.name} kommt mit Begleitperson und braucht zwei Plätze. Frei ist nur einer."
    until = f" Dafür ist Zeit bis {moment(person.confirm_until)}." if person.confirm_until else ""
    return f"{person.name} ist an der Reihe, hat aber die E-Mail-Adresse noch nicht bestätigt.{until}"


@transaction.atomic
def move_up(event: Event, *, by: "User") -> int:
    """Offers what has become free by itself, as by a larger room. Returns to how many."""
    event = lock(event)
    if offered := offer_free_places(event):
        note(by, "hat freie Plätze angeboten", event)
    return offered
