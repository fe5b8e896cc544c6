"""The figures of the events as Markdown tables, each beside its target."""

from bench.events import EventsMeasurement
from bench.events_pages import CERTIFICATES, EVENT_PAGES, FEW, MANY, PAIRS, TARGETS
from bench.markdown import against_target, circumstances, table, verdict
from bench.pages import PLAIN
from bench.pages import TARGETS as EVERYWHERE
from bench.participants import Written
from bench.participants_inside import PEOPLE


def markdown(measurements: list[EventsMeasurement], *, command: str, rounds: int, busy: float) -> str:
    """`busy`: how many processes wanted a core in the minute before the start."""
    parts = [circumstances(command, rounds, busy)]
    for measurement in measurements:
        spread = measurement.costs[PLAIN.key].spread
        file = f"one PDF of {measurement.certificates_bytes / 1_000_000:.1f} MB"
        parts += [
            f"### Events on {measurement.engine}",
            f"Processor milliseconds per request, at most {EVERYWHERE.times_plain} × (c); of the same page with "
            f"{MANY:,} instead of {FEW} registrations at most {TARGETS.growth} × as many. Queries (in brackets right "
            f"after a change of content) and kilobytes, whole and over the wire; targets: at most {EVERYWHERE.queries} "
            f"queries, {EVERYWHERE.page_kb:g} kB and {EVERYWHERE.wire_kb:g} kB.",
            _page_table(measurement),
            f"The middle half of the rounds of (c) lies within {spread:.0%} of its median.",
            table(
                ["Figure", "Measured", "Target"],
                [
                    against_target(
                        f"{CERTIFICATES} certificates in {file}",
                        measurement.certificates_seconds,
                        TARGETS.certificates_seconds,
                        "s",
                        1,
                    ),
                    *_people_rows(measurement.people),
                ],
            ),
        ]
    return "\n\n".join(parts)


def _people_rows(people: Written) -> list[list[str]]:
    what = f"{PEOPLE:,} people as one Excel file of {people.kb:.0f} kB, in a process that has done nothing before"
    return [
        against_target(what, people.seconds, TARGETS.people_seconds, "s", 1),
        against_target("… peak memory of that process", people.peak_mb, TARGETS.people_mb, "MB", 0),
    ]


def _page_table(measurement: EventsMeasurement) -> str:
    before = {many: few for few, many in PAIRS}
    rows = []
    for page in EVENT_PAGES:
        facts, cost = measurement.facts[page.key], measurement.costs[page.key].ms
        ratio = cost / measurement.costs[PLAIN.key].ms
        growth = cost / measurement.costs[before[page.key]].ms if page.key in before else None
        whole, wire = facts.page_bytes / 1000, facts.wire_bytes / 1000
        texts = [f"{ratio:.2f}", f"{facts.queries} ({facts.first_queries})", f"{whole:.1f}", f"{wire:.1f}"]
        most = [EVERYWHERE.times_plain, EVERYWHERE.queries, EVERYWHERE.page_kb, EVERYWHERE.wire_kb]
        figures = [ratio, facts.queries, whole, wire]
        cells = texts if page.is_reference else list(map(verdict, figures, most, texts))
        grown = "" if growth is None else verdict(growth, TARGETS.growth, f"{growth:.2f}")
        rows.append([page.title, f"{cost:.2f}", cells[0], grown, *cells[1:]])
    return table(["Page", "ms", "× (c)", f"{MANY:,} / {FEW}", "queries", "kB", "wire kB"], rows)
