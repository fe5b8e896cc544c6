"""Answers to an offered place: yes, no, or nothing until it is over; and what becomes of offers when their event moves.
Each under the lock of the event."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from core.publishing.activity import note
from events.models import About, Booking, BookingState, Event, Notice, Registration, Standing
from events.models.locking import lock, lock_for
from events.places.registration import RegistrationError, give_place_back, take_place
from events.places.seating import give_up, may_offer_places, offer_free_places
from events.telling import notices
from events.telling.offer_ends import end_from, first_end

if TYPE_CHECKING:
    from accounts.models import User

OVER = "Dieses Angebot gilt nicht mehr. Der Platz ist inzwischen weitergegeben."


class OfferOverError(RegistrationError):
    """The text is the sentence the person reads."""


@transaction.atomic
def accept(registration: Registration) -> Registration:
    """ "Ja, ich komme". Twice is once. Raises OfferOverError."""
    registration, event = lock_for(registration)
    if registration.standing == Standing.ADMITTED:
        return registration
    _expect(registration.standing == Standing.OFFERED, registration.offered_until, event)
    take_place(registration, event)
    return registration


@transaction.atomic
def decline(registration: Registration) -> Registration:
    """ "Nein, Platz weitergeben"."""
    registration, event = lock_for(registration)
    if registration.standing == Standing.DECLINED:
        return registration
    _expect(registration.standing == Standing.OFFERED, registration.offered_until, event)
    give_place_back(registration, event)
    return registration


@transaction.atomic
def accept_workshop(booking: Booking) -> Booking:
    """The place she had at the same time goes to the next in line."""
    event, booking = _booking_with_event(booking)
    if booking.state == BookingState.ADMITTED:
        return booking
    _expect(booking.state == BookingState.OFFERED, booking.offered_until, event)
    _give_up_others(booking)
    booking.state, booking.offered_until, booking.reason = BookingState.ADMITTED, None, ""  # it said why she waited
    booking.save(update_fields=["state", "offered_until", "reason"])
    notices.changed(booking.registration)
    offer_free_places(event)
    return booking


@transaction.atomic
def decline_workshop(booking: Booking) -> Booking:
    """What she has otherwise stays."""
    event, booking = _booking_with_event(booking)
    if booking.state == BookingState.WISHED:
        return booking
    _expect(booking.state == BookingState.OFFERED, booking.offered_until, event)
    give_up(booking, booking.registration.seats)
    booking.save(update_fields=["state", "offered_until"])
    offer_free_places(event)
    return booking


@transaction.atomic
def answer(registration: Registration, booking: Booking | None, *, says_yes: bool, by: "User") -> None:
    """What somebody told the desk about a place at the event, or in a workshop. Raises OfferOverError."""
    if booking is not None:
        (accept_workshop if says_yes else decline_workshop)(booking)
    else:
        (accept if says_yes else decline)(registration)
    note(by, "hat die Antwort auf ein Angebot eingetragen", registration.event)


def _give_up_others(booking: Booking) -> None:
    """Of the same slot: her place, and the wait for what she wants less."""
    for other in (
        booking.registration.bookings.exclude(pk=booking.pk).filter(slot=booking.slot_id).select_related("item")
    ):
        if booking.slot_id and (other.state == BookingState.ADMITTED or other.wish > booking.wish):
            give_up(other, booking.registration.seats)
            other.save(update_fields=["state", "offered_until"])


def _expect(is_offered: bool, until: datetime | None, event: Event) -> None:
    now = timezone.now()
    if not is_offered or (until is not None and until <= now) or _has_begun(event, now):
        raise OfferOverError(OVER)


def _has_begun(event: Event, now: datetime) -> bool:
    """Then no offer is left, nor one that nobody was told of, nor one that was to run until a later beginning."""
    return event.starts_at is not None and event.starts_at <= now


def _booking_with_event(booking: Booking) -> tuple[Event, Booking]:
    event = lock(booking.registration.event)
    found = Booking.objects.select_related("registration__office", "item").get(pk=booking.pk)
    found.registration.event = event
    return event, found


# --- when the event moves -------------------------------------------------------------------------------------


def follow(event: Event, *, began_at: datetime | None, was_on: bool) -> None:
    """Running offers of an event that was to begin at `began_at`, or that was hidden or did not take place (`was_on`).
    None lasts beyond the beginning; what only the old beginning had cut short lasts as long as it may now; and what ran
    out while there was nothing to come to is offered anew. The event need not be saved yet."""
    is_back = not was_on and may_offer_places(event, timezone.now())
    if event.starts_at is None or (event.starts_at == began_at and not is_back):
        return
    for registration in event.registrations.offered().select_related("office"):
        registration.event = event
        told = registration.notices.filter(about=About.PLACE_OFFERED)
        if _move_end(registration, registration, told, began_at, is_back=is_back):
            notices.place_offered(registration)
    for booking in (
        Booking.objects.offered().filter(registration__event=event).select_related("registration__office", "item__day")
    ):
        booking.registration.event = event
        told = booking.registration.notices.filter(about=About.WORKSHOP_OFFERED, item=booking.item)
        if _move_end(booking, booking.registration, told, began_at, is_back=is_back):
            notices.workshop_offered(booking)


def _move_end(
    offer: Registration | Booking,
    person: Registration,
    told: QuerySet[Notice],
    began_at: datetime | None,
    *,
    is_back: bool,
) -> bool:
    """Whether she has to be told that it is offered anew. Where nobody has told her yet, there is no end to move."""
    event, end, now = person.event, offer.offered_until, timezone.now()
    if end is None:
        return False
    is_anew = end <= now and is_back
    if is_anew:
        offer.offered_until = first_end(event, person, now)
    elif event.starts_at:
        longest = end_from(event, person, _told_at(told) or now) if end == began_at else end
        offer.offered_until = min(max(end, longest), event.starts_at)
    offer.save(update_fields=["offered_until"])
    return is_anew


def _told_at(told: QuerySet[Notice]) -> datetime | None:
    newest = told.order_by("-created_at", "-pk").first()
    return (newest.printed_at or newest.created_at) if newest else None


# --- duty of the worker ---------------------------------------------------------------------------------------

LATELY = timedelta(days=30)  # longer the worker does not rest


def pass_on_expired(now: datetime) -> int:
    """Takes back what nobody has accepted in time, and offers it to the next. Returns how many offers. While an event
    is hidden or does not take place, nobody loses an offer and nobody hears of it."""
    on = Event.objects.published().taking_place()
    places = Registration.objects.offers_over(now).filter(event__in=on).order_by().values_list("event", flat=True)
    over = Booking.objects.offers_over(now).filter(registration__event__in=on)
    workshops = over.order_by().values_list("registration__event", flat=True)
    return sum(_pass_on(pk, now) for pk in sorted({*places, *workshops, *_begun_with_offers(on, now)}))


def _begun_with_offers(on: QuerySet[Event], now: datetime) -> Iterable[int]:
    place = Registration.objects.offered().filter(event=OuterRef("pk"))
    workshop = Booking.objects.offered().filter(item__day__event=OuterRef("pk"))
    begun = on.filter(Exists(place) | Exists(workshop), starts_at__gt=now - LATELY, starts_at__lte=now)
    return begun.order_by().values_list("pk", flat=True)


@transaction.atomic
def _pass_on(event_pk: int, now: datetime) -> int:
    event, done = lock(Event(pk=event_pk)), 0
    if event.is_off or not event.is_published:
        return 0  # since it was looked for
    has_begun = _has_begun(event, now)
    places = event.registrations.offered() if has_begun else event.registrations.offers_over(now)
    for registration in places.select_related("office"):
        registration.event = event
        notices.offer_passed_on(registration)
        give_place_back(registration, event)
        done += 1
    workshops = Booking.objects.offered() if has_begun else Booking.objects.offers_over(now)
    for booking in workshops.filter(registration__event=event).select_related("registration__office", "item"):
        booking.registration.event = event
        give_up(booking, booking.registration.seats)
        booking.save(update_fields=["state", "offered_until"])
        notices.workshop_offer_passed_on(booking)
        done += 1
    offer_free_places(event)
    return done
