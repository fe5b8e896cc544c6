"""Workshop places at the desk: how they stand, a proposal that changes nothing, and what is given out by hand."""

import pytest
from django.urls import reverse

from core.models import Message
from events.models import Booking
from tests.events.counting import check
from tests.events_factories import make_event, make_person, register, wish, workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two workshops of one place each, and three people who all want the first."""
    made = make_event(workshops=[1, 1], allocation="wuensche")
    for name in ("Anders", "Beispiel", "Claus"):
        register(made, make_person("Erika", name), wishes=wish(made, "A", "B"))
    return made


def page(client, name, *args):
    return client.get(reverse(f"events:{name}", args=args)).content.decode()


def person_of(event, name):
    return event.registrations.get(last_name=name)


def assign(client, person, letter, **more):
    sent = {"workshop": workshop(person.event, letter).pk, **more}
    return client.post(reverse("events:assign", args=[person.event_id, person.pk]), sent, follow=True)


def states(event):
    found = Booking.objects.filter(registration__event=event, state="platz").select_related()
    in_order = found.order_by("item__title", "registration__sort_key")
    return [(booking.item.title[-1], booking.registration.last_name) for booking in in_order]


def test_a_proposal_is_read_and_changes_nothing(coordinator, event):
    html = page(coordinator, "proposal", event.pk)
    assert "1-mal der erste Wunsch, 1-mal der zweite, 1-mal keiner" in html
    assert html.count("1 von 1") == 2
    assert html.index("Claus, Erika") < html.index("Beispiel, Erika") < html.index("Anders, Erika")
    assert "haben sich 3 Personen zuerst gewünscht" in html
    assert states(event) == []


def test_it_is_applied_by_a_button_and_everybody_hears_of_it(coordinator, event):
    coordinator.post(reverse("events:allocate", args=[event.pk]), {"tell": "on"})
    assert states(event) == [("A", "Anders"), ("B", "Beispiel")]
    assert Message.objects.filter(subject__startswith="Ihre Werkstätten").count() == 3
    assert "Verteilt am" in page(coordinator, "workshops", event.pk)
    check(event)


def test_without_the_tick_nobody_is_written_to(coordinator, event):
    coordinator.post(reverse("events:allocate", args=[event.pk]))
    assert not Message.objects.filter(subject__startswith="Ihre Werkstätten").exists()


def test_what_is_given_by_hand_stays_when_all_is_distributed_again(coordinator, event):
    claus = person_of(event, "Claus")
    assign(coordinator, claus, "A")
    coordinator.post(reverse("events:allocate", args=[event.pk]))
    assert states(event) == [("A", "Claus"), ("B", "Anders")]
    assert "von Hand zugeteilt" in page(coordinator, "workshops", event.pk)
    check(event)


def test_a_full_workshop_takes_somebody_only_with_the_tick(coordinator, event):
    coordinator.post(reverse("events:allocate", args=[event.pk]))
    claus = person_of(event, "Claus")
    refused = assign(coordinator, claus, "A")
    assert "Setzen Sie den Haken" in refused.content.decode()
    assign(coordinator, claus, "A", exceed="on")
    assert states(event) == [("A", "Anders"), ("A", "Claus"), ("B", "Beispiel")]
    assert Message.objects.filter(to=claus.email, about="Anmeldung geändert").exists()


def test_somebody_has_to_choose_a_workshop(coordinator, event):
    person = person_of(event, "Claus")
    html = coordinator.post(reverse("events:assign", args=[event.pk, person.pk]), {"workshop": ""}).content.decode()
    assert "Bitte wählen Sie eine Werkstatt." in html


def test_where_the_first_come_gets_the_place_there_is_nothing_to_distribute(coordinator):
    event = make_event(workshops=[1])
    for name in ("Anders", "Beispiel"):
        register(event, make_person("Erika", name), wishes=wish(event, "A"))
    html = page(coordinator, "workshops", event.pk)
    assert "1 wartet" in html
    assert "Vorschlag" not in html
    assert coordinator.get(reverse("events:proposal", args=[event.pk])).status_code == 404


def test_somebody_is_found_by_her_name(coordinator, event):
    html = coordinator.get(reverse("events:workshops", args=[event.pk]), {"suche": "beisp"}).content.decode()
    assert "Beispiel, Erika" in html
    assert "Claus, Erika" not in html


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("workshops", 10), ("proposal", 10)])
def test_any_number_of_people_takes_the_same_questions(coordinator, count, name, queries, django_assert_num_queries):
    event = make_event(workshops=[None] * count, allocation="wuensche")
    for _ in range(count):
        register(event, wishes=wish(event, "A"))
    page(coordinator, name, event.pk)
    with django_assert_num_queries(queries):
        page(coordinator, name, event.pk)
