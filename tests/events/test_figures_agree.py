"""Figures agree with themselves and with a recount from the rows, over random lives of events."""

import random
from dataclasses import asdict

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance import figures
from events.models import Attendance, Standing
from events.places import offers
from events.places import registration as use_cases
from tests.events.rows import Rows
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, register
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def live(event, chance):
    """People come, wait, are offered places, take them or not, cancel, are refused, and some are there in the end."""
    by = make_user(is_staff=True)
    for _ in range(14):
        function = chance.choice(["hauptamt", "ehrenamt", "ehrenamt", ""])
        person = make_person(function=function)
        register(event, person, has_companion=chance.random() < 0.15, confirmed=chance.random() < 0.9, waits=True)
        rows = list(event.registrations.active().order_by("pk"))
        somebody = chance.choice(rows)
        deed = chance.choice(["cancel", "refuse", "decline", "accept", "", "", ""])
        if deed == "cancel":
            use_cases.cancel(somebody)
        elif deed == "refuse":
            use_cases.refuse(somebody, by=by, reason="Grund")
        for offered in event.registrations.filter(standing=Standing.OFFERED):
            (offers.accept if chance.random() < 0.5 else offers.decline)(offered)
    for person in event.registrations.admitted():
        if chance.random() < 0.7:
            Attendance.objects.create(registration=person, day=event.days.get())


@pytest.mark.parametrize("seed", range(6))
def test_every_sum_is_what_the_rows_say(seed):
    event = make_event(capacity=6, has_waiting_list=True)
    live(event, random.Random(seed))
    found, rows = figures.count(event), Rows(event)
    parts = ("admitted", "waiting", "cancelled", "declined", "refused")
    assert found.registered == sum(getattr(found, name) for name in parts)
    assert found.attended == found.paid + found.volunteers + found.others
    said = {name: asdict(found)[name] for name in (*parts, "attended", "paid", "volunteers")}
    assert said == rows.figures()


def test_where_nobody_noted_who_came_nothing_is_made_up(editor, office):
    event = make_event(office=office)
    for function in ("ehrenamt", "hauptamt"):
        register(event, make_person(function=function))
    found = figures.count(event)
    assert (found.attended, found.paid, found.volunteers, found.no_shows) == (0, 0, 0, 0)
    assert "Teilgenommen nicht vermerkt" in text(editor.get(reverse("events:report", args=[event.pk])))


def test_an_example_is_in_no_report_to_a_funder(at):
    at("2027-06-01 10:00")
    first = timezone.localdate().replace(month=3)
    real, sample = (make_event(first=first, is_sample=is_sample) for is_sample in (False, True))
    assert list(figures.events_of(2027)) == [real]
    assert figures.years() == [2027]
    assert sample.is_sample
