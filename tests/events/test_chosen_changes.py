"""A workshop gets another room, hour or title, or falls away: whoever has a place in it is told, and nobody else."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.publishing import workflow
from core.publishing.states import WrongStateError
from events.models import Booking, Event, Item, ItemKind, Notice
from events.places import allocation
from events.places import registration as use_cases
from events.planning import changes, editing, programme, steps
from events.planning.copying import copy
from events.planning.lines import read_lines
from events.planning.programme import DayRow, ItemRow
from tests.events.counting import check
from tests.events_factories import make_event, make_item, make_person, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user(is_staff=True)


@pytest.fixture
def event():
    return make_event("Fachtag", workshops=[1, 5], first=date(2027, 5, 3))


def reload(event):
    return Event.objects.get(pk=event.pk)


def save(item, by, **values):
    item.refresh_from_db()
    programme.save_item(item.day.event, item, ItemRow(values), by=by)


def asked(event):
    return [str(change) for change in changes.changes_of(reload(event))]


def tell(event, by, words=""):
    """Address → text of those who are told."""
    before = set(Message.objects.values_list("pk", flat=True))
    count = changes.tell(reload(event), by=by, words=words)
    mails = {mail.to: mail.text for mail in Message.objects.exclude(pk__in=before)}
    assert len(mails) == count
    return mails


NEW_ROOM = (
    "Programm: „Werkstatt A“, Montag, 3. Mai 2027, 14 bis 15:30 Uhr, Saal "
    "(bisher: „Werkstatt A“, Montag, 3. Mai 2027, 14 bis 15:30 Uhr, Raum 1)"
)


def test_a_new_room_is_told_to_those_who_have_a_place_there_and_to_nobody_else(event, by):
    has, _waits = register(event, wishes=wish(event, "A")), register(event, wishes=wish(event, "A"))
    register(event, wishes=wish(event, "B"))
    register(event)
    save(workshop(event), by, room="Saal")
    assert asked(event) == [NEW_ROOM]
    mails = tell(event, by, words="Der Saal ist barrierefrei.")
    assert list(mails) == [has.email]
    assert f"- {NEW_ROOM}" in mails[has.email]
    assert "Der Saal ist barrierefrei." in mails[has.email]
    assert asked(event) == []
    assert tell(event, by) == {}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": "Neu gedacht"}, "„Neu gedacht“, Montag"),
        ({"room": ""}, "15:30 Uhr (bisher"),
        ({"text": "<p>Neu</p>"}, ""),
    ],
)
def test_what_counts_is_title_day_hour_and_room(event, by, values, words):
    register(event, wishes=wish(event, "A"))
    save(workshop(event), by, **values)
    assert [words in change for change in asked(event)] == ([True] if words else [])


def test_another_hour_of_the_slot_is_one_of_all_its_workshops(event, by):
    one, two = register(event, wishes=wish(event, "A")), register(event, wishes=wish(event, "B"))
    save(workshop(event).parent, by, starts=time(15), ends=time(16))
    mails = tell(event, by)
    assert set(mails) == {one.email, two.email}
    assert "„Werkstatt A“, Montag, 3. Mai 2027, 15 bis 16 Uhr, Raum 1" in mails[one.email]
    assert "Werkstatt B" not in mails[one.email]


def test_the_evening_counts_as_well_as_a_workshop(by):
    event = make_event(extras=[5])
    evening = Item.objects.get(title="Abend 0")
    comes = register(event, extras=[evening])
    register(event)
    save(evening, by, room="Gasthof")
    assert list(tell(event, by)) == [comes.email]


def test_an_offered_place_is_told_and_a_wish_is_not(by):
    event = make_event(workshops=[1], allocation="wuensche")
    one, two = (register(event, wishes=wish(event, "A")) for _ in range(2))
    save(workshop(event), by, room="Saal")
    assert asked(event) == []
    allocation.apply(event, by=by)
    use_cases.cancel(one)
    assert Booking.objects.get(registration=two).state == "angeboten"
    save(workshop(event), by, room="Keller")
    assert list(tell(event, by)) == [two.email]


def test_what_is_changed_back_is_no_change_and_before_is_what_she_was_told(event, by):
    register(event, wishes=wish(event, "A"))
    save(workshop(event), by, room="Keller")
    save(workshop(event), by, room="Saal")
    assert asked(event) == [NEW_ROOM]
    save(workshop(event), by, room="Raum 1")
    assert asked(event) == []


def test_whoever_booked_after_the_change_knows_it(by):
    event = make_event(workshops=[5])
    early = register(event, wishes=wish(event, "A"))
    save(workshop(event), by, room="Saal")
    late = register(event, wishes=wish(event, "A"))
    assert list(tell(event, by)) == [early.email]
    save(workshop(event), by, room="Keller")
    assert set(tell(event, by)) == {early.email, late.email}


def test_a_move_of_the_whole_event_is_told_as_its_date_alone(event, by):
    register(event, wishes=wish(event, "A"))
    day = event.days.get()
    row = DayRow(day.pk, day.date + timedelta(days=7), day.starts, day.ends)
    programme.save_days(event, [row], by=by, edition=0)
    assert [change.label for change in changes.changes_of(reload(event))] == ["Termin"]


def test_days_that_swap_their_dates_move_what_lies_on_them(by):
    event = make_event(days=2, workshops=[5])
    register(event, wishes=wish(event, "A"))
    first, second = event.days.order_by("date")
    rows = [DayRow(day.pk, on, day.starts, day.ends) for day, on in ((first, second.date), (second, first.date))]
    programme.save_days(event, rows, by=by, edition=0)
    assert [change.label for change in changes.changes_of(reload(event))] == ["Programm"]


def test_with_a_change_for_all_it_is_one_message(event, by):
    has, other = register(event, wishes=wish(event, "A")), register(event)
    save(workshop(event), by, room="Saal")
    editing.save(reload(event), {"venue": "Rathaus"}, by=by, edition=1)
    mails = tell(event, by)
    assert set(mails) == {has.email, other.email}
    assert ("Raum 1" in mails[has.email], "Raum 1" in mails[other.email]) == (True, False)


def test_what_is_called_off_needs_no_other_room_until_it_is_on_again(event, by):
    register(event, wishes=wish(event, "A"))
    steps.call_off(event, by=by, reason="Sturm")
    save(workshop(event), by, room="Saal")
    tell(event, by)
    assert asked(event) == []
    steps.put_back(event, by=by)
    assert asked(event)[1:] == [NEW_ROOM]


def test_while_the_page_is_hidden_nobody_is_asked_and_on_release_they_are(event, by):
    register(event, wishes=wish(event, "A"))
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    save(workshop(event), by, room="Saal")
    changes.keep_quiet(event, by=by)
    assert asked(event) == []
    workflow.release(event, by=by)
    assert asked(event) == [NEW_ROOM]


def test_without_an_address_it_is_a_letter(event, by):
    person = make_person(phone="+49221471000", street="Musterweg 1", postcode="50667", town="Köln")
    register(event, person, wishes=wish(event, "A"))
    save(workshop(event), by, room="Saal")
    assert changes.tell(event, by=by) == 1
    assert NEW_ROOM in Notice.objects.to_print().get(about="Änderung im Programm").text


# --- it falls away ----------------------------------------------------------------------------------------------


def test_what_falls_away_is_told_with_what_she_has_instead(event, by):
    has = register(event, wishes=wish(event, "A", "B"))
    waits = register(event, wishes=wish(event, "A", "B"))
    programme.remove_item(event, workshop(event), by=by)
    mails = tell(event, by)
    assert list(mails) == [has.email]
    said = mails[has.email]
    line = "- Programm: „Werkstatt A“ fällt aus (bisher: „Werkstatt A“, Montag, 3. Mai 2027, 14 bis 15:30 Uhr, Raum 1)"
    assert line in said
    assert "Das haben Sie jetzt gewählt:\n- Werkstatt B: Sie haben einen Platz" in said
    assert Booking.objects.get(registration=waits).state == "platz"
    assert asked(event) == []
    check(event)


def test_a_slot_takes_its_workshops_with_it(event, by):
    people = {register(event, wishes=wish(event, letter)).email for letter in "AB"}
    programme.remove_item(event, workshop(event).parent, by=by)
    assert set(tell(event, by)) == people
    assert not Booking.objects.filter(registration__event=event).exists()
    check(event)


def test_a_wish_falls_away_without_a_word(by):
    event = make_event(workshops=[1, 1], allocation="wuensche")
    register(event, wishes=wish(event, "A", "B"))
    programme.remove_item(event, workshop(event), by=by)
    assert asked(event) == []
    assert Booking.objects.get().state == "wunsch"


def test_what_was_untold_when_it_fell_away_is_told_as_she_knew_it(event, by):
    register(event, wishes=wish(event, "A"))
    save(workshop(event), by, room="Saal")
    programme.remove_item(event, workshop(event), by=by)
    (line,) = asked(event)
    assert line.endswith("Raum 1)")


def test_keeping_quiet_is_an_answer_here_too(event, by):
    register(event, wishes=wish(event, "A"))
    programme.remove_item(event, workshop(event), by=by)
    changes.keep_quiet(event, by=by)
    assert asked(event) == []


def test_an_excursion_that_somebody_was_on_stays(by):
    event = make_event(first=timezone.localdate() + timedelta(days=1))
    trip = make_item(event, "Stadtgang", kind=ItemKind.EXCURSION, needs_booking=True)
    person = register(event, extras=[trip])
    person.attendances.create(day=event.days.get(), item=trip)
    with pytest.raises(WrongStateError, match="schon Anwesenheit vermerkt"):
        programme.remove_item(event, trip, by=by)


# --- on every path ----------------------------------------------------------------------------------------------


def test_the_page_of_an_item_leads_to_the_question(event, coordinator):
    register(event, wishes=wish(event, "A"))
    sent = {"title": "Werkstatt A", "room": "Saal", "capacity": "1", "text": "", "edition": "0"}
    sent |= {"personen-TOTAL_FORMS": "0", "personen-INITIAL_FORMS": "0"}
    path = reverse("events:edit_item", args=[event.pk, workshop(event).pk])
    response = coordinator.post(path, sent, follow=True)
    assert response.redirect_chain[-1][0] == reverse("events:tell", args=[event.pk])
    page = response.content.decode()
    assert "Saal" in page
    assert "Wer dort einen Platz hat oder hatte, bekommt eine Nachricht: 1 Mensch als E-Mail" in page
    response = coordinator.post(reverse("events:tell", args=[event.pk]), {"words": ""}, follow=True)
    assert "Eine Person bekommt eine Nachricht." in response.content.decode()


def test_the_page_before_deleting_says_how_many_lose_their_place(event, coordinator):
    register(event, wishes=wish(event, "A"))
    path = reverse("events:remove_item", args=[event.pk, workshop(event).pk])
    assert "Eine Person verliert diesen Platz." in coordinator.get(path).content.decode()
    response = coordinator.post(path, follow=True)
    assert response.redirect_chain[-1][0] == reverse("events:tell", args=[event.pk])


def test_an_item_that_nobody_chose_leads_back_to_the_programme(event, coordinator):
    path = reverse("events:remove_item", args=[event.pk, workshop(event).pk])
    assert "verliert" not in coordinator.get(path).content.decode()
    assert coordinator.post(path).url == reverse("events:programme", args=[event.pk])


def test_lines_pasted_anew_and_a_copy_leave_what_people_know_alone(event, by):
    register(event, wishes=wish(event, "A"))
    items, _ = read_lines("9 Uhr Begrüßung\n14 bis 15.30 Uhr Werkstätten\n- Werkstatt C (Saal)")
    programme.add_lines(event, event.days.get(), items, by=by)
    new = copy(event, title="Nächstes Jahr", first=date(2028, 5, 3), by=by)
    assert (asked(event), asked(new)) == ([], [])
    save(workshop(new), by, room="Keller")
    assert (asked(event), asked(new)) == ([], [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_question_costs_the_same_for_any_number(by, count, django_assert_num_queries):
    event = make_event(workshops=[9, 9])
    for number in range(2 * count):
        register(event, wishes=wish(event, "AB"[number % 2]))
    for letter in "AB":
        save(workshop(event, letter), by, room="Saal")
    event = reload(event)
    with django_assert_num_queries(2):
        assert len(changes.changes_of(event)) == 2
