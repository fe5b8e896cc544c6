"""Letters for people without e-mail: which wait to be printed, and how they come onto paper. DIN 5008: the address
stands where the window of an envelope is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.template.loader import render_to_string
from django.utils import timezone

from core.language.dates import full_date
from core.language.german import fold
from core.media.pdf import render
from events.models import Event, Notice, Registration
from events.models.notices import NoticeQuerySet
from events.telling.notices import on_paper
from offices.models import Place


def to_print(event: Event) -> NoticeQuerySet:
    """For people whose postal address is known, in alphabetical order."""
    return _unsettled(event).exclude(registration__street="")


def to_tell(event: Event) -> NoticeQuerySet:
    """For people who gave a telephone number only: somebody has to call them."""
    return _unsettled(event).filter(registration__street="")


def unsettled(at: datetime) -> NoticeQuerySet:
    """Letters and calls that wait, of all events."""
    found: NoticeQuerySet = Notice.objects.to_print().current(at)
    return found.filter(registration__cleared_at=None, registration__email="")


def waiting_by_event(at: datetime) -> list[tuple[int, str, int, int, datetime]]:
    """Key and title of each event for whose people something waits; how many letters and calls, and since when."""
    found = unsettled(at).order_by().values_list("registration__event", "registration__event__title")
    calls = Count("pk", filter=Q(registration__street=""))
    return list(found.annotate(letters=Count("pk") - calls, calls=calls, since=Min("created_at")))


def _unsettled(event: Event) -> NoticeQuerySet:
    found: NoticeQuerySet = unsettled(timezone.now()).filter(registration__event=event)
    people = ("registration__sort_key", "created_at", "pk")
    found = found.select_related("registration__office", "registration__event__office", "item")
    return found.prefetch_related("registration__office__places").order_by(*people)


def pdf(event: Event, notices: Iterable[Notice], *, at: datetime) -> bytes:
    """One document, each letter on a page of its own."""
    sender = sender_lines(event)
    data = {
        "title": f"Briefe: {event.title}",
        "organiser": event.organiser,
        "sender": sender,
        "date": full_date(timezone.localdate(at)),
        "letters": [_letter(notice, at) for notice in notices],
    }
    return render("letters", data, at=at)


def _letter(notice: Notice, at: datetime) -> dict[str, Any]:
    person = notice.registration
    letter = on_paper(notice, at)
    return {
        "address": address_lines(person) or [person.name],
        "date": full_date(timezone.localdate(notice.printed_at or at)),
        "subject": letter.subject,
        "paragraphs": [part.strip().split("\n") for part in letter.text.strip().split("\n\n") if part.strip()],
    }


def address_lines(person: Registration) -> list[str]:
    """As on an envelope. Whoever gave the address of her office is found there under its name: name, office, street,
    postcode and town."""
    lines, office = person.address, person.office
    if not lines or office is None or not any(_is_there(place, person) for place in office.places.all()):
        return lines
    return [lines[0], office.name, *lines[1:]]


def _is_there(place: Place, person: Registration) -> bool:
    return place.postcode == person.postcode and _street(place.street) == _street(person.street)


def _street(text: str) -> str:
    """ "Südstr. 11" and "Südstraße 11" are one."""
    return fold(text).replace("strasse", "str").replace(" ", "")


def sender_lines(event: Event) -> list[str]:
    """Name, street and town of whoever organises it, as far as they are known."""
    place = event.office.places.filter(role="haupt").first() if event.office else None
    words = render_to_string("events/desk/letters/sender.txt", {"event": event, "place": place})
    return [line.strip() for line in words.splitlines() if line.strip()]
