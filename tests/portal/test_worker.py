"""The process in the background: one of all, and a clean end. Whose turn it is: tests/portal/test_rota.py."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.mail.outbox import post
from core.models import Message
from portal import lock, worker
from portal.duties import stopping
from tests.mailserver import MailServer
from tests.worker import Portal, make_duty


@pytest.fixture
def handlers(monkeypatch):
    """The command sets signal handlers and hooks; the test process gets its own back."""
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


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


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_gets_nowhere_says_at_which_line_and_with_no_value(monkeypatch, capfd):
    def hang(now, address="anna@example.org"):
        time.sleep(0.5)
        stopping.set()
        return 0

    monkeypatch.setattr(worker, "LONGEST_ROUND", 0.1)
    monkeypatch.setattr(worker, "DUTIES", [make_duty("hängt", hang, timedelta(hours=1))])
    held = lock.for_this_database()
    assert held.take()
    worker.work(held)
    held.give_back()
    stopping.clear()
    said = capfd.readouterr().err
    assert re.search(r'test_worker\.py", line \d+ in hang', said)
    assert "anna" not in said
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
