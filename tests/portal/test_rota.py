"""Whose turn it is, and what the log says of a duty that fails: where, and nobody's name."""

import io
import logging
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.logs import LINE, Discreet
from core.mail.outbox import post
from core.models import Message, MessageState
from portal.duties import stopping
from portal.worker import LostLockError, Rota, run_once
from tests.factories import BERLIN
from tests.worker import make_duty

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 10, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def not_stopping():
    stopping.clear()
    yield
    stopping.clear()


def failing(now):
    raise ValueError("anna@example.org")


def test_each_duty_has_its_turn_at_the_start_and_then_after_its_time():
    turns = []
    often = make_duty("oft", lambda now: turns.append("oft") or 1, HOUR)
    rota = Rota([often, make_duty("selten", lambda now: 2, 3 * HOUR)])
    done = [rota.run(NOW + number * HOUR / 2) for number in range(8)]
    assert done == [3, 0, 1, 0, 1, 0, 3, 0]
    assert len(turns) == 4


def test_a_clock_set_back_stops_no_duty():
    rota = Rota([make_duty("oft", lambda now: 1, HOUR)])
    assert [rota.run(NOW), rota.run(NOW - 2 * HOUR)] == [1, 1]


def test_a_duty_that_fails_stops_no_other_and_has_its_next_turn(caplog):
    rota = Rota([make_duty("erste", failing, HOUR), make_duty("zweite", lambda now: 1, HOUR)])
    assert [rota.run(NOW), rota.run(NOW), rota.run(NOW + HOUR)] == [1, 0, 1]
    assert caplog.text.count("erste: ValueError in ") == 2


@pytest.fixture
def log():
    """What the operator reads: lines of the worker's log, as the configured handler writes them."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(Discreet(LINE))
    logging.getLogger("portal.worker").addHandler(handler)
    yield handler.stream
    logging.getLogger("portal.worker").removeHandler(handler)


def look_at(people):
    for person in people:
        write_to(person)


def write_to(address):
    if "@" in address:
        raise ValueError(f"{address} does not want to be written to")


def break_deep_inside(now):
    try:
        look_at(["anna@example.org"])
    except ValueError as error:
        raise LookupError("Anna Beispiel, Hauptstraße 1") from error


def test_an_error_deep_inside_a_duty_is_found_from_the_log_alone(log):
    """Who reads the last place of the line opens the file there and stands before the statement that raised."""
    run_once(NOW, [make_duty("Post verteilen", break_deep_inside, HOUR)])
    (line,) = log.getvalue().splitlines()
    outer, inner = line.split(", from ")
    assert re.search(r"ERROR portal\.worker Post verteilen: LookupError in portal/worker\.py:\d+ > ", outer)
    assert statement_at(outer) == 'raise LookupError("Anna Beispiel, Hauptstraße 1") from error'
    assert inner.startswith("ValueError in tests/portal/test_rota.py:")
    assert statement_at(inner) == 'raise ValueError(f"{address} does not want to be written to")'
    assert [name for name in ("anna", "Anna", "example.org", "Hauptstraße") if name in line] == []


def statement_at(told):
    path, number = re.findall(r"([\w/]+\.py):(\d+)", told)[-1]
    return (Path(__file__).parents[2] / path).read_text().splitlines()[int(number) - 1].strip()


def test_the_log_has_a_line_only_where_something_was_done(caplog):
    with caplog.at_level(logging.INFO, "portal.worker"):
        logging.getLogger("portal.worker").addHandler(caplog.handler)
        try:
            run_once(NOW, [make_duty("nichts", lambda now: 0, HOUR)])
            assert caplog.messages == []
            run_once(NOW, [make_duty("nichts", lambda now: 0, HOUR), make_duty("Mails", lambda now: 3, HOUR)])
            assert caplog.messages == ["Mails: 3"]
        finally:
            logging.getLogger("portal.worker").removeHandler(caplog.handler)


def test_what_an_unfinished_turn_left_is_mended_at_the_start_and_after_a_failure():
    seen, failures = [], [False, True, False, False]

    def work(now):
        seen.append("work")
        if failures.pop(0):
            raise ValueError
        return 1

    rota = Rota([make_duty("eine", work, HOUR, mend=lambda now: seen.append("mend") or 0)])
    for number in range(4):
        rota.run(NOW + number * HOUR)
    assert seen == ["mend", "work", "work", "mend", "work", "work"]


def test_nothing_is_begun_after_the_signal_to_stop():
    seen = []
    first = make_duty("a", lambda now: stopping.set() or 1, HOUR)
    assert run_once(NOW, [first, make_duty("b", lambda now: seen.append(1) or 1, HOUR)]) == 1
    assert seen == []


def test_without_the_lock_no_duty_is_begun():
    class Lost:
        def take(self):
            return False

        def is_held(self):
            return False

    with pytest.raises(LostLockError):
        Rota([make_duty("a", failing, HOUR)], Lost()).run(NOW)


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
