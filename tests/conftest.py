"""What every test gets: a strict client, a standing cast, no network, and no skip that goes unnoticed."""

import os
import shutil
import socket
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings

from core import revision
from tests.factories import BERLIN
from tests.strict import StrictClient

pytest_plugins = ["tests.cast"]

hypothesis_settings.register_profile("portal", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("portal")

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
IN_CI = os.environ.get("CI") == "true"
LOCAL = {"127.0.0.1", "::1", "localhost"}

_connect = socket.socket.connect


def _connect_nearby(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOCAL:
        raise OSError(f"Tests do not use the network: {address}")
    return _connect(self, address)


def pytest_configure(config):
    socket.socket.connect = _connect_nearby


def pytest_unconfigure(config):
    socket.socket.connect = _connect


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "browser" in item.keywords and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
        if "postgres" in item.keywords and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            item.add_marker(pytest.mark.skip(reason="DATABASE_URL names no PostgreSQL"))


def pytest_sessionfinish(session, exitstatus):
    """In CI a skipped test is a failure: nobody would read the line."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({report.longrepr[2].removeprefix("Skipped: ") for report in skipped})
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests skipped: {', '.join(reasons)}.")


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test starts without what an earlier one computed, cached or asked."""
    yield
    revision.forget_everything()
    cache.clear()


@pytest.fixture
def client():
    return StrictClient()


@pytest.fixture
def at(time_machine):
    """`at("2026-11-24 10:00")`: from now on it is that moment in Germany."""

    def set_clock(text):
        time_machine.move_to(datetime.fromisoformat(text).replace(tzinfo=BERLIN), tick=False)

    return set_clock


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo content for a whole module; its tests ask for `db` too and see it within their own transaction."""
    from portal.demo import stages

    with django_db_blocker.unblock(), transaction.atomic():
        stages.load_real()
        stages.load_invented()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def is_postgres(db):
    return connection.vendor == "postgresql"
