"""Hours are not invented: not in calendars, not on pages, not for machines, and not on certificates."""

import json
import re
from datetime import date, datetime, time, timedelta

import pytest
import vobject
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from core.language.dates import until
from events.attendance import certificates
from events.models import Attendance, Certificate, ItemKind
from events.showing.calendar import calendar
from events.showing.wording import event_dates
from tests.events.visitors import text
from tests.events_factories import make_event, make_item, make_slot, register, wish, workshop
from tests.factories import BERLIN, make_user

pytestmark = pytest.mark.django_db

MAY = date(2027, 5, 4)  # a Tuesday


def hours(event, *pairs):
    for day, (starts, ends) in zip(event.days.order_by("date"), pairs, strict=True):
        day.starts, day.ends = starts, ends
        day.save()
    event.settle()
    event.save()
    return event


def entries(event):
    """As two parsers read them, which agree."""
    content = calendar([event], "Termine")
    first = vobject.readOne(content.decode()).vevent_list
    second = IcsCalendarStream.calendar_from_ics(content.decode()).events
    found = [(one.dtstart.value, one.dtend.value if hasattr(one, "dtend") else None) for one in first]
    assert found == [(one.dtstart, one.dtend) for one in second]
    return found


def linked(client, event):
    html = client.get(event.get_absolute_url()).content.decode()
    blocks = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL))
    return next(block for block in blocks if block.get("@type") == "Event")


@pytest.mark.parametrize(
    ("pair", "said", "entry", "machine"),
    [
        (
            (None, None),
            "Dienstag, 4. Mai 2027",
            (date(2027, 5, 4), date(2027, 5, 5)),
            ("2027-05-04", None),
        ),
        (
            (time(10), None),
            "Dienstag, 4. Mai 2027, ab 10 Uhr",
            (datetime(2027, 5, 4, 10, tzinfo=BERLIN), None),
            ("2027-05-04T10:00:00+02:00", None),
        ),
        (
            (time(10), time(16, 30)),
            "Dienstag, 4. Mai 2027, 10 bis 16:30 Uhr",
            (datetime(2027, 5, 4, 10, tzinfo=BERLIN), datetime(2027, 5, 4, 16, 30, tzinfo=BERLIN)),
            ("2027-05-04T10:00:00+02:00", "2027-05-04T16:30:00+02:00"),
        ),
    ],
)
def test_a_day_says_no_more_than_somebody_has_said(client, pair, said, entry, machine):
    event = hours(make_event(first=MAY), pair)
    assert event_dates(event) == said
    assert entries(event) == [entry]
    facts = linked(client, event)
    assert (facts["startDate"], facts.get("endDate") or None) == machine
    page = text(client.get(event.get_absolute_url()))
    assert said in page
    assert ", 0:00" not in page
    assert "23:59" not in page


def test_several_days_are_several_entries(client):
    event = hours(make_event("Tagung", first=MAY, days=2), (time(10), time(16)), (None, None))
    assert entries(event) == [
        (datetime(2027, 5, 4, 10, tzinfo=BERLIN), datetime(2027, 5, 4, 16, tzinfo=BERLIN)),
        (date(2027, 5, 5), date(2027, 5, 6)),
    ]
    found = vobject.readOne(calendar([event], "Termine").decode()).vevent_list
    assert [one.summary.value for one in found] == ["Tagung (Tag 1 von 2)", "Tagung (Tag 2 von 2)"]
    assert found[0].uid.value == str(event.uid) != found[1].uid.value
    facts = linked(client, event)
    assert (facts["startDate"], facts["endDate"]) == ("2027-05-04T10:00:00+02:00", "2027-05-05")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-10-16 18:00", "Freitag, 16. Oktober 2026, 18 Uhr"),
        ("2026-10-16 18:30", "Freitag, 16. Oktober 2026, 18:30 Uhr"),
        ("2026-10-16 23:59:59", "Freitag, 16. Oktober 2026"),
        ("2026-10-17 00:00", "Freitag, 16. Oktober 2026"),
    ],
)
def test_a_deadline_is_said_as_people_say_it(moment, said):
    assert until(datetime.fromisoformat(moment).replace(tzinfo=BERLIN)) == said


def test_who_may_register_until_a_day_without_hours_reads_the_day_before(client):
    event = hours(make_event(first=MAY), (None, None))
    assert "Anmeldung bis Montag, 3. Mai 2027 " in f"{text(client.get(event.get_absolute_url()))} "


# --- what a certificate counts ----------------------------------------------------------------------------------


def present(person, day, *items):
    for item in (None, *items):
        Attendance.objects.create(registration=person, day=day, item=item)


def minutes(event):
    certificates.issue(event, by=make_user(), now=timezone.now() + timedelta(days=400))
    return dict(Certificate.objects.values_list("registration", "minutes"))


def test_evening_excursion_and_workshops_count_for_those_who_were_there():
    event = make_event(workshops=[None], extras=[None])  # 10 to 16, workshops 14 to 15:30
    day, evening = event.days.get(), event.days.get().items.get(kind=ItemKind.EVENING)
    evening.starts, evening.ends = time(19), time(21)
    evening.save()
    make_item(event, "Mittag", kind=ItemKind.BREAK, starts=time(12), ends=time(13))
    trip = make_item(event, "Hafen", kind=ItemKind.EXCURSION, needs_booking=True, starts=time(16), ends=time(17))
    here, there, short = (register(event, wishes=wish(event, "A")) for _ in range(3))
    present(here, day, workshop(event), evening, trip)
    present(there, day, workshop(event))
    present(short, day)
    assert minutes(event) == {here.pk: 5 * 60 + 120 + 60, there.pk: 5 * 60, short.pk: 5 * 60 - 90}


def test_where_nobody_was_marked_apart_it_counts_who_had_a_place():
    event = make_event(workshops=[None])
    day = event.days.get()
    booked, unbooked = register(event, wishes=wish(event, "A")), register(event)
    present(booked, day)
    present(unbooked, day)
    assert minutes(event) == {booked.pk: 360, unbooked.pk: 360 - 90}


def test_a_slot_of_which_nobody_knows_anything_is_everybodys():
    event = make_event()
    make_slot(event, [None])
    person = register(event)
    present(person, event.days.get())
    assert minutes(event) == {person.pk: 360}
