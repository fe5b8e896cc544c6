"""What the counters of an event must say, counted from the rows."""

from collections import Counter

from events.models import BookingState, Item, Registration, Standing

HOLDING = {Standing.ADMITTED, Standing.OFFERED}
BOOKED = {BookingState.ADMITTED, BookingState.OFFERED}


def counts_of(event):
    """Unit → (taken, waiting) as its row says."""
    event.refresh_from_db()
    units = [event, *event.days.all(), *Item.objects.bookable().filter(day__event=event)]
    return {_name(unit): (unit.taken, unit.waiting) for unit in units}


def recounted(event):
    """The same from the registrations and bookings."""
    taken, waiting = Counter(), Counter()
    registrations = Registration.objects.filter(event=event).prefetch_related("days", "bookings__item")
    for registration in registrations:
        units = [_name(event), *(_name(day) for day in registration.days.all())]
        target = {**dict.fromkeys(HOLDING, taken), Standing.WAITING: waiting}.get(registration.standing)
        if target is not None:
            target.update(dict.fromkeys(units, registration.seats))
        for booking in registration.bookings.all():
            target = {**dict.fromkeys(BOOKED, taken), BookingState.WAITING: waiting}.get(booking.state)
            if target is not None:
                target.update({_name(booking.item): registration.seats})
    return {name: (taken[name], waiting[name]) for name in counts_of(event)}


def check(event):
    """Counters are right, and nothing is promised twice or beyond its limit."""
    assert counts_of(event) == recounted(event)
    for unit in [event, *event.days.all(), *Item.objects.bookable().filter(day__event=event)]:
        assert unit.capacity is None or unit.taken <= unit.capacity, unit


def _name(unit):
    return f"{type(unit).__name__} {unit.pk}"
