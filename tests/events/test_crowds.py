"""A crowd before few places, from several real processes at once: nobody is promised a place that doesn't exist, and
who was told that she has one has it, whatever is killed."""

import json
import os
import signal
import subprocess
import sys

import pytest

from bench.data import _postgres_database
from tests.mailserver import MailServer
from tests.server import ROOT
from tests.worker import Portal

PLACES, IN_A, PEOPLE, PROCESSES = 40, 12, 160, 4

MAKE = """
import django; django.setup()
from tests.events_factories import make_event
print(make_event(capacity={places}, workshops=[{in_a}, None]).pk)
"""
LOOK = """
import django; django.setup()
import json
from events.models import *
from tests.events.counting import counts_of, recounted
event = Event.objects.get()
assert counts_of(event) == recounted(event), (counts_of(event), recounted(event))
a = Item.objects.get(title="Werkstatt A")
rows = event.registrations.order_by("pk").values_list("pk", "last_name", "standing", "queued_at")
line = list(event.registrations.in_line().values_list("pk", flat=True))
print(json.dumps(dict(taken=event.taken, in_a=a.taken, line=line, rows=[row[:3] for row in rows])))
"""


@pytest.fixture
def mailserver():
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def portal(request, tmp_path, mailserver):
    if request.param == "sqlite":
        yield Portal(tmp_path, mailserver)
        return
    with _postgres_database(os.environ["DATABASE_URL"], f"portal_crowd_{os.getpid()}") as url:
        yield Portal(tmp_path, mailserver, url)


def crowd(portal, verb, event, first, count, threads=8):
    command = [sys.executable, "-m", "tests.crowd", verb, str(event), str(first), str(count), str(threads)]
    return subprocess.Popen(command, cwd=ROOT, env=portal.environment, stdout=subprocess.PIPE, text=True)


def crowds(portal, event, per_process):
    return [crowd(portal, "register", event, 1000 * part, per_process) for part in range(PROCESSES)]


def told(processes):
    """What people were told, of all processes."""
    return [json.loads(line) for process in processes for line in process.communicate(timeout=120)[0].splitlines()]


def test_the_places_go_to_as_many_as_there_are_and_the_rest_waits_in_order(portal):
    event = portal._run("-c", MAKE.format(places=PLACES, in_a=IN_A)).strip()
    heard = told(crowds(portal, event, PEOPLE // PROCESSES))
    found = json.loads(portal._run("-c", LOOK))
    standings = {pk: standing for pk, _, standing in found["rows"]}
    assert {one["pk"]: one["standing"] for one in heard} == standings
    assert len(standings) == PEOPLE
    assert sum(standing == "angemeldet" for standing in standings.values()) == found["taken"] == PLACES
    assert found["in_a"] == IN_A
    assert found["line"] == sorted(found["line"])
    assert max(pk for pk, standing in standings.items() if standing == "angemeldet") < min(found["line"])


def test_while_some_cancel_and_some_are_killed_nothing_is_lost_or_given_twice(portal):
    event = portal._run("-c", MAKE.format(places=PLACES, in_a=IN_A)).strip()
    told(crowds(portal, event, 12))
    with portal.worker():
        processes = [*crowds(portal, event, 40), crowd(portal, "cancel", event, 0, 20)]
        killed = processes[0]
        assert killed.stdout.readline()
        killed.send_signal(signal.SIGKILL)
        heard = told(processes)
    found = json.loads(portal._run("-c", LOOK))
    rows = {pk: standing for pk, _, standing in found["rows"]}
    assert killed.returncode == -signal.SIGKILL
    assert {one["pk"] for one in heard if "pk" in one} <= set(rows)
    assert {rows[one["cancelled"]] for one in heard if "cancelled" in one} == {"abgemeldet"}
    assert sum(standing in {"angemeldet", "angeboten"} for standing in rows.values()) == found["taken"] == PLACES
    assert found["in_a"] <= IN_A
