"""What the desk puts right of a registration: a name, an address, a note of its own; and telling somebody once more."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.publishing.activity import note
from events.models import About, Booking, Event, Notice, Registration, Standing
from events.models.locking import lock, lock_for
from events.places.applications import Person
from events.places.registration import RegistrationError, offer_anew
from events.places.seating import offer_free_places
from events.telling import notices
from events.telling.offer_ends import end_from

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def correct(registration: Registration, person: Person, *, by: "User", printed_name: str = "") -> Registration:
    """Name or address were wrong. With another e-mail address the links of before stop working, because they may lie in
    the post of a stranger, and she is written to anew; nothing is left to confirm, as she has said it to somebody.
    Raises RegistrationError."""
    found, _ = lock_for(registration)
    address = found.email
    for field, value in person.values().items():
        setattr(found, field, value)
    found.printed_name = printed_name
    found.settle_keys()
    same = found.event.registrations.active().named().exclude(pk=found.pk)
    if found.is_active and same.filter(name_key=found.name_key, contact_key=found.contact_key).exists():
        raise RegistrationError(f"{found.name} ist schon angemeldet. Bitte prüfen Sie Namen und Adresse.")
    is_readdressed = found.email.casefold() != address.casefold()
    if is_readdressed:
        found.draw_new_keys()
        found.confirm_until = None
    found.save()
    note(by, "hat Angaben zu einer Anmeldung berichtigt", found.event)
    is_ahead = found.event.ends_at is None or found.event.ends_at > timezone.now()
    if is_readdressed and found.is_active and is_ahead:
        _tell_anew(found)
        offer_free_places(found.event)  # who waits and had not confirmed may be next
    return found


@transaction.atomic
def write_notes(registration: Registration, notes: str) -> None:
    """Read and written by the desk alone."""
    found, _ = lock_for(registration)
    found.notes = notes
    found.save(update_fields=["notes"])


@transaction.atomic
def tell_again(registration: Registration, *, by: "User") -> Notice:
    """How she stands now, once more: by e-mail, or as a letter to print. Raises RegistrationError."""
    found, _ = lock_for(registration)
    if not found.is_active:
        raise RegistrationError("Diese Anmeldung ist beendet. Darum gibt es nichts mehr zu bestätigen.")
    notice = _tell(found)
    note(by, "hat eine Bestätigung noch einmal geschickt", found.event)
    return notice


def _tell(registration: Registration) -> Notice:
    if registration.standing == Standing.OFFERED:
        return notices.place_offered(registration)
    return notices.registered(registration, position=registration.position)


def _tell_anew(registration: Registration) -> None:
    """At her other address. What is offered to her runs anew, and no letter is left lying for want of an address."""
    if registration.standing != Standing.OFFERED:
        _tell(registration)
    offer_anew(registration)
    if registration.email:
        notices.mail_what_waits(registration)


@transaction.atomic
def mark_printed(found: list[Notice], *, by: "User") -> int:
    """Letters that lie in their envelopes, calls that were made. Twice is once. From now on an offer runs."""
    now, keys = timezone.now(), [notice.pk for notice in found]
    events = Event.objects.filter(registrations__notices__in=keys).distinct().order_by("pk")
    return sum(_settle(lock(event), keys, now, by) for event in events)


def _settle(event: Event, keys: list[int], now: datetime, by: "User") -> int:
    waiting = Notice.objects.to_print().filter(pk__in=keys, registration__event=event).order_by("pk")
    letters = list(waiting.select_related("registration__office", "item"))
    for letter in letters:
        letter.registration.event = event
        _start_offer(letter, now)
        said = notices.on_paper(letter, now)
        letter.subject, letter.text = said.subject, said.text
        letter.printed_at, letter.printed_by = now, by
    Notice.objects.bulk_update(letters, ["subject", "text", "printed_at", "printed_by"])
    return len(letters)


def _start_offer(letter: Notice, now: datetime) -> None:
    """Of what this letter is about. An offer that runs already goes on as it was told."""
    person, end = letter.registration, end_from(letter.registration.event, letter.registration, now)
    if letter.about == About.PLACE_OFFERED and person.standing == Standing.OFFERED and person.offered_until is None:
        person.offered_until = end
        person.save(update_fields=["offered_until"])
    elif letter.about == About.WORKSHOP_OFFERED:
        offered = Booking.objects.offered().filter(registration=person, item=letter.item, offered_until=None)
        offered.update(offered_until=end)
