"""Mails carry the entry for the reader's calendar, and the number of whoever organises the event."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import vobject
from django.utils import timezone

from core.mail import outbox
from core.models import Message
from events.models import Event, Series
from events.places import bundles
from events.places import registration as use_cases
from events.places.applications import Choice
from events.planning import changes, editing, steps
from events.telling import notices, reminding
from tests.events_factories import make_application, make_event, make_person, register
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


def mail_to(address, about):
    return Message.objects.filter(to=address, about=about).latest("pk")


def entries(message):
    return vobject.readOne(message.calendar).vevent_list


def test_the_confirmation_carries_the_entry_once_she_has_a_place():
    event = make_event("Fachtag", days=2)
    person = register(event)
    waiting_for_click, confirmed = Message.objects.filter(to=person.email).order_by("pk")
    assert waiting_for_click.calendar == ""
    found = entries(confirmed)
    assert [one.uid.value.startswith(str(event.uid)) for one in found] == [True, True]
    assert not hasattr(found[0], "organizer")
    assert not hasattr(found[0], "attendee")
    mail = outbox._mail(confirmed)
    (part,) = mail.attachments
    assert (part[0], part[2]) == ("termin.ics", "text/calendar; method=PUBLISH")
    assert "METHOD:PUBLISH" in part[1]
    assert b"text/calendar; method=" in mail.message().as_bytes()


def test_her_calendar_gets_the_days_she_comes_and_no_other():
    """Under the names they have in the calendar of the event, so that nothing stands there twice."""
    event, by = make_event("Fachtag", days=3), make_user()
    first, second, third = event.days.all()
    names = {first: str(event.uid), second: f"{event.uid}-{second.pk}", third: f"{event.uid}-{third.pk}"}
    one = register(event, make_person(email="eine@example.org"), days=[second])
    all_days = register(event, make_person(email="andere@example.org"))

    def days_in(person, about):
        return [entry.uid.value for entry in entries(mail_to(person.email, about))]

    assert days_in(one, "Anmeldung") == [names[second]]
    assert "(Tag 2 von 3)" in entries(mail_to(one.email, "Anmeldung"))[0].summary.value
    change(event, one, by)
    assert days_in(one, "Änderung der Veranstaltung") == [names[second]]
    assert days_in(all_days, "Änderung der Veranstaltung") == [*names.values()]
    use_cases.change(all_days, choice=Choice((first.pk, third.pk)))
    assert days_in(all_days, "Anmeldung geändert") == [names[first], names[third]]


def test_called_off_is_cancelled_in_the_calendar_too():
    event, by = make_event(), make_user()
    person = register(event)
    steps.call_off(event, by=by, reason="Sturm")
    changes.tell(event, by=by)
    (entry,) = entries(mail_to(person.email, "Veranstaltung abgesagt"))
    assert entry.status.value == "CANCELLED"
    assert int(entry.sequence.value) == 1


def remind(event, person, by):
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() + timedelta(days=2))
    person.notices.update(created_at=timezone.now() - timedelta(days=2))
    reminding.remind_due(timezone.now())


def change(event, person, by):
    editing.save(event, {"venue": "Rathaus"}, by=by, edition=0)
    changes.tell(event, by=by)


def call_off(event, person, by):
    steps.call_off(event, by=by, reason="Sturm")
    changes.tell(event, by=by)


def postpone(event, person, by):
    steps.postpone(event, by=by, reason="Sturm")
    changes.tell(event, by=by)


def transfer(event, person, by):
    use_cases.transfer(person, make_person(email=person.email))


@pytest.mark.parametrize(
    ("deed", "about", "status", "sequence"),
    [
        (None, "Anmeldung", "CONFIRMED", 0),
        (remind, "Erinnerung", "CONFIRMED", 0),
        (transfer, "Vertretung", "CONFIRMED", 0),
        (change, "Änderung der Veranstaltung", "CONFIRMED", 1),
        (call_off, "Veranstaltung abgesagt", "CANCELLED", 1),
        (postpone, "Veranstaltung verschoben", "CANCELLED", 1),
    ],
)
def test_calendars_take_the_entry_over_and_ask_nobody_for_an_answer(deed, about, status, sequence):
    """As Outlook, Google and Apple read it: published, under one name, with nobody to write to."""
    event, by = make_event("Fachtag für Ältere"), make_user()
    person = register(event)
    if deed:
        deed(event, person, by)
    sent = message_from_bytes(outbox._mail(mail_to(person.email, about)).message().as_bytes(), policy=policy.default)
    (part,) = [one for one in sent.walk() if one.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_content_charset()) == ("PUBLISH", "utf-8")
    content = part.get_content().replace("\r\n", "\n")
    read = vobject.readOne(content)
    entry = read.vevent
    assert read.method.value == "PUBLISH"
    assert (entry.uid.value, entry.status.value, int(entry.sequence.value)) == (str(event.uid), status, sequence)
    assert "Fachtag für Ältere" in entry.summary.value
    assert not {"organizer", "attendee", "valarm"} & set(entry.contents)


def test_the_mail_about_a_series_carries_the_modules_she_has_a_place_in():
    series = Series.objects.create(title="Lernlabor", slug="lernlabor")
    one, two, full = (make_event(f"Modul {number}", series=series, number=number) for number in (1, 2, 3))
    Event.objects.filter(pk=full.pk).update(capacity=1)
    register(full)
    booked = bundles.register_for_modules([one, two, full], make_application(make_person(email="sie@example.org")))
    assert mail_to("sie@example.org", "Anmeldung zur Reihe").calendar == ""
    bundles.confirm_bundle(booked.registrations[0])
    found = entries(mail_to("sie@example.org", "Anmeldung zur Reihe"))
    assert [entry.uid.value for entry in found] == [str(one.uid), str(two.uid)]


def test_of_a_hidden_page_there_is_no_entry():
    event = make_event()
    person = register(event)
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    person.event.refresh_from_db()
    assert notices.changed(person).message.calendar == ""


def test_the_entry_is_forgotten_with_the_mail():
    person = register(make_event())
    message = mail_to(person.email, "Anmeldung")
    Message.objects.filter(pk=message.pk).update(
        state="sent", sent_at=timezone.now(), tried_at=timezone.now(), attempts=1, due_at=None
    )
    outbox.forget_old(timezone.now() + timedelta(days=400))
    message.refresh_from_db()
    assert (message.to, message.calendar) == ("", "")


def test_questions_go_to_whoever_organises_the_event():
    office = make_office("Seniorenbüro Ahlen", phone="+4923825943")
    person = register(make_event(office=office), make_person(email="eins@example.org"))
    text = mail_to(person.email, "Anmeldung").text
    assert "Bei Fragen rufen Sie uns gern an: 02382 59 43" in text
    assert "Seniorenbüro Ahlen" in text
    other = register(make_event(), make_person(email="zwei@example.org"))
    assert "Bei Fragen rufen Sie uns gern an: 0228 61 40 74" in mail_to(other.email, "Anmeldung").text


def test_the_confirmation_names_house_street_and_times():
    event = make_event(venue="Bürgerhaus", street="Ring 1", postcode="44137", town="Dortmund")
    text = mail_to(register(event).email, "Anmeldung").text
    assert "Wo: Bürgerhaus, Ring 1, 44137 Dortmund" in text
    assert "10 bis 16 Uhr" in text
