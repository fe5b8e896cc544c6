"""What stands in the log: route, kind and place; no link that opens something, no name, no row of the database."""

import logging
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import resolve
from gunicorn.config import Config

from core import logs
from portal.server_log import ServerLogger

TOKEN = "Ab3dEf6hIj9kLm2nOp5q"  # noqa: S105 (of nobody)
NAME = "Erika Mustermann"


def written(error=None, message="Internal Server Error: %s", args=(), **extra):
    try:
        raise error or RuntimeError("x")
    except Exception:
        record = logging.LogRecord("django.request", logging.ERROR, "f", 1, message, args, sys.exc_info())
    record.__dict__.update(extra)
    return logs.Discreet(logs.LINE).format(record)


@pytest.mark.parametrize(
    "path",
    [
        *(f"/anmeldung/{TOKEN}/", f"/anmeldung/{TOKEN}/absagen/", f"/anmeldung/bestaetigen/{TOKEN}/"),
        *(f"/rueckmeldung/{TOKEN}/", f"/konto/einladung/{TOKEN}/", f"/stimmt-noch/{TOKEN}/", f"/vorschau/{TOKEN}/"),
        *(f"/veranstaltungen/fachtag/anmeldung/fertig/{TOKEN}.1x.{TOKEN}/", f"/anmeldung/{TOKEN}/daten/?q={NAME}"),
        f"https://portal.example/anmeldung/{TOKEN}/platz/annehmen/",
    ],
)
def test_no_link_that_opens_something_stands_in_the_log(path):
    assert TOKEN not in logs.without_secrets(f"Internal Server Error: {path} again")
    assert TOKEN not in written(args=(path,))


@pytest.mark.parametrize("path", ["/veranstaltungen/fachtag-in-muenster/", "/seniorenbueros/", "core/storage.py:12"])
def test_what_opens_nothing_stays(path):
    assert logs.without_secrets(f"404 {path}") == f"404 {path}"


def test_a_request_is_named_by_its_route():
    request = RequestFactory().post(f"/anmeldung/{TOKEN}/absagen/")
    request.resolver_match = resolve(request.path)
    line = written(args=(request.path,), request=request, status_code=500)
    assert "500 POST /anmeldung/…/absagen/" in line


def test_no_message_of_an_error_stands_in_the_log_however_deep():
    inner = ValueError(f"DETAIL:  Failing row contains (1, {NAME}).")
    try:
        try:
            raise inner
        except ValueError as error:
            raise KeyError(NAME) from error
    except KeyError as error:
        outer = error
    line = written(outer, "failed: %s", (outer,))
    assert NAME not in line
    assert ("\nKeyError\n" in line, line.endswith("\nValueError"), "test_logs.py" in line) == (True,) * 3


def test_what_was_refused_is_not_quoted():
    record = logging.LogRecord("django.security.X", logging.ERROR, "f", 1, f"Bad value {NAME}", (), None)
    assert NAME not in logs.Discreet(logs.LINE).format(record)


def test_the_configured_handlers_write_so(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "core.logs.Discreet"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_postgresql_says_of_a_row_stays_out_of_the_log():
    from django.db import IntegrityError, transaction

    from core.models import Message

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Message.objects.create(to=f"{NAME}@example.org", subject="x", text="x", message_id="1", state="wrong")
    assert NAME in str(caught.value)
    assert NAME not in written(caught.value)


def test_a_list_of_requests_names_no_link_and_nobody():
    config = Config()
    config.set("accesslog", "-")
    request = SimpleNamespace(
        headers=[("REFERER", f"/anmeldung/{TOKEN}/")], method="GET", uri=f"/anmeldung/{TOKEN}/", path="", version=(1, 1)
    )
    environ = {
        "RAW_URI": f"/anmeldung/{TOKEN}/?q=1",
        "PATH_INFO": f"/anmeldung/{TOKEN}/",
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.9",
        "QUERY_STRING": "q=1",
        "HTTP_REFERER": f"https://x/anmeldung/{TOKEN}/",
    }
    answer = SimpleNamespace(status="200 OK", headers=[], sent=1)
    said = ServerLogger(config).atoms(answer, request, environ, timedelta(seconds=1))
    assert said["m"] == "GET"
    assert not [name for name, value in said.items() if TOKEN in str(value) or "203.0.113.9" in str(value)]
