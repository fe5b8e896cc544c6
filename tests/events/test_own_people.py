"""An office looks after its own people, wherever they go; and learns nothing about anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.models import Registration, Source, Standing
from events.places.applications import SupportWish
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Of somebody else."""
    return make_event("Jahrestagung", office=make_office("Seniorenbüro Bonn"), workshops=[5], capacity=2)


def at(name, office, *more):
    return reverse(f"events:{name}", args=[office.slug, *(getattr(one, "pk", one) for one in more)])


def ours(client, office):
    return Page(client.get(at("own_people", office)))


def colleague_of(office, event, *names, **more):
    return register(event, make_person(*names, office=office), **more)


def new(event, **fields):
    person = {"first_name": "Karla", "last_name": "Kollegin", "email": "karla@example.org"}
    slot = event.days.first().items.get(kind="parallel").pk
    return {**person, f"slot{slot}": "0", **fields}


def test_people_of_the_office_are_listed_with_how_they_stand_and_no_more(editor, office, event):
    needs = SupportWish(("wheelchair",))
    colleague_of(office, event, "Erika", "Unsere", wishes=wish(event, "A"), support=needs, remarks="Geheim")
    register(event, make_person("Frank", "Fremd"))
    page = ours(editor, office)
    for words in ("Erika Unsere", "Jahrestagung", "Hat einen Platz", "Werkstatt A"):
        assert words in page.text
    for words in ("Fremd", "Rollstuhl", "Geheim", "@example.org"):
        assert words not in page.text


def test_what_is_over_or_forgotten_is_not_listed(editor, office):
    past = make_event(first=timezone.localdate() - timedelta(days=3))
    colleague_of(office, past, "Ganz", "Früher", by=past.created_by)
    forgotten = colleague_of(office, make_event(), "Schon", "Vergessen")
    Registration.objects.filter(pk=forgotten.pk).update(cleared_at=timezone.now())
    assert "Noch ist niemand angemeldet" in ours(editor, office).texts("h2")


def test_coordinators_have_no_such_desk(coordinator, office):
    assert coordinator.get(at("own_people", office)).status_code == 404


def test_a_colleague_is_registered_at_the_event_of_others(editor, office, event):
    assert "Jahrestagung" in Page(editor.get(at("own_people_events", office))).text
    page = Page(editor.post(at("register_own_person", office, event), new(event), follow=True))
    assert "Karla Kollegin ist angemeldet." in page.text
    found = event.registrations.get()
    assert (found.office, found.source, found.taken_by) == (office, Source.OFFICE, editor.user)
    assert Message.objects.latest("pk").to == "karla@example.org"


def test_for_an_office_the_deadline_counts(editor, office, event):
    event.closes_at = timezone.now() + timedelta(hours=1)
    event.save()
    assert editor.get(at("register_own_person", office, event)).status_code == 200
    event.closes_at = timezone.now()
    event.save()
    assert editor.post(at("register_own_person", office, event), new(event)).status_code == 404
    assert event.registrations.count() == 0


def test_the_waiting_list_is_chosen_knowingly(editor, office, event):
    register(event), register(event)
    page = Page(editor.post(at("register_own_person", office, event), new(event)))
    assert "Der letzte freie Platz ist gerade vergeben worden." in page.text
    page = Page(editor.post(at("register_own_person", office, event), new(event, waits="on"), follow=True))
    assert "Karla Kollegin steht auf der Warteliste." in page.text


def test_nothing_is_learnt_of_somebody_who_was_registered_by_others(editor, office, event):
    register(event, make_person("Karla", "Kollegin", email="karla@example.org"))
    page = Page(editor.post(at("register_own_person", office, event), new(event), follow=True))
    assert "Die Angaben sind angekommen." in page.text
    assert "Noch ist niemand angemeldet" in page.texts("h2")


def test_somebody_is_cancelled_and_the_place_goes_on(editor, office, event):
    first, _ = colleague_of(office, event), register(event)
    waiting = register(event)
    editor.post(at("cancel_own_person", office, first))
    waiting.refresh_from_db()
    assert waiting.standing == Standing.OFFERED
    assert editor.get(at("cancel_own_person", office, first)).status_code == 404


def test_a_deputy_comes_instead_and_is_of_the_same_office(editor, office, event):
    person = colleague_of(office, event, "Erika", "Unsere")
    editor.post(at("transfer_own_person", office, person), new(event))
    found = Registration.objects.get(pk=person.pk)
    assert (found.name, found.office) == ("Karla Kollegin", office)


def test_people_of_others_are_out_of_reach(editor, office, event):
    person = register(event, make_person(office=event.office))
    for name in ("cancel_own_person", "transfer_own_person"):
        assert editor.post(at(name, office, person), new(event)).status_code == 404
    assert Registration.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_times_for_any_number(editor, office, count, django_assert_num_queries):
    for _ in range(count):
        event = make_event(workshops=[5])
        colleague_of(office, event, wishes=wish(event, "A"))
    with django_assert_num_queries(11):
        assert ours(editor, office).h1 == "Unsere Anmeldungen"
