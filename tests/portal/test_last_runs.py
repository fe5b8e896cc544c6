"""What the worker notes of its duties: when each last ran and how that ended, in few statements."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import last_runs
from portal.duties import DUTIES
from portal.last_runs import Notes
from portal.models import LastRun
from portal.worker import Rota
from tests.factories import BERLIN
from tests.worker import make_duty

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
START = datetime(2026, 11, 24, 10, tzinfo=BERLIN)


def raised(message="anna@example.org"):
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def row(name="probe"):
    return LastRun.objects.get(name=name)


def test_a_success_is_noted_with_its_begin_and_its_end(at):
    at("2026-11-24 10:05")
    Notes().succeeded("probe", START)
    found = row()
    assert (found.started_at, found.succeeded_at, found.failed_at) == (START, timezone.now(), None)
    assert (found.failures, found.error, found.place) == (0, "", "")


def test_a_failure_is_noted_with_class_and_line_and_nobodys_name(at):
    at("2026-11-24 10:05")
    Notes().failed("probe", START, raised())
    found = row()
    assert (found.failed_at, found.succeeded_at, found.failures) == (timezone.now(), None, 1)
    assert found.error == "ValueError"
    assert found.place.startswith("tests/portal/test_last_runs.py:")
    assert "anna" not in " ".join(map(str, LastRun.objects.values_list()))


def test_failures_in_a_row_are_counted_across_starts_and_end_with_a_success(at):
    for minute in (1, 2, 3):
        at(f"2026-11-24 10:0{minute}")
        Notes().failed("probe", START, raised())
    assert row().failures == 3
    Notes().succeeded("probe", START)
    found = row()
    assert (found.failures, found.error) == (0, "ValueError")  # what went wrong last can still be read


def test_where_nothing_changes_once_a_minute_is_written_and_no_failure_is_lost(at):
    notes, written = Notes(), []
    for second in range(0, 120, 10):
        at(f"2026-11-24 10:0{second // 60}:{second % 60:02}")
        with CaptureQueriesContext(connection) as queries:
            notes.failed("probe", START, raised())
        written.append(len([query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]))
    assert written == [2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]  # the first finds no row to update
    assert row().failures == 7
    at("2026-11-24 10:02:00")
    notes.failed("probe", START, raised())
    assert row().failures == 13


def test_what_changes_is_written_at_once(at):
    at("2026-11-24 10:00")
    notes = Notes()
    notes.succeeded("probe", START)
    notes.failed("probe", START, raised())
    assert row().failures == 1
    notes.succeeded("probe", START)
    assert row().failures == 0


def test_a_clock_set_back_stops_no_note(at):
    at("2026-11-24 10:00")
    notes = Notes()
    notes.succeeded("probe", START)
    at("2026-11-24 09:00")
    notes.succeeded("probe", START)
    assert row().succeeded_at == timezone.now()


def test_a_turn_of_a_known_duty_costs_one_statement():
    last_runs.begin(timezone.now())
    rota = Rota([make_duty("send_mails", lambda now: 1, MINUTE)])
    with CaptureQueriesContext(connection) as queries:
        rota.run(timezone.now())
    assert [query["sql"].split()[0] for query in queries] == ["UPDATE"]


def test_what_cannot_be_noted_stops_no_duty_and_is_told_without_values(caplog):
    def refuse(*_):
        raise DatabaseError("Failing row contains (anna@example.org)")

    with connection.execute_wrapper(refuse):
        last_runs.begin(timezone.now())
        assert Rota([make_duty("probe", lambda now: 1, MINUTE)]).run(timezone.now()) == 1
    assert "The start of the worker cannot be noted: django.db.utils.DatabaseError in " in caplog.text
    assert "A duty's last run cannot be noted: django.db.utils.DatabaseError in " in caplog.text
    assert "anna" not in caplog.text


# --- the start -------------------------------------------------------------------------------------------------


def test_from_the_first_start_every_duty_has_a_row_and_what_is_no_duty_any_more_has_none():
    LastRun.objects.create(name="given_up", awaited_since=START)
    last_runs.begin(START)
    assert set(LastRun.objects.values_list("name", "awaited_since")) == {(duty.name, START) for duty in DUTIES}


def test_time_counts_from_the_first_start_since_the_last_success(at):
    last_runs.begin(START)
    last_runs.begin(START + 5 * MINUTE)  # it ended before anything was done
    assert row("send_mails").quiet_since == START
    at("2026-11-24 10:10")
    Notes().succeeded("send_mails", START)
    assert row("send_mails").quiet_since == START + 10 * MINUTE
    for later in (300, 310):
        last_runs.begin(START + later * MINUTE)  # nobody waited for it while the portal was shut down
        assert row("send_mails").quiet_since == START + 300 * MINUTE


@pytest.mark.parametrize("wrong", [{"failures": 1}, {"error": "ValueError"}, {"failed_at": START}])
def test_a_failure_is_noted_as_a_whole(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LastRun.objects.create(name="probe", awaited_since=START, started_at=START, **wrong)


def test_the_names_fit_and_each_is_there_once():
    names = [duty.name for duty in DUTIES]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= LastRun._meta.get_field("name").max_length
    assert all(duty.title and duty.without.endswith(".") for duty in DUTIES)
    assert all(duty.late_after > 2 * duty.every for duty in DUTIES if duty.every < timedelta(days=1))
