"""Workshop places by wishes: the best distribution (events/places/sharing.py), explained, and kept once people know it.

A proposal is worked out without holding up anybody. It is written under the lock of the event, if what it rests on is
still as it was. Who has a place or an offer already keeps it, unless the coordinator has released this person's places;
what was assigned by hand stays in any case.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.publishing.activity import note
from core.publishing.revision import bump
from events.models import Booking, BookingState, Event, Item, Registration
from events.models.locking import lock
from events.models.registrations import BOOKED
from events.places.clashes import expect_none
from events.places.registration import FullError, RegistrationError
from events.places.seating import count_seats, give_up, offer_free_places
from events.places.sharing import Wishes, share_out
from events.telling import notices

if TYPE_CHECKING:
    from accounts.models import User

BY_HAND = "Von Hand zugeteilt."
FIRST = "Der erste Wunsch ist erfüllt."
KEPT = "Diesen Platz hat sie schon."
OFFERED = "Ihr ist gerade ein Platz angeboten."
STALE = (
    "Inzwischen hat sich etwas geändert: ein Wunsch, ein Platz oder eine Anmeldung. Verteilt ist nichts. "
    "Bitte sehen Sie sich den neuen Vorschlag an."
)


class StaleProposalError(RegistrationError):
    """What the proposal rests on is no longer so."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Of one person at one time. `item` is None where none of her wishes has room; `wish` is then nought. `before` is
    the workshop she had a place in until now."""

    registration: Registration
    slot: int
    item: Item | None
    wish: int
    reason: str
    before: Item | None = None
    by_hand: bool = False
    is_kept: bool = False

    @property
    def gains(self) -> bool:
        return self.item is not None and self.item != self.before

    @property
    def loses(self) -> bool:
        return self.before is not None and self.item != self.before


@dataclass(frozen=True, slots=True)
class Proposal:
    """`basis` is all that it rests on."""

    assignments: tuple[Assignment, ...]
    basis: str

    @property
    def firsts(self) -> int:
        return sum(assignment.wish == 1 for assignment in self.assignments)

    @property
    def seconds(self) -> int:
        return sum(assignment.wish == 2 for assignment in self.assignments)

    @property
    def without(self) -> int:
        return sum(assignment.item is None for assignment in self.assignments)

    @property
    def gaining(self) -> int:
        return sum(assignment.gains for assignment in self.assignments)

    @property
    def losing(self) -> int:
        return sum(assignment.loses for assignment in self.assignments)


@dataclass(frozen=True, slots=True)
class _Group:
    """The wishes of one person at one time, the first first. `is_released`: she may lose what she has."""

    registration: Registration
    slot: int
    bookings: tuple[Booking, ...]
    is_released: bool

    @property
    def fixed(self) -> Booking | None:
        """What stays, whatever the distribution. Of several it is the place, not the offer of a better one."""
        mine = [booking for booking in self.bookings if booking.state in BOOKED]
        mine.sort(key=lambda booking: booking.state != BookingState.ADMITTED)
        by_hand = next((booking for booking in self.bookings if booking.by_hand), None)
        return by_hand or (None if self.is_released else next(iter(mine), None))

    @property
    def before(self) -> Item | None:
        return next((booking.item for booking in self.bookings if booking.state == BookingState.ADMITTED), None)


def propose(event: Event, *, released: Collection[int] = ()) -> Proposal:
    """Reads and changes nothing. `released` are the registrations whose places may be given to others."""
    groups, items = _groups(event, released), _items(event)
    free = [group for group in groups if not group.fixed]
    wishes = [_wishes(group) for group in free]
    chosen = dict(zip((id(group) for group in free), share_out(wishes, _rooms(groups, items)), strict=True))
    wished = _demand(groups)
    found = tuple(_assignment(group, chosen.get(id(group)), wished) for group in groups)
    return Proposal(found, _basis(groups, items))


def apply(
    event: Event, *, by: "User", tell: bool = True, released: Collection[int] = (), proposal: Proposal | None = None
) -> Proposal:
    """Writes the distribution, and lets those wait who did not get their first wish. `tell`: whoever has not heard of
    what she has now does. Raises StaleProposalError where something has changed since the proposal."""
    proposal = proposal or propose(event, released=released)
    with transaction.atomic():
        event = lock(event)
        if _basis(_groups(event, released), _items(event)) != proposal.basis:
            raise StaleProposalError(STALE)
        _release(event, released)
        for assignment in proposal.assignments:
            _write(assignment)
        event.allocated_at = timezone.now()
        Event.objects.filter(pk=event.pk).update(allocated_at=event.allocated_at)
        offer_free_places(event)
        if tell:
            _tell(event, proposal)
        note(by, "hat die Werkstätten verteilt", event)
        bump()  # pages said how many wish for a place, from now on they say how many are free
    return proposal


@transaction.atomic
def assign_by_hand(
    registration: Registration, item: Item, *, by: "User", exceed: bool = False, agreed: str = ""
) -> Booking:
    """Gives somebody a place in a workshop; what she had in the same slot goes. Raises FullError unless `exceed`, and
    ClashError unless what she has already was `agreed` to (events/places/clashes.py)."""
    registration.event = event = lock(registration.event)
    item = Item.objects.select_related("day").get(pk=item.pk)
    expect_none(registration, item, agreed=agreed)
    has = registration.bookings.filter(slot=item.parent_id).select_related("item")
    found = next((booking for booking in has if booking.item_id == item.pk), None)
    holds = found is not None and found.state in {BookingState.ADMITTED, BookingState.OFFERED}
    if not (holds or exceed or item.free is None or item.free >= registration.seats):
        raise FullError("Diese Werkstatt ist voll. Setzen Sie den Haken, wenn die Person trotzdem hinein soll.")
    for booking in has:
        give_up(booking, registration.seats)
        booking.by_hand, booking.reason = False, ""
        booking.save()
    booking = found or Booking(registration=registration, item=item, slot_id=item.parent_id)
    count_seats([item], taken=registration.seats)
    booking.item, booking.state, booking.by_hand, booking.reason = item, BookingState.ADMITTED, True, BY_HAND
    booking.save()
    offer_free_places(event)
    if not event.waits_for_allocation:  # until then she hears of it together with all others
        notices.changed(registration)
    note(by, "hat eine Werkstatt von Hand zugeteilt", event)
    return booking


# --- what is wished ---------------------------------------------------------------------------------------------


def _groups(event: Event, released: Collection[int]) -> list[_Group]:
    """In the order of registration."""
    people = {person.pk: person for person in event.registrations.admitted().order_by("registered_at", "pk")}
    rows = Booking.objects.filter(registration__in=event.registrations.admitted(), slot__isnull=False)
    found: dict[tuple[int, int], list[Booking]] = {}
    for booking in rows.select_related("item__day").order_by("wish", "pk"):
        found.setdefault((booking.registration_id, booking.slot_id or 0), []).append(booking)
    order = {pk: place for place, pk in enumerate(people)}
    keys = sorted(found, key=lambda key: (order[key[0]], _when(found[key][0]), key[1]))
    return [_Group(people[key], slot, tuple(found[key, slot]), key in released) for key, slot in keys]


def _when(booking: Booking) -> tuple[date, str]:
    return booking.item.day.date, str(booking.item.starts or "")


def _items(event: Event) -> dict[int, Item]:
    return {item.pk: item for item in Item.objects.workshops().filter(day__event=event).order_by("pk")}


def _basis(groups: Sequence[_Group], items: dict[int, Item]) -> str:
    """Two that are alike lead to the same distribution and to the same counts."""
    people = [(group.registration.pk, group.registration.seats, group.is_released) for group in groups]
    bookings = [booking for group in groups for booking in group.bookings]
    wishes = [(one.pk, one.item_id, one.wish, one.state, one.by_hand) for one in bookings]
    rooms = [(item.pk, item.capacity, item.taken) for item in items.values()]
    return sha256(repr((people, wishes, rooms)).encode()).hexdigest()[:32]


def _wishes(group: _Group) -> Wishes:
    """Two at most: who asks for more is no better served."""
    items = [booking.item_id for booking in group.bookings]
    return Wishes(group.registration.pk, tuple(items), group.registration.seats)


def _rooms(groups: Sequence[_Group], items: dict[int, Item]) -> dict[int, int]:
    """What is left in each workshop with a limit, when those who may lose their place have given it back."""
    left = {key: item.capacity - item.taken for key, item in items.items() if item.capacity is not None}
    for group in groups:
        for booking in group.bookings:
            if booking.state in BOOKED and not group.fixed and booking.item_id in left:
                left[booking.item_id] += group.registration.seats
    return left


def _demand(groups: Sequence[_Group]) -> dict[int, int]:
    """Workshop → for how many it is the first wish."""
    firsts = [group.bookings[0].item_id for group in groups if not group.fixed or not group.fixed.by_hand]
    return {item: firsts.count(item) for item in set(firsts)}


def _assignment(group: _Group, rank: int | None, wished: dict[int, int]) -> Assignment:
    plain = Assignment(group.registration, group.slot, None, 0, "", before=group.before)
    if fixed := group.fixed:
        place = group.before or fixed.item
        reason = BY_HAND if fixed.by_hand else KEPT if fixed.state == BookingState.ADMITTED else OFFERED
        wish = next((booking.wish for booking in group.bookings if booking.item == place), fixed.wish)
        return replace(plain, item=place, wish=wish, reason=reason, by_hand=fixed.by_hand, is_kept=True)
    first = group.bookings[0].item
    if rank == 0:
        return replace(plain, item=first, wish=1, reason=FIRST)
    places = f"{first.capacity} Plätze" if first.capacity != 1 else "einen Platz"
    people = wished.get(first.pk, 0)
    said = "hat sich eine Person" if people == 1 else f"haben sich {people} Personen"
    many = f"„{first.title}“ {said} zuerst gewünscht, es gibt {places}."
    if rank is None:
        return replace(plain, reason=f"{many} Auf der Warteliste dafür.")
    return replace(plain, item=group.bookings[rank].item, wish=2, reason=f"{many} Darum ist es der zweite Wunsch.")


# --- writing ------------------------------------------------------------------------------------------------------


def _release(event: Event, released: Collection[int]) -> None:
    """What those have who may lose it, before it is given out anew."""
    rows = Booking.objects.filter(
        registration__event=event, registration__in=released, slot__isnull=False, by_hand=False
    )
    for booking in rows.exclude(state=BookingState.WISHED).select_related("item", "registration"):
        give_up(booking, booking.registration.seats)
        booking.save()


def _write(assignment: Assignment) -> None:
    """A place for what she gets, a wait for what she wished for before it. Who waits already keeps her turn."""
    if assignment.is_kept:
        return
    seats, person = assignment.registration.seats, assignment.registration
    got, is_settled = assignment.item.pk if assignment.item else None, False
    for booking in person.bookings.filter(slot=assignment.slot).select_related("item").order_by("wish", "pk"):
        if is_settled:
            give_up(booking, seats)
        elif booking.item_id == got:
            give_up(booking, seats)
            booking.state, booking.reason, is_settled = BookingState.ADMITTED, assignment.reason, True
            count_seats([booking.item], taken=seats)
        elif booking.state != BookingState.WAITING:
            booking.state, booking.queued_at = BookingState.WAITING, person.registered_at
            booking.reason = assignment.reason
            count_seats([booking.item], waiting=seats)
        booking.save()


def _tell(event: Event, proposal: Proposal) -> None:
    """Who heard the same before is not written to again."""
    people = {assignment.registration.pk for assignment in proposal.assignments}
    for registration in event.registrations.coming().filter(pk__in=people).order_by("registered_at", "pk"):
        registration.event = event
        if notices.workshops_said(registration) != registration.told_workshops:
            notices.allocated(registration)
