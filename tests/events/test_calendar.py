"""Events in people's own calendars, read back with two parsers that know nothing of each other."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from core.publishing.states import Visibility
from events.models import Event
from events.showing.calendar import calendar
from tests.events_factories import make_event
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def read(content):
    return vobject.readOne(content.decode()).vevent


def test_what_is_written_is_read_back(client):
    event = make_event("Reden, hören; handeln", teaser="Größe " * 40, first=date(2027, 3, 27))
    found = read(client.get(f"/veranstaltungen/{event.slug}/termin.ics").content)
    assert found.uid.value == str(event.uid)
    assert found.summary.value == "Reden, hören; handeln"
    assert "Größe Größe" in found.description.value
    assert not hasattr(found, "organizer")


def test_what_only_members_may_see_is_kept_by_nobody_on_the_way(client, editor):
    event = make_event(visibility=Visibility.NETWORK)
    path = f"/veranstaltungen/{event.slug}/termin.ics"
    assert client.get(path).status_code == 404
    answer = editor.get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    again = editor.get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-store")


@pytest.mark.parametrize(("day", "hour"), [(date(2027, 3, 27), 9), (date(2027, 3, 28), 8), (date(2027, 10, 31), 9)])
def test_hours_are_right_on_both_sides_of_a_clock_change(day, hour):
    found = read(calendar([make_event(first=day)], "Termine"))
    assert found.dtstart.value == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_no_line_is_longer_than_allowed_and_none_is_smuggled_in():
    event = make_event("Ä" * 120, teaser="Erste Zeile\nATTENDEE:mailto:fremd@example.org")
    lines = calendar([event], "Termine").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if line.startswith(b"ATTENDEE")]


def by_vobject(content):
    found = read(content)
    return found.summary.value, found.description.value, found.location.value, found.dtstart.value, found.dtend.value


def by_ical(content):
    (found,) = IcsCalendarStream.calendar_from_ics(content.decode()).events
    return found.summary, found.description, found.location, found.dtstart, found.dtend


@pytest.mark.parametrize("parse", [by_vobject, by_ical])
@pytest.mark.parametrize(
    "words",
    [
        *("Zwei\nZeilen", "😀 שלום", "Ä" * 200, "BEGIN:VEVENT", r"D:\Neu und D:\neu"),
        'Komma, Strichpunkt; Schrägstrich C:\\Daten und "Zeichen"',
    ],
)
def test_two_parsers_read_what_was_meant(parse, words):
    event = make_event(
        words.replace("\n", " ")[:120], teaser=words, venue="Haus; Saal, links", first=date(2027, 10, 31)
    )
    summary, description, place, starts, ends = parse(calendar([event], "Termine"))
    assert summary == event.title
    assert words in description
    assert place.startswith("Haus; Saal, links")
    assert (starts, ends) == (event.starts_at, event.ends_at)


def test_called_off_is_cancelled():
    event = make_event("Treffen")
    Event.objects.filter(pk=event.pk).update(called_off_at=timezone.now(), called_off_by=make_user())
    event.refresh_from_db()
    found = read(calendar([event], "Termine"))
    assert (found.status.value, found.summary.value) == ("CANCELLED", "Abgesagt: Treffen")


def test_the_whole_calendar_knows_two_months_back_and_nothing_internal(client):
    today = timezone.localdate()
    for title, days in (("Kommt", 9), ("War", -30), ("Lange her", -90)):
        make_event(title, first=today + timedelta(days=days))
    make_event("Intern", visibility="netzwerk")
    text = client.get("/veranstaltungen/kalender.ics").content.decode()
    found = {event.summary.value for event in vobject.readOne(text).vevent_list}
    assert found == {"Kommt", "War"}


def test_the_same_calendar_is_not_sent_twice(client):
    make_event()
    etag = client.get("/veranstaltungen/kalender.ics").headers["ETag"]
    assert client.get("/veranstaltungen/kalender.ics", headers={"if-none-match": etag}).status_code == 304
