"""An event appears on the day asked for and goes after another, as everything that is published does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.publishing import workflow
from core.publishing.states import State
from events.models import Event
from tests.events_factories import make_event, register
from tests.reading import Page

pytestmark = pytest.mark.django_db

WORDS = {"title": "Fachtag", "kind": "fachtag", "visibility": "alle", "teaser": "Ein Tag."}


def reload(event):
    return Event.objects.get(pk=event.pk)


def save(client, event, **sent):
    url = reverse("events:section", args=[event.pk, "wichtiges"])
    return client.post(url, WORDS | {"edition": str(reload(event).edition)} | sent)


def test_it_appears_by_itself_and_people_find_it(coordinator, client):
    event = make_event("Fachtag", state=State.DRAFT, first=date(2027, 5, 3))
    save(coordinator, event, publish_on="2.2.2027")
    coordinator.post(reverse("events:release", args=[event.pk]))
    assert reload(event).state == State.SCHEDULED
    assert client.get(reload(event).get_absolute_url()).status_code == 404
    assert workflow.appear_due(reload(event).publish_at) == 1
    assert client.get(reload(event).get_absolute_url()).status_code == 200


def test_while_people_mean_to_come_it_does_not_go():
    event = make_event(first=timezone.localdate() + timedelta(days=30))
    register(event)
    Event.objects.update(expires_at=timezone.now())
    assert workflow.expire_due(timezone.now()) == 0
    event.registrations.update(standing="abgemeldet", ended_at=timezone.now())
    assert workflow.expire_due(timezone.now()) == 1


def test_it_can_not_go_before_it_is_over(coordinator):
    event = make_event(first=date(2027, 5, 3))
    page = Page(save(coordinator, event, expires_on="2.5.2027"))
    assert any("Die Veranstaltung geht bis Montag, 3. Mai 2027." in error for error in page.errors)
    assert reload(event).expires_at is None


def test_who_typed_meanwhile_reads_the_day_in_words(coordinator):
    event = make_event(first=date(2027, 5, 3))
    save(coordinator, event, publish_on="2.2.2027")
    late = save(coordinator, event, edition="0")
    assert late.status_code == 409
    assert "2. Februar 2027, 6 Uhr" in Page(late).text
