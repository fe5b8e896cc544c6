"""The measurement of the events: what their pages cost, among few registrations and among very many."""

import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from bench.client import Connection
from bench.console import say
from bench.data import empty_databases, facts_in, fill
from bench.events_pages import CERTIFICATE_FILE, CERTIFICATES, EVENT_PAGES, OFFICES
from bench.inside import Facts
from bench.participants import Written, written
from bench.participants_inside import PEOPLE
from bench.rounds import Cost, Effort, Visit, measure, warm_up
from bench.server import running


@dataclass(frozen=True, slots=True)
class EventsMeasurement:
    engine: str
    facts: dict[str, Facts]  # page key → …
    costs: dict[str, Cost]
    certificates_seconds: float
    certificates_bytes: int
    people: Written  # their list as a spreadsheet


def measurement(engine: str, server_url: str, effort: Effort) -> EventsMeasurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, ["events", "people"]) as (database, people),
    ):
        say(f"{engine}: filling a database …")
        fill(database, offices=OFFICES)
        facts = facts_in(database, "events")
        with running(database.data_dir, database.url) as server:
            say(f"{effort.rounds} rounds over {len(EVENT_PAGES)} pages …")
            visits = [Visit(server, facts[page.key].path) for page in EVENT_PAGES]
            warm_up(visits)
            costs = dict(zip((page.key for page in EVENT_PAGES), measure(visits, effort.rounds), strict=True))
            seconds, size = _certificates(server.port, facts[CERTIFICATE_FILE.key])
        say(f"{engine}: {effort.rounds} times the list of {PEOPLE} people …")
        return EventsMeasurement(engine, facts, costs, seconds, size, written(people, effort.rounds))


def _certificates(port: int, known: Facts) -> tuple[float, int]:
    """Seconds that somebody waits for the file, and its bytes."""
    with Connection(port) as connection:
        started = time.monotonic()
        answer = connection.get(known.path, cookie=known.cookie)
        seconds = time.monotonic() - started
    if answer.status != 200 or len(PdfReader(BytesIO(answer.body)).pages) != CERTIFICATES:
        raise SystemExit(f"{known.path} answered {answer.status}, or not with {CERTIFICATES} pages.")
    return seconds, len(answer.body)
