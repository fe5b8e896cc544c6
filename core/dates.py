"""Dates as people say them, whatever the locale of the machine."""

from datetime import date
from typing import Final

WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS: Final = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def day_month(day: date) -> str:
    """As in "24. November"."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """As in "24. November 2026"."""
    return f"{day_month(day)} {day.year}"


def long_date(day: date) -> str:
    """As in "Dienstag, 24. November 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {full_date(day)}"


def near_date(day: date, reference: date) -> str:
    """As in "Dienstag, 24. November"; the year is said only when the reference day lies in another one."""
    return long_date(day) if day.year != reference.year else f"{WEEKDAYS[day.weekday()]}, {day_month(day)}"
