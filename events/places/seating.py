"""Places: promised, given back, offered to the next in line.

Whoever calls holds the lock of the event, so that nothing moves while it is counted. Rows that come from outside are
read anew under it. One rule of the line: nobody passes somebody who waits for the same place. Who can't be served yet
(too few places for two, her day is full, her address is not confirmed) has what she needs set aside.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from events.models import Booking, BookingState, Day, Event, Item, Registration, Standing
from events.models.seats import Seats
from events.telling import notices
from events.telling.offer_ends import first_end


class Room:
    """How many places are free, while they are being given away."""

    def __init__(self, units: Iterable[Seats]) -> None:
        self._free = {_name(unit): unit.free for unit in units}

    def fits(self, units: Iterable[Seats], seats: int) -> bool:
        return all((free := self._free[_name(unit)]) is None or free >= seats for unit in units)

    def take(self, units: Iterable[Seats], seats: int) -> None:
        for unit in units:
            free = self._free[_name(unit)]
            self._free[_name(unit)] = None if free is None else max(0, free - seats)


def _name(unit: Seats) -> tuple[type[Seats], int]:
    return type(unit), unit.pk


def count_seats(units: Iterable[Seats], *, taken: int = 0, waiting: int = 0) -> None:
    """Adds to the counters, in the database and in hand."""
    # A counter that is wrong must not keep anybody from going; events/places/recounting.py mends it at night.
    numbers = {name: number for name, number in (("taken", taken), ("waiting", waiting)) if number}
    changes = {
        name: Greatest(F(name) + number, 0) if number < 0 else F(name) + number for name, number in numbers.items()
    }
    for unit in units if changes else ():
        unit.taken, unit.waiting = max(0, unit.taken + taken), max(0, unit.waiting + waiting)
        type(unit)._default_manager.filter(pk=unit.pk).update(**changes)


# --- places at the event -----------------------------------------------------------------------------------


def has_room(event: Event, days: Sequence[Day], seats: int) -> bool:
    """For somebody who comes last."""
    if event.free is not None and event.free - event.waiting < seats:
        return False  # whoever waits has a place set aside; with a long line nobody reads it person by person
    room = Room([event, *days])
    if event.waiting and room.fits([event, *days], seats):  # otherwise nobody need look along the line
        wanted = {day.pk for day in days}
        for other in event.registrations.in_line().prefetch_related("days"):
            room.take([event, *(day for day in other.days.all() if day.pk in wanted)], other.seats)
    return room.fits([event, *days], seats)


def enter(registration: Registration, event: Event, days: Sequence[Day]) -> None:
    """Counts somebody in as she stands: holding a place, or in line."""
    seats = registration.seats
    if registration.is_holding:
        count_seats([event, *days], taken=seats)
    elif registration.standing == Standing.WAITING:
        count_seats([event, *days], waiting=seats)


def leave(registration: Registration, event: Event) -> None:
    """Counts somebody out, with all she has chosen. What becomes of the places is up to `offer_free_places`."""
    seats, days = registration.seats, list(registration.days.all())
    if registration.is_holding:
        count_seats([event, *days], taken=-seats)
    elif registration.standing == Standing.WAITING:
        count_seats([event, *days], waiting=-seats)
    for booking in registration.bookings.select_related("item"):
        give_up(booking, seats)
        booking.delete()


class Turn(Enum):
    """What becomes of somebody in line when free places are handed on."""

    NEXT = "is offered a place"
    UNCONFIRMED = "has not confirmed her address"
    TOO_FEW = "needs two places, and only one is free"
    DAY_FULL = "wants to come on a day that is full"


class InLine(NamedTuple):
    """At the event. `units` are the event and the days she wants."""

    registration: Registration
    units: list[Seats]
    turn: Turn


def offer_free_places(event: Event) -> int:
    """Offers what is free to the next in line, at the event and in each workshop. Returns to how many."""
    now = timezone.now()
    if not may_offer_places(event, now):
        return 0
    offered = _offer_places(event, now)
    for item in Item.objects.filter(day__event=event, waiting__gt=0).with_places().order_by("pk"):
        offered += _offer_item(item, event, now)
    return offered


def may_offer_places(event: Event, now: datetime) -> bool:
    """Nobody is offered a place at what does not take place, has begun, or is hidden."""
    return event.is_published and not event.is_off and event.starts_at is not None and event.starts_at > now


def line_of(event: Event) -> Iterator[InLine]:
    """The waiting list as far as places are free, the first first, and what each has to expect. The page that explains
    why nobody moves up (events/places/waiting.py) reads the same."""
    if not event.waiting or event.free == 0:
        return
    days = {day.pk: day for day in event.days.all()}
    room = Room([event, *days.values()])
    line = event.registrations.in_line().prefetch_related("days").select_related("office")
    for registration in line[: event.free]:  # each of them gets a place or has one set aside
        if not room.fits([event], 1):
            return
        units = [event, *(days[day.pk] for day in registration.days.all())]
        yield InLine(registration, units, _turn(registration, units, event, room))
        room.take(units, registration.seats)


def _turn(registration: Registration, units: list[Seats], event: Event, room: Room) -> Turn:
    if registration.is_unconfirmed:
        return Turn.UNCONFIRMED
    if room.fits(units, registration.seats):
        return Turn.NEXT
    return Turn.DAY_FULL if room.fits([event], registration.seats) else Turn.TOO_FEW


def _offer_places(event: Event, now: datetime) -> int:
    offered = 0
    for registration, units, turn in line_of(event):
        if turn is Turn.NEXT:
            _offer_place(registration, units, event, now)
            offered += 1
    return offered


def _offer_place(registration: Registration, units: list[Seats], event: Event, now: datetime) -> None:
    seats = registration.seats
    count_seats(units, taken=seats, waiting=-seats)
    registration.event, registration.standing = event, Standing.OFFERED
    registration.offered_until = first_end(event, registration, now)
    registration.save(update_fields=["standing", "offered_until"])
    notices.place_offered(registration)


# --- places in workshops, at the evening, on the excursion ----------------------------------------------------


def take_or_wait(booking: Booking, seats: int) -> bool:
    """True with a place, False in line. The row is saved by the caller."""
    has_place = _has_room_in(booking.item, seats)
    if has_place:
        booking.state = BookingState.ADMITTED
        count_seats([booking.item], taken=seats)
    else:
        booking.state, booking.queued_at = BookingState.WAITING, timezone.now()
        count_seats([booking.item], waiting=seats)
    return has_place


def _has_room_in(item: Item, seats: int) -> bool:
    """For somebody who comes last."""
    room = Room([item])
    if item.waiting and room.fits([item], seats):
        for booking in Booking.objects.in_line().filter(item=item).select_related("registration"):
            room.take([item], booking.registration.seats)
    return room.fits([item], seats)


def give_up(booking: Booking, seats: int) -> None:
    """A place, an offer or the wait; the wish stays. The row is saved by the caller."""
    if booking.state in {BookingState.ADMITTED, BookingState.OFFERED}:
        count_seats([booking.item], taken=-seats)
    elif booking.state == BookingState.WAITING:
        count_seats([booking.item], waiting=-seats)
    booking.state, booking.offered_until = BookingState.WISHED, None


def line_of_item(item: Item) -> Iterator[tuple[Booking, Turn]]:
    """Like `line_of`, in a workshop."""
    room = Room([item])
    line = Booking.objects.in_line().filter(item=item).select_related("registration__office")
    for booking in line[: item.free]:
        seats = booking.registration.seats
        if not room.fits([item], 1):
            return
        if not booking.registration.is_coming:
            yield booking, Turn.UNCONFIRMED
        else:
            yield booking, Turn.NEXT if room.fits([item], seats) else Turn.TOO_FEW
        room.take([item], seats)


def _offer_item(item: Item, event: Event, now: datetime) -> int:
    offered = 0
    for booking, turn in line_of_item(item):
        if turn is Turn.NEXT:
            seats = booking.registration.seats
            count_seats([item], taken=seats, waiting=-seats)
            booking.item, booking.registration.event = item, event
            booking.state, booking.offered_until = BookingState.OFFERED, first_end(event, booking.registration, now)
            booking.save(update_fields=["state", "offered_until"])
            notices.workshop_offered(booking)
            offered += 1
    return offered
