"""`python -m bench` (`make bench`): measures, prints Markdown, and with --write puts it into docs/benchmarks.md."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import load, report
from bench.data import Database, empty_databases, fill, measure_import
from bench.inside import Facts
from bench.pages import FEW, MANY, PAGES
from bench.report import Directory, Measurement
from bench.rounds import Visit, measure
from bench.server import ROOT, Server, environment, running


@dataclass(frozen=True, slots=True)
class Effort:
    rounds: int
    load_seconds: int  # of wrk on each page; 0 leaves wrk out


def main() -> None:
    options = _options()
    busy = os.getloadavg()[0]
    if not Path("/proc/self/stat").exists():
        raise SystemExit("Processor time is read from /proc: the benchmark needs Linux.")
    wrk = load.is_available()
    if not wrk:
        _say("wrk is not installed: rates and latencies are left out, everything else is measured.")
    effort = Effort(options.rounds, 0 if not wrk else 1 if options.quick else 3)
    servers = {"SQLite": "", **({"PostgreSQL": os.environ["DATABASE_URL"]} if options.postgres else {})}
    measurements = [_measurement(name, url, effort) for name, url in servers.items()]
    text = report.markdown(measurements, command=f"make bench{_arguments()}", rounds=options.rounds, busy=busy)
    print(text)
    if options.write:
        report.write(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="one round: to see whether all works, not to compare")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--postgres", action="store_true", help="measure on the PostgreSQL server of DATABASE_URL too, in new databases"
    )
    options = parser.parse_args()
    if options.quick:
        options.rounds = 1
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    if options.postgres and not os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        parser.error("--postgres needs DATABASE_URL=postgres://…")
    return options


def _arguments() -> str:
    return f' ARGS="{" ".join(sys.argv[1:])}"' if sys.argv[1:] else ""


def _measurement(engine: str, server_url: str, effort: Effort) -> Measurement:
    with (
        TemporaryDirectory(prefix="portal-bench-") as folder,
        empty_databases(Path(folder), server_url, ["few", "many", "import"]) as (few, many, imported),
    ):
        facts = []
        for database, offices in ((few, FEW), (many, MANY)):
            _say(f"{engine}: filling a database with {offices} offices …")
            fill(database, offices)
            with running(database.data_dir, database.url):
                pass  # the first start of all collects the static files, without which no page is whole
            facts.append(_facts(database))
        _say(f"{engine}: importing {MANY} rows …")
        import_run = measure_import(imported)
        return Measurement(engine, _directories([few, many], facts, effort), import_run)


def _directories(databases: list[Database], facts: list[dict[str, Facts]], effort: Effort) -> list[Directory]:
    """Costs page by page of both servers in turn, loads one after the other, and what the servers took at the end."""
    with ExitStack() as stack:
        servers = [stack.enter_context(running(each.data_dir, each.url)) for each in databases]
        _say(f"{effort.rounds} rounds over {len(PAGES)} pages …")
        visits = [
            Visit(server, of_server[page.key].path)
            for page in PAGES
            for server, of_server in zip(servers, facts, strict=True)
        ]
        costs = measure(visits, effort.rounds)
        if effort.load_seconds:
            _say(f"wrk, {effort.load_seconds} seconds on each page …")
        return [
            Directory(
                facts=facts[number],
                costs=dict(zip((page.key for page in PAGES), costs[number :: len(servers)], strict=True)),
                loads=_loads(server, facts[number], effort.load_seconds),
                worker_mb=server.worker_peak_mb(),
                start_seconds=server.start_seconds,
                start_cpu_seconds=server.start_cpu_seconds,
            )
            for number, server in enumerate(servers)
        ]


def _loads(server: Server, facts: dict[str, Facts], seconds: int) -> dict[str, load.Load]:
    return {page.key: load.measure(server.port, facts[page.key].path, seconds) for page in PAGES if seconds}


def _facts(database: Database) -> dict[str, Facts]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside"],
        cwd=ROOT,
        env=environment(database.data_dir, database.url),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise SystemExit("What went wrong stands above.")
    return {key: Facts(**of_page) for key, of_page in json.loads(done.stdout).items()}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
