"""What is left of somebody when her data are deleted: figures, and nothing that leads to her."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.models import Message
from events.models import Registration, Standing, Support
from events.models.registrations import ACTIVE
from events.seating import hand_on, leave, lock

PERSONAL = (
    *("salutation", "first_name", "last_name", "institution", "email", "phone", "street", "postcode", "town"),
    *("name_key", "contact_key", "remarks", "notes"),
)


@transaction.atomic
def erase(registration: Registration, *, now: datetime | None = None) -> Registration:
    """Everything personal, in the row and around it: letters, mails that wait, words of those that were sent. Her links
    stop working. How she stood, days, workshops and office stay for the figures. Twice is once."""
    for field in PERSONAL:
        setattr(registration, field, "")
    registration.nonce = registration.bundle = registration.confirm_until = None
    registration.on_list = False
    registration.draw_new_keys()
    registration.cleared_at = registration.cleared_at or now or timezone.now()
    registration.save()
    Support.objects.filter(registration=registration).delete()
    registration.bookings.exclude(reason="").update(reason="")
    _forget_words(registration)
    return registration


def _forget_words(registration: Registration) -> None:
    """A mail that nobody has sent yet never leaves; of one in hand no row is left to put it down in. Of the others
    kind, state and moments stay."""
    mails = Message.objects.filter(notice__registration=registration)
    (mails.waiting() | mails.sending()).delete()
    mails.update(to="", reply_to="", subject="", text="")
    registration.notices.update(subject="", text="")


@transaction.atomic
def forget_me(registration: Registration) -> Registration:
    """Somebody wants to be forgotten: if she was to come, she doesn't any more, and the next in line gets her place.
    No mail: the page tells her."""
    event = lock(registration.event)
    found = Registration.objects.select_related("office").get(pk=registration.pk)
    found.event, now = event, timezone.now()
    is_ahead = event.ends_at is None or event.ends_at > now
    if found.standing in ACTIVE and is_ahead:
        leave(found, event)
        found.standing, found.ended_at, found.offered_until = Standing.CANCELLED, now, None
    erase(found, now=now)
    hand_on(event)
    return found


@transaction.atomic
def withdraw_support(registration: Registration) -> None:
    """Takes back the consent: what she needed and eats is gone at once. Twice is once."""
    lock(registration.event)
    Support.objects.filter(registration=registration).delete()
