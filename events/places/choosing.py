"""What somebody has chosen of the programme: booked when she is admitted, booked anew when she changes her mind.

Whoever calls holds the lock of the event. Per slot the rule is: she gets the first wish that has room, waits for the
wishes before it, and no longer for those after it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from events.models import Booking, BookingState, Day, Event, Item, Registration, Standing
from events.places.applications import Choice
from events.places.seating import give_up, take_or_wait
from events.showing.wording import when


class ChoiceError(Exception):
    """What was chosen isn't there any more; the text is the sentence the person reads."""


GONE = "Ein Programmpunkt, den Sie gewählt haben, steht nicht mehr zur Wahl. Bitte wählen Sie noch einmal."
AT_ONCE = "{one} und {other} sind zur gleichen Zeit. Bitte wählen Sie eines davon."
NO_DAY = "Bitte wählen Sie mindestens einen Tag."


def days_of(event: Event, choice: Choice) -> list[Day]:
    """Those chosen, or all of them where nobody was asked. Raises ChoiceError."""
    days = list(event.days.order_by("date"))
    chosen = [day for day in days if day.pk in choice.days] if choice.days else days
    if len(chosen) < len(set(choice.days)) or (days and not chosen):
        raise ChoiceError(GONE if choice.days else NO_DAY)
    return chosen


def wishes_of(event: Event, choice: Choice, days: Sequence[Day]) -> list[Booking]:
    """New rows, not saved; what lies on other days than those chosen is left out. Raises ChoiceError."""
    wanted = choice.items
    if not wanted:
        return []
    items = list(Item.objects.bookable().filter(day__event=event, pk__in=wanted).order_by("day__date", "starts", "pk"))
    if len(items) < len(wanted):
        raise ChoiceError(GONE)
    attended = {day.pk: day for day in days}
    items = [item for item in items if item.day_id in attended]
    for item in items:
        item.day = attended[item.day_id]
    _expect_apart(items)
    return [
        Booking(item=item, slot_id=item.parent_id, wish=wanted[item.pk], state=BookingState.WISHED) for item in items
    ]


def _expect_apart(items: Sequence[Item]) -> None:
    """Nobody is in two places at once. First and second wish of a slot are one place."""
    for number, one in enumerate(items):
        for other in items[number + 1 :]:
            is_one_slot = one.parent_id and one.parent_id == other.parent_id
            if not is_one_slot and one.overlaps(other):
                raise ChoiceError(AT_ONCE.format(one=title_and_hour(one), other=title_and_hour(other)))


def title_and_hour(item: Item) -> str:
    """Two workshops may share a title, so the hour tells which is meant."""
    return f"„{item.title}“ ({when(item.day, item)})"


def book(registration: Registration, event: Event, bookings: Iterable[Booking]) -> None:
    """For somebody who has a place at the event; what she has already stays. The rows are saved by the caller."""
    for slot, wishes in _by_slot(bookings):
        if slot is not None and not event.waits_for_allocation:
            _first_with_room(wishes, registration.seats)
        elif slot is None:
            for booking in wishes:
                if booking.state == BookingState.WISHED:
                    take_or_wait(booking, registration.seats)


def _by_slot(bookings: Iterable[Booking]) -> Iterable[tuple[int | None, list[Booking]]]:
    in_order = sorted(bookings, key=lambda booking: (booking.slot_id or 0, booking.wish, booking.item_id))
    for slot, wishes in groupby(in_order, key=lambda booking: booking.slot_id):
        yield slot, list(wishes)


def _first_with_room(wishes: Sequence[Booking], seats: int) -> None:
    """Places she has count as room, waits go on, and whatever comes after the first place is given up."""
    is_settled = False
    for booking in wishes:
        if is_settled:
            give_up(booking, seats)
        elif booking.state == BookingState.ADMITTED:
            is_settled = True
        elif booking.state == BookingState.WISHED:
            is_settled = take_or_wait(booking, seats)


def rebook(registration: Registration, event: Event, wanted: Sequence[Booking]) -> None:
    """Replaces what she had chosen by what she wants now; what is in both stays as it is, place in line included."""
    had = {booking.item_id: booking for booking in registration.bookings.select_related("item")}
    for item, booking in had.items():
        if item not in {new.item_id for new in wanted}:
            give_up(booking, registration.seats)
            booking.delete()
    now = [_renewed(had.get(new.item_id), new, registration) for new in wanted]
    if registration.standing == Standing.ADMITTED:
        book(registration, event, now)
    # A place that is given up goes first: at no moment has she two of one slot.
    for booking in sorted(now, key=lambda booking: booking.state == BookingState.ADMITTED):
        booking.save()


def _renewed(had: Booking | None, new: Booking, registration: Registration) -> Booking:
    if had is None:
        new.registration = registration
        return new
    had.wish = new.wish
    return had
