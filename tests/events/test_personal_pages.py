"""The pages behind the secret link: how somebody stands, and what she decides."""

import json
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.language.dates import WEEKDAYS
from core.models import Message
from events.models import BookingState, Event, Registration, Standing, Support
from events.places import registration as use_cases
from events.places.allocation import apply, assign_by_hand
from events.places.applications import SupportWish
from events.showing.wording import workshop_lines
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, make_slot, register, wish, workshop
from tests.factories import make_office, make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db


def at(name, registration, *more):
    return reverse(f"events:{name}", args=[registration.token, *more])


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def seen(client, registration):
    return text(client.get(at("personal", fresh(registration))))


@pytest.fixture
def event():
    return make_event(workshops=[1, 5], capacity=3)


@pytest.fixture
def offered(event):
    """Somebody to whom a place is offered."""
    others = [register(event) for _ in range(3)]
    waiting = register(event)
    use_cases.cancel(others[0])
    return fresh(waiting)


# --- how she stands -----------------------------------------------------------------------------------------


def test_the_page_begins_with_how_somebody_stands(client, event):
    admitted = register(event)
    assert "Sie sind angemeldet" in seen(client, admitted)
    assert "Fast fertig: bitte bestätigen" in seen(client, register(event, confirmed=False))
    register(event)
    assert "Sie stehen auf der Warteliste, Platz 1" in seen(client, register(event))
    use_cases.cancel(admitted)
    assert "Sie haben sich abgemeldet" in seen(client, admitted)


def test_everything_chosen_says_how_it_stands(client, event):
    register(event, wishes=wish(event, "A"))
    page = seen(client, register(event, wishes=wish(event, "A", "B")))
    assert "Werkstatt A, Raum 1 Sie stehen auf der Warteliste" in page
    assert "Werkstatt B, Raum 2 Sie haben einen Platz" in page


def test_an_event_called_off_asks_nothing_any_more(client, event, coordinator):
    found = register(event)
    event.called_off_at, event.called_off_by = timezone.now(), coordinator.user
    event.save()
    page = seen(client, found)
    assert "Die Veranstaltung ist abgesagt" in page
    assert "Absagen" not in page


def test_the_online_link_is_shown_to_those_who_have_a_place_only(client):
    event = make_event(mode="online", online_link="https://example.org/raum", capacity=1)
    assert "https://example.org/raum" in seen(client, register(event))
    assert "https://example.org/raum" not in seen(client, register(event))


@pytest.mark.parametrize("name", ["personal", "change", "cancel", "delete_own_data", "transfer", "own_data"])
def test_looking_is_never_kept_and_sets_no_cookie(client, event, name):
    answer = client.get(at(name, register(event)))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert client.cookies == {}


# --- confirming ---------------------------------------------------------------------------------------------


def test_confirming_takes_one_button(client, event):
    found = register(event, confirmed=False)
    assert "Stimmt Ihre E-Mail-Adresse?" in text(client.get(found.confirm_url))
    assert fresh(found).is_unconfirmed
    page = client.post(found.confirm_url, follow=True)
    assert "Sie sind angemeldet" in text(page)
    assert "Ihre E-Mail-Adresse ist bestätigt" in text(client.get(found.confirm_url))


def test_the_link_to_confirm_opens_nothing_else(client, event):
    found = register(event, confirmed=False)
    token = found.confirm_url.rstrip("/").rpartition("/")[2]
    assert client.get(reverse("events:personal", args=[token])).status_code == 404


# --- offers -------------------------------------------------------------------------------------------------


def test_an_offer_is_taken_with_one_button(client, offered):
    assert "Ja, ich komme" in seen(client, offered)
    page = client.post(at("accept_place", offered), follow=True)
    assert "Sie sind angemeldet" in text(page)
    assert fresh(offered).standing == Standing.ADMITTED


def test_an_offer_is_passed_on_with_one_button(client, offered):
    page = client.post(at("decline_place", offered), follow=True)
    assert "Ihr Platz ist weitergegeben" in text(page)


def test_an_answer_that_comes_too_late_is_told_so(client, offered, time_machine):
    time_machine.move_to(offered.offered_until + timedelta(minutes=1))
    assert "Ja, ich komme" not in seen(client, offered)
    answer = client.post(at("accept_place", offered))
    assert answer.status_code == 409
    assert "Dieses Angebot gilt nicht mehr" in text(answer)


@pytest.mark.parametrize(("answer", "state"), [("accept", BookingState.ADMITTED), ("decline", BookingState.WISHED)])
def test_a_workshop_on_offer_is_answered_on_the_page(client, event, answer, state):
    first = register(event, wishes=wish(event, "A"))
    found = register(event, wishes=wish(event, "A", "B"))
    use_cases.cancel(first)
    booking = found.bookings.get(item=workshop(event))
    assert "Ja, ich nehme den Platz" in seen(client, found)
    client.post(at(f"{answer}_workshop", found, booking.pk))
    booking.refresh_from_db()
    assert booking.state == state


def test_nobody_answers_for_somebody_else(client, event):
    first = register(event, wishes=wish(event, "A"))
    found, other = register(event, wishes=wish(event, "A")), register(event)
    use_cases.cancel(first)
    assert client.post(at("accept_workshop", other, found.bookings.get().pk)).status_code == 404


# --- changing -----------------------------------------------------------------------------------------------


def test_changing_begins_with_what_was_chosen(client, event):
    found = register(event, wishes=wish(event, "B"))
    page = client.get(at("change", found))
    checked = [field.get("value") for field in Page(page).root.iter() if field.get("checked") is not None]
    assert checked == [str(workshop(event, "B").pk)]


def test_other_workshops_are_saved_and_told(client, event):
    found = register(event, wishes=wish(event, "B"))
    page = client.post(at("change", found), {f"slot{workshop(event).parent_id}": workshop(event).pk}, follow=True)
    assert "Gerade eben Anmeldung geändert" in text(page)
    assert found.bookings.get().item == workshop(event)


def test_a_day_that_is_full_keeps_the_rest_of_the_form(client):
    event = make_event(days=2)
    first, last = event.days.all()
    last.capacity = 1
    last.save()
    register(event, days=[last])
    found = register(event, days=[first])
    page = client.post(at("change", found), {"days": [first.pk, last.pk]})
    assert "ist leider kein Platz mehr frei" in text(page)
    assert list(found.days.all()) == [first]


def test_after_the_deadline_a_change_takes_a_call(client, event):
    found = register(event, wishes=wish(event, "B"))
    event.closes_at = timezone.now() - timedelta(minutes=1)
    event.save()
    assert "Wahl ändern" not in seen(client, found)
    assert "Das geht jetzt nicht mehr" in text(client.post(at("change", found), {}))


# --- somebody else comes -----------------------------------------------------------------------------------


def test_a_colleague_takes_the_place_and_the_old_link_ends(client, event):
    found = register(event, wishes=wish(event, "A"))
    old = at("personal", found)
    page = client.post(
        at("transfer", found), {"first_name": "Karla", "last_name": "Kollegin", "email": "karla@example.org"}
    )
    assert "Ihr Platz ist weitergegeben" in text(client.get(page["Location"]))
    assert client.get(old).status_code == 404
    assert (fresh(found).name, fresh(found).standing) == ("Karla Kollegin", Standing.ADMITTED)


def test_a_colleague_who_comes_already_is_named(client, event):
    register(event, make_person("Karla", "Kollegin", email="karla@example.org"))
    found = register(event)
    page = client.post(
        at("transfer", found), {"first_name": "Karla", "last_name": "Kollegin", "email": "karla@example.org"}
    )
    assert "Karla Kollegin ist schon angemeldet" in text(page)
    assert fresh(found).name == found.name


# --- nobody comes ---------------------------------------------------------------------------------------------


def test_after_the_event_nobody_cancels_any_more(client, event, time_machine):
    found = register(event)
    time_machine.move_to(event.ends_at + timedelta(hours=1))
    assert "Das geht jetzt nicht mehr" in text(client.post(at("cancel", found)))
    assert fresh(found).standing == Standing.ADMITTED


def test_whoever_cannot_come_on_any_other_day_cancels_while_it_is_put_off(client, event):
    found = register(event)
    put_off = {"postponed_at": timezone.now(), "postponed_by": event.created_by, "reason": "Sturm"}
    Event.objects.filter(pk=event.pk).update(**put_off)
    assert at("cancel", found) in client.get(at("personal", found)).content.decode()
    client.post(at("cancel", found))
    assert fresh(found).standing == Standing.CANCELLED


def test_cancelling_asks_for_nothing(client, event):
    found = register(event)
    page = client.get(at("cancel", found))
    assert [field for field in Page(page).root.iter() if field.get("type") in {"checkbox", "text"}] == []
    assert fresh(found).is_active
    assert "Sie haben sich abgemeldet" in text(client.post(at("cancel", found), follow=True))
    assert "nicht mehr angemeldet" in text(client.get(at("cancel", found)))


# --- her data -------------------------------------------------------------------------------------------------


def test_somebody_takes_her_data_along(client, event):
    found = register(event, wishes=wish(event, "A"), support=SupportWish(("rest",), note="Stuhl"), remarks="Hallo")
    answer = client.get(at("own_data", found))
    data = json.loads(answer.content)
    assert (data["Nachname"], data["Bemerkung"]) == (found.last_name, "Hallo")
    assert data["Wahl"] == [{"Programmpunkt": "Werkstatt A", "Wunsch": 1, "Stand": "Platz"}]
    assert data["Unterstützung"]["Was wir noch wissen sollten"] == "Stuhl"
    assert "attachment" in answer["Content-Disposition"]
    assert found.last_name not in answer["Content-Disposition"]


def test_a_consent_can_be_taken_back(client, event):
    found = register(event, support=SupportWish(("rest",)))
    assert "Einen Raum zum Ausruhen" in seen(client, found)
    client.post(at("withdraw_support", found))
    assert Support.objects.count() == 0
    assert fresh(found).is_active


def test_deleting_leaves_no_word_of_her(client, event):
    person = make_person("Erika", "Unverwechselbar", email="erika.unverwechselbar@example.org")
    found = register(event, person, remarks="Unverwechselbar", support=SupportWish(("rest",), note="Unverwechselbar"))
    Message.objects.update(state="sent", due_at=None, tried_at=timezone.now(), sent_at=timezone.now(), attempts=1)
    page = client.post(at("delete_own_data", found), follow=True)
    assert "Ihre Angaben sind gelöscht" in text(page)
    assert client.get(at("personal", found)).status_code == 404
    rows = [*Registration.objects.values(), *Message.objects.values(), *Support.objects.values()]
    assert "unverwechselbar" not in str(rows).lower()


def test_who_deletes_her_data_gives_her_place_to_the_next(client, event):
    found = register(event)
    register(event), register(event)
    waiting = register(event)
    client.post(at("delete_own_data", found))
    assert fresh(found).standing == Standing.CANCELLED
    assert fresh(waiting).standing == Standing.OFFERED


def test_a_mail_that_waits_never_leaves_once_its_reader_is_forgotten(client, event):
    found = register(event)
    assert Message.objects.waiting().count() == 2
    client.post(at("delete_own_data", found))
    assert Message.objects.count() == 0


def test_a_mail_in_hand_does_not_keep_anybody_from_being_forgotten(client, event):
    found = register(event)
    Message.objects.update(state="sending", due_at=None, tried_at=timezone.now(), attempts=1)
    assert client.post(at("delete_own_data", found)).status_code == 302
    assert Message.objects.count() == 0


def test_after_the_event_deleting_keeps_that_somebody_was_there(client, event, time_machine):
    found = register(event)
    time_machine.move_to(event.ends_at + timedelta(days=1))
    client.post(at("delete_own_data", found))
    assert (fresh(found).standing, fresh(found).last_name) == (Standing.ADMITTED, "")


def test_the_page_needs_the_same_queries_for_any_number(client):
    few, many = make_event(workshops=[5]), make_event(workshops=[5])
    for hour in (9, 11, 16):
        make_slot(many, [5], starts=time(hour), ends=time(hour, 45))
    slots = many.days.get().items.filter(kind="parallel")
    chosen = {slot.pk: (slot.parallel.get().pk,) for slot in slots}
    counts = []
    for found in (register(few, wishes=wish(few, "A")), register(many, wishes=chosen)):
        client.get(at("personal", found))
        with CaptureQueriesContext(connection) as queries:
            client.get(at("personal", found))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_wish_is_not_shown_where_somebody_has_a_place_at_the_same_time(client):
    event = make_event(workshops=[5, 5])
    page = seen(client, register(event, wishes=wish(event, "A", "B")))
    assert "Werkstatt A" in page
    assert "Werkstatt B" not in page


def test_questions_go_to_who_was_named_then_to_the_office(client):
    office = make_office("Seniorenbüro Ahlen", phone="+4923825911")
    assert "02382 59 11" in seen(client, register(make_event(office=office)))
    assert "0228 61 40 74" in seen(client, register(make_event(office=office, contact_phone="+49228614074")))


# --- her workshops: hour, room and why --------------------------------------------------------------------------


def test_each_workshop_says_hour_room_and_why(client, event):
    day = WEEKDAYS[event.days.get().date.weekday()]
    first = register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A", "B"))
    said = "Werkstatt A, Raum 1 Sie haben einen Platz Das war Ihr erster Wunsch."
    assert f"Ihre Werkstätten {day}, 14 bis 15:30 Uhr {said}" in seen(client, first)
    page = seen(client, second)
    assert "Werkstatt A, Raum 1 Sie stehen auf der Warteliste Dort war kein Platz mehr für Sie frei." in page
    assert "Werkstatt B, Raum 2 Sie haben einen Platz Das war Ihr zweiter Wunsch." in page


def test_a_place_given_by_hand_says_who_gave_it(client, event, coordinator):
    found = register(event)
    assign_by_hand(found, workshop(event, "B"), by=coordinator.user)
    said = "Diesen Platz hat Ihnen das Team der Veranstaltung gegeben."
    assert f"Sie haben einen Platz {said}" in seen(client, found)
    assert said in " ".join(workshop_lines(fresh(found)))


def test_a_place_she_waited_for_no_longer_says_why_she_waited(client):
    event = make_event(workshops=[1, 5], allocation="wuensche")
    first, second = (register(event, wishes=wish(event, "A", "B")) for _ in range(2))
    assert "Die Plätze werden verteilt, wenn alle ihre Wünsche genannt haben." in seen(client, second)
    apply(event, by=make_user(is_staff=True))
    assert "es gibt einen Platz. Darum ist es der zweite Wunsch." in seen(client, second)
    use_cases.cancel(first)
    offered = second.bookings.get(item=workshop(event, "A"))
    assert "Warteliste dafür" not in seen(client, second)
    client.post(at("accept_workshop", second, offered.pk))
    assert "Werkstatt A, Raum 1 Sie haben einen Platz Das war Ihr erster Wunsch." in seen(client, second)


def test_who_waits_for_the_event_reads_when_her_wish_counts(client):
    event = make_event(workshops=[5], extras=[5], capacity=1)
    register(event)
    found = register(event, wishes=wish(event, "A"), extras=[event.days.last().items.get(needs_booking=True)])
    page = seen(client, found)
    assert page.count("Das entscheidet sich, wenn Sie einen Platz bei der Veranstaltung haben.") == 2
    assert "Abend, Exkursion und weiteres Programm" in page
