"""Who is there: marked by hand, by the code on the badge, and late from a telephone without a connection."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance import attending
from events.models import Attendance
from events.models.units import current, present_at, units_of
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import BECKUM, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office):
    found = make_event("Fachtag", office=office, first=timezone.localdate(), days=2, workshops=[None, None])
    found.closes_at = None
    return found


def come(event, *args, by=None, **fields):
    """Registered by telephone: the event has begun."""
    return register(event, make_person(*args), by=by or event.created_by, source="telefon", **fields)


def day_of(event):
    return units_of(event)[0]


def send(client, event, person, unit, name="events:mark_attendance", **more):
    data = {"anmeldung": person.pk, "wo": unit.key}
    return client.post(reverse(name, args=[event.pk]), data, **more)


def test_each_day_is_followed_by_its_workshops(event):
    labels = [unit.label.partition(",")[0] for unit in units_of(event)]
    assert labels[1:3] == ["Werkstatt A", "Werkstatt B"]
    assert len(labels) == 4


def test_marked_twice_is_once_and_undone_is_gone(event, editor):
    person = come(event)
    for _ in range(2):
        answer = send(editor, event, person, day_of(event))
        assert answer.status_code == 302
    assert Attendance.objects.count() == 1
    assert Attendance.objects.get().by == editor.user
    send(editor, event, person, day_of(event), "events:undo_attendance")
    assert Attendance.objects.count() == 0


def test_two_telephones_send_the_same_mark_later_and_get_a_plain_answer(event, editor, lead):
    person = come(event)
    for client in (editor, lead, editor):
        answer = send(client, event, person, day_of(event), headers={"accept": "application/json"})
        assert answer.json() == {"done": True}
    assert Attendance.objects.count() == 1


def test_a_mark_for_somebody_who_is_no_longer_on_the_list_is_answered_honestly(event, editor):
    other = come(make_event(office=event.office, first=timezone.localdate()))
    answer = send(editor, event, other, day_of(event), headers={"accept": "application/json"})
    assert answer.json() == {"done": False}
    page = Page(editor.get(send(editor, event, other, day_of(event)).url))
    assert "Diese Person steht nicht mehr auf der Liste." in page.text
    assert Attendance.objects.count() == 0


def test_whoever_is_in_a_workshop_is_there_on_that_day_and_the_other_way_round_gone(event):
    person = come(event, wishes=wish(event, "A"))
    day, workshop = units_of(event)[:2]
    attending.mark(person, workshop, by=None)
    assert present_at(day) == present_at(workshop) == {person.pk}
    attending.undo(person, day)
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("typed", ["müller", "MUELLER", "Müller, Erika", "  erika mül "])
def test_a_name_is_found_however_it_is_typed(event, editor, typed):
    come(event, "Erika", "Müller")
    come(event, "Karl", "Schmidt")
    page = Page(editor.get(reverse("events:attendance", args=[event.pk]), {"suche": typed}))
    assert page.texts("strong") == ["Müller, Erika"] or "Müller, Erika" in page.text
    assert "Schmidt" not in page.text


def test_the_list_shows_who_has_a_place_in_that_workshop(event, editor):
    come(event, "Anna", "Arnold", wishes=wish(event, "A"))
    come(event, "Berta", "Busch", wishes=wish(event, "B"))
    unit = units_of(event)[1]
    page = Page(editor.get(reverse("events:attendance", args=[event.pk]), {"wo": unit.key})).text
    assert ("Arnold" in page, "Busch" in page) == (True, False)
    assert "0 von 1 sind da" in page


@pytest.mark.parametrize(
    "query", [{"wo": "tag-0"}, {"wo": "\0"}, {"suche": "x" * 900}, {"suche": "\0"}, {"wo": "ä" * 99}]
)
def test_what_cannot_be_read_shows_the_list_of_the_day(event, editor, query):
    come(event, "Anna", "Arnold")
    assert "Arnold" in Page(editor.get(reverse("events:attendance", args=[event.pk]), query)).text


@pytest.mark.parametrize("number", ["", "0", "-1", "9" * 30, "drei", "\0"])
def test_no_number_that_is_sent_breaks_anything(event, editor, number):
    data = {"anmeldung": number, "wo": day_of(event).key}
    assert editor.post(reverse("events:mark_attendance", args=[event.pk]), data).status_code == 302
    assert Attendance.objects.count() == 0


def test_the_code_on_the_badge_leads_to_one_person_and_one_button(event, editor):
    person = come(event, "Anna", "Arnold")
    address = reverse("events:badge", args=[event.pk, person.badge])
    page = Page(editor.get(address))
    assert page.h1 == "Anna Arnold"
    assert Attendance.objects.count() == 0
    assert "Ist da. Es ist vermerkt." in Page(editor.post(address, follow=True)).text
    assert Attendance.objects.count() == 1


def test_a_badge_says_nothing_to_strangers_and_nothing_at_another_event(event, client, colleague, editor):
    person = come(event, "Anna", "Arnold")
    address = reverse("events:badge", args=[event.pk, person.badge])
    assert "Arnold" not in client.get(address, follow=True).content.decode()
    assert colleague.get(address).status_code == 404
    other = make_event(office=event.office)
    assert editor.get(reverse("events:badge", args=[other.pk, person.badge])).status_code == 404


def test_the_list_shows_no_address_and_nobody_of_another_office(event, editor, colleague):
    come(event, "Anna", "Arnold")
    elsewhere = make_event(office=make_office("Seniorenbüro Soest", ags=BECKUM), first=timezone.localdate())
    come(elsewhere, "Zoe", "Anderswo")
    page = editor.get(reverse("events:attendance", args=[event.pk])).content.decode()
    assert "@example.org" not in page
    assert "Anderswo" not in page
    assert colleague.get(reverse("events:attendance", args=[event.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number(event, editor, count, django_assert_max_num_queries):
    for _ in range(count):
        come(event)
    address = reverse("events:attendance", args=[event.pk])
    editor.get(address)
    with django_assert_max_num_queries(10) as counted:
        editor.get(address)
    assert len(counted) == 10


def test_before_the_event_the_first_day_is_shown_and_afterwards_the_last(event):
    days = units_of(event)
    before, after = timezone.now() - timedelta(days=9), timezone.now() + timedelta(days=9)
    assert current(days, before) == days[0]
    assert current(days, after) == days[-1]
    assert current([], after) is None
