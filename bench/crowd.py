"""A crowd before few places, against the server as `make run` starts it, worker included.

First a thousand people send the form from 64 connections while twenty cancel and the worker hands on places that nobody
confirmed or accepted in time. Then the same for a second event, and in the middle of it all processes are killed.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from django.core.signing import Signer

from bench.client import Connection
from bench.console import say
from bench.data import Database, empty_databases, fill
from bench.inner import ask
from bench.rounds import Effort
from bench.server import Server, running
from bench.visitor import READING, Form, Ready, Told, UnexpectedAnswerError, email_of, fill_in, open_form, press, send

PEOPLE, CONNECTIONS = 1_000, 64
PLACES, IN_A = 100, 30
CANCEL, NEVER_CONFIRM = 20, 10  # of those who were told first that they have a place
KILL_AFTER = 300  # people who have been told how they stand
TWICE = 10  # every tenth presses the button twice
OFFICES = 60
SETTLING = 20.0  # seconds that the worker has to start again and do its duties


@dataclass(frozen=True, slots=True)
class CrowdMeasurement:
    engine: str
    seconds: float  # from the first who sent to the last who was told, in the first crowd
    slowest: float  # seconds from pressing the button to the page after it
    crowd: "Result"
    killed: "Result"


@dataclass(slots=True)
class Result:
    """What people saw, and what the database says afterwards."""

    told: dict[int, Told] = field(default_factory=dict)
    pressed: set[int] = field(default_factory=set)  # the button "Platz anmelden"
    gone: set[int] = field(default_factory=set)  # forgotten by the worker, because they never confirmed
    slowest: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)  # what went wrong, and how often
    hurried: dict[str, int] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)  # as the database says at the end
    at_once: dict[str, Any] = field(default_factory=dict)  # … right after the start that followed the kill


class Crowd:
    """Each connection serves one person after the other. `after` is what she does once she knows how she stands."""

    def __init__(self, database: Database, server: Server, event: dict[str, Any]) -> None:
        self.database, self.server, self.event = database, server, event
        secret = (database.data_dir / "secret_key").read_text().strip()
        self._signers = {name: Signer(key=secret, salt=f"events.{name}", sep=".", fallback_keys=[]) for name in LINKS}
        self._lock = Lock()
        self.result = Result()
        self.cancelling: list[Told] = []
        self.sleeping: list[Told] = []

    def link(self, told: Told, name: str) -> str:
        """As it stands in her mail."""
        return LINKS[name].format(self._signers[name].sign(told.key))

    def open_forms(self) -> list[list[Form]]:
        """Of each connection. Returns when everybody has had time to read."""

        def of_connection(number: int) -> list[Form]:
            with self.connection(number) as connection:
                people = range(number, PEOPLE, CONNECTIONS)
                return [open_form(connection, self.event["path"], person) for person in people]

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            forms = list(pool.map(of_connection, range(CONNECTIONS)))
        time.sleep(READING)
        return forms

    def connection(self, number: int) -> Connection:
        return Connection(self.server.port, f"127.0.{self.event['pk'] % 250 + 1}.{number + 1}")

    def rush(self, forms: list[list[Form]], after: Callable[[Connection, Told], None]) -> None:
        with self.rushing(forms, after):
            pass

    @contextmanager
    def rushing(self, forms: list[list[Form]], after: Callable[[Connection, Told], None]) -> Iterator[None]:
        """The block runs while all send; at its end everybody has been told, or has failed."""
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            jobs: list[Future[None]] = [
                pool.submit(self._one_after_the_other, number, forms[number], after) for number in range(CONNECTIONS)
            ]
            yield
            for job in jobs:
                job.result()

    def _one_after_the_other(self, number: int, forms: list[Form], after: Callable[[Connection, Told], None]) -> None:
        with self.connection(number) as connection:
            for form in forms:
                try:
                    told = self._send(connection, fill_in(connection, form))
                    after(connection, told)
                except (OSError, UnexpectedAnswerError) as error:
                    with self._lock:
                        self.result.failures[str(error)] += 1
                    if self.server.process.poll() is not None:
                        return

    def _send(self, connection: Connection, ready: Ready) -> Told:
        with self._lock:
            self.result.pressed.add(ready.number)
        started = time.monotonic()
        told = send(connection, ready)
        seconds = time.monotonic() - started
        with self._lock:
            self.result.told[ready.number] = told
            self.result.slowest = max(self.result.slowest, seconds)
        if ready.number % TWICE == 0 and send(connection, ready).key != told.key:
            raise OSError("Sent twice was not once.")
        return told

    def takes_part(self, told: Told) -> bool:
        """In what becomes of the first who got a place: some will cancel, some never confirm."""
        with self._lock:
            for part, size in ((self.cancelling, CANCEL), (self.sleeping, NEVER_CONFIRM)):
                if not told.waits and len(part) < size:
                    part.append(told)
                    return True
        return False


LINKS = {"confirm": "/anmeldung/bestaetigen/{}/", "personal": "/anmeldung/{}/absagen/"}


def measurement(engine: str, server_url: str, effort: Effort) -> CrowdMeasurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, ["crowd"]) as (database,),
    ):
        say(f"{engine}: filling a database …")
        fill(database, offices=OFFICES)
        with running(database.data_dir, database.url) as server:
            say(f"{engine}: {PEOPLE} people, {PLACES} places …")
            seconds, crowd = _while_some_cancel(Crowd(database, server, ask(database, "make", PLACES, IN_A)))
        killed = _killed(engine, database)
        return CrowdMeasurement(engine, seconds, crowd.slowest, crowd, killed)


def _while_some_cancel(crowd: Crowd) -> tuple[float, Result]:
    def after(connection: Connection, told: Told) -> None:
        if not crowd.takes_part(told):
            press(connection, crowd.link(told, "confirm"))

    forms = crowd.open_forms()
    started = time.monotonic()
    with crowd.rushing(forms, after):
        while len(crowd.result.told) < 2 * PLACES:
            time.sleep(0.1)
        with crowd.connection(CONNECTIONS) as connection:
            for told in crowd.cancelling:
                press(connection, crowd.link(told, "personal"))
        _let_days_pass(crowd)
    seconds = time.monotonic() - started
    crowd.result.found = _when_settled(crowd)
    return seconds, crowd.result


def _let_days_pass(crowd: Crowd) -> None:
    """For those who never confirm, and for whoever was offered a place; then the worker starts anew, because it does
    all its duties at once when it starts and otherwise every minute."""
    keys = [told.key for told in crowd.sleeping]
    crowd.result.gone = {told.number for told in crowd.sleeping}
    crowd.result.hurried = ask(crowd.database, "hurry", crowd.event["pk"], *keys)
    crowd.server.restart_worker()


def _when_settled(crowd: Crowd) -> dict[str, Any]:
    """When the worker has forgotten and passed on, or has had its time."""
    over = time.monotonic() + SETTLING
    gone = {email_of(number) for number in crowd.result.gone}
    while True:
        found: dict[str, Any] = ask(crowd.database, "count", crowd.event["pk"])
        passed_on = found["standings"].get("weitergegeben", 0)
        if (
            passed_on == crowd.result.hurried["offered"] and not gone & set(found["people"])
        ) or time.monotonic() > over:
            return found


def _killed(engine: str, database: Database) -> Result:
    event = ask(database, "make", PLACES, IN_A)
    with running(database.data_dir, database.url) as server:
        say(f"{engine}: {PEOPLE} more people, and all processes are killed after {KILL_AFTER} …")
        first = Crowd(database, server, event)
        forms = first.open_forms()
        with first.rushing(forms, lambda connection, told: None):
            while len(first.result.told) < KILL_AFTER:
                time.sleep(0.01)
            server.kill()
    result = first.result
    result.at_once = ask(database, "count", event["pk"])
    with running(database.data_dir, database.url) as server:
        second = Crowd(database, server, event)
        left = [[form for form in of_one if form.number not in result.told] for of_one in forms]
        second.rush(left, lambda connection, told: None)
    result.found = ask(database, "count", event["pk"])
    result.failures = second.result.failures
    return result
