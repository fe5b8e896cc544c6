"""A worker that is killed in the middle of 200 mails: each arrives once, or somebody is asked. None is lost, none comes
twice. Real processes, a real mail server, and a signal nobody can catch."""

import os
import signal

import pytest

from bench.data import _postgres_database
from tests.mailserver import MailServer
from tests.worker import Portal

MAILS = 200
SEEN = 80


@pytest.fixture
def server():
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def portal_on_sqlite(tmp_path, server):
    return Portal(tmp_path, server)


@pytest.fixture
def portal_on_postgres(tmp_path, server):
    with _postgres_database(os.environ["DATABASE_URL"], f"portal_kill_{os.getpid()}") as url:
        yield Portal(tmp_path, server, url)


def before_the_text(server, kill):
    server.before_recipient = lambda _: kill() if len(server.mails) == SEEN else None


def before_the_answer(server, kill):
    """The mail has arrived, and the worker never hears of it."""
    server.after_text = lambda _: (kill() if len(server.mails) == SEEN else None) or "250 OK"


def kill_in_the_middle(portal, server, moment):
    portal.post(MAILS)
    with portal.worker() as first:
        moment(server, lambda: os.kill(first.pid, signal.SIGKILL) if first.poll() is None else None)
        assert first.wait(60) == -signal.SIGKILL
    assert SEEN <= len(server.mails) < MAILS
    with portal.worker() as second:
        server.wait_for(MAILS - 1)
        second.terminate()
        assert second.wait(60) == 0
    portal.once()  # the last one, if the signal was quicker


def check(portal, server):
    mails, arrived = portal.mails(), server.ids
    assert len(mails) == MAILS
    assert len(arrived) == len(set(arrived)), "arrived twice"
    sent = {name for name, state in mails.items() if state == "sent"}
    doubtful = {name for name, state in mails.items() if state == "in_doubt"}
    assert len(sent) + len(doubtful) == MAILS, "lost or left behind"
    assert sent <= set(arrived) <= sent | doubtful
    return len(doubtful), len(arrived)


# The moment of the kill, and how many mails have arrived in the end. The one in hand is in doubt both times.
MOMENTS = pytest.mark.parametrize(("moment", "arrived"), [(before_the_text, MAILS - 1), (before_the_answer, MAILS)])


@MOMENTS
def test_a_killed_worker_sends_every_mail_once_or_asks(portal_on_sqlite, server, moment, arrived):
    kill_in_the_middle(portal_on_sqlite, server, moment)
    assert check(portal_on_sqlite, server) == (1, arrived)


@pytest.mark.postgres
@MOMENTS
def test_a_killed_worker_sends_every_mail_once_or_asks_on_postgresql_too(portal_on_postgres, server, moment, arrived):
    kill_in_the_middle(portal_on_postgres, server, moment)
    assert check(portal_on_postgres, server) == (1, arrived)
