"""Workshop places by wishes: the best distribution, explained, the same every time, and what was done by hand stays."""

import random

import pytest

from core.models import Message
from events.models import Booking
from events.places import allocation
from events.places import registration as use_cases
from events.places.clashes import clashes_of
from events.places.registration import FullError
from tests.events.counting import check, counts_of, recounted
from tests.events_factories import make_event, make_person, make_slot, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user(is_staff=True)


def make(workshops, **fields):
    return make_event(workshops=workshops, allocation="wuensche", **fields)


def results(event):
    """Letter of what each gets, in the order of registration; a dash for nothing."""
    return "".join(one.item.title[-1] if one.item else "-" for one in allocation.propose(event).assignments)


def test_everybody_gets_the_first_wish_where_there_is_room():
    event = make([2, 2])
    for letters in ("AB", "AB", "BA"):
        register(event, wishes=wish(event, *letters))
    assert results(event) == "AAB"


def test_somebody_gets_her_second_wish_rather_than_somebody_nothing():
    event = make([1, 1])
    for letters in ("AB", "A"):
        register(event, wishes=wish(event, *letters))
    assert results(event) == "BA"


def test_among_equals_whoever_came_first():
    event = make([1, 1])
    for letters in ("AB", "AB"):
        register(event, wishes=wish(event, *letters))
    assert results(event) == "AB"


def test_whoever_got_nothing_at_one_time_comes_first_at_the_other():
    event = make([1], days=2)
    later = make_slot(event, [1], day=event.days.last())
    other = later.parallel.get()
    for _ in range(2):
        register(event, wishes={**wish_at(event), later.pk: (other.pk,)})
    got = [one.registration.pk for one in allocation.propose(event).assignments if one.item]
    assert len(got) == len(set(got)) == 2


def wish_at(event):
    slot = event.days.first().items.get(kind="parallel")
    return {slot.pk: (slot.parallel.get().pk,)}


def test_each_gets_a_sentence_that_says_why():
    event = make([1, 1])
    for letters in ("AB", "AB", "AB"):
        register(event, wishes=wish(event, *letters))
    assert [one.reason for one in allocation.propose(event).assignments] == [
        "Der erste Wunsch ist erfüllt.",
        "„Werkstatt A“ haben sich 3 Personen zuerst gewünscht, es gibt einen Platz. Darum ist es der zweite Wunsch.",
        "„Werkstatt A“ haben sich 3 Personen zuerst gewünscht, es gibt einen Platz. Auf der Warteliste dafür.",
    ]


def test_a_proposal_changes_nothing():
    event = make([1])
    register(event, wishes=wish(event, "A"))
    allocation.propose(event)
    assert Booking.objects.get().state == "wunsch"


def test_applied_places_are_counted_and_everybody_is_told(by):
    event = make([1, 1])
    people = [register(event, wishes=wish(event, "A", "B")) for _ in range(3)]
    allocation.apply(event, by=by)
    states = [list(person.bookings.order_by("wish").values_list("state", flat=True)) for person in people]
    assert states == [["platz", "wunsch"], ["warteliste", "platz"], ["warteliste", "warteliste"]]
    assert Message.objects.filter(subject__startswith="Ihre Werkstätten").count() == 3
    check(event)


def test_after_the_distribution_places_are_booked_and_offered_as_usual(by):
    event = make([1, 1])
    first, second = (register(event, wishes=wish(event, "A", "B")) for _ in range(2))
    allocation.apply(event, by=by)
    use_cases.cancel(first)
    assert second.bookings.get(item=workshop(event, "A")).state == "angeboten"
    late = register(event, wishes=wish(event, "B"))
    assert late.bookings.get().state == "warteliste"
    check(event)


def test_what_was_done_by_hand_stays_when_it_is_run_again(by):
    event = make([1, 1])
    first, second = (register(event, wishes=wish(event, "A", "B")) for _ in range(2))
    allocation.apply(event, by=by, tell=False)
    wanted = workshop(event, "A")
    allocation.assign_by_hand(second, wanted, by=by, exceed=True, agreed=clashes_of(second, wanted).basis)
    allocation.apply(event, by=by, tell=False)
    assert second.bookings.get(item=workshop(event, "A")).state == "platz"
    assert first.bookings.get(state="platz").item == workshop(event, "A")  # she had it in writing
    event.refresh_from_db()
    assert counts_of(event) == recounted(event)


def test_nobody_is_put_into_a_full_workshop_by_mistake(by):
    event = make([1, 1])
    _, second = (register(event, wishes=wish(event, "A")) for _ in range(2))
    allocation.apply(event, by=by, tell=False)
    with pytest.raises(FullError, match="trotzdem hinein"):
        allocation.assign_by_hand(second, workshop(event, "A"), by=by)


def test_two_side_by_side_are_not_parted():
    event = make([2, 2])
    register(event, wishes=wish(event, "A", "B"))
    register(event, wishes=wish(event, "A", "B"), has_companion=True)
    assert results(event) == "AB"


def test_a_conference_is_distributed_without_a_place_too_many_and_the_same_every_time(by):
    chance, event = random.Random(7), make([15, 15, 15])
    for number in range(60):
        wishes = wish(event, *chance.sample("ABC", 2))
        register(event, make_person("Erika", f"Nummer {number}"), wishes=wishes, has_companion=chance.random() < 0.1)
    assert results(event) == results(event)
    allocation.apply(event, by=by, tell=False)
    check(event)
