"""What people must hear of who have a place in a workshop, at the evening or on the excursion, or are offered one:
another title, day, hour or room, or that it falls away. What each of them was told last stands beside her booking until
she has heard of it, or somebody has decided that she does not. Nobody else is told: a wish promises nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from events.models import Booking, Event, Item, Registration, Standing
from events.models.registrations import BOOKED
from events.places.choosing import book
from events.places.seating import give_up
from events.showing.wording import item_line

LABEL = "Programm"


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.label}: {self.now} (bisher: {self.before})"


@dataclass(frozen=True, slots=True)
class Said:
    """`core` stays the same when the whole event moves: that is told as its date."""

    words: str
    core: tuple[Any, ...]


def booked_items(event: Event) -> dict[int, Said]:
    """Item → how it is now; of all that somebody has a place in or is offered one."""
    days = {pk: number for number, pk in enumerate(event.days.order_by("date").values_list("pk", flat=True))}
    booked = Exists(Booking.objects.holding().filter(item=OuterRef("pk")))
    items = Item.objects.of_event(event).filter(booked).select_related("day")
    return {item.pk: Said(item_line(item), (days[item.day_id], item.title, item.hours, item.room)) for item in items}


def remember(event: Event, before: dict[int, Said]) -> None:
    """What is changed back to what she was told is no change."""
    for pk, now in booked_items(event).items():
        was, bookings = before.get(pk, now), Booking.objects.holding().filter(item=pk)
        if was.core != now.core and was.words != now.words:
            bookings.filter(told="").update(told=was.words)
            bookings.filter(told=now.words).update(told="")


def take_away(event: Event, items: Sequence[Item]) -> None:
    """Ends whatever is kept, offered, waited or wished for in these. Who had a place there gets what she wished for
    besides, as far as there is room."""
    people: dict[int, Registration] = {}
    bookings = Booking.objects.filter(item__in=items).select_related("item__day", "registration")
    for booking in bookings.order_by("registration__registered_at", "pk"):
        person = people.setdefault(booking.registration_id, booking.registration)
        if booking.state in BOOKED:
            person.fallen_away.append([f"„{booking.item.title}“ fällt aus", booking.told or item_line(booking.item)])
        give_up(booking, person.seats)
        booking.delete()
    for person in people.values():
        person.save(update_fields=["fallen_away"])
        if person.standing == Standing.ADMITTED:
            _book_what_is_left(person, event)


def _book_what_is_left(person: Registration, event: Event) -> None:
    left = list(person.bookings.select_related("item"))
    book(person, event, left)
    for booking in left:
        booking.save()


def by_person(event: Event) -> dict[int, list[Change]]:
    """Registration → what she has not been told yet. Nothing while the page of the event is hidden, or while the event
    does not take place."""
    found: dict[int, list[Change]] = defaultdict(list)
    if event.is_off or not event.is_published:
        return found
    active = event.registrations.active().named()
    for pk, lines in active.exclude(fallen_away=[]).values_list("pk", "fallen_away"):
        found[pk] += [Change(LABEL, before, now) for now, before in lines]
    rows = Booking.objects.holding().filter(registration__in=active).exclude(told="").select_related("item__day")
    for booking in rows.order_by("item__day__date", "item__starts", "item"):
        found[booking.registration_id].append(Change(LABEL, booking.told, item_line(booking.item)))
    return found


def answered(event: Event) -> None:
    """Everybody knows what holds now, or need not."""
    Booking.objects.filter(registration__event=event).exclude(told="").update(told="")
    event.registrations.exclude(fallen_away=[]).update(fallen_away=[])
