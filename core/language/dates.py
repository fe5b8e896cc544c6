"""Dates as people say them, whatever the locale of the machine."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

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


def clock(hour: int, minute: int) -> str:
    """As in "9 Uhr", "9:05 Uhr"."""
    return f"{hour}:{minute:02} Uhr" if minute else f"{hour} Uhr"


def until(at: datetime) -> str:
    """How people say a deadline: "Freitag, 16. Oktober 2026, 18 Uhr". One that ends with the day is the day alone."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return long_date(local.date() - timedelta(days=1))
    if (local.hour, local.minute) == (23, 59):
        return long_date(local.date())
    return f"{long_date(local.date())}, {clock(local.hour, local.minute)}"
