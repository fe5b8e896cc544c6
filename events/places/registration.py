"""Who comes: one locked use case for all ways in (form, telephone, letter, office, list) and for every change.

Each function locks the event first, so that what it counts holds until it is done; tells the person in the same
transaction; and raises an error whose text is the sentence she reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.language.dates import long_date, until
from core.publishing.activity import note
from events.models import Booking, Day, Event, Notice, Registration, RegistrationQuerySet, Source, Standing, Support
from events.models.locking import lock, lock_for
from events.places.applications import Application, Choice, Person
from events.places.choosing import ChoiceError, book, days_of, rebook, wishes_of
from events.places.quotas import places_left
from events.places.seating import count_seats, enter, has_room, leave, offer_free_places
from events.telling import notices
from events.telling.offer_ends import first_end

if TYPE_CHECKING:
    from accounts.models import User

CONFIRM_WITHIN = timedelta(hours=48)
REMIND_AGAIN_AFTER = timedelta(minutes=10)
_QUOTA = "Je Büro sind {quota} Plätze vorgesehen, und dieses Büro hat sie schon vergeben. Bitte rufen Sie uns an."


class RegistrationError(Exception):
    """The text is the sentence the person reads."""


class ClosedError(RegistrationError):
    """Nobody can register now."""


class FullError(RegistrationError):
    """There is no place, and no waiting list either."""


class TakenMeanwhileError(FullError):
    """The last place went while she was typing, and she has not said that she would wait."""


class QuotaError(FullError):
    """Her office has used up its places."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_new` is false where the same form, or the same person, was here before."""

    registration: Registration
    is_new: bool


@transaction.atomic
def register(
    *,
    event: Event,
    application: Application,
    source: Source = Source.WEB,
    by: "User | None" = None,
    exceed: bool = False,
    bundle: UUID | None = None,
) -> Outcome:
    """Admitted while there are places, otherwise at the end of the waiting list. Twice is once. `by` is whoever takes
    the registration for somebody else: for her the deadline does not count, and with `exceed` the limit doesn't. With
    the number of a `bundle` the caller tells her (events/places/bundles.py)."""
    event = lock(event)
    if found := _known(event, application):
        return found
    if by is None:
        expect_open(event)
    try:
        days = days_of(event, application.choice)
        bookings = wishes_of(event, application.choice, days)
    except ChoiceError as error:
        raise RegistrationError(str(error)) from error
    is_at_the_door = source == Source.WALK_IN
    if not exceed and not is_at_the_door and places_left(event, application.person.office) == 0:
        raise QuotaError(_QUOTA.format(quota=event.office_quota))
    registration = _new(event, application, source, by)
    registration.bundle = bundle
    if exceed or has_room(event, days, registration.seats):
        registration.standing = Standing.ADMITTED
    else:
        _queue(registration, event, application)
    _write(registration, event, days, bookings, application)
    if bundle is None:
        notices.registered(registration, position=registration.position)
    if by:
        note(by, "hat jemanden angemeldet", event)
    return Outcome(registration, is_new=True)


def _queue(registration: Registration, event: Event, application: Application) -> None:
    """Nobody waits who has not agreed to."""
    if not event.has_waiting_list:
        raise FullError("Leider sind alle Plätze vergeben, und es gibt keine Warteliste.")
    if not application.waits:
        raise TakenMeanwhileError("Der letzte freie Platz ist gerade vergeben worden.")
    registration.standing, registration.queued_at = Standing.WAITING, registration.registered_at


def _known(event: Event, application: Application) -> Outcome | None:
    """Sent twice, or somebody who is registered already. Her personal link goes to her own address only."""
    if application.nonce and (key := _key_of(event.registrations.filter(nonce=application.nonce))):
        return Outcome(Registration.objects.get(pk=key), is_new=False)
    same = Registration(**application.person.values())
    same.settle_keys()
    active = event.registrations.active().named()
    key = _key_of(active.filter(name_key=same.name_key, contact_key=same.contact_key))
    if key is None:
        return None
    found = Registration.objects.select_related("office").get(pk=key)
    found.event = event
    lately = timezone.now() - REMIND_AGAIN_AFTER
    if found.email and not Notice.objects.filter(registration=found, created_at__gt=lately).exists():
        notices.registered_already(found)
    return Outcome(found, is_new=False)


def _key_of(rows: RegistrationQuerySet) -> int | None:
    """Hardly ever there is one, so no more is asked for."""
    return rows.order_by().values_list("pk", flat=True).first()


def expect_open(event: Event) -> None:
    """Raises ClosedError with the reason."""
    now = timezone.now()
    if event.stage(now).takes_registrations:
        return
    if event.called_off_at or event.postponed_at:
        raise ClosedError("Die Veranstaltung findet zu diesem Termin nicht statt. Eine Anmeldung ist nicht möglich.")
    if event.deadline and event.deadline <= now:
        raise ClosedError(
            f"Die Anmeldung war bis {until(event.deadline)} möglich. Rufen Sie uns an: Vielleicht geht es noch."
        )
    raise ClosedError("Die Anmeldung ist zurzeit nicht möglich. Rufen Sie uns an, wenn Sie Fragen haben.")


def _new(event: Event, application: Application, source: Source, by: "User | None") -> Registration:
    now = timezone.now()
    registration = Registration(
        event=event,
        source=source,
        taken_by=by,
        nonce=application.nonce,
        registered_at=now,
        has_companion=application.has_companion,
        on_list=application.on_list,
        remarks=application.remarks,
        **application.person.values(),
    )
    if by is None and registration.email:
        registration.confirm_until = now + CONFIRM_WITHIN
    registration.settle_keys()
    return registration


def _write(
    registration: Registration,
    event: Event,
    days: Sequence[Day],
    bookings: Sequence[Booking],
    application: Application,
) -> None:
    registration.save()
    through = Registration.days.through
    through.objects.bulk_create(through(registration=registration, day=day) for day in days)
    enter(registration, event, days)
    if registration.standing == Standing.ADMITTED:
        book(registration, event, bookings)
    for booking in bookings:
        booking.registration = registration
    Booking.objects.bulk_create(bookings)
    wish = application.support
    if wish and not wish.is_empty:
        Support.objects.create(
            registration=registration,
            needs=list(wish.needs),
            diet=wish.diet,
            note=wish.note,
            consented_at=registration.registered_at,
        )


# --- what somebody does with her registration -----------------------------------------------------------------


@transaction.atomic
def confirm(registration: Registration, *, tells: bool = True) -> Registration:
    """Her address is right. Twice is once."""
    registration, event = lock_for(registration)
    if not registration.is_unconfirmed:
        return registration
    registration.confirm_until, registration.confirmed_at = None, timezone.now()
    registration.save(update_fields=["confirm_until", "confirmed_at"])
    if tells:
        notices.registered(registration, position=registration.position)
    offer_free_places(event)  # what was set aside for her, at the event or in a workshop
    return registration


@transaction.atomic
def change(
    registration: Registration,
    *,
    choice: Choice,
    by: "User | None" = None,
    exceed: bool = False,
) -> Registration:
    """Other days or workshops. What is chosen again keeps its place. Raises RegistrationError."""
    registration, event = lock_for(registration)
    _expect_active(registration)
    if by is None:
        _expect_before_deadline(event)
    try:
        days = days_of(event, choice)
        wanted = wishes_of(event, choice, days)
    except ChoiceError as error:
        raise RegistrationError(str(error)) from error
    _change_days(registration, days, exceed=exceed)
    rebook(registration, event, wanted)
    offer_free_places(event)
    notices.changed(registration)
    if by:
        note(by, "hat eine Anmeldung geändert", event)
    return registration


def _change_days(registration: Registration, days: Sequence[Day], *, exceed: bool) -> None:
    had, wanted = {day.pk: day for day in registration.days.all()}, {day.pk: day for day in days}
    added = [day for key, day in wanted.items() if key not in had]
    left = [day for key, day in had.items() if key not in wanted]
    seats = registration.seats
    for day in added:
        if registration.is_holding and not exceed and day.free is not None and day.free < seats:
            raise FullError(f"Am {long_date(day.date)} ist leider kein Platz mehr frei.")
    column = "taken" if registration.is_holding else "waiting"
    count_seats(added, **{column: seats})
    count_seats(left, **{column: -seats})
    registration.days.set(days)


@transaction.atomic
def transfer(registration: Registration, person: Person, *, by: "User | None" = None) -> Registration:
    """The place, with all that was chosen, goes to somebody else; old links stop working. What the first person needed
    or remarked was hers, so it goes. Raises RegistrationError."""
    registration, event = lock_for(registration)
    _expect_active(registration)
    before = registration.name
    if registration.email:  # otherwise the desk has heard it from herself
        notices.transferred_away(registration, to_whom=f"{person.first_name} {person.last_name}".strip())
    registration.notices.to_print().delete()  # letters to her would go to the other's address
    for field, value in person.values().items():
        setattr(registration, field, value)
    registration.settle_keys()
    same = event.registrations.active().named().exclude(pk=registration.pk)
    if same.filter(name_key=registration.name_key, contact_key=registration.contact_key).exists():
        raise RegistrationError(f"{registration.name} ist schon angemeldet. Bitte nennen Sie jemand anderen.")
    registration.draw_new_keys()
    registration.bundle = None
    registration.remarks, registration.on_list, registration.printed_name = "", False, ""
    registration.confirm_until, registration.confirmed_at = None, None
    Support.objects.filter(registration=registration).delete()
    registration.save()
    notices.transferred(registration, from_whom=before)
    offer_anew(registration)
    note(by, "hat einen Platz weitergegeben", event)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, by: "User | None" = None) -> Registration:
    """She doesn't come. Asks nothing, and twice is once. The place goes to the next in line."""
    registration, event = lock_for(registration)
    if not registration.is_active:
        return registration
    _end(registration, event, Standing.CANCELLED)
    notices.cancelled(registration)
    offer_free_places(event)
    if by:
        note(by, "hat jemanden abgemeldet", event)
    return registration


@transaction.atomic
def refuse(registration: Registration, *, by: "User", reason: str) -> Registration:
    """The organiser takes the place back."""
    registration, event = lock_for(registration)
    _expect_active(registration)
    _end(registration, event, Standing.REFUSED)
    notices.refused(registration, reason=reason)
    offer_free_places(event)
    note(by, "hat jemandem abgesagt", event)
    return registration


def _end(registration: Registration, event: Event, standing: Standing) -> None:
    leave(registration, event)
    registration.standing, registration.ended_at = standing, timezone.now()
    registration.offered_until = registration.confirm_until = None
    registration.save(update_fields=["standing", "ended_at", "offered_until", "confirm_until"])
    Support.objects.filter(registration=registration).delete()


@transaction.atomic
def admit(registration: Registration, *, by: "User", exceed: bool = False) -> Registration:
    """A coordinator gives a place to somebody who waits, out of turn or beyond the limit. Raises FullError."""
    registration, event = lock_for(registration)
    if registration.standing not in {Standing.WAITING, Standing.OFFERED}:
        raise RegistrationError("Diese Person wartet nicht mehr auf einen Platz.")
    days = list(registration.days.all())
    if registration.standing == Standing.WAITING:
        units = [event, *days]
        if not exceed and not all(unit.free is None or unit.free >= registration.seats for unit in units):
            raise FullError("Dafür ist kein Platz frei. Setzen Sie den Haken, wenn die Person trotzdem kommen soll.")
        count_seats(units, taken=registration.seats, waiting=-registration.seats)
    take_place(registration, event)
    note(by, "hat jemandem einen Platz gegeben", event)
    return registration


def take_place(registration: Registration, event: Event) -> None:
    """Of somebody for whom a place is kept: from now on it is hers, and what she wished for is booked."""
    registration.standing, registration.offered_until = Standing.ADMITTED, None
    registration.save(update_fields=["standing", "offered_until"])
    bookings = list(registration.bookings.wished().select_related("item"))
    book(registration, event, bookings)
    for booking in bookings:
        booking.save()
    notices.registered(registration)


def offer_anew(registration: Registration) -> None:
    """Whoever hears of it from now on, at another address, has the whole time for what is offered."""
    event, now = registration.event, timezone.now()
    if registration.standing == Standing.OFFERED:
        registration.offered_until = first_end(event, registration, now)
        registration.save(update_fields=["offered_until"])
        notices.place_offered(registration)
    for booking in registration.bookings.offered().select_related("item"):
        booking.registration, booking.offered_until = registration, first_end(event, registration, now)
        booking.save(update_fields=["offered_until"])
        notices.workshop_offered(booking)


def give_place_back(registration: Registration, event: Event) -> None:
    """Of somebody to whom a place was offered."""
    _end(registration, event, Standing.DECLINED)
    offer_free_places(event)


def _expect_active(registration: Registration) -> None:
    if not registration.is_active:
        raise RegistrationError("Diese Anmeldung ist schon beendet. Daran lässt sich nichts mehr ändern.")


def _expect_before_deadline(event: Event) -> None:
    if event.deadline and event.deadline <= timezone.now():
        raise ClosedError("Ändern ist nur bis zum Ende der Anmeldung möglich. Bitte rufen Sie uns an.")
