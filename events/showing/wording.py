"""How events, days and choices are said in words: on pages, in mails and on paper alike."""

from datetime import date

from django.utils import timezone

from core.language.dates import MONTHS, WEEKDAYS, long_date
from core.language.german import join_words
from events.models import Booking, BookingState, Day, Event, Item, ItemKind, Registration
from events.models.programme import hours_text

STATES = {
    BookingState.WISHED: "Ihr Wunsch",
    BookingState.ADMITTED: "Sie haben einen Platz",
    BookingState.WAITING: "Sie stehen auf der Warteliste",
    BookingState.OFFERED: "Ein Platz ist für Sie frei",
}

BY_HAND = "Diesen Platz hat Ihnen das Team der Veranstaltung gegeben."
FULL = "Dort war kein Platz mehr für Sie frei. Sobald es einen gibt, fragen wir Sie."


def event_dates(event: Event) -> str:
    """ "Dienstag, 24. November 2026, 10 bis 16 Uhr"; of several days first and last without the hours. Hours that
    nobody has said are not made up."""
    if event.starts_at is None or event.ends_at is None:
        return "Der Termin steht noch nicht fest"
    first, last = timezone.localdate(event.starts_at), timezone.localdate(event.ends_at)
    if first != last:
        return days_text(first, last)
    return _with_place(long_date(first), hours_text(event.known_start, event.known_end))


def event_place(event: Event) -> str:
    """House, street and town, as far as they are known: "Bürgerhaus, Ring 1, 44137 Dortmund"."""
    return ", ".join(event.address) or event.where


def days_text(first: date, last: date) -> str:
    """ "Montag, 23. bis Dienstag, 24. November 2026"; no part is said twice."""
    if first.year != last.year:
        return f"{long_date(first)} bis {long_date(last)}"
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{WEEKDAYS[first.weekday()]}, {first.day}.{month} bis {long_date(last)}"


def item_line(item: Item) -> str:
    """ "„Werkstatt A“, Montag, 23. November 2026, 14 bis 15:30 Uhr, Raum 1", as far as it is known."""
    return _with_place(f"„{item.title}“", long_date(item.day.date), item.hours, item.room)


def when(day: Day, item: Item) -> str:
    """ "Montag, 14 bis 15:30 Uhr"; the day alone where nobody has said the hours."""
    return _with_place(WEEKDAYS[day.date.weekday()], item.hours)


def choice_lines(registration: Registration) -> list[str]:
    """What she has chosen and how each of it stands, one line each, in the order of the programme."""
    days = [] if registration.event.is_one_day else sorted(registration.days.values_list("date", flat=True))
    lines = [join_words(map(long_date, days))] if days else []
    bookings = registration.bookings.order_by("item__day__date", "item__starts", "wish")
    lines += [_booking_line(*booking) for booking in bookings.values_list("state", "wish", "item__title", "item__kind")]
    return lines + (["Begleitperson kommt mit"] if registration.has_companion else [])


def workshop_lines(registration: Registration) -> list[str]:
    """How she stands in each workshop she has wished for: when, where and why."""
    rows = (
        registration.bookings.filter(slot__isnull=False).exclude(state=BookingState.WISHED).select_related("item__day")
    )
    lines = []
    for booking in rows.order_by("item__day__date", "item__starts", "wish"):
        item = booking.item
        when = _with_place(long_date(item.day.date), item.hours, item.room)
        said = _booking_line(booking.state, booking.wish, item.title, item.kind)
        lines.append(f"{said} ({when}). {reason_said(booking)}".strip())
    return lines


def reason_said(booking: Booking) -> str:
    """Why she has a place, or waits for one, as she reads it: what the allocation said, or what follows from her
    wishes."""
    is_admitted = booking.state == BookingState.ADMITTED
    if is_admitted and booking.by_hand:
        return BY_HAND
    if booking.state == BookingState.WAITING:
        return booking.reason or FULL
    if not is_admitted or booking.slot_id is None:
        return ""
    return booking.reason or f"Das war Ihr {'zweiter' if booking.wish == 2 else 'erster'} Wunsch."


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
