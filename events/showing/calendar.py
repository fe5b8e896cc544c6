"""Events for people's own calendars (iCalendar, RFC 5545). Written here: a dozen lines of text per event need no
library. Times are in UTC, so that every calendar shows the right hour on both sides of a clock change. There is no
ORGANIZER: calendars would write mails to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from core.language.characters import visible
from core.publishing.revision import once_per_revision
from events.models import Day, Event
from offices.models import Office

LOOK_BACK = timedelta(days=62)
MOST_OCTETS = 75  # of one line
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@once_per_revision
def public_calendar(name: str, today: date, *, kind: str = "", topic: str = "", office: Office | None = None) -> bytes:
    """What is to come and what took place in the two months before today, of a kind, about a topic, or by an office."""
    events = Event.objects.public()
    if kind:
        events = events.of_kind(kind)
    if topic:
        events = events.about(topic)
    if office:
        events = events.by_office(office)
    since = timezone.make_aware(datetime.combine(today, time.min)) - LOOK_BACK
    return calendar(events.upcoming(since).for_list().prefetch_related("days").soonest_first(), name)


def calendar(events: Iterable[Event], name: str, days: Mapping[int, Collection[int]] | None = None) -> bytes:
    """`days`: key of an event → keys of the days that somebody comes; of any other event all are meant."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seniorenbueros NRW//Veranstaltungen//DE"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"),
        *(line for event in events for line in _event(event, (days or {}).get(event.pk, ()))),
        "END:VCALENDAR",
    ]
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def mark_of(event: Event) -> str:
    """The same as long as an entry says the same."""
    lines = (line for line in _event(event) if not line.startswith(("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")))
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def _event(event: Event, only: Collection[int] = ()) -> Iterator[str]:
    """An entry per day, under the same name whichever of them are asked for. Nothing as long as nobody has said a
    day."""
    days = sorted(event.days.all(), key=lambda day: day.date)
    changed, title, same = _moment(event.calendar_at or event.changed_at), _prefix(event) + event.title, [*_same(event)]
    for number, day in enumerate(days, start=1):
        if only and day.pk not in only:
            continue
        which = f" (Tag {number} von {len(days)})" if len(days) > 1 else ""
        yield "BEGIN:VEVENT"
        yield f"UID:{event.uid}" if number == 1 else f"UID:{event.uid}-{day.pk}"
        yield f"SEQUENCE:{event.sequence}"
        yield f"DTSTAMP:{changed}"
        yield f"LAST-MODIFIED:{changed}"
        yield from _hours(day)
        yield f"SUMMARY:{_text(title + which)}"
        yield from same
        yield "END:VEVENT"


def _same(event: Event) -> Iterator[str]:
    """What the entries of all days have in common."""
    address = f"{settings.BASE_URL}{event.get_absolute_url()}"
    if where := ", ".join(event.address) or event.where:
        yield f"LOCATION:{_text(where)}"
    yield f"DESCRIPTION:{_text(_description(event, address))}"
    yield f"URL:{address}"
    yield f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}"


def _hours(day: Day) -> Iterator[str]:
    """A day without hours is an entry for the whole day; an end that nobody has said is left out."""
    if day.starts is None:
        yield f"DTSTART;VALUE=DATE:{day.date:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day.date + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART:{_moment(timezone.make_aware(datetime.combine(day.date, day.starts)))}"
    if day.ends:
        yield f"DTEND:{_moment(timezone.make_aware(datetime.combine(day.date, day.ends)))}"


def _prefix(event: Event) -> str:
    if event.called_off_at:
        return "Abgesagt: "
    return "Verschoben: " if event.postponed_at else ""


def _description(event: Event, address: str) -> str:
    reason = event.reason if event.is_off else ""
    said = [reason, event.motto, event.teaser, f"Veranstalter: {event.organiser}", address]
    return "\n".join(line for line in said if line)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return visible(words).translate(_ESCAPES)


def _folded(line: bytes) -> Iterator[bytes]:
    """Never longer than the octets allowed, and never cut within a letter."""
    while len(line) > MOST_OCTETS:
        cut = MOST_OCTETS
        while line[cut] & 0xC0 == 0x80:  # within a letter of several octets
            cut -= 1
        yield line[:cut]
        line = b" " + line[cut:]
    yield line
