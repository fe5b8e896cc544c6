"""A message to many: to the right people, a letter for whoever has no address, sent once, and what became of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.attendance import attending
from events.models import Mailing, Notice, Source
from events.models.units import units_of
from events.people import retention
from events.telling import mailing
from events.telling.audiences import audiences_of
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event("Fachtag", workshops=[None, None], days=2)


def add(event, name, **fields):
    return register(event, make_person("Erika", name, **fields.pop("reached", {})), **fields)


def names(event, key):
    return sorted(audiences_of(event)[key].people().values_list("last_name", flat=True))


def typed(**fields):
    words = {"whom": "platz", "subject": "Parken", "text": "Bitte parken Sie im Hof.", "nonce": str(uuid4())}
    return {**words, **fields}


def url(name, event):
    return reverse(f"events:{name}", args=[event.pk])


def written():
    return Message.objects.filter(subject="Parken")


def test_each_group_holds_whom_its_name_says():
    event = make_event(workshops=[None, None], days=2, capacity=4)
    first, second = event.days.all()
    add(event, "Anders", days=[first], wishes=wish(event, "A"))
    add(event, "Beispiel", days=[second])
    add(event, "Claus", days=[first, second], wishes=wish(event, "B"))
    add(event, "Doppel", confirmed=False)
    add(event, "Engel")
    attending.mark(event.registrations.get(last_name="Anders"), units_of(event)[0], by=None)
    a, b = (unit.key for unit in units_of(event) if unit.item)
    found = {key: names(event, key) for key in audiences_of(event)}
    assert found == {
        "platz": ["Anders", "Beispiel", "Claus"],
        "warteliste": ["Engel"],
        "unbestaetigt": ["Doppel"],
        "da": ["Anders"],
        "nicht-da": ["Beispiel", "Claus"],
        f"tag-{first.pk}": ["Anders", "Claus"],
        a: ["Anders"],
        b: ["Claus"],
        f"tag-{second.pk}": ["Beispiel", "Claus"],
    }


def test_looking_at_it_sends_nothing_and_shows_nobodys_link(coordinator, event):
    person = add(event, "Anders")
    add(event, "Beispiel", reached={"street": "Weg 1", "postcode": "59227", "town": "Ahlen"})
    html = coordinator.post(url("write_mailing", event), typed()).content.decode()
    assert "1 E-Mail und 1 Brief." in html
    assert "Bitte parken Sie im Hof." in html
    assert mailing.HER_LINK in html
    assert person.token not in html
    assert not written().exists()


def test_everybody_gets_a_mail_with_her_own_link_or_a_letter(coordinator, event):
    person = add(event, "Anders")
    by_post = add(event, "Beispiel", reached={"street": "Weg 1", "postcode": "59227", "town": "Ahlen"})
    coordinator.post(url("send_mailing", event), typed())
    mail, letter = written().get(), Notice.objects.get(registration=by_post, about="Nachricht")
    assert (mail.to, person.get_absolute_url() in mail.text, mail.is_secret) == (person.email, True, True)
    assert "Bitte parken Sie im Hof." in letter.text
    assert letter.message is None
    assert person.notices.get(about="Nachricht").message == mail


def test_pressing_twice_sends_once(coordinator, event):
    add(event, "Anders")
    words = typed()
    for _ in range(2):
        coordinator.post(url("send_mailing", event), words)
    assert written().count() == 1
    assert Mailing.objects.get().mails == 1


def test_what_became_of_it_stands_in_the_record(coordinator, event):
    for name in ("Anders", "Beispiel", "Claus"):
        add(event, name)
    add(event, "Doppel", reached={"phone": "+492382123456"})
    coordinator.post(url("send_mailing", event), typed())
    now = timezone.now()
    first, second, _ = written().order_by("pk")
    Message.objects.filter(pk=first.pk).update(state="sent", sent_at=now, due_at=None, tried_at=now)
    Message.objects.filter(pk=second.pk).update(state="failed", due_at=None, tried_at=now)
    html = coordinator.get(url("mailings", event)).content.decode()
    for words in ("3 E-Mails, 1 Brief", "1 nicht zugestellt", "1 unterwegs", "1 verschickt", "1 Brief noch zu drucken"):
        assert words in html


def test_what_is_missing_is_said(coordinator, event):
    html = coordinator.post(url("send_mailing", event), typed(whom="", subject="", text="")).content.decode()
    for sentence in ("an wen die Nachricht geht", "einen Betreff", "schreiben Sie Ihre Nachricht"):
        assert sentence in html
    assert (
        "In dieser Gruppe ist zurzeit niemand"
        in coordinator.post(url("write_mailing", event), typed()).content.decode()
    )
    assert not Mailing.objects.exists()


def test_what_was_typed_can_be_changed_once_more(coordinator, event):
    add(event, "Anders")
    html = coordinator.post(url("write_mailing", event), typed(change="ja")).content.decode()
    assert "Weiter zur Vorschau" in html
    assert "Bitte parken Sie im Hof." in html


def test_a_message_is_no_template(event):
    add(event, "Anders")
    text = "{{ event.office }} <b>&</b>"
    group = audiences_of(event)["platz"]
    mailing.send(event, audience=group, subject="Parken", text=text, nonce=uuid4(), by=make_user())
    assert text in written().get().text


def test_its_words_go_when_the_names_go(coordinator):
    event = make_event(first=timezone.localdate() - timedelta(days=90))
    Mailing.objects.create(
        event=event, nonce=uuid4(), audience="Alle", subject="Für Pia", text="Pia", sent_by=make_user()
    )
    register(event, by=make_user(), source=Source.PHONE)
    retention.forget_due(timezone.now())
    assert (Mailing.objects.get().subject, Mailing.objects.get().text) == ("", "")
    assert "Text gelöscht" in coordinator.get(url("mailings", event)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_mails_takes_the_same_questions(event, count):
    for number in range(count):
        add(event, f"Nummer {number}")
    group, by = audiences_of(event)["platz"], make_user()
    with CaptureQueriesContext(connection) as queries:
        mailing.send(event, audience=group, subject="Parken", text="Hof", nonce=uuid4(), by=by)
    assert len(queries) == 11


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_messages_takes_the_same_questions(coordinator, event, count, django_assert_num_queries):
    add(event, "Anders")
    for _ in range(count):
        coordinator.post(url("send_mailing", event), typed())
    coordinator.get(url("mailings", event))
    with django_assert_num_queries(7):
        coordinator.get(url("mailings", event))
