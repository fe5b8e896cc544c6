"""Events for people's own calendars (iCalendar, RFC 5545). Written here: a dozen lines of text per event need no
library. Times are in UTC, so that every calendar shows the right hour on both sides of a clock change. There is no
ORGANIZER: calendars would write mails to it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from events.models import Event, EventQuerySet

LOOK_BACK = timedelta(days=62)
MOST_OCTETS = 75  # of one line
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def of_calendar(events: EventQuerySet) -> EventQuerySet:
    """What is to come and what took place in the last two months."""
    return events.upcoming(timezone.now() - LOOK_BACK).for_list().soonest_first()


def calendar(events: Iterable[Event], name: str) -> bytes:
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seniorenbueros NRW//Veranstaltungen//DE"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"),
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    """Nothing for an event whose days nobody has said yet."""
    if event.starts_at is None or event.ends_at is None:
        return
    address = f"{settings.BASE_URL}{event.get_absolute_url()}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"SUMMARY:{_text(_prefix(event) + event.title)}"
    if where := ", ".join(event.address) or event.where:
        yield f"LOCATION:{_text(where)}"
    yield f"DESCRIPTION:{_text(_description(event, address))}"
    yield f"URL:{address}"
    yield f"STATUS:{'CANCELLED' if event.called_off_at or event.postponed_at else 'CONFIRMED'}"
    yield "END:VEVENT"


def _prefix(event: Event) -> str:
    if event.called_off_at:
        return "Abgesagt: "
    return "Verschoben: " if event.postponed_at else ""


def _description(event: Event, address: str) -> str:
    said = [event.reason, event.motto, event.teaser, f"Veranstalter: {event.organiser}", address]
    return "\n".join(line for line in said if line)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable()).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Never longer than the octets allowed, and never cut within a letter."""
    part, length = "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > MOST_OCTETS:
            yield part
            part, length = " ", 1
        part, length = part + sign, length + size
    yield part
