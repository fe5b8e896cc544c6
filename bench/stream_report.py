"""How many registrations a second, and where their time goes, as Markdown tables."""

from bench.markdown import WRONG, circumstances, table
from bench.stream import CLIENTS, SECONDS, Flow, StreamMeasurement

PER_SECOND = 100  # complete registrations, without workshops, on two cores that do nothing else


def markdown(measurements: list[StreamMeasurement], *, command: str, rounds: int, busy: float) -> str:
    """`busy`: how many processes wanted a core in the minute before the start."""
    parts = [circumstances(command, rounds, busy)]
    for measurement in measurements:
        parts += [
            f"### Registrations on {measurement.engine}",
            f"{CLIENTS} clients for {rounds * SECONDS} seconds. Target: at least {PER_SECOND} complete registrations a "
            "second without workshops. The milliseconds are processor time per registration.",
            _table(measurement.flows),
        ]
    return "\n\n".join(parts)


def _table(flows: list[Flow]) -> str:
    rate = ["Complete registrations a second", *map(_rate, flows)]
    figures = (
        ("Pages of one registration", lambda flow: f"{flow.pages}"),
        ("Wait after the button, median", lambda flow: f"{flow.median_ms:.0f} ms"),
        ("… 95 of 100 at most", lambda flow: f"{flow.p95_ms:.0f} ms"),
        ("Serving the pages", lambda flow: f"{flow.web_ms:.1f} ms"),
        ("Worker, which sends the mails meanwhile", lambda flow: f"{flow.worker_ms:.1f} ms"),
        ("Clients of this measurement", lambda flow: f"{flow.client_ms:.1f} ms"),
        ("Everything else on the machine", lambda flow: f"{flow.other_ms:.1f} ms"),
        ("Each has its row and its mail", lambda flow: "yes ok" if flow.is_complete else f"no {WRONG}"),
    )
    rows = [[title, *map(text, flows)] for title, text in figures]
    return table(["Figure", *(flow.title for flow in flows)], [rate, *rows])


def _rate(flow: Flow) -> str:
    if flow.in_a:
        return f"{flow.per_second:.0f}"
    return f"{flow.per_second:.0f} {'ok' if flow.per_second >= PER_SECOND else '**missed**'}"
