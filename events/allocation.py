"""Workshop places by wishes: as few disappointed people as can be, and nobody disappointed more than has to be.

The solver (HiGHS, through scipy) finds the best of all distributions: first the person who fares worst fares as well as
possible, then the sum of all is as good as possible, and among equals whoever registered earlier goes first. The same
wishes give the same result. What somebody assigned by hand stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.activity import note
from events import notices
from events.choosing import waits_for_allocation
from events.models import Booking, BookingState, Event, Item, Registration
from events.registration import FullError
from events.seating import count, give_up, hand_on, lock

if TYPE_CHECKING:
    from accounts.models import User

# What it costs somebody not to get her first wish: the second, or none at all.
SECOND, NONE = 1, 3
BY_HAND = "Von Hand zugeteilt."
FIRST = "Der erste Wunsch ist erfüllt."


@dataclass(frozen=True, slots=True)
class Assignment:
    """Of one person at one time. `item` is None where none of her wishes has room; `wish` is then nought."""

    registration: Registration
    slot: int
    item: Item | None
    wish: int
    reason: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    assignments: tuple[Assignment, ...]

    @property
    def firsts(self) -> int:
        return sum(assignment.wish == 1 for assignment in self.assignments)

    @property
    def seconds(self) -> int:
        return sum(assignment.wish == 2 for assignment in self.assignments)

    @property
    def without(self) -> int:
        return sum(assignment.item is None for assignment in self.assignments)


@dataclass(frozen=True, slots=True)
class _Group:
    """The wishes of one person at one time, the first first."""

    registration: Registration
    slot: int
    bookings: tuple[Booking, ...]

    @property
    def fixed(self) -> Booking | None:
        return next((booking for booking in self.bookings if booking.by_hand), None)


def propose(event: Event) -> Proposal:
    """Reads and changes nothing."""
    groups = _groups(event)
    items = {item.pk: item for item in Item.objects.workshops().filter(day__event=event)}
    chosen = _solve(groups, items)
    wished = _demand(groups)
    assignments = (_assignment(group, chosen[index], wished) for index, group in enumerate(groups))
    return Proposal(tuple(assignments))


@transaction.atomic
def apply(event: Event, *, by: "User", tell: bool = True) -> Proposal:
    """Writes the distribution, and lets those wait who did not get their first wish. Can be done again: only what was
    assigned by hand is left alone. `tell`: everybody concerned hears of it."""
    event = lock(event)
    _start_over(event)
    proposal = propose(event)
    for assignment in proposal.assignments:
        _write(assignment)
    event.allocated_at = timezone.now()
    Event.objects.filter(pk=event.pk).update(allocated_at=event.allocated_at)
    hand_on(event)
    if tell:
        _tell(event, proposal)
    note(by, "hat die Werkstätten verteilt", event)
    return proposal


@transaction.atomic
def assign_by_hand(registration: Registration, item: Item, *, by: "User", exceed: bool = False) -> Booking:
    """Gives somebody a place in a workshop, whatever she had at that time. Raises FullError unless `exceed`."""
    event = lock(registration.event)
    item = Item.objects.get(pk=item.pk)
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
    count([item], taken=registration.seats)
    booking.item, booking.state, booking.by_hand, booking.reason = item, BookingState.ADMITTED, True, BY_HAND
    booking.save()
    hand_on(event)
    if not waits_for_allocation(event):  # until then she hears of it together with all others
        notices.changed(registration)
    note(by, "hat eine Werkstatt von Hand zugeteilt", event)
    return booking


# --- what is wished ---------------------------------------------------------------------------------------------


def _groups(event: Event) -> list[_Group]:
    """In the order of registration."""
    rows = Booking.objects.filter(registration__event=event, slot__isnull=False).select_related("item")
    rows = rows.filter(registration__in=event.registrations.admitted()).order_by("slot", "wish", "pk")
    people = {person.pk: person for person in event.registrations.admitted().order_by("registered_at", "pk")}
    found: dict[tuple[int, int], list[Booking]] = {}
    for booking in rows:
        found.setdefault((booking.registration_id, booking.slot_id or 0), []).append(booking)
    order = {pk: place for place, pk in enumerate(people)}
    keys = sorted(found, key=lambda key: (order[key[0]], key[1]))
    return [_Group(people[person], slot, tuple(found[person, slot])) for person, slot in keys]


def _demand(groups: Sequence[_Group]) -> dict[int, int]:
    """Workshop → for how many it is the first wish."""
    firsts = [group.bookings[0].item_id for group in groups if not group.fixed]
    return {item: firsts.count(item) for item in set(firsts)}


def _assignment(group: _Group, booking: Booking | None, wished: dict[int, int]) -> Assignment:
    if group.fixed:
        item, wish = group.fixed.item, group.fixed.wish
        return Assignment(group.registration, group.slot, item, wish, BY_HAND, by_hand=True)
    first = group.bookings[0].item
    if booking and booking.item_id == first.pk:
        return Assignment(group.registration, group.slot, first, 1, FIRST)
    places = f"{first.capacity} Plätze" if first.capacity != 1 else "einen Platz"
    many = f"„{first.title}“ haben sich {wished.get(first.pk, 0)} Personen zuerst gewünscht, es gibt {places}."
    if booking:
        reason = f"{many} Darum ist es der zweite Wunsch."
        return Assignment(group.registration, group.slot, booking.item, 2, reason)
    return Assignment(group.registration, group.slot, None, 0, f"{many} Auf der Warteliste dafür.")


# --- the best distribution ----------------------------------------------------------------------------------------


def _solve(groups: Sequence[_Group], items: dict[int, Item]) -> dict[int, Booking | None]:
    """Index of the group → what she gets.

    One variable x per wish (she gets it or not) and one for the worst total disappointment z of a person. At most one x
    per group; seats within the capacity of each workshop; the disappointment of each person is at most z.
    """
    import numpy as np  # here: a process of the web server that never allocates need not carry them
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_matrix

    wishes = [(index, booking) for index, group in enumerate(groups) if not group.fixed for booking in group.bookings]
    result: dict[int, Booking | None] = {index: group.fixed for index, group in enumerate(groups)}
    if not wishes:
        return result
    people = sorted({groups[index].registration.pk for index, _ in wishes})
    rows = {person: place for place, person in enumerate(people)}
    size, limited = len(wishes) + 1, [item for item in items.values() if item.capacity is not None]
    one_each, room, worst = (lil_matrix((n, size)) for n in (len(groups), len(limited), len(people)))
    gain = np.zeros(size)
    at = {item.pk: place for place, item in enumerate(limited)}
    asked = np.zeros(len(people))
    for group in (group for group in groups if not group.fixed):
        asked[rows[group.registration.pk]] += NONE
    for column, (index, booking) in enumerate(wishes):
        group = groups[index]
        gain[column] = NONE - (SECOND if booking is not group.bookings[0] else 0)
        one_each[index, column] = 1
        worst[rows[group.registration.pk], column] = gain[column]
        if booking.item_id in at:
            room[at[booking.item_id], column] = group.registration.seats
    worst[:, size - 1] = 1
    free = np.array([_places_left(item, groups) for item in limited])
    order = np.array([1 - index / (len(groups) + 1) for index, _ in wishes])
    # The worst counts more than all others together, and the order less than any difference in wishes.
    cost = np.append(-(gain[:-1] + order * gain[:-1] / (10 * NONE * len(wishes))), NONE * len(wishes) + 1)
    found = milp(
        cost,
        integrality=np.ones(size),
        bounds=Bounds(0, np.append(np.ones(size - 1), asked.max())),
        constraints=[
            LinearConstraint(one_each.tocsr(), 0, 1),
            *([LinearConstraint(room.tocsr(), 0, free)] if limited else []),
            LinearConstraint(worst.tocsr(), asked, np.inf),
        ],
    )
    for column, (index, booking) in enumerate(wishes):
        if found.x[column] > 0.5:
            result[index] = booking
    return result


def _places_left(item: Item, groups: Sequence[_Group]) -> int:
    """After those who were assigned by hand."""
    fixed = (group for group in groups if group.fixed and group.fixed.item_id == item.pk)
    return max(0, (item.capacity or 0) - sum(group.registration.seats for group in fixed))


# --- writing ------------------------------------------------------------------------------------------------------


def _start_over(event: Event) -> None:
    rows = Booking.objects.filter(registration__event=event, slot__isnull=False, by_hand=False)
    for booking in rows.exclude(state=BookingState.WISHED).select_related("item", "registration"):
        give_up(booking, booking.registration.seats)
        booking.save()


def _write(assignment: Assignment) -> None:
    """A place for what she gets, a wait for what she wished for before it."""
    if assignment.by_hand:
        return
    seats, person = assignment.registration.seats, assignment.registration
    got = assignment.item.pk if assignment.item else None
    for booking in person.bookings.filter(slot=assignment.slot).select_related("item").order_by("wish", "pk"):
        if booking.item_id == got:
            booking.state, booking.reason = BookingState.ADMITTED, assignment.reason
            count([booking.item], taken=seats)
            booking.save()
            return
        booking.state, booking.queued_at, booking.reason = BookingState.WAITING, person.registered_at, assignment.reason
        count([booking.item], waiting=seats)
        booking.save()


def _tell(event: Event, proposal: Proposal) -> None:
    people = {assignment.registration.pk: assignment.registration for assignment in proposal.assignments}
    for registration in people.values():
        registration.event = event
        if registration.is_coming:
            notices.allocated(registration)
