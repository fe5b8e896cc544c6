"""Answers to an offered place: yes, no, or nothing until it is over. Each under the lock of the event."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events import notices
from events.models import Booking, BookingState, Event, Registration, Standing
from events.registration import RegistrationError, give_place_back, take_place
from events.seating import give_up, hand_on, lock

OVER = "Dieses Angebot gilt nicht mehr. Der Platz ist inzwischen weitergegeben."


class OfferOverError(RegistrationError):
    """The text is the sentence the person reads."""


@transaction.atomic
def accept(registration: Registration) -> Registration:
    """ "Ja, ich komme". Twice is once. Raises OfferOverError."""
    event, registration = _with_event(registration)
    if registration.standing == Standing.ADMITTED:
        return registration
    _expect(registration.standing == Standing.OFFERED, registration.offered_until)
    take_place(registration, event)
    return registration


@transaction.atomic
def decline(registration: Registration) -> Registration:
    """ "Nein, Platz weitergeben"."""
    event, registration = _with_event(registration)
    if registration.standing == Standing.DECLINED:
        return registration
    _expect(registration.standing == Standing.OFFERED, registration.offered_until)
    give_place_back(registration, event)
    return registration


@transaction.atomic
def accept_workshop(booking: Booking) -> Booking:
    """The place she had at the same time goes to the next in line."""
    event, booking = _booking_with_event(booking)
    if booking.state == BookingState.ADMITTED:
        return booking
    _expect(booking.state == BookingState.OFFERED, booking.offered_until)
    _give_up_others(booking)
    booking.state, booking.offered_until = BookingState.ADMITTED, None
    booking.save(update_fields=["state", "offered_until"])
    notices.changed(booking.registration)
    hand_on(event)
    return booking


@transaction.atomic
def decline_workshop(booking: Booking) -> Booking:
    """What she has otherwise stays."""
    event, booking = _booking_with_event(booking)
    if booking.state == BookingState.WISHED:
        return booking
    _expect(booking.state == BookingState.OFFERED, booking.offered_until)
    give_up(booking, booking.registration.seats)
    booking.save(update_fields=["state", "offered_until"])
    hand_on(event)
    return booking


def _give_up_others(booking: Booking) -> None:
    """Of the same slot: her place, and the wait for what she wants less."""
    for other in (
        booking.registration.bookings.exclude(pk=booking.pk).filter(slot=booking.slot_id).select_related("item")
    ):
        if booking.slot_id and (other.state == BookingState.ADMITTED or other.wish > booking.wish):
            give_up(other, booking.registration.seats)
            other.save(update_fields=["state", "offered_until"])


def _expect(is_offered: bool, until: datetime | None) -> None:
    if not is_offered or until is None or until <= timezone.now():
        raise OfferOverError(OVER)


def _with_event(registration: Registration) -> tuple[Event, Registration]:
    event = lock(registration.event)
    found = Registration.objects.select_related("office").get(pk=registration.pk)
    found.event = event
    return event, found


def _booking_with_event(booking: Booking) -> tuple[Event, Booking]:
    event = lock(booking.registration.event)
    found = Booking.objects.select_related("registration__office", "item").get(pk=booking.pk)
    found.registration.event = event
    return event, found


# --- duty of the worker ---------------------------------------------------------------------------------------


def pass_on_expired(now: datetime) -> int:
    """Takes back what nobody has accepted in time, and offers it to the next. Returns how many offers."""
    places = Registration.objects.offers_over(now).order_by().values_list("event", flat=True)
    workshops = Booking.objects.offers_over(now).order_by().values_list("registration__event", flat=True)
    return sum(_pass_on(pk, now) for pk in sorted({*places, *workshops}))


@transaction.atomic
def _pass_on(event_pk: int, now: datetime) -> int:
    event, done = lock(Event(pk=event_pk)), 0
    for registration in event.registrations.offers_over(now).select_related("office"):
        registration.event = event
        notices.offer_passed_on(registration)
        give_place_back(registration, event)
        done += 1
    over = Booking.objects.offers_over(now).filter(registration__event=event)
    for booking in over.select_related("registration__office", "item"):
        booking.registration.event = event
        give_up(booking, booking.registration.seats)
        booking.save(update_fields=["state", "offered_until"])
        notices.workshop_offer_passed_on(booking)
        done += 1
    hand_on(event)
    return done
