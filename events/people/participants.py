"""What the desk says about those who come: each of them in words, and one of them with everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.models import MessageState
from core.templatetags.formats import moment
from events.models import (
    Booking,
    BookingState,
    Event,
    Item,
    Notice,
    Registration,
    Source,
    Standing,
    Support,
)
from events.people.remarks import hints
from events.showing.wording import when

State = tuple[str, str]  # sign and sentence, for the component `state`

UNCONFIRMED = "E-Mail-Adresse noch nicht bestätigt"
OF_ITEM = {
    BookingState.WISHED: ("rest", "Gewünscht"),
    BookingState.ADMITTED: ("ok", "Hat einen Platz"),
    BookingState.WAITING: ("warn", "Wartet"),
    BookingState.OFFERED: ("warn", "Platz angeboten"),
}
MAILS = {
    MessageState.WAITING: ("rest", "Die E-Mail wird gleich verschickt"),
    MessageState.SENDING: ("rest", "Die E-Mail wird gerade verschickt"),
    MessageState.SENT: ("ok", "E-Mail verschickt"),
    MessageState.FAILED: ("off", "E-Mail nicht zugestellt"),
    MessageState.IN_DOUBT: ("unknown", "Ungewiss, ob die E-Mail ankam"),
}
CLOSED = "Die Veranstaltung findet zu diesem Termin nicht statt. Darum kann sich niemand mehr anmelden."
OVER = "Die Veranstaltung ist vorbei. Darum kann sich niemand mehr anmelden."
DRAFT = "Die Veranstaltung ist noch nicht veröffentlicht. Danach können Sie hier Menschen anmelden."


def why_closed(event: Event, now: datetime | None = None) -> str:
    """Why even the desk can register nobody; empty while it can. Its own deadline does not bind it."""
    now = now or timezone.now()
    if not event.is_released or event.ends_at is None:
        return DRAFT
    if event.called_off_at or event.postponed_at:
        return CLOSED
    return OVER if event.ends_at < now else ""


# --- how somebody stands ----------------------------------------------------------------------------------------


def place_in_words(person: Registration, position: int = 0) -> State:
    """As in "Wartet an Stelle 3"."""
    standing = Standing(person.standing)
    if standing == Standing.WAITING:
        waits = f"Wartet an Stelle {position}" if position else "Wartet"
        return "warn", f"{waits}, {UNCONFIRMED}" if person.is_unconfirmed else waits
    if standing == Standing.OFFERED:
        return "warn", f"Platz angeboten{_kept(person.offered_until)}"
    if standing == Standing.ADMITTED:
        return ("warn", f"Platz reserviert, {UNCONFIRMED}") if person.is_unconfirmed else ("ok", "Hat einen Platz")
    return "off", str(standing.label)


def booking_state(booking: Booking, position: int = 0) -> State:
    state = BookingState(booking.state)
    sign, words = OF_ITEM[state]
    if state == BookingState.WISHED and booking.item.is_workshop:
        words = "Zweiter Wunsch" if booking.wish == 2 else "Wunsch"
    if state == BookingState.OFFERED:
        words = f"{words}{_kept(booking.offered_until)}"
    return sign, f"{words} an Stelle {position}" if position else words


def _kept(until: datetime | None) -> str:
    return f" bis {moment(until)}" if until else ", Brief oder Anruf steht noch aus"


def places_in_line(event: Event) -> dict[int, int]:
    """Key of the registration → where she stands, the first is 1."""
    return _numbered(event.registrations.in_line().values_list("pk", flat=True)) if event.waiting else {}


def places_in_line_of(item: Item) -> dict[int, int]:
    """The same in a workshop."""
    return _numbered(Booking.objects.in_line().filter(item=item).values_list("registration", flat=True))


def _numbered(keys: Iterable[int]) -> dict[int, int]:
    return {key: number for number, key in enumerate(keys, start=1)}


# --- a line of the list -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonLine:
    person: Registration
    state: State
    in_item: State | None  # where the list is that of a workshop
    hints: list[str]  # what there is to read on her page beside the usual


def lines_of(event: Event, people: Iterable[Registration], item: Item | None = None) -> list[PersonLine]:
    """Three questions at most, however many people there are."""
    waiting, found = places_in_line(event), list(people)
    told = hints(found, event)
    if item is None:
        return [
            PersonLine(person, place_in_words(person, waiting.get(person.pk, 0)), None, told[person.pk])
            for person in found
        ]
    waiting_there = places_in_line_of(item)
    rows = Booking.objects.filter(item=item, registration__in=found).select_related("item")
    booked = {row.registration_id: booking_state(row, waiting_there.get(row.registration_id, 0)) for row in rows}
    return [
        PersonLine(
            person,
            place_in_words(person, waiting.get(person.pk, 0)),
            booked.get(person.pk, ("rest", "")),
            told[person.pk],
        )
        for person in found
    ]


# --- one of them ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    when: str
    title: str
    state: State
    reason: str
    offer: Booking | None


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the log: what, when, and what became of it."""

    notice: Notice
    state: State
    why: str


class Participant:
    """What the page of one person shows."""

    def __init__(self, person: Registration, event: Event, now: datetime | None = None) -> None:
        self.person, self.event = person, event
        self.now = now or timezone.now()
        self.position = places_in_line(event).get(person.pk, 0)
        self.days = sorted(day.date for day in person.days.all())
        self.support = Support.objects.filter(registration=person).first()

    @property
    def state(self) -> State:
        return place_in_words(self.person, self.position)

    @property
    def came_by(self) -> str:
        return str(Source(self.person.source).label)

    @property
    def chosen(self) -> list[Chosen]:
        rows = self.person.bookings.select_related("item__day").order_by("item__day__date", "item__starts", "wish")
        waits = self._places_in_line()
        return [
            Chosen(
                when(row.item.day, row.item),
                row.item.title,
                booking_state(row, waits.get(row.item_id, 0)),
                row.reason,
                row if row.state == BookingState.OFFERED else None,
            )
            for row in rows
        ]

    def _places_in_line(self) -> dict[int, int]:
        """Key of the item → where she stands in its line. One question for all of them."""
        places: dict[int, int] = {}
        found: dict[int, int] = {}
        mine = Booking.objects.in_line().filter(registration=self.person).order_by().values("item")
        for item, person in Booking.objects.in_line().filter(item__in=mine).values_list("item", "registration"):
            places[item] = places.get(item, 0) + 1
            if person == self.person.pk:
                found[item] = places[item]
        return found

    @property
    def told(self) -> list[Told]:
        """The newest first."""
        notices = self.person.notices.newest_first().select_related("message", "printed_by")
        waiting = set(self.person.notices.to_print().current(self.now).values_list("pk", flat=True))
        return [_told(notice, waits=notice.pk in waiting) for notice in notices]

    @property
    def is_offered(self) -> bool:
        return self.person.standing == Standing.OFFERED and self.is_ahead

    @property
    def is_ahead(self) -> bool:
        return self.event.ends_at is None or self.event.ends_at > self.now

    @property
    def may_be_admitted(self) -> bool:
        return self.person.standing in {Standing.WAITING, Standing.OFFERED} and self.is_ahead

    @property
    def may_change(self) -> bool:
        return self.person.is_active and self.is_ahead


def _told(notice: Notice, *, waits: bool) -> Told:
    if notice.message:
        state = MessageState(notice.message.state)
        at = f", {moment(notice.message.sent_at)}" if state == MessageState.SENT else ""
        return Told(notice, (MAILS[state][0], f"{MAILS[state][1]}{at}"), notice.message.last_error)
    if notice.printed_at:
        return Told(notice, ("ok", f"Auf Papier oder am Telefon gesagt, {moment(notice.printed_at)}"), "")
    return Told(
        notice, ("warn", "Wartet auf Brief oder Anruf") if waits else ("rest", "Überholt, nicht mehr nötig"), ""
    )


# --- for the office that sends people -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnLine:
    """No more than the office needs: who, where, and how she stands."""

    person: Registration
    state: State
    chosen: list[str]


def own_line(person: Registration) -> OwnLine:
    """Asks for nothing where event and bookings are at hand."""
    chosen = [f"{row.item.title}: {booking_state(row)[1]}" for row in person.bookings.all()]
    if person.event.called_off_at or person.event.postponed_at:
        return OwnLine(person, ("off", "Die Veranstaltung findet zu diesem Termin nicht statt"), [])
    return OwnLine(person, place_in_words(person), chosen if person.is_active else [])
