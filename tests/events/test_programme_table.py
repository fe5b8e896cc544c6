"""Capacities, rooms, kinds and hours of a whole programme on one page, typed by two people at once."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Item, Speaker
from events.models.programme import ENDS_LATER
from events.planning import programme
from events.planning.programme import ItemError, ItemRow
from events.planning.table import Cells, TableError, save_table
from tests.events.counting import check
from tests.events_factories import make_event, make_item, make_slot, register, wish, workshop
from tests.factories import make_user
from tests.reading import HTML, Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two days: a talk and two workshops of two places on the first, a talk on the second."""
    made = make_event(days=2, workshops=[2, 2])
    make_item(made, "Vortrag", day=made.days.first(), kind="vortrag", starts=time(10), ends=time(11), room="Saal")
    make_item(made, "Abschluss", kind="plenum", starts=time(15), ends=time(16))
    return made


def url(event):
    return reverse("events:programme_table", args=[event.pk])


def opened(client, event):
    """All that the form would send."""
    page = Page(client.get(url(event)))
    (form,) = page.all("form", class_="form--wide")
    sent = {}
    for field in form.iter(f"{HTML}input"):
        if field.get("name") not in {None, "csrfmiddlewaretoken"}:
            sent[field.get("name")] = field.get("value") or ""
    for field in form.iter(f"{HTML}select"):
        (chosen,) = [one for one in field.iter(f"{HTML}option") if one.get("selected") is not None]
        sent[field.get("name")] = chosen.get("value")
    return sent


def name(item, field):
    return f"punkt-{item.pk}-{field}"


def titled(event, title):
    return Item.objects.get(day__event=event, title=title)


def send(client, event, sent, **more):
    return client.post(url(event), {**sent, **more}, follow=True)


def change(sent, item, **fields):
    return {**sent, **{name(item, field): value for field, value in fields.items()}}


# --- saving -------------------------------------------------------------------------------------------------------


def test_everything_of_all_days_is_changed_in_one_go(editor, office):
    event = make_event(office=office, days=2, workshops=[2, None], extras=[9])
    talk = make_item(event, "Vortrag", starts=time(10), ends=time(11))
    Speaker.objects.create(item=talk, name="Erika Beispiel")
    sent = opened(editor, event)
    a, b, evening = workshop(event), workshop(event, "B"), titled(event, "Abend 0")
    sent = change(change(sent, a, capacity="30", room="Saal"), b, capacity="12")
    sent = change(change(sent, talk, starts="9.30 Uhr", kind="plenum"), evening, capacity="")
    page = Page(send(editor, event, change(sent, a.parent, ends="16")))
    assert "Das Programm ist gespeichert." in page.html
    rows = Item.objects.order_by("title").values_list("title", "kind", "starts", "ends", "room", "capacity")
    assert list(rows) == [
        ("Abend 0", "abend", time(19), None, "", None),
        ("Vortrag", "plenum", time(9, 30), time(11), "", None),
        ("Werkstatt A", "werkstatt", time(14), time(16), "Saal", 30),
        ("Werkstatt B", "werkstatt", time(14), time(16), "Raum 2", 12),
        ("Werkstätten", "parallel", time(14), time(16), "", None),
    ]
    assert talk.speakers.get().name == "Erika Beispiel"


def test_sent_as_it_was_nothing_is_written(coordinator, event):
    page = send(coordinator, event, opened(coordinator, event)).content.decode()
    assert "Es war nichts zu speichern." in page
    assert Event.objects.get().edition == event.edition


def test_more_places_are_offered_to_those_who_wait(coordinator, event):
    people = [register(event, wishes=wish(event, "A")) for _ in range(3)]
    page = send(coordinator, event, change(opened(coordinator, event), workshop(event), capacity="3"))
    assert "Von der Warteliste haben wir dafür eine Person gefragt." in page.content.decode()
    assert people[2].bookings.get().state == "angeboten"
    check(event)


# --- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts", "25 Uhr", "„25 Uhr“ ist keine Uhrzeit."),
        ("ends", "9", "Das Ende muss nach dem Anfang liegen."),
        ("starts", "", "Es fehlt noch der Anfang."),
        ("room", "x" * 81, "„Raum“ ist zu lang"),
        ("kind", "quatsch", "Bitte wählen Sie bei „Art“ aus der Liste."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_kept(coordinator, event, field, typed, sentence):
    talk, other = titled(event, "Vortrag"), titled(event, "Abschluss")
    sent = change(change(opened(coordinator, event), talk, **{field: typed}), other, room="Aula")
    page = Page(send(coordinator, event, sent))
    (link,) = [one for one in page.all("a") if sentence in "".join(one.itertext())]
    assert "„Vortrag“: " in "".join(link.itertext())
    target = link.get("href").removeprefix("#")
    (found,) = [one for one in page.root.iter() if one.get("id") == target]
    assert found.get("name") == name(talk, field)
    assert sentence in page.errors[0]
    assert page.all("input", name=name(other, "room"))[0].get("value") == "Aula"
    assert titled(event, "Abschluss").room == ""


def test_a_workshop_needs_a_number(coordinator, event):
    page = Page(send(coordinator, event, change(opened(coordinator, event), workshop(event), capacity="viele")))
    assert page.errors == ["„Werkstatt A“: Bitte schreiben Sie „Plätze“ als Zahl."]


def test_a_slot_with_workshops_remains_one(coordinator, event):
    slot = workshop(event).parent
    page = Page(send(coordinator, event, change(opened(coordinator, event), slot, kind="vortrag", room="Foyer")))
    assert page.errors == [
        "„Werkstätten“: In dieser Zeit gibt es Werkstätten. Bitte löschen Sie zuerst die Werkstätten."
    ]
    assert page.all("input", name=name(slot, "room"))[0].get("value") == "Foyer"
    assert titled(event, "Werkstätten").room == ""


def test_fewer_places_than_given_away_are_asked_about(coordinator, event):
    people = [register(event, wishes=wish(event, "A")) for _ in range(2)]
    item = workshop(event)
    sent = change(opened(coordinator, event), item, capacity="1")
    page = Page(send(coordinator, event, sent))
    assert "„Werkstatt A“: 2 Plätze sind schon vergeben. Niemand verliert seinen Platz" in page.errors[0]
    assert [one.get("name") for one in page.all("input", type="checkbox")] == [name(item, "fewer")]
    assert workshop(event).capacity == 2
    send(coordinator, event, change(sent, item, fewer="on"))
    assert workshop(event).capacity == 1
    assert {one.bookings.get().state for one in people} == {"platz"}


def test_the_form_of_one_workshop_asks_too(coordinator, event):
    for _ in range(2):
        register(event, wishes=wish(event, "A"))
    item, rows = workshop(event), {"personen-TOTAL_FORMS": "0", "personen-INITIAL_FORMS": "0"}
    sent = {**rows, "title": "Werkstatt A", "capacity": "1", "edition": "0"}
    address = reverse("events:edit_item", args=[event.pk, item.pk])
    page = Page(coordinator.post(address, sent))
    assert "2 Plätze sind schon vergeben." in page.errors[0]
    assert page.all("input", name="fewer")
    coordinator.post(address, {**sent, "fewer": "on"})
    assert workshop(event).capacity == 1


def test_the_use_cases_themselves_refuse(event):
    by = make_user()
    for _ in range(2):
        register(event, wishes=wish(event, "A"))
    item = workshop(event)
    with pytest.raises(ItemError, match="2 Plätze sind schon vergeben"):
        programme.save_item(event, item, ItemRow({"capacity": 1}), by=by)
    with pytest.raises(TableError, match="2 Plätze sind schon vergeben"):
        save_table(event, [Cells(item.pk, {"capacity": 1}, {"capacity": "2"})], by=by)


# --- two at once --------------------------------------------------------------------------------------------------


def test_different_fields_of_two_people_both_stay(coordinator, editor, event):
    mine, theirs = opened(coordinator, event), opened(coordinator, event)
    talk = titled(event, "Vortrag")
    send(coordinator, event, change(theirs, talk, room="Aula"))
    send(coordinator, event, change(mine, talk, ends="11:30"))
    talk.refresh_from_db()
    assert (talk.room, talk.ends) == ("Aula", time(11, 30))


def test_of_the_same_field_the_second_one_is_asked(coordinator, event):
    mine, theirs = opened(coordinator, event), opened(coordinator, event)
    talk, other = titled(event, "Vortrag"), titled(event, "Abschluss")
    send(coordinator, event, change(change(theirs, talk, room="Aula"), other, room="Aula"))
    answer = send(coordinator, event, change(mine, talk, room="Foyer"))
    page = Page(answer)
    assert answer.status_code == 409
    assert page.errors == [
        "„Vortrag“: Inzwischen hat jemand „Aula“ eingetragen. Wenn Sie jetzt speichern, gilt Ihre Eingabe."
    ]
    again = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (again[name(talk, "room")], again[name(other, "room")]) == ("Foyer", "Aula")
    assert titled(event, "Vortrag").room == "Aula"
    send(coordinator, event, {**mine, **{key: value for key, value in again.items() if key and value}})
    assert (titled(event, "Vortrag").room, titled(event, "Abschluss").room) == ("Foyer", "Aula")


def test_hours_of_two_people_that_do_not_fit_together_are_said(coordinator, event):
    mine, theirs = opened(coordinator, event), opened(coordinator, event)
    talk = titled(event, "Vortrag")
    send(coordinator, event, change(theirs, talk, starts="10:45"))
    page = Page(send(coordinator, event, change(mine, talk, ends="10:30")))
    assert page.errors == [f"„Vortrag“: {ENDS_LATER}"]
    assert page.all("input", name=name(talk, "starts"))[0].get("value") == "10:45"


def test_without_what_stood_there_nothing_is_overwritten(coordinator, event):
    sent = opened(coordinator, event)
    programme.save_item(event, titled(event, "Vortrag"), ItemRow({"room": "Aula"}), by=make_user())
    for was in ("", "{", "[]", '{"1": 2}'):
        answer = send(coordinator, event, {**sent, "was": was})
        assert answer.status_code == 409
    assert titled(event, "Vortrag").room == "Aula"


def test_what_was_deleted_meanwhile_is_named_and_the_rest_saved(coordinator, event):
    sent, gone = opened(coordinator, event), titled(event, "Abschluss")
    sent = change(change(sent, gone, room="Aula"), titled(event, "Vortrag"), room="Foyer")
    programme.remove_item(event, gone, by=make_user())
    page = send(coordinator, event, sent).content.decode()
    assert "„Abschluss“ gibt es nicht mehr." in page
    assert titled(event, "Vortrag").room == "Foyer"


def test_what_was_added_meanwhile_stays_as_it_is(coordinator, event):
    sent = opened(coordinator, event)
    make_item(event, "Neu", room="Garten", starts=time(9))
    send(coordinator, event, change(sent, titled(event, "Vortrag"), room="Foyer"))
    assert (titled(event, "Neu").room, titled(event, "Vortrag").room) == ("Garten", "Foyer")


# --- the page -----------------------------------------------------------------------------------------------------


def test_it_is_found_on_the_desk_and_on_the_programme(coordinator, event):
    for name_of_page in ("desk_event", "programme"):
        page = Page(coordinator.get(reverse(f"events:{name_of_page}", args=[event.pk])))
        assert url(event) in page.links


def test_what_lies_in_the_archive_is_not_changed(coordinator, event):
    sent = change(opened(coordinator, event), titled(event, "Vortrag"), room="Aula")
    event.archive(make_user(), timezone.now())
    event.save()
    page = send(coordinator, event, sent)
    assert "liegt im Archiv" in page.content.decode()
    assert titled(event, "Vortrag").room == "Saal"


def test_without_a_programme_there_is_a_way_to_it(coordinator):
    empty = make_event()
    assert reverse("events:programme", args=[empty.pk]) in Page(coordinator.get(url(empty))).links


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_items_takes_the_same_questions(coordinator, count, django_assert_num_queries):
    event = make_event()
    for number in range(count):
        make_slot(event, [1] * count, starts=time(9 + number), ends=time(10 + number))
    coordinator.get(url(event))
    with django_assert_num_queries(8):
        coordinator.get(url(event))
