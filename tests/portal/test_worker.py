"""The process in the background: whose turn it is, one of all, and a clean end."""

import logging
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.mail.outbox import post
from core.models import Message, MessageState
from portal import lock, worker
from portal.worker import Duty, LostLockError, Rota, run_once
from tests.factories import BERLIN
from tests.mailserver import MailServer
from tests.worker import Portal

NOW = datetime(2026, 11, 24, 10, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def not_stopping():
    worker.stopping.clear()
    yield
    worker.stopping.clear()


@pytest.fixture
def handlers():
    """The command sets signal handlers; the test process gets its own back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def failing(now):
    raise ValueError("anna@example.org")


def test_each_duty_has_its_turn_at_the_start_and_then_after_its_time():
    turns = []
    rota = Rota([Duty("oft", lambda now: turns.append("oft") or 1, HOUR), Duty("selten", lambda now: 2, 3 * HOUR)])
    done = [rota.run(NOW + number * HOUR / 2) for number in range(8)]
    assert done == [3, 0, 1, 0, 1, 0, 3, 0]
    assert len(turns) == 4


def test_a_clock_set_back_stops_no_duty():
    rota = Rota([Duty("oft", lambda now: 1, HOUR)])
    assert [rota.run(NOW), rota.run(NOW - 2 * HOUR)] == [1, 1]


def test_a_duty_that_fails_stops_no_other_and_has_its_next_turn(caplog):
    rota = Rota([Duty("erste", failing, HOUR), Duty("zweite", lambda now: 1, HOUR)])
    assert [rota.run(NOW), rota.run(NOW), rota.run(NOW + HOUR)] == [1, 0, 1]
    assert caplog.text.count("erste: ValueError in ") == 2


def test_the_log_says_where_a_duty_failed_and_names_nobody(caplog):
    run_once(NOW, [Duty("erste", failing, HOUR)])
    assert "test_worker.py:" in caplog.text
    assert "anna" not in caplog.text


def test_the_log_has_a_line_only_where_something_was_done(caplog):
    with caplog.at_level(logging.INFO, "portal.worker"):
        logging.getLogger("portal.worker").addHandler(caplog.handler)
        try:
            run_once(NOW, [Duty("nichts", lambda now: 0, HOUR)])
            assert caplog.messages == []
            run_once(NOW, [Duty("nichts", lambda now: 0, HOUR), Duty("Mails verschickt", lambda now: 3, HOUR)])
            assert caplog.messages == ["Mails verschickt: 3"]
        finally:
            logging.getLogger("portal.worker").removeHandler(caplog.handler)


def test_what_an_unfinished_turn_left_is_mended_at_the_start_and_after_a_failure():
    seen, failures = [], [False, True, False, False]

    def work(now):
        seen.append("work")
        if failures.pop(0):
            raise ValueError
        return 1

    rota = Rota([Duty("eine", work, HOUR, mend=lambda now: seen.append("mend") or 0)])
    for number in range(4):
        rota.run(NOW + number * HOUR)
    assert seen == ["mend", "work", "work", "mend", "work", "work"]


def test_nothing_is_begun_after_the_signal_to_stop():
    seen = []
    duties = [Duty("a", lambda now: worker.stopping.set() or 1, HOUR), Duty("b", lambda now: seen.append(1) or 1, HOUR)]
    assert run_once(NOW, duties) == 1
    assert seen == []


def test_without_the_lock_no_duty_is_begun():
    class Lost:
        def take(self):
            return False

        def is_held(self):
            return False

    with pytest.raises(LostLockError):
        Rota([Duty("a", failing, HOUR)], Lost()).run(NOW)


@pytest.mark.django_db
def test_the_duties_send_mails_and_forget_old_ones():
    post(to="anna@example.org", subject="Neu", text="…")
    old = post(to="anna@example.org", subject="Alt", text="…")
    left = post(to="anna@example.org", subject="Liegen geblieben", text="…")
    early = NOW - timedelta(days=91)
    Message.objects.filter(pk=old.pk).update(state=MessageState.SENT, due_at=None, tried_at=early, sent_at=early)
    Message.objects.filter(pk=left.pk).update(state=MessageState.SENDING, due_at=None, tried_at=early)
    Message.objects.waiting().update(due_at=NOW)
    assert run_once(NOW) == 2
    assert sorted(Message.objects.values_list("state", "to")) == [
        ("in_doubt", "anna@example.org"),
        ("sent", ""),
        ("sent", "anna@example.org"),
    ]


# --- the lock -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_held_by_one_and_free_when_that_one_is_gone():
    first = lock.for_this_database()
    assert not first.is_held()
    assert first.take()
    assert first.is_held()
    code = "import django; django.setup()\nfrom portal import lock; print(lock.for_this_database().take())"
    assert said_by(code) == "False"
    first.give_back()
    assert not first.is_held()
    assert said_by(code) == "True"
    connection.close()


def said_by(code):
    """In a process of its own that has the database of the tests."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_new_session_of_the_database_has_lost_the_lock():
    held = lock.for_this_database()
    assert held.take()
    connection.close()
    connection.ensure_connection()
    assert not held.is_held()


@pytest.mark.django_db(transaction=True)
def test_once_does_everything_once_and_refuses_beside_a_running_one(handlers):
    post(to="anna@example.org", subject="Neu", text="…")
    if connection.vendor == "sqlite":  # elsewhere a second lock of the same session is the same lock
        held = lock.for_this_database()
        assert held.take()
        with pytest.raises(CommandError, match="läuft schon"):
            call_command("worker", once=True)
        held.give_back()
    call_command("worker", once=True)
    assert Message.objects.sent().count() == 1
    connection.close()


# --- the process --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    server = MailServer().start()
    yield Portal(tmp_path_factory.mktemp("portal"), server)
    server.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_mail_is_sent_within_moments_and_a_signal_ends_the_worker_in_silence(portal, number):
    taken = len(portal.server.mails)
    with portal.worker() as process:
        portal.post(1)
        portal.server.wait_for(taken + 1)
        process.send_signal(number)
        assert process.wait(30) == 0
        said = process.stderr.read()
    assert "Traceback" not in said
    assert portal.states()["sent"] == len(portal.server.mails)


def test_a_second_worker_waits_for_the_first_and_takes_over(portal):
    taken = len(portal.server.mails)
    with portal.worker() as first:
        portal.post(1)
        portal.server.wait_for(taken + 1)
        with portal.worker() as second:
            assert "läuft schon" in second.stderr.readline()
            first.terminate()
            first.wait(30)
            portal.post(1)
            portal.server.wait_for(taken + 2)
            second.terminate()
            assert second.wait(30) == 0


@pytest.mark.skipif(not os.path.exists("/proc"), reason="no /proc on this machine")  # noqa: PTH110
def test_a_worker_whose_parent_is_gone_ends(portal):
    """Its end is what closes the pipe; nothing else holds it."""
    starter = f"import subprocess, sys; subprocess.Popen({portal.command!r}); sys.stdin.read()"
    parent = subprocess.Popen(
        [sys.executable, "-c", starter],
        cwd=portal.root,
        env=portal.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    taken = len(portal.server.mails)
    portal.post(1)
    portal.server.wait_for(taken + 1)
    parent.kill()
    ended = threading.Thread(target=parent.stdout.read)
    ended.start()
    ended.join(30)
    parent.wait(30)
    assert not ended.is_alive()
    parent.stdin.close()
    parent.stdout.close()
