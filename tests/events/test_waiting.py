"""Why nobody moves up: what the desk reads is what `offer_free_places` does."""

import random

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Allocation, Booking, Item, Registration, Standing
from events.places import registration as use_cases
from events.places import seating, waiting
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.reading import Page

pytestmark = pytest.mark.django_db


def enlarge(unit, by=1):
    """A larger room, before anybody has handed it on."""
    unit.refresh_from_db()
    unit.capacity += by
    unit.save()


def why(event):
    event.refresh_from_db()
    return waiting.why_at_event(event)


def explained(event, letter="A"):
    event.refresh_from_db()
    return waiting.why_in_item(workshop(event, letter), event)


def nobody_moves(event):
    """What is explained is so."""
    event.refresh_from_db()
    return seating.offer_free_places(event) == 0


# --- at the event -----------------------------------------------------------------------------------------------


def test_nobody_waits():
    event = make_event(capacity=1)
    assert why(event).sentences == ("Niemand wartet auf einen Platz.",)
    assert nobody_moves(event)


def test_no_place_is_free():
    event = make_event(capacity=1)
    register(event), register(event)
    assert why(event).sentences == (
        "Alle Plätze sind vergeben. Sobald jemand absagt, bekommt die erste Person ein Angebot.",
    )
    assert nobody_moves(event)


def test_the_place_is_offered_to_somebody_until_a_moment():
    event = make_event(capacity=1)
    first, _ = register(event), register(event, make_person("Otto", "Erster"))
    register(event)
    use_cases.cancel(first)
    found = why(event).sentences
    assert found[0] == "Kein Platz ist frei."
    assert found[1].startswith("Ein Platz ist Otto Erster angeboten, bis ")
    assert nobody_moves(event)


def test_the_first_in_line_needs_two_places():
    event = make_event(capacity=1)
    first = register(event)
    register(event, make_person("Paula", "Paar"), has_companion=True)
    register(event)
    use_cases.cancel(first)
    assert why(event).sentences[0] == "Paula Paar kommt mit Begleitperson und braucht zwei Plätze. Frei ist nur einer."
    assert nobody_moves(event)


def test_the_first_in_line_has_not_confirmed():
    event = make_event(capacity=1)
    first = register(event)
    register(event, make_person("Ulla", "Unklar"), confirmed=False)
    use_cases.cancel(first)
    assert "Ulla Unklar ist an der Reihe, hat aber die E-Mail-Adresse noch nicht bestätigt." in why(event).sentences[0]
    assert nobody_moves(event)


def test_the_day_is_full():
    event = make_event(days=2)
    first, second = event.days.all()
    second.capacity = 1
    second.save()
    register(event, days=[second])
    register(event, make_person("Zora", "Zweittag"), days=[first, second])
    assert "kein Platz frei für Zora Zweittag" in why(event).sentences[0]
    assert nobody_moves(event)


def test_called_off_begun_and_without_a_date(time_machine, coordinator):
    event = make_event(capacity=1)
    register(event), register(event)
    enlarge(event)
    event.refresh_from_db()
    time_machine.move_to(event.starts_at)
    assert why(event).sentences == ("Die Veranstaltung hat schon begonnen. Darum rückt niemand mehr nach.",)
    assert nobody_moves(event)
    event.called_off_at, event.called_off_by = timezone.now(), coordinator.user
    event.save()
    assert why(event).sentences == ("Die Veranstaltung ist abgesagt. Darum rückt niemand nach.",)
    event.called_off_at = event.called_off_by = event.starts_at = event.ends_at = None
    event.save()
    assert why(event).sentences == ("Der Termin steht noch nicht fest. Darum rückt noch niemand nach.",)
    assert nobody_moves(event)


# --- in a workshop ----------------------------------------------------------------------------------------------


def test_nobody_waits_for_the_workshop_and_none_of_it_is_free():
    event = make_event(workshops=[1])
    register(event, wishes=wish(event, "A"))
    assert explained(event).sentences == ("Niemand wartet auf einen Platz in „Werkstatt A“.",)
    register(event, wishes=wish(event, "A"))
    assert explained(event).sentences[0].startswith("Alle Plätze sind vergeben.")
    assert nobody_moves(event)


def test_the_workshop_is_offered():
    event = make_event(workshops=[1])
    first = register(event, wishes=wish(event, "A"))
    register(event, make_person("Otto", "Erster"), wishes=wish(event, "A"))
    register(event, wishes=wish(event, "A"))
    use_cases.cancel(first)
    assert explained(event).sentences[1].startswith("Ein Platz ist Otto Erster angeboten, bis ")
    assert nobody_moves(event)


@pytest.mark.parametrize("who", [{"has_companion": True}, {"confirmed": False}])
def test_the_first_in_line_of_the_workshop_holds_it_up(who):
    event = make_event(workshops=[1])
    first = register(event, wishes=wish(event, "A"))
    register(event, make_person("Paula", "Paar"), wishes=wish(event, "A"), **who)
    register(event, wishes=wish(event, "A"))
    use_cases.cancel(first)
    assert explained(event).sentences[0].startswith("Paula Paar")
    assert nobody_moves(event)


def test_workshops_that_nobody_has_allocated_have_no_line_yet():
    event = make_event(workshops=[1], allocation=Allocation.WISHES)
    register(event, wishes=wish(event, "A")), register(event, wishes=wish(event, "A"))
    assert "noch nicht verteilt" in explained(event).sentences[0]
    assert nobody_moves(event)


# --- against what happens, over many events ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_somebody_is_about_to_move_up_exactly_when_hand_on_moves_somebody(seed):
    draw = random.Random(seed)
    event = make_event(capacity=draw.randint(1, 4), days=2, workshops=[draw.randint(1, 2)])
    day = draw.choice(event.days.all())
    day.capacity = draw.randint(1, 3)
    day.save()
    for _ in range(8):
        days = draw.sample(list(event.days.all()), draw.randint(1, 2))
        register(
            event,
            days=days,
            wishes=wish(event, "A") if draw.random() < 0.6 else None,
            has_companion=draw.random() < 0.3,
            confirmed=draw.random() < 0.7,
        )
    for unit in (event, workshop(event)):
        if draw.random() < 0.6:
            enlarge(unit, draw.randint(1, 2))
    if draw.random() < 0.5:
        Registration.objects.filter(event=event, standing=Standing.ADMITTED).update(confirm_until=None)
    compare(event)


def compare(event):
    event.refresh_from_db()
    at_event, in_workshop = why(event).moves_up, explained(event).moves_up
    before = {*Registration.objects.filter(event=event, standing="angeboten").values_list("pk", flat=True)}
    booked = Booking.objects.filter(item=workshop(event), state="angeboten").count()
    seating.offer_free_places(type(event).objects.get(pk=event.pk))
    after = {*Registration.objects.filter(event=event, standing="angeboten").values_list("pk", flat=True)}
    assert (after > before) == at_event
    assert (Booking.objects.filter(item=workshop(event), state="angeboten").count() > booked) == in_workshop
    assert not why(event).moves_up
    assert not explained(event).moves_up


# --- on the page ------------------------------------------------------------------------------------------------


def test_the_list_says_why_and_hands_on_what_has_become_free(coordinator):
    event = make_event(capacity=1)
    register(event), register(event, make_person("Otto", "Erster"))
    enlarge(event)
    address = reverse("events:participants", args=[event.pk])
    page = Page(coordinator.get(address, {"stand": "warteliste"}))
    assert "Ein Platz ist frei. Otto Erster kann ihn jetzt angeboten bekommen." in page.text
    done = coordinator.post(reverse("events:move_up", args=[event.pk]), follow=True)
    assert "Ein Platz ist angeboten." in Page(done).text
    assert "Warum rückt niemand nach?" not in Page(coordinator.get(address)).text
    item = Item.objects.filter(day__event=event).first()
    assert item is None
