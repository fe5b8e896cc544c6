"""The outbox: written with its cause, sent once, and what becomes of a mail that can't be sent."""

import io
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.mail import outbox
from core.mail.console import EmailBackend
from core.mail.outbox import DecidedError, HeaderError, post
from core.mail.smtp import BrokenOffError, DeferredError, InDoubtError, RefusedError, ServerError
from core.models import Message, MessageState
from tests.factories import BERLIN

NOW = datetime(2026, 11, 24, 10, tzinfo=BERLIN)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def write(**values):
    return post(
        **{"to": "anna@example.org", "subject": "Grüße", "text": "Guten Tag.\n", "about": "Einladung", **values}
    )


@pytest.fixture
def server(monkeypatch):
    """`server.answers` are what it does with the next mails: an error to raise, or None for "taken"."""

    class Server:
        opened = 0
        answers = []
        refuses_connections = False

        def __enter__(self):
            Server.opened += 1
            if Server.refuses_connections:
                raise ServerError("ConnectionRefusedError")
            return self

        def __exit__(self, *_):
            pass

        def carry(self, message):
            answer = Server.answers.pop(0) if Server.answers else None
            if answer:
                raise answer
            mail.outbox.append(message)

        def start_over(self):
            pass

    monkeypatch.setattr(outbox, "Carrier", Server)
    return Server


# --- writing ------------------------------------------------------------------------------------------------


def test_a_mail_waits_until_it_is_sent_and_then_says_when(clock):
    message = write()
    assert (message.state, message.attempts, message.due_at, message.sent_at) == (MessageState.WAITING, 0, NOW, None)
    assert outbox.send_due(NOW) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.due_at, message.sent_at) == (MessageState.SENT, 1, None, NOW)
    assert outbox.send_due(NOW) == 0
    assert len(mail.outbox) == 1


def test_what_travels_is_what_was_written(settings):
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@example.org>"
    message = write(reply_to="team@example.org")
    outbox.send_due(NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body, sent.reply_to) == (
        ["anna@example.org"],
        "Grüße",
        "Guten Tag.\n",
        ["team@example.org"],
    )
    head = sent.message()
    assert head["From"] == "Portal <portal@example.org>"
    assert head["Message-ID"] == message.message_id
    assert message.message_id.endswith("@example.org>")
    assert head["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in head.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_without_reply_address_there_is_no_such_line():
    write()
    outbox.send_due(NOW)
    assert mail.outbox[0].message()["Reply-To"] is None


def test_a_mail_whose_cause_is_taken_back_never_existed():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"subject": "Hallo\nBcc: alle@example.org"},
        {"subject": "Hallo\r"},
        {"subject": "Hallo\u2028Welt"},
        {"subject": "Hallo\x00"},
        {"subject": " "},
        {"to": "anna@example.org\nBcc: alle@example.org"},
        {"to": "anna@example.org, bert@example.org"},
        {"to": "Anna <anna@example.org>"},
        {"to": "anna@example.org@example.com"},
        {"to": "anna"},
        {"to": ""},
        {"to": "änna@example.org"},
        {"reply_to": "anna@example.org\r\nBcc: alle@example.org"},
        {"reply_to": "anna"},
    ],
)
def test_nothing_gets_into_the_head_of_a_mail_by_the_side_door(values):
    with pytest.raises(HeaderError) as refused:
        write(**values)
    assert "example" not in str(refused.value)
    assert not Message.objects.exists()


def test_a_host_with_umlauts_is_an_address():
    write(to="anna@köln.example")
    assert outbox.send_due(NOW) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"state": "waiting", "due_at": None},
        {"state": "sending"},
        {"state": "sending", "due_at": None},
        {"state": "sent", "due_at": None, "tried_at": NOW},
        {"state": "failed", "due_at": None, "tried_at": NOW, "sent_at": NOW},
        {"state": "failed", "due_at": NOW, "tried_at": NOW},
        {"state": "in_doubt", "due_at": None},
        {"state": "waiting", "to": ""},
        {"state": "weg", "due_at": None, "tried_at": NOW},
    ],
)
def test_the_database_refuses_states_without_their_moments(values):
    message = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**values)


# --- sending ------------------------------------------------------------------------------------------------


def test_one_connection_serves_a_round_and_a_round_has_an_end(server):
    for _ in range(4):
        write()
    assert outbox.send_due(NOW, most=3) == 3
    assert server.opened == 1
    assert Message.objects.waiting().count() == 1


def test_a_look_at_an_empty_outbox_costs_one_query_and_no_connection(server):
    write()
    outbox.send_due(NOW)
    with CaptureQueriesContext(connection) as captured:
        assert outbox.send_due(NOW) == 0
    assert len(captured) == 1
    assert server.opened == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + captured[0]["sql"])
            assert "USING COVERING INDEX message_due" in str(cursor.fetchall())


def test_the_oldest_goes_first_and_what_is_not_due_stays(server):
    late, early, future = write(subject="spät"), write(subject="früh"), write(subject="morgen")
    Message.objects.filter(pk=early.pk).update(due_at=NOW - timedelta(hours=1))
    Message.objects.filter(pk=future.pk).update(due_at=NOW + timedelta(seconds=1))
    outbox.send_due(NOW)
    assert [sent.subject for sent in mail.outbox] == ["früh", "spät"]
    assert list(Message.objects.waiting()) == [future]
    assert late in Message.objects.sent()


def test_a_round_ends_between_two_mails_when_it_is_told_to(server):
    for _ in range(3):
        write()
    assert outbox.send_due(NOW, until=lambda: len(mail.outbox) == 2) == 2
    assert Message.objects.waiting().count() == 1
    assert not Message.objects.sending().exists()


def test_a_mail_is_claimed_before_the_first_word_to_the_server(server, monkeypatch):
    states = []
    message = write()
    monkeypatch.setattr(server, "carry", lambda self, _: states.append(Message.objects.get(pk=message.pk).state))
    outbox.send_due(NOW)
    assert states == [MessageState.SENDING]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction_that_could_take_the_claim_back():
    write()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        outbox.send_due(NOW)
    assert mail.outbox == []


def test_a_mail_taken_away_meanwhile_is_left_alone(server, monkeypatch):
    first, second = write(), write()
    carry = server.carry

    def carry_and_take(self, message):
        carry(self, message)
        Message.objects.filter(pk=second.pk).delete()

    monkeypatch.setattr(server, "carry", carry_and_take)
    assert outbox.send_due(NOW) == 1
    assert list(Message.objects.sent()) == [first]


# --- what can go wrong --------------------------------------------------------------------------------------


def test_a_mail_the_server_does_not_want_yet_is_tried_with_growing_pauses_and_given_up_after_three_days(server, clock):
    message, moment, pauses = write(), NOW, []
    for _ in range(20):
        server.answers = [DeferredError("RCPT 451 4.7.1 Greylisted")]
        clock.move_to(moment, tick=False)
        outbox.send_due(moment)
        message.refresh_from_db()
        if message.state != MessageState.WAITING:
            break
        pauses.append((message.due_at - moment) // outbox.MINUTE)
        moment = message.due_at
    assert pauses == [1, 5, 15, 60, 240, 1440, 1440, 1440]
    assert (message.state, message.attempts) == (MessageState.FAILED, 9)
    assert timedelta(days=3) < moment - NOW < timedelta(days=4)


def test_a_refused_mail_fails_at_once_and_the_next_one_is_sent(server):
    refused, next_one = write(), write()
    server.answers = [RefusedError("RCPT 550 5.1.1 <anna@example.org> unknown, no anna here")]
    assert outbox.send_due(NOW) == 1
    refused.refresh_from_db()
    assert (refused.state, refused.due_at, refused.tried_at) == (MessageState.FAILED, None, NOW)
    assert refused.last_error == RefusedError.sentence
    assert refused.error_detail == "RCPT 550 5.1.1 … unknown, no … here"
    assert next_one in Message.objects.sent()
    assert server.opened == 1


def test_a_mail_in_doubt_is_never_sent_again_by_itself(server):
    doubtful, next_one = write(), write()
    server.answers = [InDoubtError("SMTPServerDisconnected")]
    assert outbox.send_due(NOW) == 0
    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.due_at) == (MessageState.IN_DOUBT, None)
    assert outbox.send_due(NOW + timedelta(days=30)) == 1
    assert list(Message.objects.sent()) == [next_one]
    assert list(Message.objects.in_doubt()) == [doubtful]


def test_a_connection_that_breaks_off_costs_this_mail_a_pause_and_the_others_nothing(server):
    first, second = write(), write()
    server.answers = [BrokenOffError("SMTPServerDisconnected")]
    assert outbox.send_due(NOW) == 0
    assert list(Message.objects.due(NOW)) == [second]
    assert list(Message.objects.due(NOW + outbox.MINUTE)) == [second, first]


@pytest.mark.parametrize("at_which", ["the connection", "the first mail"])
def test_a_dead_server_is_asked_once_and_every_mail_waits(server, at_which):
    messages = [write() for _ in range(3)]
    if at_which == "the connection":
        server.refuses_connections = True
    else:
        server.answers = [ServerError("MAIL 530 5.7.0 Authentication required")]
    assert outbox.send_due(NOW) == 0
    assert outbox.send_due(NOW + timedelta(seconds=59)) == 0
    assert server.opened == 1
    for message in messages:
        message.refresh_from_db()
        assert (message.state, message.attempts, message.due_at) == (MessageState.WAITING, 0, NOW + outbox.MINUTE)
        assert message.last_error == ServerError.sentence
    server.refuses_connections = False
    assert outbox.send_due(NOW + outbox.MINUTE) == 3


def test_the_pause_grows_with_an_outage_but_nothing_is_given_up(server, clock):
    message, moment, pauses = write(), NOW, []
    server.refuses_connections = True
    while moment < NOW + timedelta(days=10):
        outbox.send_due(moment)
        message.refresh_from_db()
        pauses.append((message.due_at - moment) // outbox.MINUTE)
        moment = message.due_at
    assert pauses[:9] == [1, 1, 2, 4, 8, 16, 32, 60, 60]
    assert set(pauses[9:]) == {60}
    assert message.state == MessageState.WAITING


def test_a_backend_that_fails_somehow_leaves_doubt(settings, monkeypatch):
    message = write()

    def fail(self, messages):
        raise KeyError("anna@example.org")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    outbox.send_due(NOW)
    message.refresh_from_db()
    assert (message.state, message.error_detail) == (MessageState.IN_DOUBT, "KeyError")


def test_what_a_killed_worker_had_in_hand_is_in_doubt():
    message = write()
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENDING, due_at=None, tried_at=NOW, attempts=1)
    assert outbox.doubt_interrupted(NOW) == 1
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.IN_DOUBT, outbox.KILLED)
    assert outbox.doubt_interrupted(NOW) == 0


def test_the_log_names_nobody(server, caplog):
    write()
    server.answers = [RefusedError("RCPT 550 5.1.1 <anna@example.org>: unknown")]
    outbox.send_due(NOW)
    assert "RCPT 550" in caplog.text
    assert "Einladung" in caplog.text
    assert "anna" not in caplog.text
    assert "Grüße" not in caplog.text


# --- what a coordinator does --------------------------------------------------------------------------------


def settled(state, **values):
    message = write()
    sent_at = NOW if state == MessageState.SENT else None
    Message.objects.filter(pk=message.pk).update(
        **{"state": state, "due_at": None, "tried_at": NOW, "sent_at": sent_at, "attempts": 9, **values}
    )
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.IN_DOUBT])
def test_a_failed_or_doubtful_mail_can_be_sent_again_under_its_old_name(state):
    message = settled(state, last_error="So nicht.", error_detail="550")
    name = message.message_id
    outbox.send_again(message)
    assert (message.state, message.attempts, message.last_error, message.error_detail) == ("waiting", 0, "", "")
    assert outbox.send_due(NOW) == 1
    assert mail.outbox[0].message()["Message-ID"] == name


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.IN_DOUBT])
def test_a_mail_known_to_have_arrived_is_marked_as_sent(state):
    message = settled(state)
    outbox.mark_as_sent(message)
    assert (message.state, message.sent_at) == (MessageState.SENT, NOW)
    assert outbox.send_due(NOW) == 0


@pytest.mark.parametrize("verb", [outbox.send_again, outbox.mark_as_sent])
@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.SENDING])
def test_there_is_nothing_to_decide_about_other_mails(verb, state):
    message = settled(state)
    with pytest.raises(DecidedError):
        verb(message)
    message.refresh_from_db()
    assert message.state == state


def test_of_two_people_one_decides():
    message = settled(MessageState.IN_DOUBT)
    copy = Message.objects.get(pk=message.pk)
    outbox.mark_as_sent(message)
    with pytest.raises(DecidedError):
        outbox.send_again(copy)


# --- forgetting ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "forgotten"),
    [
        (MessageState.SENT, 90, False),
        (MessageState.SENT, 91, True),
        (MessageState.FAILED, 91, False),
        (MessageState.FAILED, 181, True),
        (MessageState.IN_DOUBT, 180, False),
        (MessageState.IN_DOUBT, 181, True),
        (MessageState.SENDING, 999, False),
    ],
)
def test_who_got_what_is_forgotten_in_time(state, days, forgotten):
    message = settled(state)
    later = NOW + timedelta(days=days)
    assert outbox.forget_old(later) == int(forgotten)
    assert outbox.forget_old(later) == 0
    message.refresh_from_db()
    words = (message.to, message.subject, message.text)
    assert words == (("", "", "") if forgotten else ("anna@example.org", "Grüße", "Guten Tag.\n"))
    assert (message.about, message.state, message.tried_at) == ("Einladung", state, NOW)


def test_a_waiting_mail_is_never_forgotten():
    write()
    assert outbox.forget_old(NOW + timedelta(days=999)) == 0


def test_a_forgotten_mail_cannot_be_sent_again():
    message = settled(MessageState.FAILED)
    outbox.forget_old(NOW + timedelta(days=181))
    with pytest.raises(DecidedError):
        outbox.send_again(message)


# --- words and console --------------------------------------------------------------------------------------


def test_each_word_finds_its_mails():
    found = {state: settled(state) for state in MessageState if state != MessageState.WAITING}
    found[MessageState.WAITING] = write()
    for state, message in found.items():
        assert list(getattr(Message.objects, state.value)()) == [message]
    assert set(Message.objects.unsettled()) == {found[MessageState.FAILED], found[MessageState.IN_DOUBT]}
    assert Message.objects.recent().first() == found[MessageState.WAITING]


def test_in_the_window_a_mail_reads_as_a_letter(settings):
    write(subject="Grüße aus Köln", text="Schöne Grüße!\n", reply_to="team@example.org")
    outbox.send_due(NOW)
    stream = io.StringIO()
    EmailBackend(stream=stream).send_messages(mail.outbox)
    assert stream.getvalue() == (
        f"{'─' * 72}\nMail an: anna@example.org\nAntwort an: team@example.org\nBetreff: Grüße aus Köln\n\n"
        f"Schöne Grüße!\n{'─' * 72}\n"
    )
