"""The conferences of the demo: the real ones say what is known and no more, the invented ones say that they are."""

from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from core.models import Message
from events.models import Attendance, Event, Item, Notice, Registration, Speaker
from portal.demo import conferences, news, people
from tests.events.counting import check

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(demo, django_db_blocker):
    """For the whole module; they leave with the offices of the demo."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        people.load()
        news.load()
        return conferences.load()


def test_the_three_real_conferences_carry_their_facts_and_nobodys_name(loaded):
    real = Event.objects.filter(is_sample=False).order_by("starts_at")
    assert [(event.title, [day.date for day in event.days.all()], event.town, event.stage()) for event in real] == [
        ("Fachkonferenz der Seniorenbüros NRW", [date(2008, 11, 11)], "Düsseldorf", "dokumentiert"),
        ("Zweite Fachkonferenz der Seniorenbüros NRW", [date(2009, 5, 5)], "", "vorbei"),
        ("BaS-Jahresfachtagung 2009", [date(2009, 11, 23), date(2009, 11, 24)], "Dortmund", "vorbei"),
    ]
    assert [list(event.needs.values_list("number", flat=True)) for event in real] == [
        [1, 2, 3, 4, 5, 6],
        [2, 3, 5],
        [2, 5],
    ]
    assert not Speaker.objects.exists()
    assert not Item.objects.filter(day__event__in=real).exists()
    assert not Registration.objects.filter(event__in=real).exists()


def test_every_invented_conference_says_so_in_its_title(loaded):
    assert [event.title for event in Event.objects.filter(is_sample=True) if "(Beispiel)" not in event.title] == []


def test_the_large_one_is_full_with_places_counted_right(loaded):
    event = Event.objects.get(title__startswith="Jahresfachtagung der")
    assert (event.registrations.count(), event.taken, event.days.count()) == (130, 120, 2)
    assert event.waiting > 0
    assert Item.objects.workshops().filter(day__event=event).count() == 6
    for one in Event.objects.all():
        check(one)


def test_people_were_there_where_it_is_over(loaded):
    past = Event.objects.past(timezone.now()).filter(is_sample=True)
    assert Attendance.objects.filter(registration__event__in=past).count() > 40
    assert not Attendance.objects.exclude(registration__event__in=past).exists()


def test_nobody_invented_gets_a_mail(loaded):
    assert not Message.objects.filter(to__startswith="person").exists()
    assert not Notice.objects.filter(message=None, text="").exists()


def test_they_come_once_and_only_into_the_demo(loaded, settings):
    for settings.DEMO in (True, False):
        assert conferences.load() == 0
