"""The same person by e-mail and later by telephone or in a list: the desk hears of it and decides."""

from html import unescape

import pytest
from django.urls import reverse

from events.people.exchange import intake
from events.people.exchange.intake import Fate
from events.places.registration import cancel
from tests.events.test_participant_import import take_in, upload, verdicts
from tests.events.visitors import send as register_publicly
from tests.events.visitors import typed
from tests.events_factories import make_event, make_person, register
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office):
    event = make_event("Fachtag", office=office)
    register(event, make_person("Erika", "Beispiel", email="erika@example.org"))
    return event


def call(client, event, page, **fields):
    sent = typed(**{"email": "", "phone": "02382 1234", **fields})
    return Page(client.post(reverse(f"events:{page}", args=[event.pk]), sent, follow=True))


def test_the_desk_reads_who_it_may_be_before_anybody_is_registered(editor, event):
    page = call(editor, event, "phone_check")
    assert "Vielleicht schon angemeldet" in page.texts("h2")
    assert "mit erika@example.org" in page.text
    person = event.registrations.get()
    assert reverse("events:participant", args=[event.pk, person.pk]) in {link.get("href") for link in page.all("a")}


@pytest.mark.parametrize("name", [{"last_name": "Dr. Beispiel"}, {"first_name": "ERIKA"}])
def test_titles_and_capitals_make_no_difference(editor, event, name):
    assert "Vielleicht schon angemeldet" in call(editor, event, "phone_check", **name).texts("h2")


def test_somebody_else_is_registered_all_the_same(editor, event):
    call(editor, event, "phone_send")
    assert event.registrations.count() == 2


@pytest.mark.parametrize("fields", [{"last_name": "Anders"}, {"email": "erika@example.org"}])
def test_nothing_is_said_of_others_or_of_who_would_be_known_anyway(editor, event, fields):
    assert "Vielleicht" not in call(editor, event, "phone_check", **fields).text


def test_the_desk_reads_it_later_too_whichever_came_first(editor, event):
    first = event.registrations.get()
    second = register(event, make_person("Erika", "Beispiel", phone="+4923821234"))
    for person, other in ((first, second), (second, first)):
        page = Page(editor.get(reverse("events:participant", args=[event.pk, person.pk])))
        assert "Vielleicht doppelt angemeldet" in page.texts("h2")
        address = reverse("events:participant", args=[event.pk, other.pk])
        assert address in {link.get("href") for link in page.all("a")}
    cancel(second)
    page = Page(editor.get(reverse("events:participant", args=[event.pk, first.pk])))
    assert "Vielleicht doppelt angemeldet" not in page.texts("h2")


def test_no_public_page_tells_who_comes(client, event):
    answer = register_publicly(client, event, "check", email="", phone="02382 1234")
    assert "Vielleicht" not in unescape(answer.content.decode())


# --- lists --------------------------------------------------------------------------------------------------------

LIST = b"Vorname;Nachname;Telefon\nErika;Beispiel;02382 1234\nAnna;Neu;02382 1235\nAnna;Neu;02382 1236\n"


def test_a_list_asks_about_namesakes_and_leaves_them_out_unless_told_otherwise(coordinator, event):
    page = upload(coordinator, event, LIST)
    found = {(one.number, one.fate) for _, _, rows in page.context["groups"] for one in rows}
    assert found == {(2, Fate.NAMESAKE), (3, Fate.NEW), (4, Fate.NAMESAKE)}
    said = unescape(page.content.decode())
    assert "Erika Beispiel ist vielleicht schon angemeldet: " in said
    assert "Dieser Name steht schon in Zeile 3, mit anderen Angaben." in said
    assert "Erika Beispiel (Zeile 2)" in said
    take_in(coordinator, event, page)
    assert event.registrations.count() == 2
    done = take_in(coordinator, event, page, others=["0"])
    assert verdicts(done)["Erika Beispiel"] == (Fate.NEW, 2)
    assert event.registrations.count() == 3


def test_a_long_list_is_taken_in_by_and_by(coordinator, event, monkeypatch):
    monkeypatch.setattr(intake, "MOST_AT_ONCE", 1)
    first = take_in(coordinator, event, page := upload(coordinator, event, LIST), others=["0", "2"])
    assert "Es fehlen noch 2 Personen." in unescape(first.content.decode())
    assert event.registrations.count() == 2
    assert first.context["form"].cleaned_data["others"] == [0, 2]
    for _ in range(2):
        last = take_in(coordinator, event, page, others=["0", "2"])
    assert "Die Liste ist eingelesen" in unescape(last.content.decode())
    assert event.registrations.count() == 4
