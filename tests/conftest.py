"""What every test gets: a strict client, a standing cast, no network, and no skip that goes unnoticed."""

import json
import os
import shutil
import socket
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files import locks
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings

from core.publishing import revision
from tests.factories import BERLIN
from tests.server import running
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
# What starts browsers or processes takes longest. It begins, so that at the end no process waits for another one, and
# the browser's tests stay together, so that each process starts one server for them.
LONGEST_FIRST = (
    *("tests/e2e/", "tests/consistency/test_access.py", "tests/events/test_crowds.py", "tests/portal/test_kill.py"),
    *("tests/events/test_whole_conference.py", "tests/portal/test_up.py", "tests/portal/test_worker.py"),
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
    StrictClient.is_strict = not config.getoption("--database-only")


def pytest_unconfigure(config):
    socket.socket.connect = _connect


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what asks for no database and read no page strictly: on a second one it would be the same",
    )


def _asks_for_a_database(item):
    if "any_database" in item.keywords:
        return False
    is_marked = any(name in item.keywords for name in ("django_db", "browser", "postgres"))
    return is_marked or bool({"db", "transactional_db", "django_db_setup"} & set(item.fixturenames))


def _place_in_line(item):
    path = item.path.relative_to(item.config.rootpath).as_posix()
    return next((place for place, long in enumerate(LONGEST_FIRST) if path.startswith(long)), len(LONGEST_FIRST))


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database-only"):
        apart = [item for item in items if not _asks_for_a_database(item) and "tests/e2e/" not in str(item.path)]
        config.hook.pytest_deselected(items=apart)
        left_out = set(apart)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=_place_in_line)
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


@pytest.fixture(scope="session")
def furnish(tmp_path_factory):
    """`furnish(name)` → a folder of that name as the first start of the portal leaves it. Only one of all processes
    of a run makes the demo; everybody else copies it, and so do later runs that are given the same `FURNISHED`.
    `furnish.first_start()` → what that start said."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    shared = Path(os.environ.get("FURNISHED", shared))
    made, told = shared / "furnished", shared / "first_start.json"

    def make():
        with (shared / "furnished.lock").open("w") as lock:
            locks.lock(lock, locks.LOCK_EX)
            if not made.exists():
                with running(shared / "unfinished") as server:
                    told.write_text(json.dumps({"url": server.url, "output": "".join(server.output)}))
                (shared / "unfinished").rename(made)

    def copy(name):
        make()
        return Path(shutil.copytree(made, tmp_path_factory.mktemp(name), dirs_exist_ok=True))

    def first_start():
        make()
        return SimpleNamespace(**json.loads(told.read_text()))

    copy.first_start = first_start
    return copy


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
