"""Workshops are shared out more than once: nobody loses what she was told, and nobody is told the same twice."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.urls import reverse

from core.models import Message
from events.models import Booking
from events.places import allocation
from events.places import registration as use_cases
from events.places.allocation import StaleProposalError
from events.places.clashes import clashes_of
from events.places.offers import decline_workshop
from tests.events.counting import check
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user(is_staff=True)


def make(workshops):
    return make_event(workshops=workshops, allocation="wuensche")


def held(event):
    """Registration and slot → workshop of her place; offers apart."""
    rows = Booking.objects.filter(registration__event=event, slot__isnull=False)
    places = {(one.registration_id, one.slot_id): one.item_id for one in rows.admitted()}
    return places, {(one.registration_id, one.item_id) for one in rows.filter(state="angeboten")}


def mails(event):
    return Counter(Message.objects.filter(about="Werkstätten zugeteilt").values_list("to", flat=True))


def test_shared_out_three_times_with_changes_by_hand_in_between_nobody_loses_what_she_was_told(by):
    event, chance = make([9, 7, 11, 6]), random.Random(5)
    for _ in range(40):
        register(event, wishes=wish(event, *chance.sample("ABCD", 2)), has_companion=chance.random() < 0.1)
    allocation.apply(event, by=by)
    first, _ = held(event)
    assert len(mails(event)) == 40
    people = list(event.registrations.admitted().order_by("pk"))
    for person in people[:4]:
        use_cases.cancel(person)
    agreed = clashes_of(people[5], workshop(event, "D")).basis
    allocation.assign_by_hand(people[5], workshop(event, "D"), by=by, exceed=True, agreed=agreed)
    for _ in range(3):
        register(event, wishes=wish(event, *chance.sample("ABCD", 2)))
    before, offers = held(event)
    told = mails(event)
    for _ in range(2):
        allocation.apply(event, by=by)
        check_kept(event, before, offers)
    assert all(first[key] == item for key, item in before.items() if key in first and key[0] != people[5].pk)
    after, _ = held(event)
    gained = {event.registrations.get(pk=person).email for person, slot in after if (person, slot) not in before}
    more = {to for to, count in mails(event).items() if count > told[to]}
    assert more <= gained
    assert max((mails(event) - told).values(), default=1) == 1


def check_kept(event, before, offers):
    places, offered = held(event)
    assert {key: places.get(key) for key in before} == before
    assert offers <= offered
    event.refresh_from_db()
    rows = Booking.objects.filter(registration__event=event).admitted()
    assert max(Counter(rows.values_list("registration", "slot")).values()) == 1


def test_an_offer_that_runs_goes_on_running(by):
    event = make([1, 5])
    first, second = (register(event, wishes=wish(event, "A", "B")) for _ in range(2))
    allocation.apply(event, by=by)
    use_cases.cancel(first)
    offered = second.bookings.get(item=workshop(event, "A"))
    assert offered.state == "angeboten"
    allocation.apply(event, by=by)
    offered.refresh_from_db()
    assert offered.state == "angeboten"
    decline_workshop(offered)
    assert second.bookings.admitted().get().item == workshop(event, "B")
    check(event)


def test_a_place_goes_to_others_only_where_the_coordinator_ticks_the_person(coordinator, by):
    event = make([1, 1])
    first = register(event, make_person("Erika", "Anders"), wishes=wish(event, "B", "A"))
    allocation.apply(event, by=by)
    second = register(event, make_person("Erika", "Beispiel"), wishes=wish(event, "B"))
    page = text(coordinator.get(reverse("events:proposal", args=[event.pk])))
    assert "0-mal gibt es einen neuen Platz, 0-mal geht einer verloren" in page
    page = coordinator.get(reverse("events:proposal", args=[event.pk]), {"frei": first.pk})
    assert "2-mal gibt es einen neuen Platz, 1-mal geht einer verloren" in text(page)
    assert "Verliert den Platz" in text(page)
    basis = allocation.propose(event, released=[first.pk]).basis
    sent = {"frei": first.pk, "grundlage": basis, "tell": "on"}
    coordinator.post(reverse("events:allocate", args=[event.pk]), sent)
    assert first.bookings.admitted().get().item == workshop(event, "A")
    assert second.bookings.admitted().get().item == workshop(event, "B")
    assert mails(event) == {first.email: 2, second.email: 1}
    check(event)


def test_what_was_read_is_written_or_nothing(coordinator, by):
    event = make([1, 1])
    register(event, wishes=wish(event, "A", "B"))
    read = allocation.propose(event)
    register(event, wishes=wish(event, "A", "B"))
    with pytest.raises(StaleProposalError):
        allocation.apply(event, by=by, proposal=read)
    answer = coordinator.post(reverse("events:allocate", args=[event.pk]), {"grundlage": read.basis}, follow=True)
    assert "Inzwischen hat sich etwas geändert" in text(answer)
    event.refresh_from_db()
    assert (event.allocated_at, mails(event)) == (None, {})


def test_while_it_is_worked_out_nobody_is_held_up(by, monkeypatch):
    event = make([1])
    register(event, wishes=wish(event, "A"))
    depth = len(connection.savepoint_ids)

    def look(*arguments):
        seen.append(len(connection.savepoint_ids))
        return solve(*arguments)

    seen, solve = [], allocation.share_out
    monkeypatch.setattr(allocation, "share_out", look)
    allocation.apply(event, by=by)
    assert seen == [depth]  # no transaction of its own is open, so no lock is held


def test_the_mail_names_hour_room_and_reason(by):
    event = make([1, 1])
    people = [register(event, wishes=wish(event, "A", "B")) for _ in range(3)]
    allocation.apply(event, by=by)
    words = [Message.objects.get(to=person.email, about="Werkstätten zugeteilt").text for person in people]
    assert "14 bis 15:30 Uhr, Raum 1). Der erste Wunsch ist erfüllt." in words[0]
    assert "- Werkstatt B: Sie haben einen Platz (" in words[1]
    assert "haben sich 3 Personen zuerst gewünscht, es gibt einen Platz. Darum ist es der zweite Wunsch." in words[1]
    assert "Sie stehen auf der Warteliste" in words[2]


def test_while_wishes_are_collected_pages_say_how_many_wish_for_it(client, coordinator, by):
    event = make([25, 25])
    for letters in ("AB", "AB", "BA"):
        register(event, wishes=wish(event, *letters))
    pages = [
        client.get(event.get_absolute_url()),
        coordinator.get(reverse("events:workshops", args=[event.pk])),
        coordinator.get(reverse("events:desk_event", args=[event.pk])),
    ]
    for page in pages:
        assert "2 Personen wünschen es sich zuerst, 25 Plätze" in text(page)
        assert "25 Plätze frei" not in text(page)
    allocation.apply(event, by=by)
    assert "Noch 23 Plätze frei" in text(client.get(event.get_absolute_url()))
