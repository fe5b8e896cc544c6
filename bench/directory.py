"""The measurement of the directory: the same pages with few and with many offices."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import load
from bench.console import say
from bench.data import Database, empty_databases, facts_in, fill, measure_import
from bench.directory_report import Directory, Measurement
from bench.inside import Facts
from bench.pages import FEW, MANY, PAGES
from bench.rounds import Effort, Visit, measure, warm_up
from bench.server import Server, running


def measurement(engine: str, server_url: str, effort: Effort) -> Measurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, ["few", "many", "import"]) as (few, many, imported),
    ):
        facts = []
        for database, offices in ((few, FEW), (many, MANY)):
            say(f"{engine}: filling a database with {offices} offices …")
            fill(database, offices=offices)
            facts.append(facts_in(database, "directory"))
        say(f"{engine}: importing {MANY} rows …")
        import_run = measure_import(imported)
        return Measurement(engine, _directories([few, many], facts, effort), import_run)


def _directories(databases: list[Database], facts: list[dict[str, Facts]], effort: Effort) -> list[Directory]:
    """Costs page by page of both servers in turn, loads one after the other, and what the servers took at the end."""
    with ExitStack() as stack:
        servers = [stack.enter_context(running(each.data_dir, each.url)) for each in databases]
        say(f"{effort.rounds} rounds over {len(PAGES)} pages …")
        visits = [
            Visit(server, of_server[page.key].path)
            for page in PAGES
            for server, of_server in zip(servers, facts, strict=True)
        ]
        warm_up(visits)
        costs = measure(visits, effort.rounds)
        if effort.load_seconds:
            say(f"wrk, {effort.load_seconds} seconds on each page …")
        return [
            Directory(
                facts=facts[number],
                costs=dict(zip((page.key for page in PAGES), costs[number :: len(servers)], strict=True)),
                loads=_loads(server, facts[number], effort.load_seconds),
                memory=server.memory(),
                start_seconds=server.start_seconds,
                start_cpu_seconds=server.start_cpu_seconds,
            )
            for number, server in enumerate(servers)
        ]


def _loads(server: Server, facts: dict[str, Facts], seconds: int) -> dict[str, load.Load]:
    return {page.key: load.measure_load(server.port, facts[page.key].path, seconds) for page in PAGES if seconds}
