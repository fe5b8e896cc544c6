"""The outbox against a real mail server: every answer and every broken conversation, stage by stage."""

import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from core.mail import outbox
from core.mail.outbox import post
from core.mail.smtp import RefusedError, RefusedRecipientError, ServerError
from core.models import Message, MessageState
from tests.mailserver import MailServer
from tests.server import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    server = MailServer().start()
    point_at(settings, server.port)
    yield server
    server.stop()


def point_at(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10


def write(to="anna@example.org", **values):
    return post(**{"to": to, "subject": "Grüße", "text": "Schöne Grüße\n.\n..\nEnde\n", "about": "Probe", **values})


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_a_mail_arrives_as_it_was_written_dots_and_umlauts_included(mail_server):
    message = write()
    assert outbox.send_due(timezone.now()) == 1
    (mail,) = mail_server.mails
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Grüße"
    assert mail["Message-ID"] == message.message_id
    assert mail.get_body(["plain"]).get_content() == "Schöne Grüße\r\n.\r\n..\r\nEnde\r\n"


def test_fifty_mails_share_one_connection(mail_server):
    for number in range(50):
        write(f"p{number}@example.org")
    assert outbox.send_due(timezone.now()) == 50
    assert mail_server.connections == 1
    assert sorted(set(mail_server.ids)) == sorted(mail_server.ids)


def test_while_the_server_is_down_nothing_is_lost_and_then_everything_arrives(settings):
    server = MailServer()
    point_at(settings, server.port)
    messages, now = [write() for _ in range(3)], timezone.now()
    assert outbox.send_due(now) == 0
    for message in messages:
        assert state_of(message) == MessageState.WAITING
        assert now < message.due_at <= now + 2 * outbox.MINUTE
        assert (message.last_error, message.attempts) == (ServerError.sentence, 0)
        assert "ConnectionRefusedError" in message.error_detail
    server.start()
    try:
        assert outbox.send_due(now + 2 * outbox.MINUTE) == 3
        assert sorted(server.ids) == sorted(message.message_id for message in messages)
    finally:
        server.stop()


def test_an_unknown_recipient_fails_at_once_and_the_conversation_goes_on(mail_server):
    mail_server.answers["weg@example.org"] = "550 5.1.1 <weg@example.org> unknown"
    gone, there = write("weg@example.org"), write("da@example.org")
    assert outbox.send_due(timezone.now()) == 1
    assert state_of(gone) == MessageState.FAILED
    assert (gone.last_error, gone.error_detail) == (RefusedRecipientError.sentence, "RCPT 550 5.1.1 … unknown")
    assert state_of(there) == MessageState.SENT
    assert mail_server.connections == 1


def test_a_recipient_who_is_busy_is_asked_again_later(mail_server):
    mail_server.answers["spaeter@example.org"] = "451 4.7.1 try again later"
    message, now = write("spaeter@example.org"), timezone.now()
    assert outbox.send_due(now) == 0
    assert state_of(message) == MessageState.WAITING
    assert (message.due_at, message.attempts) == (now + outbox.MINUTE, 1)
    del mail_server.answers["spaeter@example.org"]
    assert outbox.send_due(now + outbox.MINUTE) == 1
    assert state_of(message) == MessageState.SENT


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("554 5.7.1 looks like spam", MessageState.FAILED),
        ("452 4.3.1 no room", MessageState.WAITING),
        ("299 fine", MessageState.SENT),
        ("399 what", MessageState.IN_DOUBT),
    ],
)
def test_the_answer_to_the_text_decides(mail_server, answer, state):
    mail_server.after_text = lambda server: answer
    message = write()
    outbox.send_due(timezone.now())
    assert state_of(message) == state
    if state == MessageState.FAILED:
        assert (message.last_error, message.error_detail) == (RefusedError.sentence, "text 554 5.7.1 looks like spam")


# --- conversations that break: a server that reads lines and hangs up where the script says --------------------


@contextmanager
def script(*answers):
    """Answers line by line: the greeting first. None hangs up; what comes after the text's dot is one answer."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            in_text = False
            for answer in answers:
                if answer is None:
                    return
                self.wfile.write(answer.encode() + b"\r\n")
                in_text = answer.startswith("354")
                while (line := self.rfile.readline()) and in_text and line != b".\r\n":
                    pass

    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.TCPServer(("127.0.0.1", free_port()), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


HELLO = ("220 hello", "250 hello")


@pytest.mark.parametrize(
    ("answers", "state", "attempts"),
    [
        ([None], "waiting", 0),
        (["554 go away", None], "waiting", 0),
        (["220 hello", None], "waiting", 0),
        (["220 hello", "500 what", "500 what", None], "waiting", 0),
        ([*HELLO, None], "waiting", 0),
        ([*HELLO, "550 5.7.1 your sender is not welcome", None], "waiting", 0),
        ([*HELLO, "451 4.7.0 slow down", None], "waiting", 0),
        ([*HELLO, "250 sender", None], "waiting", 1),
        ([*HELLO, "250 sender", "421 4.3.2 going home", None], "waiting", 0),
        ([*HELLO, "250 sender", "530 5.7.0 sign in first", None], "waiting", 0),
        ([*HELLO, "250 sender", "nonsense", None], "waiting", 1),
        ([*HELLO, "250 sender", "250 recipient", None], "waiting", 1),
        ([*HELLO, "250 sender", "250 recipient", "554 no", "250 reset", None], "failed", 1),
        ([*HELLO, "250 sender", "250 recipient", "354 go on", None], "in_doubt", 1),
        ([*HELLO, "250 sender", "250 recipient", "354 go on", "nonsense", None], "in_doubt", 1),
        ([*HELLO, "250 sender", "250 recipient", "354 go on", "421 4.3.2 going home", None], "waiting", 0),
        ([*HELLO, "250 sender", "250 recipient", "354 go on", "250 taken", None], "sent", 1),
        ([*HELLO, "250 sender", "550 unknown", None], "failed", 1),
    ],
)
def test_where_a_conversation_breaks_decides_what_is_known(settings, answers, state, attempts):
    message, now = write(), timezone.now()
    with script(*answers) as port:
        point_at(settings, port)
        outbox.send_due(now)
    assert state_of(message) == state
    assert message.attempts == attempts
    assert (message.due_at is not None and message.due_at > now) == (state == "waiting")
    assert bool(message.last_error) == (state != "sent")


def test_after_a_conversation_that_broke_at_the_end_the_others_go_out_in_the_next_round(mail_server):
    def hang_up_once(server):
        mail_server.after_text = lambda server: "250 OK"
        server.transport.abort()
        return "250 nobody hears this"

    mail_server.after_text = hang_up_once
    doubtful, others, now = write(), [write(), write()], timezone.now()
    assert outbox.send_due(now) == 0
    assert state_of(doubtful) == MessageState.IN_DOUBT
    assert outbox.send_due(now) == 2
    assert outbox.send_due(now + timedelta(days=1)) == 0
    assert [state_of(message) for message in others] == [MessageState.SENT] * 2
    assert len(set(mail_server.ids)) == len(mail_server.ids) == 3


def test_a_server_that_never_answers_ends_the_round_after_one_timeout(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as silent:  # nobody accepts
        point_at(settings, silent.server_address[1])
        settings.EMAIL_TIMEOUT = 0.2
        messages, now = [write() for _ in range(3)], timezone.now()
        assert outbox.send_due(now) == 0
    assert {state_of(message) for message in messages} == {MessageState.WAITING}
    assert Message.objects.due(now + timedelta(seconds=59)).count() == 0
