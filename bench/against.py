"""`python -m bench.against PATH` (`make compare WITH=PATH`): what pages and registrations cost here, beside what they
cost in another checkout of the portal, which has its own `.venv`. Both servers run at once and take turns every few
tenths of a second, so that a machine that changes its speed changes it for both."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.client import Connection
from bench.console import say
from bench.data import Database, facts_in, fill
from bench.events_pages import EVENT_PAGES
from bench.inner import ask
from bench.inside import Facts
from bench.markdown import circumstances, table, verdict
from bench.news_pages import NEWS_PAGES
from bench.pages import PAGES, PLAIN, Page
from bench.rounds import Visit, warm_up
from bench.server import ROOT, Server
from bench.stream import ADDRESSES, EVENTS
from bench.visitor import fill_in, open_form, send

OFFICES, POSTS = 60, 1_000
PEOPLE = 12  # who register in one turn
MOST = 1.05  # times what it cost before
PARTS = {"directory": PAGES, "news": NEWS_PAGES, "events": EVENT_PAGES}


@dataclass(slots=True)
class Pair:
    """Milliseconds of processor time, one figure per round."""

    title: str
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        return [after / before for before, after in zip(self.before, self.after, strict=True)]


class Registering:
    """One registration after the other, each from an address of its own."""

    def __init__(self, database: Database, server: Server, places_in_a: int) -> None:
        self._server, self._people = server, count(1)
        self._event: str = ask(database, "make", 0, places_in_a)["path"]

    def cpu_ms(self, people: int) -> float:
        """Per person, from opening the form to the page after it. Reading it costs nobody anything."""
        before = self._server.cpu_seconds()
        connections = [Connection(self._server.port, next(ADDRESSES)) for _person in range(people)]
        forms = [open_form(connection, self._event, next(self._people)) for connection in connections]
        time.sleep(max(form.rest for form in forms))
        for connection, form in zip(connections, forms, strict=True):
            send(connection, fill_in(connection, form))
            connection.close()
        return (self._server.cpu_seconds() - before) * 1000 / people


Turn = tuple[Sequence[Visit] | Sequence[Registering], list[int]]  # of both checkouts, and how often each of them


def measurement(other: Path, parts: list[str], rounds: int) -> list[Pair]:
    with TemporaryDirectory(prefix="portal-bench-") as folder, ExitStack() as stack:
        databases = [Database(Path(folder, name), root=root) for name, root in (("before", other), ("after", ROOT))]
        for database in databases:
            say(f"Filling a database of {database.root} …")
            database.data_dir.mkdir()
            database.command("migrate", "--verbosity", "0", "--no-input")
            fill(database, offices=OFFICES, posts=POSTS)
        facts = [{part: facts_in(database, part) for part in parts} for database in databases]
        servers = [stack.enter_context(database.running()) for database in databases]
        pairs: list[Pair] = []
        turns: list[Turn] = []
        for part in parts:
            for page in PARTS[part]:
                known = [of_one[part][page.key] for of_one in facts]
                visits = [_visit(server, found, page) for server, found in zip(servers, known, strict=True)]
                warm_up(visits)
                pairs.append(Pair(page.title))
                turns.append((visits, [visit.batch_size() for visit in visits]))
        for title, places_in_a in EVENTS.items():
            people = [Registering(*of_one, places_in_a) for of_one in zip(databases, servers, strict=True)]
            pairs.append(Pair(f"Registration: {title[0].lower()}{title[1:]}"))
            turns.append((people, [PEOPLE, PEOPLE]))
        _take_turns(pairs, turns, rounds)
        return pairs


def _visit(server: Server, facts: Facts, page: Page) -> Visit:
    return Visit(server, facts.path, facts.cookie, page.asks_again)


def _take_turns(pairs: list[Pair], turns: list[Turn], rounds: int) -> None:
    """Who begins changes with every round."""
    for number in range(rounds):
        say(f"Round {number + 1} of {rounds} …")
        for pair, (both, sizes) in zip(pairs, turns, strict=True):
            for place in (0, 1) if number % 2 else (1, 0):
                (pair.before, pair.after)[place].append(both[place].cpu_ms(sizes[place]))


def markdown(pairs: list[Pair], *, command: str, rounds: int, busy: float) -> str:
    rows = []
    for pair in pairs:
        low, middle, high = quantiles(pair.ratios, n=4)
        is_ruler = pair.title == PLAIN.title
        said = f"{middle:.2f}" if is_ruler else verdict(middle, MOST, f"{middle:.2f}")
        spread = f"{low:.2f} to {high:.2f}"
        rows.append([pair.title, f"{median(pair.before):.2f}", f"{median(pair.after):.2f}", said, spread])
    heads = ["Page", "ms before", "ms after", "after / before", "middle half of the rounds"]
    return f"{circumstances(command, rounds, busy)}\n\n{table(heads, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.against", description=__doc__)
    parser.add_argument("other", type=Path, help="the checkout that stands for before")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", choices=PARTS, help="measure this part and the registrations alone")
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("--rounds is at least 2")
    busy, parts = os.getloadavg()[0], [options.only] if options.only else [*PARTS]
    command = f"python -m bench.against {' '.join(sys.argv[1:])}"
    pairs = measurement(options.other.resolve(), parts, options.rounds)
    print(markdown(pairs, command=command, rounds=options.rounds, busy=busy))


if __name__ == "__main__":
    main()
