"""The days of an event and what happens on them. What somebody has registered for is never taken away silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.language.dates import long_date
from core.publishing.activity import note
from core.publishing.states import WrongStateError
from events.models import Attendance, Booking, Day, Event, Item, ItemKind, Speaker
from events.planning.chosen_changes import take_away
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
    """Columns of the item, and who speaks. `day` of a workshop is that of the slot it runs in. `fewer`: somebody has
    said that there shall be fewer places than are given away."""

    values: Mapping[str, Any]
    day: Day | None = None
    speakers: Sequence[SpeakerRow] = field(default=())
    fewer: bool = False


class ItemError(WrongStateError):
    """`field` is the one that can't be so."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def save_days(event: Event, rows: Sequence[DayRow], *, by: "User", edition: int) -> Edit:
    """Raises StaleError and WrongStateError."""
    with edited(event, by=by, edition=edition) as edit:
        began_at = edit.event.starts_at
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
        _end_postponement(edit, began_at, by=by)
    return edit


def _end_postponement(edit: Edit, began_at: datetime | None, *, by: "User") -> None:
    """Postponed means that nobody knows the new day. Whoever enters it has said so: no second button has to be pressed,
    and calendars, mails and the page agree. The reason stays until people have heard of the new day."""
    event = edit.event
    event.settle()
    if event.postponed_at and event.starts_at and event.starts_at != began_at and event.starts_at > timezone.now():
        event.set_again()
        edit.is_on_again = True
        note(by, "hat wieder angesetzt", event)


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
            expect_possible(item, row)
        write(item, row)
        _save_speakers(item, row.speakers)
    return edit


def expect_possible(item: Item, row: ItemRow) -> None:
    """Of an item that is there already, read under the lock of its event. Raises ItemError."""
    day, kind = row.day or item.day, row.values.get("kind", item.kind)
    if item.kind == ItemKind.PARALLEL and kind != item.kind and item.parallel.exists():
        raise ItemError("In dieser Zeit gibt es Werkstätten. Bitte löschen Sie zuerst die Werkstätten.", "kind")
    capacity = row.values.get("capacity", item.capacity)
    if capacity != item.capacity and is_short(item, capacity) and not row.fewer:
        raise ItemError(fewer_than_given(item), "capacity")
    is_free = not row.values.get("needs_booking", item.needs_booking)
    is_freed = item.needs_booking and is_free and not item.is_workshop
    if day == item.day and not is_freed:
        return
    booked = Booking.objects.filter(item__in=[item, *item.parallel.all()])
    if day != item.day and booked.exists():
        raise ItemError("Dafür sind schon Menschen angemeldet. Der Punkt kann nicht auf einen anderen Tag.", "day")
    if is_freed and booked.exists():
        sentence = "Dafür sind schon Menschen angemeldet. „Nur mit Anmeldung“ muss deshalb so bleiben."
        raise ItemError(sentence, "needs_booking")


def is_short(item: Item, capacity: int | None) -> bool:
    """Fewer places than are given away."""
    return capacity is not None and capacity < item.taken


def fewer_than_given(item: Item) -> str:
    given = "Ein Platz ist" if item.taken == 1 else f"{item.taken} Plätze sind"
    return (
        f"{given} schon vergeben. Niemand verliert seinen Platz, und neue gibt es vorerst nicht. "
        "Wenn das so sein soll, setzen Sie bitte den Haken."
    )


def write(item: Item, row: ItemRow) -> None:
    """The item alone, without those who speak. Workshops move with the slot they run in."""
    for name, value in row.values.items():
        setattr(item, name, value)
    item.day = row.day or item.day
    if item._state.adding:
        item.position = Item.objects.filter(day=item.day, parent=item.parent).count()
    item.save()
    if item.kind == ItemKind.PARALLEL:
        item.parallel.update(day=item.day, starts=item.starts, ends=item.ends)


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
    """With the workshops in it. Who has a place there keeps her place at the event, and the question stays whether she
    is told (events/planning/changes.py). Raises WrongStateError where somebody was there."""
    with edited(event, by=by) as edit:
        gone = [item, *item.parallel.all()]
        if Attendance.objects.filter(item__in=gone).exists():
            raise WrongStateError("Dafür ist schon Anwesenheit vermerkt. Dieser Punkt kann nicht wegfallen.")
        take_away(edit.event, gone)
        item.delete()


def people_in(item: Item) -> int:
    """How many have a place in it, or in a workshop in it, or are offered one."""
    booked = Booking.objects.holding().filter(item__in=[item, *item.parallel.all()])
    return booked.values("registration").distinct().count()


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
