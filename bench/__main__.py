"""`python -m bench` (`make bench`): measures, prints Markdown, and with --write puts it into docs/benchmarks.md."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    crowd,
    crowd_report,
    directory,
    directory_report,
    events,
    events_report,
    load,
    markdown,
    news,
    news_report,
    stream,
    stream_report,
)
from bench.console import say
from bench.rounds import Effort

# Name of the part → how it is measured, and how its figures become text.
PARTS: dict[str, tuple[Callable[..., Any], Callable[..., str]]] = {
    "directory": (directory.measurement, directory_report.markdown),
    "news": (news.measurement, news_report.markdown),
    "events": (events.measurement, events_report.markdown),
    "registrations": (stream.measurement, stream_report.markdown),
    "crowd": (crowd.measurement, crowd_report.markdown),
}


def main() -> None:
    options = _options()
    if not Path("/proc/self/stat").exists():
        raise SystemExit("Processor time is read from /proc: the benchmark needs Linux.")
    wrk = load.is_available()
    if not wrk:
        say("wrk is not installed: rates and latencies are left out, everything else is measured.")
    effort = Effort(options.rounds, 0 if not wrk else 1 if options.quick else 3)
    servers = {"SQLite": "", **({"PostgreSQL": os.environ["DATABASE_URL"]} if options.postgres else {})}
    busy = os.getloadavg()[0]
    for part in [options.only] if options.only else PARTS:
        text = _text(part, servers, effort, busy)
        print(text)
        if options.write:
            markdown.write(part, text)
        if markdown.WRONG in text:
            raise SystemExit(f"{part}: a promise was broken; see {markdown.WRONG} above.")


def _text(part: str, servers: dict[str, str], effort: Effort, busy: float) -> str:
    measure, write = PARTS[part]
    measurements = [measure(name, url, effort) for name, url in servers.items()]
    where = "DATABASE_URL=postgres://… " if len(servers) > 1 else ""
    return write(measurements, command=f"{where}make bench{_arguments()}", rounds=effort.rounds, busy=busy)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="one round: to see whether all works, not to compare")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
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


if __name__ == "__main__":
    main()
