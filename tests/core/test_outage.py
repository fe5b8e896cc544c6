"""A mail server that refuses everybody: nothing is booked on an address, and afterwards everything goes out once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.mail import outage, outbox
from core.mail.outbox import post
from core.mail.smtp import BrokenOffError, DeferredError, InDoubtError, RefusedError, RefusedRecipientError
from core.models import Message, MessageState
from portal.views import machines
from tests.mailserver import MailServer

pytestmark = pytest.mark.django_db

RELAY = "554 5.7.1 Relay access denied"


@pytest.fixture
def mail_server(settings):
    server = MailServer().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
    yield server
    server.stop()


@pytest.fixture
def mails():
    return [post(to=f"p{n}@example.org", subject=f"Gruß {n}", text="Guten Tag.\n") for n in range(6)]


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def rounds(now, count=8):
    return sum(outbox.send_due(now + timedelta(seconds=2 * turn)) for turn in range(count))


def refuse_everybody(server, answer):
    server.answers = {f"p{n}@example.org": answer for n in range(6)}


def hang_up(server):
    server.transport.abort()
    return "250 OK"


@pytest.mark.parametrize("stage", ["RCPT", "text"])
def test_after_three_alike_sending_pauses_and_afterwards_everything_goes_out_once(mail_server, mails, stage):
    if stage == "RCPT":
        refuse_everybody(mail_server, RELAY)
    else:
        mail_server.after_text = lambda server: "554 5.7.0 we take nothing"
    now = timezone.now()
    assert rounds(now) == 0
    assert (states(), outage.is_paused(), len(mail_server.asked)) == ([MessageState.WAITING] * 6, True, 3)
    assert rounds(now + timedelta(minutes=6)) == 0
    assert len(mail_server.asked) == 4
    mail_server.answers, mail_server.after_text = {}, lambda server: "250 OK"
    assert rounds(now + timedelta(hours=2)) == 6
    assert (states(), outage.is_paused()) == ([MessageState.SENT] * 6, False)
    assert len(set(mail_server.ids)) == len(mail_server.ids) == 6


def test_one_button_tries_at_once(mail_server, mails):
    refuse_everybody(mail_server, RELAY)
    now = timezone.now()
    rounds(now)
    mail_server.answers = {}
    outage.try_now()
    assert rounds(timezone.now()) == 6


def test_wrong_addresses_fail_alone_however_many(mail_server, mails):
    for number in range(4):
        mail_server.answers[f"p{number}@example.org"] = "550 5.1.1 user unknown"
    assert rounds(timezone.now()) == 2
    assert (states(), outage.is_paused()) == ([MessageState.FAILED] * 4 + [MessageState.SENT] * 2, False)


def test_three_mails_to_one_address_are_one_address(mail_server):
    for number in range(4):
        post(to="eins@example.org", subject=f"Gruß {number}", text="x")
    mail_server.answers["eins@example.org"] = "554 5.7.1 we do not like you"
    rounds(timezone.now())
    assert (states(), outage.is_paused()) == ([MessageState.FAILED] * 4, False)


def test_refused_again_after_the_outage_is_refused_for_itself(mail_server, mails):
    for number in range(3):
        mail_server.answers[f"p{number}@example.org"] = "554 rejected"
    now = timezone.now()
    rounds(now)
    assert outage.is_paused()
    assert rounds(now + timedelta(minutes=6)) == 3
    assert (states(), outage.is_paused()) == ([MessageState.FAILED] * 3 + [MessageState.SENT] * 3, False)


def test_a_connection_that_breaks_after_every_text_leaves_three_in_doubt_and_no_more(mail_server, mails):
    mail_server.after_text = hang_up
    now = timezone.now()
    rounds(now)
    assert states() == [MessageState.IN_DOUBT] * 3 + [MessageState.WAITING] * 3
    assert outage.is_paused()
    mail_server.after_text = lambda server: "250 OK"
    assert rounds(now + timedelta(minutes=6)) == 3  # those that wait go out by themselves
    assert states() == [MessageState.IN_DOUBT] * 3 + [MessageState.SENT] * 3
    assert outbox.send_all_doubtful_again() == 3
    assert rounds(timezone.now()) == 3
    assert states() == [MessageState.SENT] * 6


def test_a_mail_that_is_taken_in_between_ends_the_row(mail_server, mails):
    for number in (0, 1, 3, 5):
        mail_server.answers[f"p{number}@example.org"] = "554 rejected"
    rounds(timezone.now())
    assert not outage.is_paused()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RefusedRecipientError("RCPT 550 5.1.1 … unknown"), ""),
        (RefusedRecipientError("RCPT 550 No such user here"), ""),
        (RefusedRecipientError("RCPT 552 5.2.2 mailbox full"), ""),
        (RefusedRecipientError("RCPT 554 5.7.1 …: Relay access denied"), outage.RELAY),
        (RefusedRecipientError("RCPT 550 5.7.1 relaying denied"), outage.RELAY),
        (RefusedRecipientError("RCPT 554 5.7.1 rejected by policy"), "RCPT 554"),
        (RefusedError("text 554 5.7.1 spam"), "text 554"),
        (RefusedError("UnicodeEncodeError"), ""),
        (DeferredError("RCPT 451 later"), ""),
        (BrokenOffError("gone"), outage.BROKEN_OFF),
        (InDoubtError("gone"), outage.IN_DOUBT),
    ],
)
def test_what_is_refused_to_everybody_and_what_to_one(error, kind):
    assert outage.refusal_kind(error) == kind


# --- what people see -----------------------------------------------------------------------------------------


def test_the_coordinators_hear_of_it_on_three_pages_and_one_button_helps(mail_server, mails, coordinator):
    refuse_everybody(mail_server, RELAY)
    rounds(timezone.now())
    for page in ("/geschaeftsstelle/mails/", "/geschaeftsstelle/", "/geschaeftsstelle/seiten/betreiber/"):
        html = coordinator.get(page).content.decode()
        assert ("Mails gehen gerade nicht hinaus" in html, "Relay access denied" in html) == (True, True)
    machines._state.cache_clear()
    assert coordinator.get("/health/").json() == {"status": "ok", "mails": "paused"}
    mail_server.answers = {}
    coordinator.post("/geschaeftsstelle/mails/jetzt-versuchen/")
    assert rounds(timezone.now()) == 6
    assert "Mails gehen gerade nicht" not in coordinator.get("/geschaeftsstelle/mails/").content.decode()


def test_mails_in_doubt_go_out_again_by_one_button_that_says_what_may_happen(mail_server, mails, coordinator):
    mail_server.after_text = hang_up
    rounds(timezone.now())
    html = coordinator.get("/geschaeftsstelle/mails/").content.decode()
    assert "Bei 3 Mails brach die Verbindung im letzten Moment ab." in html
    assert "bekommt sie dann zweimal" in html
    coordinator.post("/geschaeftsstelle/mails/ungewisse-noch-einmal/")
    assert MessageState.IN_DOUBT not in states()
