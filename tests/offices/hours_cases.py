"""Rules and slots in short words, and the space of all rules, for the tests of opening hours."""

from datetime import time

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from offices.hours import NTHS, Kind, Rule, Slot

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
# the clock of a busy machine decides nothing: no deadline, no complaint about slow examples
DETERMINISTIC = settings(
    derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)


def clock(words):
    hours, _, minutes = str(words).partition(":")
    return time(int(hours), int(minutes or 0))


def slot(words):
    """`slot("9-12:30")`"""
    starts, ends = words.split("-")
    return Slot(clock(starts), clock(ends))


def slots(*words):
    return tuple(map(slot, words))


def rule(day, hours, nth=None, kind=Kind.VISIT):
    """`rule("do", "10-12", nth=1)`"""
    span = slot(hours)
    return Rule(kind, DAYS.index(day), nth, span.starts, span.ends)


def rules(days, *hours, nth=None, kind=Kind.VISIT):
    """`rules("mo di", "9-12", "14-16")`: every slot on every day, sorted."""
    return tuple(sorted(rule(day, span, nth, kind) for day in days.split() for span in hours))


minutes_of_day = st.integers(0, 24 * 60 - 1) | st.integers(14, 40).map(lambda half_hour: half_hour * 30)
any_slot = (
    st.lists(minutes_of_day, min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda span: Slot(*(time(*divmod(minute, 60)) for minute in span)))
)
any_kind = st.sampled_from(Kind)
any_nth = st.none() | st.sampled_from(NTHS)


def rule_sets(kinds=any_kind):
    """Few different slots on many days, so that grouping has something to do."""

    def on_days(pool):
        span = st.sampled_from(pool)
        build = st.builds(
            lambda kind, weekday, nth, span: Rule(kind, weekday, nth, span.starts, span.ends),
            kinds,
            st.integers(0, 6),
            any_nth,
            span,
        )
        return st.frozensets(build, max_size=20)

    return st.lists(any_slot, min_size=1, max_size=4).flatmap(on_days)
