"""The days of an event and what happens on them. What somebody has registered for is never taken away silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any

from core.dates import long_date
from core.publishing import WrongStateError
from events.models import Booking, Day, Event, Item, ItemKind, Speaker
from events.planning.editing import Edit, edited

if TYPE_CHECKING:
    from accounts.models import User

FAR_AWAY = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class DayRow:
    """`pk` is None for a new day."""

    pk: int | None
    date: date
    starts: time | None = None
    ends: time | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    pk: int | None
    name: str
    organisation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Columns of the item, and who speaks. `day` of a workshop is that of the slot it runs in."""

    values: Mapping[str, Any]
    day: Day | None = None
    speakers: Sequence[SpeakerRow] = field(default=())


def save_days(event: Event, rows: Sequence[DayRow], *, by: "User", edition: int) -> Edit:
    """Raises StaleError and WrongStateError."""
    with edited(event, by=by, edition=edition) as edit:
        known = {day.pk: day for day in edit.event.days.all()}
        for pk in known.keys() - {row.pk for row in rows}:
            _remove_day(known.pop(pk))
        moving = [known[row.pk] for row in rows if row.pk in known and known[row.pk].date != row.date]
        for number, day in enumerate(moving):  # two days may swap their dates, and no date is there twice
            day.date = FAR_AWAY.replace(day=number % 28 + 1, month=number // 28 + 1)
            day.save()
        for row in rows:
            day = known.get(row.pk or 0) or Day(event=edit.event)
            day.date, day.starts, day.ends, day.capacity = row.date, row.starts, row.ends, row.capacity
            day.save()
    return edit


def _remove_day(day: Day) -> None:
    if day.registrations.exists():
        raise WrongStateError(f"Für {long_date(day.date)} sind Menschen angemeldet. Dieser Tag kann nicht wegfallen.")
    if day.items.exists():
        raise WrongStateError(
            f"Am {long_date(day.date)} steht noch etwas im Programm. Bitte löschen Sie zuerst die Programmpunkte."
        )
    day.delete()


def save_item(event: Event, item: Item, row: ItemRow, *, by: "User", edition: int | None = None) -> Edit:
    """A new one, or one that is there already. Raises StaleError and WrongStateError."""
    with edited(event, by=by, edition=edition) as edit:
        if not item._state.adding:
            item = Item.objects.select_related("day").get(pk=item.pk, day__event=edit.event)
            _expect_unbooked_change(item, row)
        for name, value in row.values.items():
            setattr(item, name, value)
        item.day = row.day or item.day
        if item._state.adding:
            item.position = Item.objects.filter(day=item.day, parent=item.parent).count()
        item.save()
        if item.kind == ItemKind.PARALLEL:
            item.parallel.update(day=item.day, starts=item.starts, ends=item.ends)
        _save_speakers(item, row.speakers)
    return edit


def _expect_unbooked_change(item: Item, row: ItemRow) -> None:
    day, kind = row.day or item.day, row.values.get("kind", item.kind)
    if item.kind == ItemKind.PARALLEL and kind != item.kind and item.parallel.exists():
        raise WrongStateError("In dieser Zeit gibt es Werkstätten. Bitte löschen Sie zuerst die Werkstätten.")
    booked = Booking.objects.filter(item__in=[item, *item.parallel.all()])
    if day != item.day and booked.exists():
        raise WrongStateError("Dafür sind schon Menschen angemeldet. Der Punkt kann nicht auf einen anderen Tag.")
    is_free = not row.values.get("needs_booking", item.needs_booking)
    if item.needs_booking and is_free and not item.is_workshop and booked.exists():
        raise WrongStateError("Dafür sind schon Menschen angemeldet. „Nur mit Anmeldung“ muss deshalb so bleiben.")


def _save_speakers(item: Item, rows: Sequence[SpeakerRow]) -> None:
    """Who has agreed that her papers appear has agreed still; of another name nobody knows."""
    known = {speaker.pk: speaker for speaker in item.speakers.all()}
    for position, row in enumerate(rows):
        speaker = known.pop(row.pk or 0, None) or Speaker(item=item)
        if speaker.name != row.name:
            speaker.released = False
        speaker.name, speaker.organisation, speaker.role = row.name, row.organisation, row.role
        speaker.position = position
        speaker.save()
    for speaker in known.values():
        speaker.delete()


def remove_item(event: Event, item: Item, *, by: "User") -> None:
    """Raises WrongStateError where somebody has chosen it."""
    with edited(event, by=by):
        booked = Booking.objects.filter(item__in=[item, *item.parallel.all()]).values("registration").distinct()
        if count := booked.count():
            people = "ist schon jemand" if count == 1 else f"sind schon {count} Menschen"
            raise WrongStateError(f"Dafür {people} angemeldet. Dieser Punkt kann nicht wegfallen.")
        if item.attendances.exists():
            raise WrongStateError("Dafür ist schon Anwesenheit vermerkt. Dieser Punkt kann nicht wegfallen.")
        item.delete()


def add_lines(event: Event, day: Day, items: Sequence[Item], *, by: "User") -> Edit:
    """Many items at once, as they were read from lines of text. A workshop follows the slot it belongs to."""
    with edited(event, by=by) as edit:
        start, slot = day.items.count(), None
        for number, item in enumerate(items):
            item.day, item.position = day, start + number
            if item.is_workshop:
                item.parent = slot
            item.save()
            slot = item if item.kind == ItemKind.PARALLEL else slot
    return edit
