"""How events, days and choices are said in words: on pages, in mails and on paper alike."""

from datetime import date, datetime

from django.utils import timezone

from core.date_fields import clock_text
from core.dates import MONTHS, WEEKDAYS, long_date
from core.german import join_words
from events.models import BookingState, Event, ItemKind, Registration

STATES = {
    BookingState.WISHED: "Ihr Wunsch",
    BookingState.ADMITTED: "Sie haben einen Platz",
    BookingState.WAITING: "Sie stehen auf der Warteliste",
    BookingState.OFFERED: "Ein Platz ist für Sie frei",
}


def event_dates(event: Event) -> str:
    """ "Dienstag, 24. November 2026, 10 bis 16 Uhr"; of several days first and last without the hours."""
    if event.starts_at is None or event.ends_at is None:
        return "Der Termin steht noch nicht fest"
    first, last = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if first.date() != last.date():
        return days_text(first.date(), last.date())
    hours = f"{_clock(first)} bis {_clock(last)} Uhr"
    return long_date(first.date()) if _is_whole_day(first, last) else f"{long_date(first.date())}, {hours}"


def days_text(first: date, last: date) -> str:
    """ "Montag, 23. bis Dienstag, 24. November 2026"; no part is said twice."""
    if first.year != last.year:
        return f"{long_date(first)} bis {long_date(last)}"
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{WEEKDAYS[first.weekday()]}, {first.day}.{month} bis {long_date(last)}"


def choice_lines(registration: Registration) -> list[str]:
    """What she has chosen and how each of it stands, one line each, in the order of the programme."""
    days = [] if registration.event.is_one_day else sorted(registration.days.values_list("date", flat=True))
    lines = [join_words(map(long_date, days))] if days else []
    bookings = registration.bookings.order_by("item__day__date", "item__starts", "wish")
    lines += [_booking_line(*booking) for booking in bookings.values_list("state", "wish", "item__title", "item__kind")]
    return lines + (["Begleitperson kommt mit"] if registration.has_companion else [])


def plan_lines(registration: Registration) -> list[str]:
    """When and where she is expected: her days, and what she has a place in."""
    lines = []
    admitted = registration.bookings.admitted().select_related("item").order_by("item__starts", "pk")
    items = [booking.item for booking in admitted]
    for day in registration.days.order_by("date"):
        lines.append(_with_place(long_date(day.date), day.hours, ""))
        lines += [_with_place(item.title, item.hours, item.room) for item in items if item.day_id == day.pk]
    return lines


def _with_place(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _booking_line(state: str, wish: int, title: str, kind: str) -> str:
    words = STATES[BookingState(state)]
    if state == BookingState.WISHED and kind == ItemKind.WORKSHOP:
        words = "Ihr zweiter Wunsch" if wish == 2 else "Ihr Wunsch"
    return f"{title}: {words}"


def _is_whole_day(first: datetime, last: datetime) -> bool:
    return f"{first:%H:%M}" == "00:00" and f"{last:%H:%M}" == "23:59"


def _clock(moment: datetime) -> str:
    return clock_text(moment.time()).removesuffix(":00")
