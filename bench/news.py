"""The measurement of the news: the same pages with few, some and very many posts."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.console import say
from bench.data import Database, Run, empty_databases, facts_in, fill
from bench.inside import Facts
from bench.news_pages import COLD_PAGES, NEWS_PAGES, OFFICES, SIZES
from bench.news_report import Archive, NewsMeasurement
from bench.pages import Page
from bench.rounds import Cost, Effort, Visit, measure, warm_up
from bench.server import Server, running


def measurement(engine: str, server_url: str, effort: Effort) -> NewsMeasurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, [f"posts_{size}" for size in SIZES]) as databases,
    ):
        runs: list[Run] = []
        facts: list[dict[str, Facts]] = []
        for database, posts in zip(databases, SIZES, strict=True):
            say(f"{engine}: filling a database with {posts} posts …")
            runs.append(fill(database, offices=OFFICES, posts=posts))
            facts.append(facts_in(database, "news"))
        return NewsMeasurement(engine, _archives(databases, facts, runs, effort.rounds))


def _archives(databases: list[Database], facts: list[dict[str, Facts]], runs: list[Run], rounds: int) -> list[Archive]:
    """First all rounds in which nothing changes, then those with a change before every visit: one change is enough to
    make the next visit of every page dearer. Those are long enough to need only half the rounds."""
    fewer = (rounds + 1) // 2
    with ExitStack() as stack:
        servers = [stack.enter_context(running(each.data_dir, each.url)) for each in databases]
        say(f"{rounds} rounds over {len(NEWS_PAGES)} pages …")
        visits = _visits(NEWS_PAGES, servers, facts)
        warm_up(visits)
        costs = _measure(NEWS_PAGES, visits, rounds)
        say(f"{fewer} rounds over {len(COLD_PAGES)} pages right after a change …")
        first_costs = _measure(COLD_PAGES, _visits(COLD_PAGES, servers, facts, databases), fewer)
        return [
            Archive(
                facts=facts[number],
                costs=costs[number],
                first_costs=first_costs[number],
                fill_run=runs[number],
                memory=server.memory(),
                start_seconds=server.start_seconds,
            )
            for number, server in enumerate(servers)
        ]


def _visits(
    pages: tuple[Page, ...], servers: list[Server], facts: list[dict[str, Facts]], changed: list[Database] | None = None
) -> list[Visit]:
    """Of each page one visit on each server. `changed`: the content of these databases changes before every request."""
    visits = []
    for page in pages:
        for number, server in enumerate(servers):
            known = facts[number][page.key]
            visit = Visit(server, known.path, known.cookie, page.asks_again)
            visits.append(replace(visit, before_each=changed[number].change_content) if changed else visit)
    return visits


def _measure(pages: tuple[Page, ...], visits: list[Visit], rounds: int) -> list[dict[str, Cost]]:
    """For each server: page key → cost."""
    costs = measure(visits, rounds)
    keys = [page.key for page in pages]
    return [dict(zip(keys, costs[number :: len(SIZES)], strict=True)) for number in range(len(SIZES))]
