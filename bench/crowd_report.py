"""What became of the crowds, as a Markdown table: each promise of the portal beside what was found."""

from bench.crowd import CANCEL, CONNECTIONS, IN_A, KILL_AFTER, NEVER_CONFIRM, PEOPLE, PLACES, CrowdMeasurement, Result
from bench.markdown import WRONG, circumstances, table
from bench.visitor import email_of

Row = tuple[str, object, object]  # what, as found, as it has to be


def markdown(measurements: list[CrowdMeasurement], *, command: str, rounds: int, busy: float) -> str:
    parts = [circumstances(command, rounds, busy)]
    for measurement in measurements:
        parts += [
            f"### A crowd on {measurement.engine}",
            f"{PEOPLE:,} people from {CONNECTIONS} connections for {PLACES} places, {IN_A} of them in workshop A; "
            f"{CANCEL} cancel, {NEVER_CONFIRM} never confirm and are forgotten by the worker. It took "
            f"{measurement.seconds:.0f} s with all confirmations; the slowest waited {measurement.slowest:.1f} s for "
            "the page after the button.",
            _table(_crowd_rows(measurement.crowd)),
            f"{PEOPLE:,} more people for another event. When {KILL_AFTER} had been told how they stand, SIGKILL ended "
            "all processes of the portal; after the next start, everybody who had not been told sent her form again.",
            _table(_killed_rows(measurement.killed)),
        ]
    return "\n\n".join(parts)


def _crowd_rows(result: Result) -> list[Row]:
    found = result.found
    left = {email_of(number) for number in result.pressed - result.gone}
    return [
        ("People who were told how they stand", len(result.told), PEOPLE),
        ("Answers other than expected, broken connections", sum(result.failures.values()), 0),
        ("Registered are those who sent and were not forgotten", set(found["people"]) == left, True),
        *_places(found),
        ("Cancelled", found["standings"].get("abgemeldet", 0), CANCEL),
        ("Never confirmed, forgotten by the worker", len(result.gone), NEVER_CONFIRM),
        ("Offers that ran out, passed on by the worker", _passed_on(found), result.hurried["offered"]),
    ]


def _killed_rows(result: Result) -> list[Row]:
    then, told = set(result.at_once["people"]), {email_of(number) for number in result.told}
    pressed = {email_of(number) for number in result.pressed}
    return [
        ("Told before the kill and not registered after it", len(told - then), 0),
        ("Registered without having sent", len(then - pressed), 0),
        ("Counters equal a recount right after the kill", result.at_once["counters_right"], True),
        ("Registered people without a mail right after the kill", result.at_once["without_mail"], 0),
        ("Answers other than expected after the start", sum(result.failures.values()), 0),
        ("Registered in the end", len(result.found["people"]), PEOPLE),
        *_places(result.found),
    ]


def _places(found: dict[str, object]) -> list[Row]:
    return [
        ("People who hold a place", found["holding"], PLACES),
        ("… in workshop A", found["in_a"], IN_A),
        ("Waiting lists in the order of arrival", found["line_in_order"], True),
        ("Nobody was passed by somebody behind her", found["nobody_passed"], True),
        ("People who are registered twice", found["twice"], 0),
        ("People with two places at the same time", found["two_places_at_once"], 0),
        ("Counters equal a recount", found["counters_right"], True),
        ("Registered people without a mail", found["without_mail"], 0),
    ]


def _passed_on(found: dict[str, dict[str, int]]) -> int:
    return found["standings"].get("weitergegeben", 0)


def _table(rows: list[Row]) -> str:
    return table(["What", "Found", "Has to be"], [_cells(*row) for row in rows])


def _cells(what: str, found: object, expected: object) -> list[str]:
    verdict = "ok" if found == expected else WRONG
    return [what, f"{_word(found)} {verdict}", _word(expected)]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)
