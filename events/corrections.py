"""What the desk puts right of a registration: a name, an address, a note of its own; and telling somebody once more."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.activity import note
from events import notices
from events.applications import Person
from events.models import Notice, Registration, Standing
from events.registration import RegistrationError, position
from events.seating import hand_on, lock

if TYPE_CHECKING:
    from accounts.models import User


def _locked(registration: Registration) -> Registration:
    event = lock(registration.event)
    found = Registration.objects.select_related("office").get(pk=registration.pk)
    found.event = event
    return found


@transaction.atomic
def correct(registration: Registration, person: Person, *, by: "User") -> Registration:
    """Name or address were wrong. With another e-mail address the links of before stop working, because they may lie in
    the post of a stranger, and she is written to anew; nothing is left to confirm, as she has said it to somebody.
    Raises RegistrationError."""
    found = _locked(registration)
    address = found.email
    for field, value in person.values().items():
        setattr(found, field, value)
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
        _tell(found)
        hand_on(found.event)  # who waits and had not confirmed may be next
    return found


@transaction.atomic
def write_notes(registration: Registration, notes: str) -> None:
    """Read and written by the desk alone."""
    found = _locked(registration)
    found.notes = notes
    found.save(update_fields=["notes"])


@transaction.atomic
def tell_again(registration: Registration, *, by: "User") -> Notice:
    """How she stands now, once more: by e-mail, or as a letter to print. Raises RegistrationError."""
    found = _locked(registration)
    if not found.is_active:
        raise RegistrationError("Diese Anmeldung ist beendet. Darum gibt es nichts mehr zu bestätigen.")
    notice = _tell(found)
    note(by, "hat eine Bestätigung noch einmal geschickt", found.event)
    return notice


def _tell(registration: Registration) -> Notice:
    if registration.standing == Standing.OFFERED:
        return notices.place_offered(registration)
    return notices.registered(registration, position=position(registration))


@transaction.atomic
def mark_printed(found: list[Notice], *, by: "User") -> int:
    """Letters that lie in their envelopes. Twice is once."""
    keys = [notice.pk for notice in found]
    return Notice.objects.to_print().filter(pk__in=keys).update(printed_at=timezone.now(), printed_by=by)
