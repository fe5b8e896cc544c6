"""Registrations whose address nobody has confirmed yet: reminded once, told when they have run out, or confirmed by
somebody who has talked to the person."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from core.mail.letters import write
from core.publishing.activity import note
from events.models import Event, Registration
from events.models.locking import lock
from events.people.erasing import erase, take_mails_back
from events.places.registration import confirm
from events.places.seating import leave, offer_free_places
from events.telling import notices

if TYPE_CHECKING:
    from accounts.models import User

REMIND_AFTER = timedelta(hours=24)


@transaction.atomic
def confirm_for(registration: Registration, *, by: "User") -> Registration:
    """She has said on the telephone that she comes. Twice is once."""
    found = confirm(registration)
    note(by, "hat eine Anmeldung am Telefon bestätigt", found.event)
    return found


# --- duties of the worker -------------------------------------------------------------------------------------


def remind_due(now: datetime) -> int:
    """Once, a day after she registered, while there is still time. Nobody is written to about a hidden event."""
    due = Registration.objects.to_remind(now - REMIND_AFTER, now).order_by().values_list("event", flat=True)
    return sum(_remind(event, now) for event in sorted(set(due)))


@transaction.atomic
def _remind(event_pk: int, now: datetime) -> int:
    event = lock(Event(pk=event_pk))
    due = list(event.registrations.to_remind(now - REMIND_AFTER, now).select_related("office").order_by("pk"))
    for registration in due:
        registration.event, registration.reminded_at = event, now
        registration.save(update_fields=["reminded_at"])
        notices.confirmation_missing(registration)
    return len(due)


def forget_due(now: datetime) -> int:
    """Deletes what nobody has confirmed in time, tells her so, and hands the places on."""
    over = Registration.objects.confirmation_over(now).values_list("event", flat=True).order_by().distinct()
    return sum(_forget(event, now) for event in list(over))


@transaction.atomic
def _forget(event_pk: int, now: datetime) -> int:
    event = lock(Event(pk=event_pk))
    over = list(event.registrations.confirmation_over(now))
    for registration in over:
        registration.event = event
        if event.is_published:
            _say_that_it_ran_out(registration)
        leave(registration, event)
        take_mails_back(registration)
        erase(registration, now=now)  # what was written to her goes, too
        registration.delete()
    offer_free_places(event)
    return len(over)


def _say_that_it_ran_out(registration: Registration) -> None:
    """A mail of its own: nothing of hers is left that it could hang on."""
    event = registration.event
    reply_to = event.contact_email or (event.office.email if event.office else "")
    write(
        "event_confirmation_over",
        to=registration.email,
        about="Anmeldung abgelaufen",
        reply_to=reply_to,
        registration=registration,
        event=event,
    )
