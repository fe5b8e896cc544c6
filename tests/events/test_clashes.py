"""A place given by hand is never given beside another one at that hour, or twice, without anybody having said so."""

from datetime import time

import pytest
from django.urls import reverse

from events.models import Booking, Item
from events.places import allocation
from events.places import registration as use_cases
from events.places.clashes import ClashError
from tests.events.counting import check
from tests.events_factories import make_event, make_item, make_person, make_slot, register, wish, workshop
from tests.factories import make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two days; Erika Beispiel has a place in workshop A on the first, 14 to 15:30."""
    made = make_event(workshops=[5, 5], days=2)
    register(made, make_person("Erika", "Beispiel"), wishes=wish(made, "A"))
    return made


def erika(event):
    return event.registrations.get(last_name="Beispiel")


def places(event):
    return sorted(erika(event).bookings.admitted().values_list("item__title", flat=True))


def assign(client, event, item, **more):
    sent = {"workshop": item.pk, **more}
    return Page(client.post(reverse("events:assign", args=[event.pk, erika(event).pk]), sent, follow=True))


def agree(page):
    (hidden,) = page.all("input", name="agreed")
    return {"agreed": hidden.get("value"), "sure": "on"}


def other_slot(event, title="Werkstatt Z", *, day=None, starts=time(15), ends=time(16)):
    slot = make_slot(event, [5], day=day, starts=starts, ends=ends)
    slot.parallel.update(title=title)
    return slot.parallel.get()


def test_another_workshop_at_the_same_time_is_asked_about_and_takes_its_place(coordinator, event):
    page = assign(coordinator, event, workshop(event, "B"))
    assert "Erika Beispiel hat zu dieser Zeit einen Platz in „Werkstatt A“ (" in page.text
    assert "14 bis 15:30 Uhr). Das gilt dann nicht mehr." in page.text
    assert places(event) == ["Werkstatt A"]
    assign(coordinator, event, workshop(event, "B"), **agree(page))
    assert places(event) == ["Werkstatt B"]
    check(event)


def test_what_overlaps_is_asked_about_and_both_stay(coordinator, event):
    trip = make_item(event, "Hafen", day=event.days.first(), kind="exkursion", needs_booking=True)
    trip.starts, trip.ends = time(15, 30), time(17)
    trip.save()
    later = other_slot(event)
    use_cases.change(erika(event), choice=use_cases.Choice(wishes=wish_of_a(event), extras=(trip.pk,)))
    page = assign(coordinator, event, later)
    assert page.text.count("hat zur gleichen Zeit einen Platz in") == 4  # two, in the summary and at the field
    assert "Es wären zwei Plätze auf einmal." in page.text
    assert places(event) == ["Hafen", "Werkstatt A"]
    assign(coordinator, event, later, **agree(page))
    assert places(event) == ["Hafen", "Werkstatt A", "Werkstatt Z"]
    check(event)


def wish_of_a(event):
    return {workshop(event).parent_id: (workshop(event).pk,)}


def test_the_same_workshop_again_is_said(coordinator, event):
    page = assign(coordinator, event, workshop(event, "A"))
    assert "Erika Beispiel hat schon einen Platz in „Werkstatt A“" in page.text
    again = other_slot(event, "Werkstatt A", day=event.days.last())
    page = assign(coordinator, event, again)
    assert "Beide Werkstätten heißen gleich." in page.text
    assert erika(event).bookings.count() == 1


def test_who_has_agreed_to_one_clash_is_asked_about_another(coordinator, event):
    said = agree(assign(coordinator, event, workshop(event, "B")))
    page = assign(coordinator, event, other_slot(event), **said)
    assert "Es wären zwei Plätze auf einmal." in page.text
    assert not page.all("input", name="sure")[0].get("checked")
    assert places(event) == ["Werkstatt A"]


def test_one_after_the_other_is_no_clash(coordinator, event):
    after = other_slot(event, starts=time(15, 30), ends=time(17))
    tomorrow = other_slot(event, "Werkstatt Y", day=event.days.last(), starts=time(14), ends=time(15))
    for item in (after, tomorrow):
        assign(coordinator, event, item)
    assert places(event) == ["Werkstatt A", "Werkstatt Y", "Werkstatt Z"]


def test_the_use_case_itself_refuses(event):
    with pytest.raises(ClashError, match="Das gilt dann nicht mehr"):
        allocation.assign_by_hand(erika(event), workshop(event, "B"), by=make_user(is_staff=True))
    assert Booking.objects.count() == 1


def test_two_of_one_title_are_told_apart_by_the_hour():
    event = make_event(workshops=[5])
    twin = other_slot(event, "Werkstatt A")
    first = Item.objects.workshops().exclude(pk=twin.pk).get()
    both = {first.parent_id: (first.pk,), twin.parent_id: (twin.pk,)}
    with pytest.raises(use_cases.RegistrationError) as refused:
        register(event, wishes=both)
    assert "14 bis 15:30 Uhr) und „Werkstatt A“" in str(refused.value)
    assert "15 bis 16 Uhr) sind zur gleichen Zeit." in str(refused.value)
