"""How many complete registrations a second: 32 clients, each with one person after the other before the form.

Complete is the form, the check page, sending, the page after it, and the mail in the outbox. Every client always has
some people who are still reading, so nobody is quicker than the form allows, and no client waits for one of them.
"""

import os
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event

from bench.client import Connection
from bench.console import say
from bench.data import Database, empty_databases, fill
from bench.inner import ask
from bench.rounds import Effort
from bench.server import Server, running
from bench.visitor import PER_ADDRESS, Form, fill_in, open_form, send

CLIENTS = 32
READING_AT_ONCE = 20  # people of one client; more than she sends off in the time that reading takes
SECONDS = 5  # of one round
OFFICES = 60
ADDRESSES = (f"127.{first}.{second}.1" for first in range(1, 255) for second in range(255))
EVENTS = {"Without workshops": 0, "With two workshops and questions": 30}  # places in the first workshop


@dataclass(frozen=True, slots=True)
class Flow:
    """While so many people registered one after the other. Milliseconds of processor time are per registration."""

    title: str
    in_a: int  # places in the first of two workshops; nought: no workshops
    pages: int  # of one registration
    per_second: float
    median_ms: float  # from pressing the button to the page after it
    p95_ms: float
    web_ms: float
    worker_ms: float
    client_ms: float
    other_ms: float  # of everything else on the machine, the database server above all
    is_complete: bool  # every registration has its row and its mail


@dataclass(frozen=True, slots=True)
class StreamMeasurement:
    engine: str
    flows: list[Flow]


class Client:
    """One connection. After so many people it comes from another address, because sixty an hour are let through."""

    def __init__(self, port: int, event: str, people: "count[int]") -> None:
        self._port, self._event, self._people, self._sent = port, event, people, 0
        self._reading: deque[Form] = deque()
        self._connection = self._connect()
        self.done: list[tuple[float, float]] = []  # when, and how long sending took

    def _connect(self) -> Connection:
        return Connection(self._port, next(ADDRESSES))

    def prepare(self) -> None:
        while len(self._reading) < READING_AT_ONCE:
            self._open()

    def _open(self) -> None:
        self._reading.append(open_form(self._connection, self._event, next(self._people)))

    def work(self, stop: Event) -> None:
        while not stop.is_set():
            self._open()
            form = self._reading.popleft()
            time.sleep(form.rest)
            ready = fill_in(self._connection, form)
            pressed = time.monotonic()
            send(self._connection, ready)
            now = time.monotonic()
            self.done.append((now, now - pressed))
            self._sent += 1
            if self._sent % PER_ADDRESS == 0:
                self._connection.close()
                self._connection = self._connect()


def measurement(engine: str, server_url: str, effort: Effort) -> StreamMeasurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, ["stream"]) as (database,),
    ):
        say(f"{engine}: filling a database …")
        fill(database, offices=OFFICES)
        with running(database.data_dir, database.url) as server:
            flows = [_flow(title, database, server, in_a, effort.rounds) for title, in_a in EVENTS.items()]
        return StreamMeasurement(engine, flows)


def _flow(title: str, database: Database, server: Server, in_a: int, rounds: int) -> Flow:
    say(f"{title}: {CLIENTS} clients for {rounds * SECONDS} seconds …")
    event = ask(database, "make", 0, in_a)
    stop, people = Event(), count(1)
    clients = [Client(server.port, event["path"], people) for _client in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(Client.prepare, clients))
        jobs = [pool.submit(client.work, stop) for client in clients]
        time.sleep(SECONDS)  # until everybody is at work
        begun, spent = time.monotonic(), _Spent.of(server)
        time.sleep(rounds * SECONDS)
        over, used = time.monotonic(), _Spent.of(server)
        stop.set()
        for job in jobs:
            job.result()
    took = [ms for client in clients for at, seconds in client.done if begun <= at < over for ms in [seconds * 1000]]
    found = ask(database, "count", event["pk"])
    costs = used.since(spent, len(took))
    return Flow(
        title,
        in_a,
        5 if in_a else 4,
        len(took) / (over - begun),
        median(took),
        quantiles(took, n=20)[-1],
        *costs,
        is_complete=len(found["people"]) == sum(len(client.done) for client in clients) and not found["without_mail"],
    )


@dataclass(frozen=True, slots=True)
class _Spent:
    """Processor seconds so far."""

    web: float
    worker: float
    client: float
    machine: float

    @classmethod
    def of(cls, server: Server) -> "_Spent":
        return cls(server.cpu_seconds(), server.background_cpu_seconds(), time.process_time(), _machine_seconds())

    def since(self, before: "_Spent", people: int) -> tuple[float, float, float, float]:
        """Milliseconds per person: serving, worker, clients, everything else."""
        web, worker, client = self.web - before.web, self.worker - before.worker, self.client - before.client
        other = self.machine - before.machine - web - worker - client
        each = 1000 / people
        return web * each, worker * each, client * each, other * each


def _machine_seconds() -> float:
    """All that all processors did: user, nice, system, and interrupts of proc(5) stat."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()
    return sum(int(fields[number]) for number in (1, 2, 3, 6, 7)) / os.sysconf("SC_CLK_TCK")
