"""Nothing can be stored: the visitor hears that it is not her fault, keeps what she typed, and is not told to wait."""

import errno
import json
import sqlite3
import threading
import time
from io import BytesIO

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import RequestFactory

from accounts import limits
from core import storage
from portal.config import read
from portal.views import errors, machines
from tests.events_factories import make_event
from tests.reading import Page
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counters(settings, tmp_path):
    settings.CACHES = {"default": read({"DATA_DIR": str(tmp_path)}).cache}
    call_command("createcachetable", verbosity=0)
    machines._state.cache_clear()
    yield
    machines._state.cache_clear()


@pytest.fixture
def full():
    """No statement that writes gets through, as with a disk that is full, a database that is locked or closed."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def visitor():
    client = StrictClient()
    client.raise_request_exception = False
    return client


def test_a_limit_is_a_limit_and_a_fault_is_a_fault(full):
    request = RequestFactory().get("/")
    with pytest.raises(OperationalError):
        limits.allows(request, "probe", times=3, seconds=60)


def test_counting_goes_on_as_before():
    request = RequestFactory().get("/")
    assert [limits.allows(request, "probe", times=2, seconds=60) for _ in range(4)] == [True, True, False, False]


def test_signing_in_says_that_it_is_not_the_visitors_fault(full, visitor, caplog):
    response = visitor.post("/konto/anmelden/", {"login": "erika@example.org", "password": "geheim-geheim"})
    html = response.content.decode()
    assert response.status_code == 503
    assert "Das Portal kann gerade nichts speichern" in html
    assert "Zu viele Versuche" not in html
    assert any(record.levelname == "ERROR" for record in caplog.records)


def test_a_form_is_kept_and_can_be_sent_again(visitor):
    event = make_event()
    typed = {
        "first_name": "Erika",
        "last_name": "Müller\nLüdenscheidt",
        "days": ["1", "2"],
        "password": "geheim-geheim",
    }

    def refuse(*_):
        raise OperationalError("database is locked")

    with connection.execute_wrapper(refuse):
        response = visitor.post(f"/veranstaltungen/{event.slug}/anmeldung/absenden/", typed)
    html = response.content.decode()
    assert (response.status_code, "Ihre Angaben stehen noch hier." in html) == (503, True)
    areas = [area for area in Page(response).root.iter() if area.tag.endswith("textarea")]
    assert [(area.get("name"), area.text) for area in areas] == [
        ("first_name", "Erika"),
        ("last_name", "Müller\nLüdenscheidt"),
        ("days", "1"),
        ("days", "2"),
    ]
    assert "geheim-geheim" not in html


def test_monitors_hear_that_nothing_can_be_stored(full, visitor):
    response = visitor.get("/health/")
    assert (response.status_code, json.loads(response.content)) == (503, {"status": "nothing can be stored"})


def test_monitors_hear_that_something_can_be_stored_and_nothing_grows(visitor):
    from core.models import Pulse

    for _ in range(3):
        machines._state.cache_clear()
        assert visitor.get("/health/").status_code == 200
    assert list(Pulse.objects.values_list("pk", "ballast")) == [(Pulse.SINGLE, "")]


@pytest.mark.parametrize(
    ("make", "is_ours"),
    [
        (lambda: OperationalError("x"), True),
        (lambda: OSError(28, "No space left on device"), True),
        (lambda: OSError(2, "no such file"), False),
        (lambda: ValueError("x"), False),
    ],
)
def test_what_counts_as_a_fault_of_the_house(make, is_ours):
    assert storage.is_fault(make()) == is_ours
    wrapped = RuntimeError("told as something else")
    wrapped.__context__ = make()
    assert storage.is_fault(wrapped) == is_ours


def test_an_upload_that_finds_no_room_is_no_wrong_input(visitor, settings, monkeypatch):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.write", no_room)
    answer = visitor.post("/konto/anmelden/", {"login": "erika@example.org", "file": BytesIO(b"x" * 100)})
    html = answer.content.decode()
    assert (answer.status_code, "Das Portal kann gerade nichts speichern" in html) == (503, True)
    assert "Ihre Angaben stehen dort noch." in html


# --- the real thing ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_while_somebody_else_writes_the_wait_is_short_in_all_and_reading_goes_on(visitor, monkeypatch):
    if connection.vendor != "sqlite":
        return  # the lock of PostgreSQL is that of a row
    monkeypatch.setattr(storage, "LONGEST_WAIT", 0.4)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        wanted = visitor.post("/konto/anmelden/", {"login": "erika@example.org", "password": "geheim-geheim"})
        assert (wanted.status_code, time.monotonic() - began < 2) == (503, True)
        assert visitor.get("/impressum/").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()
    answer = visitor.post("/konto/anmelden/", {"login": "erika@example.org", "password": "geheim-geheim"})
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_noticed_by_monitors(visitor):
    if connection.vendor != "sqlite":
        return  # only SQLite can be told how large it may become
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute("VACUUM")
        cursor.execute(f"PRAGMA max_page_count={cursor.execute('PRAGMA page_count').fetchone()[0]}")
        try:
            assert visitor.get("/health/").status_code == 503
        finally:
            cursor.execute(f"PRAGMA max_page_count={before}")
    machines._state.cache_clear()
    assert visitor.get("/health/").status_code == 200


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_only_reads_is_a_fault_of_the_house(visitor):
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            answer = visitor.post("/konto/anmelden/", {"login": "erika@example.org", "password": "geheim-geheim"})
            assert (answer.status_code, visitor.get("/health/").status_code) == (503, 503)
        finally:
            cursor.execute("SET default_transaction_read_only = off")


def test_a_session_that_cannot_be_saved_is_no_wrong_request(visitor):
    """Django says of it that the session is gone, with 400."""
    error = SessionInterrupted("gone")
    error.__context__ = UpdateError()
    error.__context__.__context__ = OperationalError("full")
    assert errors.bad_request(RequestFactory().post("/x/", {"a": "b"}), error).status_code == 503
    assert errors.bad_request(RequestFactory().post("/x/", {"a": "b"}), SessionInterrupted("gone")).status_code == 400


def test_of_many_who_want_to_write_one_waits_and_the_others_hear_at_once():
    line = storage._Line()
    with line.place():
        line._is_stuck = True
        with pytest.raises(storage.BusyError), line.place():
            pass
    with line.place():
        pass
    assert not line._is_stuck


def test_while_turns_come_everybody_may_stand_in_line(monkeypatch):
    line, served = storage._Line(), []

    def wait_for_a_turn():
        with line.place():
            served.append("second")

    with line.place():
        second = threading.Thread(target=wait_for_a_turn)
        second.start()
        second.join(0.2)
        assert served == []
        with pytest.raises(storage.BusyError), line.place(time.monotonic()):  # she has no time left
            pass
        assert not line._is_stuck
    second.join(5)
    assert served == ["second"]
    monkeypatch.setattr(storage, "LONGEST_TURN", 0)
    with line.place():
        with pytest.raises(storage.BusyError), line.place():
            pass
        assert line._is_stuck
