"""Counters that are wrong keep nobody from going, and are mended and reported each night."""

import logging

import pytest
from django.utils import timezone

from events.models import Day, Event, Item
from events.places import recounting
from events.places.registration import cancel
from tests.events.counting import check
from tests.events_factories import make_event, register, wish, workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = make_event(workshops=[2, 2], capacity=3)
    for letters in ("AB", "AB", "BA", "BA"):
        register(made, wishes=wish(made, *letters), waits=True)
    check(made)
    return made


def test_what_is_right_stays(event):
    assert recounting.recount_due(timezone.now()) == 0
    check(event)


def test_what_is_wrong_is_mended_and_reported_without_a_name(event, caplog):
    Event.objects.filter(pk=event.pk).update(taken=0)
    Day.objects.filter(event=event).update(waiting=7)
    Item.objects.filter(pk=workshop(event).pk).update(taken=1)
    with caplog.at_level(logging.ERROR):
        assert recounting.recount_due(timezone.now()) == 3
    assert [record.getMessage() for record in caplog.records] == [
        "3 counters of places were wrong and have been mended."
    ]
    check(event)


def test_a_place_that_was_kept_back_by_mistake_goes_on(event):
    waiting = event.registrations.get(standing="warteliste")
    Event.objects.filter(pk=event.pk).update(capacity=4, taken=4)
    recounting.recount_due(timezone.now())
    waiting.refresh_from_db()
    assert waiting.standing == "angeboten"


def test_a_wrong_counter_keeps_nobody_from_going(event):
    Event.objects.filter(pk=event.pk).update(taken=0)
    Item.objects.filter(day__event=event).update(taken=0)
    person = event.registrations.admitted().first()
    cancel(person)
    person.refresh_from_db()
    assert person.standing == "abgemeldet"
    recounting.recount_due(timezone.now())
    check(event)
