"""Whoever has no e-mail loses no offer: its time runs from the letter or the call on, and the desk reads what waits."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.language.dates import long_date, until
from events.models import Event, Item, Notice, Registration
from events.models.notices import About
from events.places import corrections, offers
from events.places.registration import cancel, transfer
from events.telling import letters, notices
from events.telling.offer_ends import end_from
from tests.events.counting import check
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, make_slot, register
from tests.factories import make_user

pytestmark = pytest.mark.django_db

BY_POST = {"street": "Ring 1", "postcode": "44137", "town": "Dortmund"}


@pytest.fixture
def event(office):
    return make_event(office=office, capacity=1)


@pytest.fixture(params=[BY_POST, {"phone": "+49228614074"}], ids=["letter", "call"])
def offered(event, request):
    """Somebody who waited, and is offered the place of another."""
    first = register(event)
    person = register(event, make_person("Erika", "Beispiel", **request.param), waits=True)
    cancel(first)
    person.refresh_from_db()
    assert person.standing == "angeboten"
    return person


def hours(number):
    return timezone.now() + timedelta(hours=number)


def become(event, name, at):
    Event.objects.filter(pk=event.pk).update(**{name: at, name.replace("_at", "_by"): make_user()})


def settle(client, event, *notices):
    client.post(reverse("events:letters_printed", args=[event.pk]), {"brief": [one.pk for one in notices]})


def test_no_time_runs_before_she_was_told(editor, event, offered):
    assert offered.offered_until is None
    assert offers.pass_on_expired(hours(event.offer_hours + 100)) == 0
    settle(editor, event, offered.notices.get(about="Platz angeboten"))
    offered.refresh_from_db()
    days = 3 if offered.street else 0  # the post takes its time
    last = timezone.localdate(hours(event.offer_hours + 24 * days))
    assert timezone.localtime(offered.offered_until).date() == last + timedelta(days=1)
    assert offers.pass_on_expired(hours(event.offer_hours - 1)) == 0
    assert offers.pass_on_expired(offered.offered_until) == 1
    check(event)


def test_the_letter_names_the_day_until_which_the_place_is_kept(editor, event, offered, time_machine):
    notice = offered.notices.get(about="Platz angeboten")
    time_machine.move_to(hours(48))
    assert long_date(timezone.localdate(end_from(event, offered, timezone.now()))) not in notice.text
    settle(editor, event, notice)
    notice.refresh_from_db()
    offered.refresh_from_db()
    assert f"Wir halten ihn bis {until(offered.offered_until)} frei." in notice.text


def test_an_offer_nobody_was_told_of_follows_the_event_to_another_day(event, offered):
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + timedelta(days=7))
    assert offers.pass_on_expired(event.starts_at + timedelta(hours=1)) == 0
    assert offers.pass_on_expired(event.starts_at + timedelta(days=7, hours=1)) == 1
    check(event)


def test_no_offer_outlasts_the_beginning_of_an_event_that_moved_forward(event):
    first = register(event)
    person = register(event, make_person(), waits=True)
    cancel(first)
    person.refresh_from_db()
    assert person.offered_until > hours(2)
    Event.objects.filter(pk=event.pk).update(starts_at=hours(2))
    assert offers.pass_on_expired(hours(3)) == 1
    with pytest.raises(offers.OfferOverError):
        offers.accept(person)


@pytest.fixture
def two_workshops(editor, office):
    """Somebody without e-mail who is offered a place in two workshops at different hours."""
    event = make_event(office=office, workshops=[1])
    make_slot(event, [1], starts=time(9), ends=time(10))
    chosen = {item.parent_id: (item.pk,) for item in Item.objects.filter(day__event=event, kind="werkstatt")}
    first = register(event, wishes=chosen)
    person = register(event, make_person("Erika", "Beispiel", **BY_POST), wishes=chosen)
    cancel(first)
    assert person.bookings.offered().count() == 2
    return event, person


def test_each_offer_of_two_has_a_letter_and_a_time_of_its_own(editor, two_workshops, time_machine):
    event, person = two_workshops
    one, two = person.notices.filter(about="Werkstatt angeboten").order_by("pk")
    assert {one, two} <= set(letters.to_print(event))
    settle(editor, event, one)
    ends = dict(person.bookings.values_list("item", "offered_until"))
    assert ends[one.item_id]
    assert ends[two.item_id] is None
    time_machine.move_to(hours(24))
    settle(editor, event, one, two)
    later = dict(person.bookings.values_list("item", "offered_until"))
    assert later[one.item_id] == ends[one.item_id] < later[two.item_id]


def test_the_desk_enters_what_she_says_on_the_telephone(editor, two_workshops):
    event, person = two_workshops
    yes, no = person.bookings.order_by("pk")
    page = text(editor.get(reverse("events:participant", args=[event.pk, person.pk])))
    assert "Brief oder Anruf steht noch aus" in page
    assert "Nimmt den Platz" in page
    for booking, words in ((yes, {"ja": "1"}), (no, {})):
        editor.post(reverse("events:answer_about_workshop", args=[event.pk, person.pk, booking.pk]), words)
    assert set(person.bookings.values_list("pk", "state")) == {(yes.pk, "platz"), (no.pk, "wunsch")}
    assert not letters.to_print(event).filter(about="Werkstatt angeboten").exists()
    check(event)


@pytest.mark.parametrize(("says", "standing"), [({"ja": "1"}, "angemeldet"), ({}, "weitergegeben")])
def test_the_desk_enters_the_answer_to_a_place_offered(editor, event, offered, says, standing):
    editor.post(reverse("events:answer_for_participant", args=[event.pk, offered.pk]), says)
    offered.refresh_from_db()
    assert offered.standing == standing
    check(event)


def test_with_an_address_for_mails_the_offer_goes_there_and_runs(editor, event, offered):
    corrections.correct(offered, make_person("Erika", "Beispiel", email="e@example.org"), by=editor.user)
    offered.refresh_from_db()
    assert offered.offered_until is not None
    assert not Notice.objects.to_print().current(timezone.now()).filter(registration=offered).exists()
    newest = offered.notices.newest_first().first()
    assert until(offered.offered_until) in newest.message.text


def test_a_message_that_waited_on_paper_is_mailed_once_there_is_an_address(editor, event):
    person = register(event, make_person("Erika", "Beispiel", **BY_POST))
    notices.message(person, subject="Bitte beachten", text="Der Aufzug steht still.")
    corrections.correct(person, make_person("Erika", "Beispiel", email="e@example.org"), by=editor.user)
    mailed = person.notices.get(about="Nachricht").message
    assert (mailed.to, "Aufzug" in mailed.text) == ("e@example.org", True)
    assert not letters.to_print(event).exists()


def test_letters_to_the_first_person_never_reach_who_comes_instead(editor, event):
    person = register(event, make_person("Erika", "Beispiel", **BY_POST))
    notices.message(person, subject="Bitte beachten", text="Ihre Rückfrage")
    transfer(person, make_person("Max", "Muster", **BY_POST), by=editor.user)
    assert [letter.about for letter in letters.to_print(event)] == ["Vertretung"]


def test_whoever_takes_over_an_offer_hears_of_it_and_has_the_whole_time(editor, event, offered):
    transfer(offered, make_person("Max", "Muster", email="max@example.org"), by=editor.user)
    offered.refresh_from_db()
    assert offered.offered_until is not None
    told = {notice.about: notice.message.text for notice in offered.notices.exclude(message=None)}
    assert "Sie sind angemeldet" not in told["Vertretung"]
    assert until(offered.offered_until) in told["Platz angeboten"]


def test_what_waits_stands_on_the_pages_of_event_and_coordinators(editor, coordinator, event, offered):
    page = text(editor.get(reverse("events:desk_event", args=[event.pk])))
    assert "Menschen ohne E-Mail warten auf Nachricht" in page
    assert event.title in text(coordinator.get(reverse("portal:desk")))
    settle(editor, event, *offered.notices.all())
    assert "warten auf Nachricht" not in text(editor.get(reverse("events:desk_event", args=[event.pk])))
    assert event.title not in text(coordinator.get(reverse("portal:desk")))


def test_a_letter_that_is_out_of_date_leaves_the_pile(event, offered):
    now = timezone.now()
    assert letters.unsettled(now).filter(about="Platz angeboten").exists()
    offers.decline(offered)
    assert not letters.unsettled(now).filter(about__in=["Platz angeboten", "Anmeldung"]).exists()


def test_after_the_last_day_nobody_is_written_how_she_stands(office):
    event = make_event(office=office, first=timezone.localdate() - timedelta(days=1))
    person = register(event, make_person(**BY_POST), by=event.created_by, source="telefon")
    assert person.notices.filter(about=About.REGISTERED).exists()
    thanks = Notice.objects.create(registration=person, about=About.CERTIFICATE, subject="Bescheinigung", text="Da.")
    assert list(letters.to_print(event)) == [thanks]


def test_of_two_letters_of_one_occasion_the_newer_one_counts(event):
    person = register(event, make_person(**BY_POST))
    first = person.notices.get()
    second = Notice.objects.create(registration=person, about=first.about, subject="Neu", text="Neu")
    assert list(letters.to_print(event)) == [second]


def test_the_offer_replaces_the_letter_about_the_waiting_list(event, offered):
    assert [one.about for one in letters.unsettled(timezone.now()).filter(registration=offered)] == ["Platz angeboten"]


def test_a_letter_says_how_she_stands_when_it_is_printed(editor, event):
    register(event)
    person = register(event, make_person("Erika", "Beispiel", **BY_POST), waits=True)
    ahead = register(event, make_person("Max", "Muster", email="max@example.org"), waits=True)
    Registration.objects.filter(pk=ahead.pk).update(queued_at=hours(-24))
    letter = person.notices.get()
    assert "Platz 1" in letter.subject
    settle(editor, event, letter)
    letter.refresh_from_db()
    assert "Platz 2" in letter.subject


@pytest.mark.parametrize(
    ("about", "change", "stays"),
    [
        ("Anmeldung", {"called_off_at": 0}, False),
        ("Erinnerung", {"called_off_at": 0}, False),
        ("Erinnerung", {"postponed_at": 0}, False),
        ("Anmeldung", {"postponed_at": 1}, False),
        ("Anmeldung", {"postponed_at": -1}, True),
        ("Veranstaltung abgesagt", {"called_off_at": 0}, True),
        ("Veranstaltung abgesagt", {}, False),
        ("Veranstaltung verschoben", {"postponed_at": 0}, True),
        ("Veranstaltung verschoben", {}, False),
        ("Nachricht", {"called_off_at": 0}, True),
    ],
)
def test_what_became_of_the_event_decides_which_letters_stay(event, about, change, stays):
    person = register(event, make_person(**BY_POST))
    person.notices.all().delete()
    Notice.objects.create(registration=person, about=about, subject="S", text="T")
    for name, number in change.items():
        become(event, name, hours(number))
    assert letters.unsettled(timezone.now()).exists() is stays


@pytest.mark.parametrize("about", ["Anmeldung", "Nachricht", "Veranstaltung abgesagt", "Absage"])
def test_after_the_event_nobody_prints_what_was_written_before(event, about):
    person = register(event, make_person(**BY_POST))
    if "abgesagt" in about:
        become(event, "called_off_at", timezone.now())
    person.notices.update(about=about)
    assert letters.unsettled(timezone.now()).exists()
    assert not letters.unsettled(hours(24 * 60)).exists()


def test_whoever_has_no_address_is_called_and_gets_no_letter(event):
    register(event, make_person(phone="+49228614074"))
    assert not letters.to_print(event).exists()
    assert letters.to_tell(event).count() == 1
