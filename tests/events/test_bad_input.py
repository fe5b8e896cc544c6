"""What people and programs send that doesn't fit: a sentence at the right place, nothing lost, never an error page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from events.models import Registration
from tests.events.visitors import address, send, text, typed
from tests.events_factories import make_event, workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(asks_support=False)


NAMES = [
    ("Dr. med. Anne-Kathrin", "von und zu Müller-Lüdenscheidt"),
    ("Seán", "O'Brien"),
    ("Erika 🌻", "Beispiel 👵🏽"),
    ("משה", "כהן"),
    ("=1+1", "<script>alert(1)</script>"),
    ("Ärztin Dr.", "Ṩöße"),
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_kept_as_people_write_them(client, event, name):
    first, last = name
    page = send(client, event, "check", first_name=first, last_name=last)
    assert f"{first} {last}" in text(page)
    assert send(client, event, first_name=first, last_name=last).status_code == 302
    found = Registration.objects.get()
    assert (found.first_name, found.last_name) == name


def test_signs_that_turn_words_round_are_taken_out(client, event):
    send(client, event, first_name="Eri\u202eka", last_name="\u200fBeispiel\u2069", remarks="a\u202db", answered="ja")
    found = Registration.objects.get()
    assert (found.name, found.remarks) == ("Erika Beispiel", "ab")


def test_a_name_of_nothing_but_such_signs_is_no_name(client, event):
    assert "Bitte schreiben Sie Ihren Nachnamen." in text(send(client, event, last_name="\u202e\u200f"))


def test_too_long_a_name_is_named(client, event):
    page = send(client, event, last_name="B" * 200)
    assert "höchstens 80 Zeichen" in text(page)
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    "email",
    [
        "erika@example.org\nBcc: alle@example.org",
        "erika@example.org\r\nSubject: Hallo",
        "erika@example.org%0aBcc: alle@example.org ",
        "erika@example.org, karl@example.org",
        '"erika beispiel"@example.org',
        "erika@[127.0.0.1]",
        "erika@example",
        "@example.org",
        "erika.example.org",
        "erika@exa mple.org",
    ],
)
def test_an_address_that_is_none_gets_a_sentence_and_no_mail(client, event, email):
    page = send(client, event, email=email)
    assert "Fehler:" in text(page)
    assert "E-Mail-Adresse" in text(page)
    assert (Registration.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "email",
    [
        " erika@example.org ",
        "erika @ example.org",
        "erika@example.org.",
        "erika@müller.de",
        "Erika <erika@example.org>",
    ],
)
def test_slips_in_an_address_are_mended(client, event, email):
    assert send(client, event, email=email).status_code == 302
    assert Message.objects.get().to in {"erika@example.org", "erika@müller.de"}


@pytest.mark.parametrize("phone", ["12", "abc", "0228 61 40 74 " * 5, "++49"])
def test_a_number_that_is_none_gets_a_sentence(client, event, phone):
    assert "Fehler:" in text(send(client, event, email="", phone=phone))


@pytest.mark.parametrize("value", ["999999", "-1", "abc", "1' OR 1=1", "\0", "1" * 5000])
def test_a_workshop_that_is_not_there_is_asked_again(client, value):
    event = make_event(workshops=[5, 5])
    page = send(client, event, **{f"slot{workshop(event).parent_id}": value})
    assert "Das steht nicht mehr zur Wahl." in text(page)
    assert Registration.objects.count() == 0


def test_a_workshop_of_another_event_is_not_there(client):
    event, other = make_event(workshops=[5, 5]), make_event(workshops=[5, 5])
    page = send(client, event, **{f"slot{workshop(event).parent_id}": workshop(other).pk})
    assert "Das steht nicht mehr zur Wahl." in text(page)


@pytest.mark.parametrize("name", ["salutation", "function", "days", "extras", "needs", "diet", "place", "consent"])
def test_values_that_nobody_offered_are_no_error_page(client, name):
    event = make_event(days=2, extras=[5])
    for page in ("", "programme", "check", "send"):
        assert send(client, event, page, **{name: "\u202e<b>&\x00\x07"}).status_code == 200 or name in {
            "place",
            "consent",
        }


def test_nulls_and_control_signs_get_a_sentence(client, event):
    assert "unsichtbares Zeichen" in text(send(client, event, first_name="Eri\0ka"))
    assert send(client, event, first_name="Eri\x07ka").status_code == 302


def test_a_deadline_that_passed_in_an_open_tab_is_said_with_all_that_was_typed(client):
    event = make_event(closes_at=timezone.now() - timedelta(minutes=1), contact_phone="+4923824711")
    for page in ("programme", "check", "send"):
        answer = text(send(client, event, page))
        assert "Die Anmeldung war bis" in answer
        assert "Erika Beispiel" in answer
        assert "02382 47 11" in answer
    assert Registration.objects.count() == 0


def test_an_event_called_off_in_an_open_tab_says_so(client, coordinator):
    event = make_event(called_off_at=timezone.now(), called_off_by=coordinator.user, reason="Sturm")
    answer = text(send(client, event))
    assert "findet zu diesem Termin nicht statt" in answer
    assert "Sturm" in answer
    assert "Erika Beispiel" in answer


def test_too_late_without_a_readable_word_is_no_error_page(client):
    event = make_event(closes_at=timezone.now() - timedelta(minutes=1))
    assert "Die Anmeldung war bis" in text(client.get(address(event)))
    assert "Die Anmeldung war bis" in text(client.post(address(event, "send"), typed(first_name="")))


def test_an_event_that_nobody_may_see_takes_nobody(client):
    event = make_event(state="entwurf")
    assert {client.post(address(event, page), typed()).status_code for page in ("", "programme", "check", "send")} == {
        404
    }


def test_long_remarks_are_kept_on_the_page(client, event):
    page = send(client, event, remarks="Wort " * 300)
    assert "höchstens 1000 Zeichen" in text(page)
    assert "Wort Wort" in text(page)


def test_two_tabs_are_two_people(client, event):
    send(client, event)
    send(client, event, first_name="Karl")
    assert Registration.objects.count() == 2
