"""Events for people's own calendars (iCalendar, RFC 5545). Times are in UTC, so that every calendar shows the right
hour on both sides of a clock change. There is no ORGANIZER: calendars would write mails to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import icalendar
from django.conf import settings
from django.utils import timezone

from core.language.characters import visible
from core.publishing.revision import once_per_revision
from core.web.content_lines import Text
from events.models import Day, Event
from offices.models import Office

LOOK_BACK = timedelta(days=62)
_COUNTED = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")


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
    whole = icalendar.Calendar()
    whole.add("version", Text("2.0"))
    whole.add("prodid", Text("-//Seniorenbueros NRW//Veranstaltungen//DE"))
    whole.add("calscale", Text("GREGORIAN"))
    whole.add("method", Text("PUBLISH"))
    whole.add("x-wr-calname", Text(visible(name)))
    for event in events:
        whole.subcomponents.extend(_entries(event, (days or {}).get(event.pk, ())))
    written: bytes = whole.to_ical(sorted=False)
    return written


def mark_of(event: Event) -> str:
    """The same as long as an entry says the same."""
    lines = (line for entry in _entries(event) for line in entry.content_lines(sorted=False))
    said = "\n".join(line for line in lines if line and not line.startswith(_COUNTED))
    return sha256(said.encode()).hexdigest()[:32]


def _entries(event: Event, only: Collection[int] = ()) -> Iterator[icalendar.Event]:
    """An entry per day, under the same name whichever of them are asked for. Nothing as long as nobody has said a
    day."""
    days = sorted(event.days.all(), key=lambda day: day.date)
    changed, title, same = event.calendar_at or event.changed_at, _prefix(event) + event.title, _same(event)
    for number, day in enumerate(days, start=1):
        if only and day.pk not in only:
            continue
        which = f" (Tag {number} von {len(days)})" if len(days) > 1 else ""
        entry = icalendar.Event()
        entry.add("uid", Text(f"{event.uid}" if number == 1 else f"{event.uid}-{day.pk}"))
        entry.add("sequence", event.sequence)
        entry.add("dtstamp", changed)
        entry.add("last-modified", changed)
        _add_hours(entry, day)
        entry.add("summary", Text(visible(title + which)))
        entry.update(same)
        yield entry


def _same(event: Event) -> dict[str, Text | icalendar.vUri]:
    """What the entries of all days have in common."""
    address = f"{settings.BASE_URL}{event.get_absolute_url()}"
    where = ", ".join(event.address) or event.where
    return {
        **({"location": Text(visible(where))} if where else {}),
        "description": Text(visible(_description(event, address))),
        "url": icalendar.vUri(address),
        "status": Text("CANCELLED" if event.is_off else "CONFIRMED"),
    }


def _add_hours(entry: icalendar.Event, day: Day) -> None:
    """A day without hours is an entry for the whole day; an end that nobody has said is left out."""
    if day.starts is None:
        entry.add("dtstart", day.date)
        entry.add("dtend", day.date + timedelta(days=1))
        return
    entry.add("dtstart", _moment(day, day.starts))
    if day.ends:
        entry.add("dtend", _moment(day, day.ends))


def _moment(day: Day, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.date, hour)).astimezone(UTC)


def _prefix(event: Event) -> str:
    if event.called_off_at:
        return "Abgesagt: "
    return "Verschoben: " if event.postponed_at else ""


def _description(event: Event, address: str) -> str:
    reason = event.reason if event.is_off else ""
    said = [reason, event.motto, event.teaser, f"Veranstalter: {event.organiser}", address]
    return "\n".join(line for line in said if line)
