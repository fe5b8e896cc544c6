"""Letters for people without e-mail: which wait to be printed, and how they come onto paper. DIN 5008: the address
stands where the window of an envelope is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from core.dates import full_date
from core.pdf import render
from events.models import Event, Notice
from events.models.notices import NoticeQuerySet


def to_print(event: Event) -> NoticeQuerySet:
    """For people whose postal address is known, in alphabetical order."""
    return _unsettled(event).exclude(registration__street="")


def to_tell(event: Event) -> NoticeQuerySet:
    """For people who gave a telephone number only: somebody has to call them."""
    return _unsettled(event).filter(registration__street="")


def _unsettled(event: Event) -> NoticeQuerySet:
    found: NoticeQuerySet = Notice.objects.to_print().filter(
        registration__event=event, registration__cleared_at=None, registration__email=""
    )
    people = ("registration__last_name", "registration__first_name", "created_at", "pk")
    return found.select_related("registration__office").order_by(*people)


def pdf(event: Event, notices: Iterable[Notice], *, at: datetime) -> bytes:
    """One document, each letter on a page of its own."""
    sender = sender_lines(event)
    data = {
        "title": f"Briefe: {event.title}",
        "organiser": event.organiser,
        "sender": sender,
        "date": full_date(timezone.localdate(at)),
        "letters": [_letter(notice) for notice in notices],
    }
    return render("letters", data, at=at)


def _letter(notice: Notice) -> dict[str, Any]:
    person = notice.registration
    return {
        "address": person.address or [person.name],
        "date": full_date(timezone.localdate(notice.created_at)),
        "subject": notice.subject,
        "paragraphs": [part.strip().split("\n") for part in notice.text.strip().split("\n\n") if part.strip()],
    }


def sender_lines(event: Event) -> list[str]:
    """Name, street and town of whoever organises it, as far as they are known."""
    place = event.office.places.filter(role="haupt").first() if event.office else None
    words = render_to_string("events/desk/letters/sender.txt", {"event": event, "place": place})
    return [line.strip() for line in words.splitlines() if line.strip()]
