"""Nobody's name is left: what is blanked of a registration, whoever asks for it (the person herself, or the calendar).

The row stays, so that figures and counts stay right; it says no more than that somebody was registered. Her office and
her Haupt- or Ehrenamt stay until the whole event is cleared (events/retention.py), because the figures count them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from core.models import Message, MessageState
from events.models import Certificate, Notice, Registration, Support
from events.models.registrations import draw_key

ON_ITS_WAY = Q(state__in=[MessageState.WAITING, MessageState.SENDING])
BLANK = {
    **dict.fromkeys(
        [
            *("salutation", "first_name", "last_name", "institution", "email", "phone", "street", "postcode", "town"),
            *("name_key", "contact_key", "remarks", "notes"),
        ],
        "",
    ),
    **dict.fromkeys(["nonce", "bundle", "taken_by"]),
    "on_list": False,
}


@transaction.atomic
def erase(registration: Registration, *, now: datetime) -> None:
    """All that is personal. Twice is once. A mail that is still on its way goes out and is blanked afterwards, by
    `forget_letters`; whoever still comes has to be unregistered first."""
    Support.objects.filter(registration=registration).delete()
    registration.bookings.update(reason="")
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
    Message.objects.filter(pk__in=settled.values("message")).update(to="", reply_to="", subject="", text="")
    count, _ = settled.delete()
    return count
