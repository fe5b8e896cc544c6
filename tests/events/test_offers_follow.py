"""An event moves, is put off, hidden, on again: offers neither outlast it nor run out by a beginning that is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.publishing import workflow
from events.models import Booking, Event, Notice, Registration
from events.places import offers
from events.places import registration as use_cases
from events.places.corrections import mark_printed
from events.planning import programme, steps
from events.planning.programme import DayRow
from events.telling.offer_ends import end_from
from tests.events.counting import check
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ON_PAPER = {"phone": "+49221471000", "street": "Musterweg 1", "postcode": "50667", "town": "Köln"}


@pytest.fixture
def by():
    return make_user(is_staff=True)


def reload(event):
    return Event.objects.get(pk=event.pk)


def move(event, by, days):
    event = reload(event)
    day = event.days.get()
    row = DayRow(day.pk, day.date + timedelta(days=days), day.starts, day.ends)
    programme.save_days(event, [row], by=by, edition=event.edition)
    return reload(event)


def offered(days, *, offer_hours=72, **reached):
    """An event in so many days, and somebody who is offered its only place."""
    event = make_event(capacity=1, offer_hours=offer_hours, first=timezone.localdate() + timedelta(days=days))
    first, second = register(event), register(event, make_person(**reached))
    use_cases.cancel(first)
    return reload(event), end_of(second)


def end_of(person):
    found = Registration.objects.get(pk=person.pk)
    assert found.standing == "angeboten"
    return found


def offers_to(person):
    return Message.objects.filter(to=person.email, about="Platz angeboten").count()


def test_an_offer_that_the_beginning_cut_short_gets_its_whole_time_when_the_event_is_later(by):
    event, person = offered(days=2)
    assert person.offered_until == event.starts_at
    event = move(event, by, days=30)
    told = Notice.objects.get(registration=person, about="Platz angeboten").created_at
    assert end_of(person).offered_until == told + timedelta(hours=72)
    assert move(event, by, days=-31).starts_at == end_of(person).offered_until
    assert offers_to(person) == 1


def test_an_offer_ends_with_the_new_beginning_when_the_event_is_earlier(by):
    event, person = offered(days=20, offer_hours=240)
    event = move(event, by, days=-15)
    assert end_of(person).offered_until == event.starts_at


def test_an_offer_with_time_enough_keeps_its_end(by):
    event, person = offered(days=20)
    move(event, by, days=5)
    assert end_of(person).offered_until == person.offered_until


def test_what_nobody_has_told_her_yet_waits_for_the_new_beginning(by, time_machine):
    event, person = offered(days=2, **ON_PAPER)
    assert person.offered_until is None
    event = move(event, by, days=30)
    assert end_of(person).offered_until is None
    time_machine.move_to(timezone.now() + timedelta(days=10))
    assert offers.pass_on_expired(timezone.now()) == 0
    mark_printed(list(Notice.objects.to_print()), by=by)
    assert end_of(person).offered_until == end_from(event, person, timezone.now())


def test_while_it_is_put_off_nobody_loses_an_offer_and_with_the_new_day_it_is_made_anew(by, time_machine):
    event, person = offered(days=2)
    steps.postpone(event, by=by, reason="Sturm")
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert offers.pass_on_expired(timezone.now()) == 0
    assert end_of(person).offered_until < timezone.now()
    move(event, by, days=30)
    assert timedelta(hours=71) < end_of(person).offered_until - timezone.now() <= timedelta(hours=72)
    assert offers_to(person) == 2
    offers.accept(end_of(person))
    check(event)


def test_while_it_is_put_off_a_letter_that_waits_runs_out_by_no_old_beginning(by, time_machine):
    event, person = offered(days=2, **ON_PAPER)
    steps.postpone(event, by=by, reason="Sturm")
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert offers.pass_on_expired(timezone.now()) == 0
    move(event, by, days=30)
    assert end_of(person).offered_until is None
    assert Notice.objects.to_print().filter(registration=person, about="Platz angeboten").count() == 1


def test_on_again_after_a_day_the_offer_runs_on(by):
    event, person = offered(days=20)
    steps.call_off(event, by=by, reason="Sturm")
    steps.put_back(event, by=by)
    assert end_of(person).offered_until == person.offered_until
    assert offers_to(person) == 1


def test_what_ran_out_or_became_free_while_the_page_was_hidden_is_offered_on_release(by, time_machine):
    event = make_event(capacity=2)
    first, gone, second, third = (register(event) for _ in range(4))
    use_cases.cancel(first)
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    use_cases.cancel(gone)
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert offers.pass_on_expired(timezone.now()) == 0
    assert (offers_to(second), offers_to(third)) == (1, 0)
    workflow.release(event, by=by)
    assert end_of(second).offered_until > timezone.now()
    assert end_of(third).offered_until > timezone.now()
    assert (offers_to(second), offers_to(third)) == (2, 1)
    check(event)


def test_offers_in_workshops_follow_too(by, time_machine):
    event = make_event(workshops=[1], first=timezone.localdate() + timedelta(days=2))
    first, second = (register(event, wishes=wish(event, "A")) for _ in range(2))
    use_cases.cancel(first)

    def end():
        return Booking.objects.get(registration=second, state="angeboten").offered_until

    assert end() == reload(event).starts_at
    steps.postpone(event, by=by, reason="Sturm")
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert offers.pass_on_expired(timezone.now()) == 0
    move(event, by, days=30)
    assert timedelta(hours=71) < end() - timezone.now() <= timedelta(hours=72)
    assert Message.objects.filter(to=second.email, about="Werkstatt angeboten").count() == 2
