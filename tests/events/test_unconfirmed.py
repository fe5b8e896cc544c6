"""Whoever does not confirm her address is reminded, hears that it ran out, or says by telephone that she comes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.models import Event, Registration
from events.people import unconfirmed
from tests.events.counting import check
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office):
    return make_event(office=office, capacity=1)


def hours(number):
    return timezone.now() + timedelta(hours=number)


def subjects():
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_subject_and_first_sentence_say_that_a_click_is_missing(event):
    register(event, confirmed=False)
    register(event, confirmed=False, waits=True)
    for message in Message.objects.all():
        assert message.subject == f"Bitte bestätigen: {event.title}"
        assert message.text.split("\n\n")[1].startswith("es fehlt noch ein Klick")


def test_she_is_reminded_once_after_a_day(event):
    register(event, confirmed=False)
    assert unconfirmed.remind_due(hours(23)) == 0
    assert unconfirmed.remind_due(hours(25)) == 1
    assert unconfirmed.remind_due(hours(26)) == 0
    reminder = Message.objects.get(subject=f"Bitte noch bestätigen: {event.title}")
    assert "/anmeldung/bestaetigen/" in reminder.text


def test_whoever_has_confirmed_or_has_no_mail_is_not_reminded(event):
    register(event)
    register(event, make_person(phone="+49221471000"), waits=True)
    assert unconfirmed.remind_due(hours(25)) == 0


def test_nobody_is_reminded_of_a_hidden_event(event):
    register(event, confirmed=False)
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    assert unconfirmed.remind_due(hours(25)) == 0


def test_she_hears_that_it_ran_out_and_the_place_goes_on(event):
    person = register(event, confirmed=False)
    waiting = register(event, waits=True)
    Message.objects.all().delete()
    assert unconfirmed.forget_due(hours(49)) == 1
    assert not Registration.objects.filter(pk=person.pk).exists()
    said = Message.objects.get(to=person.email)
    assert said.subject == f"Nicht angemeldet: {event.title}"
    assert "Ihre Angaben haben wir gelöscht" in said.text
    waiting.refresh_from_db()
    assert waiting.standing == "angeboten"
    check(event)


def test_the_desk_sees_it_and_confirms_on_the_telephone(editor, event):
    person = register(event, confirmed=False)
    page = editor.get(reverse("events:participant", args=[event.pk, person.pk]))
    assert "Noch nicht bestätigt" in text(page)
    editor.post(reverse("events:confirm_participant", args=[event.pk, person.pk]))
    person.refresh_from_db()
    assert not person.is_unconfirmed
    assert unconfirmed.forget_due(hours(49)) == 0
    assert subjects()[-1] == f"Sie sind angemeldet: {event.title}"
    assert "Noch nicht bestätigt" not in text(editor.get(reverse("events:participant", args=[event.pk, person.pk])))
