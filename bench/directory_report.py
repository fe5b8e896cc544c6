"""The figures of the directory as Markdown tables, each beside its target."""

from dataclasses import dataclass

from bench.data import Run
from bench.inside import Facts
from bench.load import CONNECTIONS, Load
from bench.markdown import against_target, circumstances, table, verdict
from bench.pages import BARE, FEW, MANY, OTHER_PAGES, PAGES, PLAIN, TARGETS, Page
from bench.rounds import Cost
from bench.server import Memory

POSTCODE_SEARCHES = {"postcode", "postcode_city"}


@dataclass(frozen=True, slots=True)
class Directory:
    """One server with one database; page key → figures."""

    facts: dict[str, Facts]
    costs: dict[str, Cost]
    loads: dict[str, Load]  # empty without wrk
    memory: Memory
    start_seconds: float
    start_cpu_seconds: float

    def times(self, page: Page, reference: Page) -> float:
        return self.costs[page.key].ms / self.costs[reference.key].ms


@dataclass(frozen=True, slots=True)
class Measurement:
    engine: str
    directories: list[Directory]  # few offices, many offices
    import_run: Run

    def growth(self, page: Page) -> float:
        few, many = self.directories
        return many.costs[page.key].ms / few.costs[page.key].ms


def markdown(measurements: list[Measurement], *, command: str, rounds: int, busy: float) -> str:
    """`busy`: how many processes wanted a core in the minute before the start."""
    parts = [circumstances(command, rounds, busy)]
    for measurement in measurements:
        parts += [
            f"### {measurement.engine}",
            f"Processor milliseconds per request, and as a ratio to (b) and (c); at most {TARGETS.times_plain} × (c).",
            _processor_table(measurement),
            f"Queries (in brackets right after a change of content) and kilobytes, whole and over the wire; targets: "
            f"at most {TARGETS.queries} queries, {TARGETS.page_kb:g} kB and {TARGETS.wire_kb:g} kB.",
            _size_table(measurement),
            *_load_part(measurement),
            "The server as a whole.",
            _whole_table(measurement),
        ]
    return "\n\n".join(parts)


def _processor_table(measurement: Measurement) -> str:
    heads = [head for number in (FEW, MANY) for head in (f"{number:,}: ms", "× (b)", "× (c)")]
    rows = []
    for page in PAGES:
        cells = [page.title]
        for directory in measurement.directories:
            ratio = directory.times(page, PLAIN)
            text = f"{ratio:.2f}"
            cells += [
                f"{directory.costs[page.key].ms:.2f}",
                f"{directory.times(page, BARE):.1f}",
                text if page.is_reference else verdict(ratio, TARGETS.times_plain, text),
            ]
        growth = measurement.growth(page)
        text = f"{growth:.2f}"
        cells.append(verdict(growth, TARGETS.postcode_growth, text) if page.key in POSTCODE_SEARCHES else text)
        rows.append(cells)
    few, many = measurement.directories
    spreads = " and ".join(f"{directory.costs[PLAIN.key].spread:.0%}" for directory in (few, many))
    note = f"The middle half of the rounds of (c) lies within {spreads} of its median."
    return f"{table(['Page', *heads, f'{MANY:,} / {FEW}'], rows)}\n\n{note}"


def _size_table(measurement: Measurement) -> str:
    heads = [head for number in (FEW, MANY) for head in (f"{number:,}: queries", "kB", "wire kB")]
    rows = []
    for page in (*PAGES, *OTHER_PAGES):
        cells = [page.title]
        for directory in measurement.directories:
            facts = directory.facts[page.key]
            whole, wire = facts.page_bytes / 1000, facts.wire_bytes / 1000
            texts = (f"{facts.queries} ({facts.first_queries})", f"{whole:.1f}", f"{wire:.1f}")
            targets = (TARGETS.queries, TARGETS.page_kb, TARGETS.wire_kb)
            figures = (facts.queries, whole, wire)
            cells += texts if page.is_reference else map(verdict, figures, targets, texts)
        rows.append(cells)
    return table(["Page", *heads], rows)


def _load_part(measurement: Measurement) -> list[str]:
    if not all(directory.loads for directory in measurement.directories):
        return ["Rates and latencies: wrk was not installed."]
    heads = [head for number in (FEW, MANY) for head in (f"{number:,}: requests/s", "p99 ms")]
    rows = []
    for page in PAGES:
        cells = [page.title]
        for directory in measurement.directories:
            found = directory.loads[page.key]
            errors = f", {found.errors} errors" if found.errors else ""
            cells += [f"{found.per_second:.0f}", f"{found.p99_ms:.0f}{errors}"]
        rows.append(cells)
    return [f"wrk with {CONNECTIONS} connections on the same machine as the server.", table(["Page", *heads], rows)]


def _whole_table(measurement: Measurement) -> str:
    few, many = measurement.directories
    run = measurement.import_run
    rows = []
    for number, directory in ((FEW, few), (MANY, many)):
        rows += [
            against_target(
                f"Peak memory of a process that serves, {number:,} offices",
                directory.memory.web_mb,
                TARGETS.worker_mb,
                "MB",
                0,
            ),
            [f"… of the worker in the background, {number:,} offices", f"{directory.memory.background_mb:.0f} MB", ""],
            [f"… of the process that watches both, {number:,} offices", f"{directory.memory.watcher_mb:.0f} MB", ""],
            against_target(
                f"Start to first page, {number:,} offices",
                directory.start_seconds,
                TARGETS.second_start_seconds,
                "s",
                1,
            ),
            [f"… of it processor time, {number:,} offices", f"{directory.start_cpu_seconds:.1f} s", ""],
        ]
    rows += [
        against_target(f"Import of {MANY:,} rows", run.seconds, TARGETS.import_seconds, "s", 0),
        against_target(f"Import of {MANY:,} rows, peak memory", run.peak_mb, TARGETS.import_mb, "MB", 0),
    ]
    return table(["Figure", "Measured", "Target"], rows)
