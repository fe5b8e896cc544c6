"""The way through the three pages: what is asked, what travels along, what is promised."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from events.forms.registration.envelope import AGAIN, TOO_QUICK, TRAPPED, new_stamp
from events.models import Registration, Standing
from tests.events.visitors import address, send, text, typed
from tests.events_factories import make_event, register, workshop
from tests.factories import make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


def only(event):
    return Registration.objects.get(event=event)


@pytest.fixture
def event():
    return make_event(workshops=[5, 5], extras=[5])


@pytest.fixture
def wished(event):
    first = workshop(event, "A")
    return {f"slot{first.parent_id}": first.pk, f"second{first.parent_id}": workshop(event, "B").pk}


def test_three_steps_lead_to_a_registration(client, event, wished):
    assert "Schritt 1 von 3" in text(client.get(address(event)))
    assert "Wählen Sie eine Werkstatt" in text(send(client, event, "programme"))
    assert "Stimmt alles?" in text(send(client, event, "check", **wished))
    assert Registration.objects.count() == 0
    page = client.get(send(client, event, **wished)["Location"])
    assert "Fast fertig: bitte bestätigen" in text(page)
    found = only(event)
    assert (found.name, found.email, found.standing) == ("Erika Beispiel", "erika@example.org", Standing.ADMITTED)
    assert [(booking.item.title, booking.wish) for booking in found.bookings.order_by("wish")] == [
        ("Werkstatt A", 1),
        ("Werkstatt B", 2),
    ]


def test_no_page_of_the_way_sets_a_cookie(client, event, wished):
    client.get(address(event))
    for page in ("programme", "check", "send"):
        send(client, event, page, **wished)
    assert client.cookies == {}


def test_the_second_step_is_left_out_where_there_is_nothing_to_choose(client):
    event = make_event(asks_support=False)
    page = client.get(address(event))
    assert "Schritt 1 von 2" in text(page)
    assert "Liste der Teilnehmenden" in text(page)
    assert "Stimmt alles?" in text(send(client, event, "check", remarks="Ich komme mit dem Rad."))
    send(client, event, remarks="Ich komme mit dem Rad.", on_list="on")
    assert (only(event).remarks, only(event).on_list) == ("Ich komme mit dem Rad.", True)


def test_going_back_keeps_everything(client, event, wished):
    page = send(client, event, "", remarks="Ich freue mich.", **wished)
    values = {field.get("name"): field.get("value") for field in Page(page).root.iter() if field.get("name")}
    assert values["remarks"] == "Ich freue mich."
    assert values["first_name"] == "Erika"
    assert {name: values[name] for name in wished} == {name: str(key) for name, key in wished.items()}


def test_mistakes_are_named_on_their_page(client, event):
    page = send(client, event, "programme", first_name="", email="erika@")
    assert "Fehler: Schritt 1 von 3" in text(page)
    assert "Bitte schreiben Sie Ihren Vornamen." in text(page)
    assert "Es fehlt der Teil nach dem @-Zeichen." in text(page)


def test_the_second_page_complains_only_once_it_was_sent(client, event):
    fields = typed()
    del fields["answered"]
    assert "Fehler:" not in text(client.post(address(event, "programme"), fields))
    assert "Fehler: Schritt 2 von 3" in text(send(client, event, "check"))


def test_one_way_to_reach_somebody_is_needed(client, event):
    assert "Eine Angabe genügt" in text(send(client, event, "programme", email=""))
    assert "Schritt 2 von 3: Anmeldung" in text(send(client, event, "programme", email="", phone="0228/614074"))
    assert "brauchen wir Straße, Postleitzahl und Ort" in text(
        send(client, event, "programme", email="", street="Am Weg 1")
    )


def test_telephone_and_town_are_understood_as_people_write_them(client):
    event = make_event(asks_support=False)
    send(client, event, email="", phone="0228 / 61-40-74", street="Am Weg 1", postcode="D-59227 Ahlen", town="")
    found = only(event)
    assert (found.phone, found.postcode, found.town) == ("+49228614074", "59227", "Ahlen")


def test_an_office_is_found_by_its_name_and_anything_else_is_kept_as_words(client):
    office, event = make_office("Seniorenbüro Ahlen"), make_event(asks_support=False)
    send(client, event, origin="seniorenbuero  AHLEN")
    send(client, event, first_name="Karl", origin="Stadt Werne")
    found = Registration.objects.order_by("pk")
    assert [(one.office, one.institution) for one in found] == [(office, ""), (None, "Stadt Werne")]


def test_the_page_offers_the_offices_of_the_directory(client, event):
    make_office("Seniorenbüro Ahlen")
    assert b'<option value="Seniorenb\xc3\xbcro Ahlen">' in client.get(address(event)).content


def test_support_is_kept_with_consent_only(client):
    event = make_event()
    assert "Bitte setzen Sie den Haken" in text(send(client, event, needs=["rest"], diet="vegan"))
    send(client, event, needs=["rest"], diet="vegan", support_note="Nüsse", consent="on")
    support = only(event).support
    assert (support.needs, support.diet, support.note) == (["rest"], "vegan", "Nüsse")


def test_a_consent_without_anything_to_consent_to_leaves_nothing(client):
    event = make_event()
    send(client, event, consent="on")
    assert not hasattr(only(event), "support")


def test_what_lies_on_a_day_that_was_not_chosen_is_left_out(client):
    event = make_event(days=2, workshops=[5, 5], extras=[5])
    first, last = event.days.all()
    evening = last.items.get()
    page = send(client, event, "check", days=[first.pk], **{f"slot{workshop(event).parent_id}": "0"}, extras=evening.pk)
    assert "Abend 0" not in text(page)
    send(client, event, days=[first.pk], **{f"slot{workshop(event).parent_id}": "0"}, extras=evening.pk)
    assert only(event).bookings.count() == 0


def test_a_workshop_need_not_be_chosen_on_a_day_when_somebody_is_not_there(client):
    event = make_event(days=2, workshops=[5, 5])
    assert "Stimmt alles?" in text(send(client, event, "check", days=[event.days.last().pk]))
    assert "mindestens einen Tag" in text(send(client, event, "check", **{f"slot{workshop(event).parent_id}": "0"}))


def test_a_second_wish_alone_is_the_first(client, event, wished):
    slot = workshop(event).parent_id
    send(client, event, **{f"second{slot}": workshop(event, "B").pk})
    assert [(booking.item.title, booking.wish) for booking in only(event).bookings.all()] == [("Werkstatt B", 1)]


def test_the_same_workshop_twice_is_one_wish(client, event):
    slot, item = workshop(event).parent_id, workshop(event).pk
    send(client, event, **{f"slot{slot}": item, f"second{slot}": item})
    assert only(event).bookings.count() == 1


# --- places -----------------------------------------------------------------------------------------------


def test_the_button_says_what_it_does(client):
    event = make_event(capacity=1)
    assert "Platz anmelden" in text(send(client, event, "check"))
    register(event)
    page = text(send(client, event, "check"))
    assert "Auf die Warteliste setzen" in page
    assert "Platz anmelden" not in page


def test_two_people_need_two_places(client):
    event = make_event(capacity=1)
    assert "Auf die Warteliste setzen" in text(send(client, event, "check", has_companion="on"))


def test_the_last_place_may_go_while_somebody_types(client):
    event = make_event(capacity=1)
    assert "Platz anmelden" in text(send(client, event, "check"))
    register(event)
    page = send(client, event)
    assert "Der letzte freie Platz ist gerade vergeben worden. Ihre Angaben stehen noch hier." in text(page)
    assert "erika@example.org" in text(page)
    assert event.registrations.count() == 1
    page = client.get(send(client, event, place="warteliste")["Location"])
    assert "Bis dahin halten wir Ihre Stelle auf der Warteliste frei: Platz 1." in text(page)


def test_who_would_wait_gets_a_place_if_one_is_free(client):
    event = make_event(capacity=1)
    send(client, event, place="warteliste")
    assert only(event).standing == Standing.ADMITTED


def test_without_waiting_list_a_full_event_says_so(client):
    event = make_event(capacity=1, has_waiting_list=False)
    register(event)
    for page in ("", "programme", "check", "send"):
        answer = text(send(client, event, page))
        assert "es gibt keine Warteliste" in answer
        assert "erika@example.org" in answer


# --- programs and people ------------------------------------------------------------------------------------


def test_who_is_quicker_than_anybody_can_type_is_asked_again(client):
    event = make_event()
    page = send(client, event, stamp=new_stamp(1))
    assert TOO_QUICK in text(page)
    assert "erika@example.org" in text(page)
    assert event.registrations.count() == 0


@pytest.mark.parametrize("stamp", ["", "ausgedacht", "0-0.xyz", "a week old"])
def test_a_form_without_a_good_stamp_gets_a_new_one(client, time_machine, stamp):
    event = make_event()
    page = send(client, event, stamp=new_stamp(8 * 24 * 60 * 60) if stamp == "a week old" else stamp)
    assert AGAIN in text(page)
    fresh = next(field.get("value") for field in Page(page).root.iter() if field.get("name") == "stamp")
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    assert send(client, event, stamp=fresh).status_code == 302


def test_a_form_may_lie_open_for_a_day(client):
    event = make_event()
    assert send(client, event, stamp=new_stamp(26 * 60 * 60)).status_code == 302


def test_a_field_that_nobody_sees_catches_programs_and_lets_people_go_on(client):
    event = make_event()
    page = send(client, event, website="https://example.org")
    assert TRAPPED in text(page)
    assert event.registrations.count() == 0
    trap = next(field.get("value") for field in Page(page).root.iter() if field.get("name") == "website")
    assert send(client, event, website=trap).status_code == 302


def test_many_from_one_address_wait_and_lose_nothing(client, settings):
    settings.REGISTRATIONS_PER_HOUR = 1
    event = make_event()
    assert send(client, event).status_code == 302
    page = send(client, event, first_name="Karl")
    assert page.status_code == 429
    assert "sehr viele Anmeldungen" in text(page)
    assert "Karl Beispiel" in text(page)


# --- twice --------------------------------------------------------------------------------------------------


def test_sent_twice_is_one_registration_and_the_same_page(client):
    event, stamp = make_event(), new_stamp(60)
    first, second = send(client, event, stamp=stamp), send(client, event, stamp=stamp)
    assert only(event)
    assert text(client.get(first["Location"])) == text(client.get(second["Location"]))


def read_after(client, event, **fields):
    return text(client.get(send(client, event, **fields)["Location"]))


@pytest.mark.parametrize("reach", [{}, {"email": "", "phone": "0228 614074"}])
def test_who_knows_a_name_and_an_address_reads_what_a_newcomer_reads(client, time_machine, reach):
    """Whatever has become of the registration meanwhile."""
    time_machine.move_to("2026-11-24 10:00", tick=False)
    event = make_event(capacity=9)
    newcomer = read_after(client, event, last_name="Neu", **reach)
    Registration.objects.all().delete()
    send(client, event, last_name="Neu", **reach)
    found = only(event)
    Registration.objects.update(confirm_until=None, institution="Seniorenbüro Geheim")
    seen = read_after(client, event, last_name="Neu", **reach)
    assert seen == newcomer
    assert (found.token in seen, "Geheim" in seen, only(event).pk == found.pk) == (False, False, True)
    assert Registration.objects.count() == 1


def test_on_a_full_event_the_answer_is_the_same_for_both(client):
    event = make_event(capacity=1, has_waiting_list=False)
    send(client, event)
    known, newcomer = send(client, event), send(client, event, last_name="Neu", email="neu@example.org")
    assert (known.status_code, newcomer.status_code) == (200, 200)
    assert text(known).replace("Erika Beispiel", "…") == text(newcomer).replace("Erika Neu", "…").replace(
        "neu@example.org", "erika@example.org"
    )


def test_the_way_of_the_answer_leaves_no_trace(client):
    event = make_event()
    send(client, event)
    before = (Message.objects.count(), event.registrations.count())
    assert "Fast fertig" in read_after(client, event)
    event.refresh_from_db()
    assert (Message.objects.count(), event.registrations.count()) == before


def test_the_page_after_sending_ends_after_a_day(client, time_machine):
    event = make_event()
    address = send(client, event)["Location"]
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert client.get(address)["Location"] == f"/veranstaltungen/{event.slug}/"


def test_the_page_after_sending_tells_those_without_mail_what_comes(client):
    event = make_event()
    page = client.get(send(client, event, email="", phone="0228 614074")["Location"])
    assert "Sie sind angemeldet" in text(page)
    assert "am Telefon" in text(page)


def test_pages_called_up_without_words_lead_to_the_beginning(client):
    event = make_event()
    for page in ("programme", "check", "send"):
        assert client.get(address(event, page))["Location"] == address(event)


@pytest.mark.parametrize("postcode", ["٥٩٢٢٧", "²²²²²", "5922²"])  # digits that are none, or of another script
def test_a_postcode_in_other_signs_is_asked_about(client, postcode):
    page = send(
        client, make_event(), email="", phone="0228 614074", street="Am Markt 1", town="Ahlen", postcode=postcode
    )
    assert "Eine Postleitzahl hat fünf Ziffern" in text(page)
    assert not Registration.objects.exists()
