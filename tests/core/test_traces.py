"""Where an error came from: lines of the house, classes and the library that raised; never a value."""

import json
import logging
import re
import sys
import threading
from pathlib import Path

import django
import pytest
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from core import logs, traces
from core.mail.carrier import Carrier
from core.mail.smtp import InDoubtError
from core.web import feeds

ADDRESS = "erika.mustermann@example.org"
HERE = "tests/core/test_traces.py"


def caught(act, *arguments):
    try:
        act(*arguments)
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def line_of(words):
    """The number of the one line of this file that ends in these words."""
    lines = Path(__file__).read_text().splitlines()
    (number,) = [number for number, line in enumerate(lines, 1) if line.rstrip().endswith(words)]
    return number


def raise_deep_inside(depth):
    if depth:
        return raise_deep_inside(depth - 1)  # deeper
    raise ValueError(ADDRESS)  # deepest


def wrap(text):
    try:
        json.loads(text)
    except ValueError as error:
        raise KeyError(text) from error  # wrapped


def test_the_way_to_an_error_is_told_from_the_outermost_line_to_the_innermost():
    deeper, deepest = f"{HERE}:{line_of('# deeper')}", f"{HERE}:{line_of('# deepest')}"
    told = traces.trace(caught(raise_deep_inside, 2))
    assert re.fullmatch(rf"ValueError in {HERE}:\d+ > {deeper} > {deeper} > {deepest}", told)
    assert traces.place(caught(raise_deep_inside, 2)) == deepest


def test_of_a_library_only_the_module_that_raised_is_named():
    told = traces.trace(caught(json.loads, f"{ADDRESS} is no JSON"))
    assert re.fullmatch(rf"json\.decoder\.JSONDecodeError in {HERE}:\d+ \(raised in json\.decoder\)", told)


def test_what_an_error_came_from_is_named_behind_it():
    told = traces.trace(caught(wrap, ADDRESS))
    outer, inner = told.split(", from ")
    assert outer.startswith("KeyError in ")
    assert outer.endswith(f"{HERE}:{line_of('# wrapped')}")
    assert inner.startswith(f"json.decoder.JSONDecodeError in {HERE}:")
    assert ADDRESS not in told


def test_errors_that_came_from_each_other_are_told_once():
    first, second = ValueError(ADDRESS), KeyError(ADDRESS)
    first.__cause__, second.__cause__ = second, first
    assert traces.trace(first) == "ValueError, from KeyError"
    assert traces.place(first) == ""


def test_an_endless_recursion_stays_one_short_line():
    told = traces.trace(caught(raise_deep_inside, 200))
    assert told.count(HERE) == traces.FIRST_FRAMES + traces.LAST_FRAMES
    assert " > … > " in told


def test_packages_within_the_folder_of_the_house_are_libraries(monkeypatch):
    monkeypatch.setattr(traces, "HOUSE", f"{Path(django.__file__).parents[2]}/")
    assert traces.trace(caught(import_string, "nowhere")) == (
        "ImportError (raised in django.utils.module_loading), from ValueError (raised in django.utils.module_loading)"
    )


def test_the_line_survives_the_formatter_that_hides_long_parts_of_addresses():
    told = "ValueError in events/views/registering_series.py:41 > core/pdf_inspection_of_documents.py:7, from KeyError"
    record = logging.LogRecord("portal.worker", logging.ERROR, "f", 1, "Duty: %s", (told,), None)
    assert logs.Discreet("%(message)s").format(record) == f"Duty: {told}"


# --- what nobody waits for in the background ------------------------------------------------------------------


def test_a_feed_that_breaks_the_parser_leaves_a_line(monkeypatch, caplog):
    def stumble(*_):
        raise ZeroDivisionError(ADDRESS)

    monkeypatch.setattr(feeds, "_read_strictly", stumble)
    with pytest.raises(feeds.FeedError):
        feeds.read_feed(b"<rss version='2.0'><channel></channel></rss>", "https://example.org/rss")
    assert re.search(rf"A feed cannot be read: ZeroDivisionError in core/web/feeds\.py:\d+ > {HERE}:\d+", caplog.text)
    assert ADDRESS not in caplog.text


def test_a_way_to_send_that_fails_unforeseen_leaves_a_line(settings, monkeypatch, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    carrier = Carrier()
    monkeypatch.setattr(carrier._backend, "send_messages", lambda _: raise_deep_inside(0))
    with pytest.raises(InDoubtError):
        carrier.carry(EmailMessage("Neu", "…", "portal@example.org", [ADDRESS]))
    assert re.search(rf"A mail is in doubt: ValueError in core/mail/carrier\.py:\d+ > .*{HERE}:\d+", caplog.text)
    assert ADDRESS not in caplog.text


@pytest.fixture
def hooks(monkeypatch):
    """The test process gets its own back."""
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    logs.tell_discreetly()


def test_a_thread_that_ends_with_an_error_names_nobody(hooks, capsys):
    thread = threading.Thread(target=raise_deep_inside, args=[1])
    thread.start()
    thread.join()
    said = capsys.readouterr().err
    assert said.endswith("\nValueError\n")
    assert (f"line {line_of('# deepest')}" in said, ADDRESS in said) == (True, False)


def test_an_error_that_nobody_can_catch_names_nobody(hooks, capsys):
    class Careless:
        def __del__(self):
            raise ValueError(ADDRESS)

    Careless()
    said = capsys.readouterr().err
    assert (said.endswith("\nValueError\n"), ADDRESS in said) == (True, False)
