"""Numbers for kitchen and house: right, with companions, and without anybody's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.people import catering
from events.places.applications import SupportWish
from tests.events_factories import make_event, make_person, register, wish

pytestmark = pytest.mark.django_db


def page(client, event):
    return client.get(reverse("events:counts", args=[event.pk])).content.decode()


def test_each_day_counts_its_people_companions_and_diets():
    event = make_event(days=2)
    first, second = event.days.all()
    register(event, days=[first], support=SupportWish(diet="vegan"))
    register(event, days=[first, second], has_companion=True, support=SupportWish(diet="vegetarisch"))
    register(event, days=[second])
    counts = [(row.people, row.companions, row.total, dict(row.diets)) for row in catering.count(event).days]
    assert counts == [
        (2, 1, 3, {catering.ANYTHING: 0, "Vegetarisch": 1, "Vegan": 1, "Etwas anderes": 0}),
        (2, 1, 3, {catering.ANYTHING: 1, "Vegetarisch": 1, "Vegan": 0, "Etwas anderes": 0}),
    ]


def test_needs_are_counted_once_for_the_whole_event():
    event = make_event(days=2)
    for needs in (("wheelchair", "rest"), ("rest",)):
        register(event, support=SupportWish(needs))
    assert catering.count(event).needs == [("Einen Platz für den Rollstuhl", 1), ("Einen Raum zum Ausruhen", 2)]


def test_whoever_waits_or_has_cancelled_eats_nothing():
    from events.places.registration import cancel

    event = make_event(capacity=1)
    gone = register(event)
    cancel(gone)
    register(event)
    register(event, support=SupportWish(("rest",), diet="vegan"))
    counts = catering.count(event)
    assert [(row.total, dict(row.diets)["Vegan"]) for row in counts.days] == [(1, 0)]
    assert counts.needs == []


def test_the_page_names_rooms_and_nobody(coordinator):
    event = make_event(workshops=[3], extras=[5])
    support = SupportWish(("hearing_loop",), diet="anderes", note="Laktose")
    register(event, make_person("Erika", "Unverwechselbar"), wishes=wish(event, "A"), support=support)
    html = page(coordinator, event)
    for words in ("Werkstatt A", "Raum 1", "1 von 3", "Abend 0", "Eine Höranlage", "Essen: Etwas anderes"):
        assert words in html
    assert "Unverwechselbar" not in html
    assert "Laktose" not in html


def test_after_the_deletion_the_page_says_so(coordinator):
    long_ago = timezone.localdate() - timedelta(days=20)
    html = page(coordinator, make_event(first=long_ago))
    assert "gelöscht worden" in html
    assert "Vegan" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_people_takes_the_same_questions(coordinator, count):
    event = make_event(workshops=[None], days=count)
    for _ in range(count):
        register(event, wishes=wish(event, "A"), support=SupportWish(("rest",), diet="vegan"))
    page(coordinator, event)
    with CaptureQueriesContext(connection) as queries:
        page(coordinator, event)
    assert len(queries) == 9
