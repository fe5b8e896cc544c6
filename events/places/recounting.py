"""Each night all places are counted anew from the rows. A counter that is wrong is mended and reported: it would offer
a place that there is not, or keep one back for ever."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from events.models import Booking, Event, Item, Registration
from events.models.locking import lock
from events.models.registrations import BOOKED, HOLDING, BookingState, Standing
from events.models.seats import Seats
from events.places.seating import offer_free_places

logger = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=2)


def recount_due(now: datetime) -> int:
    """Of all events that are not over; how many counters were wrong. Reported without anybody's name."""
    events = Event.objects.filter(ends_at__gte=now - LOOK_BACK).order_by("pk").values_list("pk", flat=True)
    wrong = sum(recount(Event(pk=pk)) for pk in list(events))
    if wrong:
        logger.error("%d counters of places were wrong and have been mended.", wrong)
    return wrong


@transaction.atomic
def recount(event: Event) -> int:
    """Mends what is wrong, and hands on the places that were kept back by mistake. Returns how many counters."""
    event = lock(event)
    units: list[Seats] = [event, *event.days.all(), *Item.objects.bookable().filter(day__event=event)]
    taken, waiting = _counted(event)
    wrong = [unit for unit in units if _mend(unit, taken[_name(unit)], waiting[_name(unit)])]
    if wrong:
        offer_free_places(lock(event))
    return len(wrong)


def _mend(unit: Seats, taken: int, waiting: int) -> bool:
    if (unit.taken, unit.waiting) == (taken, waiting):
        return False
    type(unit)._default_manager.filter(pk=unit.pk).update(taken=taken, waiting=waiting)
    return True


def _counted(event: Event) -> tuple[Counter[tuple[type, int]], Counter[tuple[type, int]]]:
    taken: Counter[tuple[type, int]] = Counter()
    waiting: Counter[tuple[type, int]] = Counter()
    people = Registration.objects.filter(event=event).prefetch_related("days")
    for person in people.only("standing", "has_companion", "event"):
        units = [_name(event), *(_name(day) for day in person.days.all())]
        _add(units, person.seats, taken if person.standing in HOLDING else None)
        _add(units, person.seats, waiting if person.standing == Standing.WAITING else None)
    for booking in Booking.objects.filter(registration__event=event).select_related("registration"):
        unit = [(Item, booking.item_id)]
        _add(unit, booking.registration.seats, taken if booking.state in BOOKED else None)
        _add(unit, booking.registration.seats, waiting if booking.state == BookingState.WAITING else None)
    return taken, waiting


def _add(units: Iterable[tuple[type, int]], seats: int, counter: Counter[tuple[type, int]] | None) -> None:
    if counter is not None:
        counter.update(dict.fromkeys(units, seats))


def _name(unit: Seats) -> tuple[type, int]:
    return type(unit), unit.pk
