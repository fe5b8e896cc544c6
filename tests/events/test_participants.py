"""The desk for those who come: the list and its filters, one person, and what is decided about her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message, MessageState
from events.models import Notice, Registration, Standing
from events.places.applications import SupportWish
from tests.events.counting import check
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.reading import Page

pytestmark = pytest.mark.django_db

POST = {"street": "Weg 1", "postcode": "59227", "town": "Ahlen"}


@pytest.fixture
def event(office):
    return make_event("Fachtag", office=office, capacity=3, workshops=[1, 5])


def at(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *(getattr(one, "pk", one) for one in more)])


def seen(client, event, **asked):
    return Page(client.get(at("participants", event), asked))


def names(page):
    return [link.text for row in page.all("tbody") for link in row.iter("{http://www.w3.org/1999/xhtml}a")]


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def do(client, name, event, person, **sent):
    return Page(client.post(at(name, event, person), sent, follow=True))


# --- the list -----------------------------------------------------------------------------------------------------


def test_everybody_who_comes_or_waits_is_listed_by_name_and_said_in_words(editor, event):
    register(event, make_person("Otto", "Zuletzt"))
    register(event, make_person("Erika", "Anfang"), confirmed=False)
    register(event, make_person("Anna", "Mitte"))
    register(event, make_person("Wilma", "Wartet"))
    page = seen(editor, event)
    people = [n for n in names(page) if "," in n]
    assert people == ["Anfang, Erika", "Mitte, Anna", "Wartet, Wilma", "Zuletzt, Otto"]
    for words in ("Platz reserviert, E-Mail-Adresse noch nicht bestätigt", "Hat einen Platz", "Wartet an Stelle 1"):
        assert words in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"suche": "MUELLER"}, ["Müller, Käthe"]),
        ({"stand": "angemeldet", "suche": "e"}, ["Müller, Käthe", "Neu, Ute"]),
        ({"stand": "unbestaetigt"}, ["Neu, Ute"]),
        ({"stand": "warteliste"}, ["Später, Paul"]),
        ({"stand": "abgemeldet"}, ["Weg, Willi"]),
        ({"ohne_mail": "on"}, ["Müller, Käthe"]),
        ({"reihenfolge": "eingang"}, ["Neu, Ute", "Müller, Käthe", "Später, Paul"]),
        ({"stand": "quatsch", "tag": "-1", "punkt": "x"}, ["Müller, Käthe", "Neu, Ute", "Später, Paul"]),
    ],
)
def test_the_list_is_filtered(editor, coordinator, office, asked, found):
    event = make_event(office=office, capacity=2)
    gone = register(event, make_person("Willi", "Weg"))
    do(coordinator, "cancel_participant", event, gone)
    register(event, make_person("Ute", "Neu"), confirmed=False)
    register(event, make_person("Käthe", "Müller", **POST), by=coordinator.user)
    register(event, make_person("Paul", "Später"))
    assert names(seen(editor, event, **asked)) == found


def test_by_day_and_by_workshop_with_its_own_line(editor, office):
    event = make_event(office=office, days=2, workshops=[1])
    first, second = event.days.all()
    register(event, make_person("Erste", "A"), days=[first], wishes=wish(event, "A"))
    register(event, make_person("Zweite", "B"), days=[first, second], wishes=wish(event, "A"))
    register(event, make_person("Dritte", "C"), days=[second])
    assert names(seen(editor, event, tag=second.pk)) == ["B, Zweite", "C, Dritte"]
    page = seen(editor, event, punkt=workshop(event).pk)
    assert names(page) == ["A, Erste", "B, Zweite"]
    assert "Wartet an Stelle 1" in page.text
    assert "Warum rückt niemand nach?" in page.texts("h2")
    assert "Alle Plätze sind vergeben." in page.text


@pytest.mark.parametrize("asked", [{}, {"stand": "warteliste"}])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_times_for_any_number(editor, office, count, asked, django_assert_num_queries):
    event = make_event(office=office, capacity=count, workshops=[1])
    for _ in range(2 * count):
        register(event, make_person(office=office), wishes=wish(event, "A"))
    with django_assert_num_queries(15 if asked else 14):
        assert seen(editor, event, **asked).h1 == "Teilnehmende"


def test_whose_name_is_forgotten_is_not_listed_and_has_no_page(editor, event):
    person = register(event)
    Registration.objects.filter(pk=person.pk).update(cleared_at=timezone.now())
    assert names(seen(editor, event)) == []
    assert editor.get(at("participant", event, person)).status_code == 404


# --- one person ---------------------------------------------------------------------------------------------------


def test_the_page_of_one_person_shows_what_the_desk_needs(editor, event):
    person = register(
        event,
        make_person("Erika", "Beispiel", phone="+4923821234", email="erika@example.org"),
        wishes=wish(event, "A"),
        remarks="Ich komme mit dem Zug.",
        support=SupportWish(("wheelchair",), "vegan", "Nüsse"),
    )
    page = Page(editor.get(at("participant", event, person)))
    for words in ("Hat einen Platz", "Werkstatt A", "Ich komme mit dem Zug.", "Einen Platz für den Rollstuhl", "Vegan"):
        assert words in page.text
    assert "tel:+4923821234" in page.links
    assert "mailto:erika@example.org" in page.links


def test_where_she_waits_is_said_for_each_workshop(editor, event):
    register(event, wishes=wish(event, "A"))
    register(event, wishes=wish(event, "A"))
    person = register(event, wishes=wish(event, "A"))
    assert "Wartet an Stelle 2" in Page(editor.get(at("participant", event, person))).text


def test_needs_are_shown_to_the_organisers_alone(colleague, event):
    person = register(event, support=SupportWish(("wheelchair",)))
    assert colleague.get(at("participant", event, person)).status_code == 404


def test_the_log_says_what_became_of_each_mail_and_letter(editor, event, coordinator):
    person = register(event)
    sent, failed = Message.objects.filter(notice__registration=person)
    now = timezone.now()
    Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT, sent_at=now, tried_at=now, due_at=None)
    Message.objects.filter(pk=failed.pk).update(
        state=MessageState.FAILED, tried_at=now, due_at=None, last_error="Diese Adresse gibt es nicht."
    )
    page = Page(editor.get(at("participant", event, person)))
    assert "E-Mail verschickt, " in page.text
    assert "Diese Adresse gibt es nicht." in page.text
    by_post = register(event, make_person(**POST), by=coordinator.user)
    assert "Wartet auf Brief oder Anruf" in Page(editor.get(at("participant", event, by_post))).text


def test_notes_are_for_the_desk(editor, client, event):
    person = register(event)
    page = do(editor, "participant_notes", event, person, notes="Kommt erst um elf.")
    assert "Kommt erst um elf." in page.text
    assert "Kommt erst um elf." not in client.get(person.get_absolute_url()).content.decode()
    assert "Bitte kürzen" in do(editor, "participant_notes", event, person, notes="x" * 1001).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_one_person_asks_the_same_number_of_times(editor, office, count, django_assert_num_queries):
    event = make_event(office=office, workshops=[None] * count, extras=[None] * count)
    person = register(event, extras=event.days.get().items.filter(kind="abend"), wishes=wish(event, "A"))
    for _ in range(count):
        do(editor, "tell_participant_again", event, person)
    with django_assert_num_queries(12):
        editor.get(at("participant", event, person))


# --- what is decided ----------------------------------------------------------------------------------------------


def test_a_place_is_given_beyond_the_limit_only_with_a_tick(editor, office):
    event = make_event(office=office, capacity=1)
    register(event)
    person = register(event)
    page = do(editor, "admit_participant", event, person)
    assert "Dafür ist kein Platz frei." in page.text
    assert fresh(person).standing == Standing.WAITING
    page = do(editor, "admit_participant", event, person, exceed="on")
    assert "hat jetzt einen Platz" in page.text
    assert fresh(person).standing == Standing.ADMITTED


def test_refusing_needs_a_reason_that_she_reads(editor, event):
    person = register(event)
    assert "Bitte schreiben Sie einen Grund." in do(editor, "refuse_participant", event, person).text
    do(editor, "refuse_participant", event, person, reason="Der Raum ist zu klein.")
    assert fresh(person).standing == Standing.REFUSED
    assert "Der Raum ist zu klein." in Message.objects.filter(to=person.email).latest("pk").text
    check(event)


def test_cancelling_for_somebody_hands_her_place_on(editor, office):
    event = make_event(office=office, capacity=1)
    person, waiting = register(event), register(event)
    do(editor, "cancel_participant", event, person)
    assert fresh(person).standing == Standing.CANCELLED
    assert fresh(waiting).standing == Standing.OFFERED
    assert "Daran lässt sich nichts mehr ändern." in do(editor, "cancel_participant", event, person).text


def test_the_choice_is_changed_after_the_deadline_too(editor, event):
    person = register(event, wishes=wish(event, "A"))
    event.closes_at = timezone.now() - timedelta(days=1)
    event.save()
    field = f"slot{workshop(event).parent_id}"
    page = do(editor, "change_participant", event, person, **{field: workshop(event, "B").pk})
    assert "Die Änderung ist gespeichert." in page.text
    assert person.bookings.get().item == workshop(event, "B")
    assert "Bitte wählen Sie eine Werkstatt" in do(editor, "change_participant", event, person).text


def test_a_place_is_handed_to_somebody_else(editor, event):
    person = register(event, support=SupportWish(("rest",)))
    do(editor, "transfer_participant", event, person, first_name="Karla", last_name="Kollegin", phone="02382 1234")
    found = fresh(person)
    assert (found.name, found.email, found.key != person.key) == ("Karla Kollegin", "", True)
    assert Notice.objects.to_print().filter(registration=person).count() == 1


def correct(client, event, person, **sent):
    return do(client, "correct_participant", event, person, **{"first_name": "Erika", "last_name": "Neumann", **sent})


def test_a_name_is_corrected_without_a_new_link(editor, event):
    person = register(event, make_person(email="erika@example.org"))
    before = Message.objects.count()
    correct(editor, event, person, email="erika@example.org")
    assert (fresh(person).last_name, fresh(person).key, Message.objects.count()) == ("Neumann", person.key, before)


def test_another_address_gets_the_confirmation_and_the_old_link_stops(editor, event, client):
    person = register(event, make_person(email="erkia@example.org"), confirmed=False)
    correct(editor, event, person, email="erika@example.org")
    found = fresh(person)
    assert found.is_coming
    assert Message.objects.latest("pk").to == "erika@example.org"
    assert client.get(person.get_absolute_url()).status_code == 404


def test_who_waited_unconfirmed_may_be_next_once_her_address_is_right(editor, office):
    event = make_event(office=office, capacity=1)
    first, person = register(event), register(event, confirmed=False)
    do(editor, "cancel_participant", event, first)
    assert fresh(person).standing == Standing.WAITING
    correct(editor, event, person, email="richtig@example.org")
    assert fresh(person).standing == Standing.OFFERED
    check(event)


def test_nobody_is_corrected_into_somebody_else(editor, event):
    register(event, make_person("Erika", "Neumann", email="buero@example.org"))
    person = register(event)
    page = correct(editor, event, person, email="buero@example.org")
    assert "ist schon angemeldet" in page.text
    assert fresh(person).email == person.email


def test_a_confirmation_is_sent_again(editor, event):
    person = register(event)
    before = Message.objects.count()
    do(editor, "tell_participant_again", event, person)
    assert Message.objects.count() == before + 1
    do(editor, "cancel_participant", event, person)
    assert "Daran lässt sich nichts mehr ändern." in do(editor, "tell_participant_again", event, person).text


def test_when_all_is_over_only_a_name_can_still_be_put_right(editor, office):
    event = make_event(office=office, first=timezone.localdate() - timedelta(days=2))
    person = register(event, make_person(email="erika@example.org"), by=event.created_by)
    before = Message.objects.count()
    for name in ("admit", "refuse", "cancel", "change", "transfer"):
        page = do(
            editor, f"{name}_participant", event, person, reason="x", first_name="A", last_name="B", phone="02382 1"
        )
        assert "Daran lässt sich nichts mehr ändern." in page.text
    correct(editor, event, person, email="neu@example.org")
    assert (fresh(person).last_name, fresh(person).standing) == ("Neumann", Standing.ADMITTED)
    assert Message.objects.count() == before
