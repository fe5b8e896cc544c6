"""The figures of the news as Markdown tables, each beside its target."""

from dataclasses import dataclass

from bench.data import Run
from bench.inside import Facts
from bench.markdown import against_target, circumstances, table, verdict
from bench.news_pages import COLD_PAGES, NEWS_PAGES, OFFICES, SIZES, TARGETS
from bench.pages import PLAIN, Page
from bench.pages import TARGETS as EVERYWHERE
from bench.rounds import Cost
from bench.server import Memory

GROWTH = f"{SIZES[2]:,} / {SIZES[1]:,}"


@dataclass(frozen=True, slots=True)
class Archive:
    """One server with one database; page key → figures."""

    facts: dict[str, Facts]
    costs: dict[str, Cost]
    first_costs: dict[str, Cost]  # right after a change of content
    fill_run: Run
    memory: Memory
    start_seconds: float


@dataclass(frozen=True, slots=True)
class NewsMeasurement:
    engine: str
    archives: list[Archive]  # in the order of SIZES


def markdown(measurements: list[NewsMeasurement], *, command: str, rounds: int, busy: float) -> str:
    """`busy`: how many processes wanted a core in the minute before the start."""
    parts = [circumstances(command, rounds, busy)]
    for measurement in measurements:
        parts += [
            f"### News on {measurement.engine}",
            f"Processor milliseconds per request with {SIZES[0]}, {SIZES[1]:,} and {SIZES[2]:,} posts of {OFFICES} "
            f"offices; from {SIZES[1]:,} to {SIZES[2]:,} at most {TARGETS.growth} times.",
            _cost_table(NEWS_PAGES, [archive.costs for archive in measurement.archives]),
            "The same for the first visit after a change of content, which pays for everything that is computed once.",
            _cost_table(COLD_PAGES, [archive.first_costs for archive in measurement.archives]),
            f"Queries (in brackets right after a change of content), and kilobytes with {SIZES[2]:,} posts, whole and "
            "over the wire; targets: no more queries than with fewer posts, without sign-in at most "
            f"{EVERYWHERE.queries}, {EVERYWHERE.page_kb:g} kB and {EVERYWHERE.wire_kb:g} kB.",
            _size_table(measurement.archives),
            "The server as a whole.",
            _whole_table(measurement.archives),
        ]
    return "\n\n".join(parts)


def _cost_table(pages: tuple[Page, ...], costs: list[dict[str, Cost]]) -> str:
    rows = []
    for page in pages:
        few, some, many = (of_archive[page.key].ms for of_archive in costs)
        growth = many / some if some else 0.0
        text = f"{growth:.2f}"
        cells = [f"{few:.2f}", f"{some:.2f}", f"{many:.2f}"]
        rows.append([page.title, *cells, text if page.is_reference else verdict(growth, TARGETS.growth, text)])
    spreads = ", ".join(f"{of_archive[PLAIN.key].spread:.0%}" for of_archive in costs)
    note = f"The middle half of the rounds of (c) lies within {spreads} of its median."
    heads = ["Page", *(f"{size:,}: ms" for size in SIZES), GROWTH]
    return f"{table(heads, rows)}\n\n{note}"


def _size_table(archives: list[Archive]) -> str:
    heads = ["Page", *(f"{size:,}: queries" for size in SIZES), "kB", "wire kB"]
    return table(heads, [_size_row(page, [archive.facts[page.key] for archive in archives]) for page in NEWS_PAGES])


def _size_row(page: Page, sizes: list[Facts]) -> list[str]:
    many = sizes[-1]
    queries = [f"{facts.queries} ({facts.first_queries})" for facts in sizes]
    kilobytes = [f"{size / 1000:.1f}" for size in (many.page_bytes, many.wire_bytes)]
    if page.is_reference:
        return [page.title, *queries, *kilobytes]
    constant = max(facts.queries for facts in sizes[:-1])
    most = constant if page.reader else min(constant, EVERYWHERE.queries)
    queries[-1] = verdict(many.queries, most, queries[-1])
    whole = verdict(many.page_bytes / 1000, EVERYWHERE.page_kb, kilobytes[0])
    wire = verdict(many.wire_bytes / 1000, EVERYWHERE.wire_kb, kilobytes[1])
    return [page.title, *queries, whole, wire]


def _whole_table(archives: list[Archive]) -> str:
    rows = []
    for size, archive in zip(SIZES, archives, strict=True):
        name = f"{size:,} posts"
        rows += [
            against_target(f"Filling a database, {name}", archive.fill_run.seconds, TARGETS.fill_seconds, "s", 0),
            [f"… peak memory, {name}", f"{archive.fill_run.peak_mb:.0f} MB", ""],
            against_target(
                f"Peak memory of a process that serves, {name}", archive.memory.web_mb, TARGETS.web_mb, "MB", 0
            ),
            [f"… of the worker in the background, {name}", f"{archive.memory.background_mb:.0f} MB", ""],
            [f"… of the process that watches both, {name}", f"{archive.memory.watcher_mb:.0f} MB", ""],
            against_target(
                f"Start to first page, {name}", archive.start_seconds, EVERYWHERE.second_start_seconds, "s", 1
            ),
        ]
    return table(["Figure", "Measured", "Target"], rows)
