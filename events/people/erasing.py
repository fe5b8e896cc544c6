"""Nobody's name is left: what is blanked of a registration, whoever asks for it (the person herself, or the calendar).

The row stays, so that figures and counts stay right; it says no more than that somebody was registered. Her office and
her Haupt- or Ehrenamt stay until the whole event is cleared (events/people/retention.py): the figures count them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.models import Message, MessageState
from events.models import Certificate, Notice, Registration, Standing, Support
from events.models.locking import lock, lock_for
from events.models.registrations import ACTIVE, draw_key
from events.places.seating import leave, offer_free_places

ON_ITS_WAY = Q(state__in=[MessageState.WAITING, MessageState.SENDING])
BLANK: dict[str, Any] = {
    **dict.fromkeys(
        [
            *("salutation", "first_name", "last_name", "institution", "email", "phone", "street", "postcode", "town"),
            *("printed_name", "name_key", "sort_key", "contact_key", "remarks", "notes", "told_workshops"),
        ],
        "",
    ),
    **dict.fromkeys(["nonce", "bundle", "taken_by"]),
    "fallen_away": [],
    "on_list": False,
}


@transaction.atomic
def erase(registration: Registration, *, now: datetime) -> None:
    """All that is personal. Twice is once. A mail that is still on its way goes out and is blanked afterwards, by
    `forget_letters`; whoever still comes has to be unregistered first."""
    Support.objects.filter(registration=registration).delete()
    registration.bookings.update(reason="", told="")
    Certificate.objects.filter(registration=registration).update(registration=None, issued_by=None)
    forget_letters([registration.pk])
    fresh_keys = {"key": draw_key(), "badge": draw_key()}  # links and badge of before lead nowhere
    values = {**BLANK, **fresh_keys, "cleared_at": registration.cleared_at or now}
    Registration.objects.filter(pk=registration.pk).update(**values)
    registration.refresh_from_db()


def forget_letters(registrations: Iterable[int]) -> int:
    """Letters, and the words and addresses of mails that nobody has to send any more. Returns how many."""
    notices = Notice.objects.filter(registration__in=list(registrations))
    settled = notices.exclude(message__in=Message.objects.filter(ON_ITS_WAY))
    Message.objects.filter(pk__in=settled.values("message")).forget()
    count, _ = settled.delete()
    return count


def take_mails_back(registration: Registration) -> None:
    """Those that have not left yet: what they ask for is no longer possible."""
    Message.objects.filter(notice__registration=registration, state=MessageState.WAITING).delete()


@transaction.atomic
def forget_me(registration: Registration) -> Registration:
    """Somebody wants to be forgotten: if she was to come, she doesn't any more, and the next in line gets her place.
    No mail: the page tells her, and what is still on its way never leaves."""
    found, event = lock_for(registration)
    now = timezone.now()
    is_ahead = event.ends_at is None or event.ends_at > now
    if found.standing in ACTIVE and is_ahead:
        leave(found, event)
        found.standing, found.ended_at, found.offered_until, found.confirm_until = Standing.CANCELLED, now, None, None
        found.save(update_fields=["standing", "ended_at", "offered_until", "confirm_until"])
    Message.objects.filter(ON_ITS_WAY, notice__registration=found).delete()
    erase(found, now=now)
    offer_free_places(event)
    return found


@transaction.atomic
def withdraw_support(registration: Registration) -> None:
    """Takes back the consent: what she needed and eats is gone at once. Twice is once."""
    lock(registration.event)
    Support.objects.filter(registration=registration).delete()
