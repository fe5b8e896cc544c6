"""An event is put off: people read the new day, or that there is none yet; calendars strike the entry out."""

from datetime import timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from core.language.dates import long_date
from core.models import Message
from events.models import Event, Notice
from events.planning import changes, editing, programme, steps
from events.planning.programme import DayRow
from tests.events_factories import make_event, make_person, register
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


@pytest.fixture
def event():
    event = make_event("Fachtag")
    register(event, make_person(email="eins@example.org"))
    return event


def reload(event):
    return Event.objects.get(pk=event.pk)


def move(event, by, days=7, starts=None):
    event, day = reload(event), event.days.get()
    row = DayRow(day.pk, day.date + timedelta(days=days), starts or day.starts, day.ends)
    return programme.save_days(event, [row], by=by, edition=event.edition)


def newest_mail(to="eins@example.org"):
    return Message.objects.filter(to=to).latest("pk")


def entry(message):
    return vobject.readOne(message.calendar).vevent


def asked(event):
    return [change.label for change in changes.changes_of(reload(event))]


def test_without_a_new_day_the_mail_says_so_and_does_not_name_the_old_one_as_when(event, by):
    old = long_date(event.days.get().date)
    steps.postpone(event, by=by, reason="Sturm.")
    changes.tell(reload(event), by=by)
    mail = newest_mail()
    assert mail.subject == "Verschoben: Fachtag"
    assert "Der neue Termin steht noch nicht fest. Ihre Anmeldung bleibt bestehen." in mail.text
    assert f"Wann: Der neue Termin steht noch nicht fest (bisher: {old}, 10 bis 16 Uhr)" in mail.text


@pytest.mark.parametrize("is_told", [True, False])
def test_the_new_day_ends_it_and_the_mail_says_the_day_and_once_the_reason(event, by, is_told):
    steps.postpone(event, by=by, reason="Sturm.")
    if is_told:
        changes.tell(reload(event), by=by)
    assert move(event, by).is_on_again
    assert reload(event).stage().takes_registrations
    assert asked(event) == (["Stand", "Termin"] if is_told else ["Termin"])
    changes.tell(reload(event), by=by)
    mail, new = newest_mail(), long_date(event.days.get().date)
    assert mail.subject == "Neuer Termin: Fachtag"
    assert f"Wann: {new}, 10 bis 16 Uhr" in mail.text
    assert f"- Termin: {new}, 10 bis 16 Uhr (bisher: " in mail.text
    assert "Der Grund: Sturm." in mail.text
    assert "steht noch nicht fest" not in mail.text
    move(event, by)
    changes.tell(reload(event), by=by)
    assert "Sturm" not in newest_mail().text


def test_a_new_room_is_no_new_day(event, by):
    editing.save(event, {"venue": "Rathaus"}, by=by, edition=0)
    changes.tell(reload(event), by=by)
    assert newest_mail().subject == "Änderung: Fachtag"


def test_an_entry_of_a_day_that_is_over_ends_nothing(event, by):
    steps.postpone(event, by=by, reason="Sturm.")
    assert not move(event, by, days=-60).is_on_again
    assert reload(event).postponed_at


def test_the_desk_says_how_it_ends_and_that_it_has(event, coordinator, by):
    steps.postpone(event, by=by, reason="Sturm.")
    page = coordinator.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    assert "tragen Sie den neuen Tag ein" in page
    sent = {"tage-TOTAL_FORMS": "1", "tage-INITIAL_FORMS": "0", "tage-0-pk": event.days.get().pk, "edition": "1"}
    response = coordinator.post(
        reverse("events:days", args=[event.pk]), {**sent, "tage-0-date": "3. Mai 2027"}, follow=True
    )
    assert response.redirect_chain[-1][0] == reverse("events:tell", args=[event.pk])
    assert "Die Veranstaltung ist nicht mehr verschoben." in response.content.decode()


def test_what_is_off_is_asked_about_once_and_the_rest_when_it_is_on_again(event, by):
    steps.call_off(event, by=by, reason="Sturm.")
    changes.tell(reload(event), by=by)
    editing.save(reload(event), {"venue": "Rathaus"}, by=by, edition=1)
    assert asked(event) == []
    steps.put_back(event, by=by)
    assert asked(event) == ["Stand", "Ort"]


def test_what_nobody_was_asked_about_stays_open(event, by):
    editing.save(event, {"venue": "Rathaus"}, by=by, edition=0)
    steps.call_off(event, by=by, reason="Sturm.")
    changes.keep_quiet(event, by=by)
    steps.put_back(event, by=by)
    assert asked(event) == ["Stand", "Ort"]


def test_the_calendar_strikes_the_entry_out_and_sets_it_again_under_the_same_name(event, by):
    first = entry(newest_mail())
    steps.postpone(event, by=by, reason="Sturm.")
    changes.tell(reload(event), by=by)
    off = entry(newest_mail())
    move(event, by)
    changes.tell(reload(event), by=by)
    on = entry(newest_mail())
    assert [one.status.value for one in (first, off, on)] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert {one.uid.value for one in (first, off, on)} == {str(event.uid)}
    assert [int(one.sequence.value) for one in (first, off, on)] == [0, 1, 2]
    assert (off.summary.value, on.summary.value) == ("Verschoben: Fachtag", "Fachtag")
    assert on.dtstart.value == reload(event).starts_at == off.dtstart.value + timedelta(days=7)
    assert "Sturm" in off.description.value
    assert "Sturm" not in on.description.value


def test_whoever_reads_on_paper_gets_a_letter_with_the_new_day(by):
    event = make_event("Fachtag")
    register(event, make_person(phone="+49221471000", street="Musterweg 1", postcode="50667", town="Köln"))
    move(event, by)
    changes.tell(reload(event), by=by)
    letter = Notice.objects.to_print().get(about="Änderung der Veranstaltung")
    assert letter.subject == "Neuer Termin: Fachtag"


def test_a_form_for_what_takes_place_again_names_no_old_reason(event, by, client):
    steps.postpone(event, by=by, reason="Sturm.")
    move(event, by)
    Event.objects.filter(pk=event.pk).update(closes_at=timezone.now() - timedelta(days=1))
    page = client.get(reverse("events:register", args=[event.slug])).content.decode()
    assert "Anmeldung nicht möglich" in page
    assert "Sturm" not in page
