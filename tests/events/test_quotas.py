"""So many places per office (Kontingent), so that all offices can come."""

import pytest
from django.urls import reverse

from events.models import Source, Standing
from events.places.quotas import places_left
from events.places.registration import QuotaError, cancel
from tests.events.visitors import send, text
from tests.events_factories import make_event, make_person, register
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(office_quota=2, asks_support=False)


@pytest.fixture
def sender():
    return make_office("Seniorenbüro Beckum")


def somebody(sender, **fields):
    return make_person(office=sender, **fields)


def test_an_office_sends_as_many_people_as_it_has_places(event, sender):
    first, _ = register(event, somebody(sender)), register(event, somebody(sender), has_companion=True)
    assert places_left(event, sender) == 0
    with pytest.raises(QuotaError, match="Je Büro sind 2 Plätze vorgesehen"):
        register(event, somebody(sender))
    assert register(event, somebody(make_office("Seniorenbüro Oelde"))).standing == Standing.ADMITTED
    assert register(event).standing == Standing.ADMITTED  # who comes for no office
    cancel(first)
    assert register(event, somebody(sender)).standing == Standing.ADMITTED


def test_who_waits_counts_too(sender):
    event = make_event(office_quota=1, capacity=1)
    register(event)
    assert register(event, somebody(sender)).standing == Standing.WAITING
    with pytest.raises(QuotaError):
        register(event, somebody(sender))


def test_a_coordinator_may_go_beyond_it_and_nobody_is_turned_away_at_the_door(event, sender):
    by = make_user()
    register(event, somebody(sender)), register(event, somebody(sender))
    assert register(event, somebody(sender), by=by, exceed=True).standing == Standing.ADMITTED
    assert register(event, somebody(sender), by=by, source=Source.WALK_IN).standing == Standing.ADMITTED


def test_the_form_says_so_and_keeps_what_was_typed(client, event, sender):
    register(event, somebody(sender)), register(event, somebody(sender))
    page = text(send(client, event, origin=sender.name))
    assert "dieses Büro hat sie schon vergeben" in page
    assert "Erika Beispiel" in page
    assert event.registrations.count() == 2


def test_the_event_and_the_office_read_about_it(client, editor, office, event):
    assert "Je Seniorenbüro sind 2 Plätze vorgesehen" in text(client.get(event.get_absolute_url()))
    register(event, somebody(office))
    page = text(editor.get(reverse("events:register_own_person", args=[office.slug, event.pk])))
    assert "Ihr Büro hat davon noch 1." in page


def test_on_the_telephone_the_tick_goes_beyond_it(coordinator, event, sender):
    register(event, somebody(sender)), register(event, somebody(sender))
    sent = {"first_name": "Karl", "last_name": "Muster", "phone": "0221 47100", "origin": sender.name, "answered": "ja"}
    address = reverse("events:phone_send", args=[event.pk])
    page = text(coordinator.post(address, {**sent, "source": "telefon", "place": "platz"}))
    assert "Dieses Büro hat seine Plätze schon vergeben." in page
    assert "Auf die Warteliste setzen" not in page
    coordinator.post(address, {**sent, "source": "telefon", "place": "platz", "exceed": "on"})
    assert event.registrations.count() == 3
