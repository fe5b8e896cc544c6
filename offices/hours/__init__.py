"""Opening hours without a database: rules and their calendar, German sentences, and back from text."""

from offices.hours.parsing import Entry, ParsedHours, hours_text, parse
from offices.hours.rules import (
    LAST,
    NTHS,
    DayException,
    DayState,
    Kind,
    OpenDay,
    Rule,
    Slot,
    Status,
    Timetable,
    is_last_in_month,
    nth_in_month,
    public_holiday,
)
from offices.hours.sentences import (
    open_day_sentence,
    rule_sentences,
    times,
    today_sentence,
)

__all__ = [
    "LAST",
    "NTHS",
    "DayException",
    "DayState",
    "Entry",
    "Kind",
    "OpenDay",
    "ParsedHours",
    "Rule",
    "Slot",
    "Status",
    "Timetable",
    "hours_text",
    "is_last_in_month",
    "nth_in_month",
    "open_day_sentence",
    "parse",
    "public_holiday",
    "rule_sentences",
    "times",
    "today_sentence",
]
