"""Waiting for a place at the event or in a workshop: strict order, offers that end, and nobody counted twice."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from events.models import Booking, Registration
from events.people import unconfirmed
from events.places import offers, seating
from events.places import registration as use_cases
from events.places.applications import Choice
from events.places.offers import OfferOverError
from tests.events.counting import check
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def standings(*people):
    return [Registration.objects.get(pk=person.pk).standing for person in people]


def states(registration):
    """Letter of the workshop → how it stands."""
    rows = Booking.objects.filter(registration=registration).values_list("item__title", "state")
    return {title[-1]: state for title, state in rows}


# --- at the event ------------------------------------------------------------------------------------------------


def test_a_free_place_is_offered_to_the_first_in_line_and_kept_for_her():
    event = make_event(capacity=1, offer_hours=24)
    first, second, third = (register(event) for _ in range(3))
    use_cases.cancel(first)
    assert standings(first, second, third) == ["abgemeldet", "angeboten", "warteliste"]
    assert register(event).standing == "warteliste"
    second.refresh_from_db()
    assert timedelta(hours=23) < second.offered_until - timezone.now() <= timedelta(hours=24)
    assert Message.objects.filter(to=second.email).latest("pk").subject == f"Ein Platz ist frei: {event.title}"
    check(event)


def test_an_offer_never_lasts_beyond_the_beginning():
    event = make_event(capacity=1, offer_hours=720, first=timezone.localdate() + timedelta(days=2))
    first, second = register(event), register(event)
    use_cases.cancel(first)
    second.refresh_from_db()
    assert second.offered_until == event.starts_at


def test_yes_is_a_place_with_the_workshops_wished_for():
    event = make_event(capacity=1, workshops=[1])
    first, second = register(event), register(event, wishes=wish(event, "A"))
    assert states(second) == {"A": "wunsch"}
    use_cases.cancel(first)
    offers.accept(second)
    assert standings(second) == ["angemeldet"]
    assert states(second) == {"A": "platz"}
    check(event)


def test_no_passes_the_place_on():
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    use_cases.cancel(first)
    offers.decline(second)
    assert standings(second, third) == ["weitergegeben", "angeboten"]
    check(event)


def test_silence_passes_the_place_on_and_is_told(time_machine):
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    use_cases.cancel(first)
    later = timezone.now() + timedelta(hours=73)
    time_machine.move_to(later)
    assert offers.pass_on_expired(later) == 1
    assert standings(second, third) == ["weitergegeben", "angeboten"]
    assert Message.objects.filter(to=second.email).latest("pk").subject == f"Angebot abgelaufen: {event.title}"
    with pytest.raises(OfferOverError, match="gilt nicht mehr"):
        offers.accept(second)
    check(event)


def test_a_late_yes_is_no_yes_even_before_the_worker_came_by(time_machine):
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    use_cases.cancel(first)
    time_machine.move_to(timezone.now() + timedelta(hours=73))
    with pytest.raises(OfferOverError):
        offers.accept(second)


def test_answers_given_twice_count_once():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    use_cases.cancel(first)
    offers.accept(second)
    sent = Message.objects.count()
    assert offers.accept(second).standing == "angemeldet"
    assert Message.objects.count() == sent


def test_who_has_not_confirmed_is_offered_nothing_but_keeps_her_turn():
    event = make_event(capacity=2)
    first, other = register(event), register(event)
    second, third = register(event, confirmed=False), register(event)
    use_cases.cancel(first)
    assert standings(second, third) == ["warteliste", "warteliste"]
    use_cases.confirm(second)
    assert standings(second, third) == ["angeboten", "warteliste"]
    use_cases.cancel(other)
    assert standings(third) == ["angeboten"]
    check(event)


def test_who_waits_for_a_full_day_does_not_hold_up_those_who_come_on_the_other():
    event = make_event(days=2, capacity=3)
    monday, tuesday = event.days.all()
    type(monday).objects.filter(pk=monday.pk).update(capacity=1)
    register(event, days=[monday])
    first, second = register(event, days=[tuesday]), register(event, days=[tuesday])
    waits_for_monday, waits_for_tuesday = register(event, days=[monday]), register(event, days=[tuesday])
    use_cases.cancel(first)
    assert standings(waits_for_monday, waits_for_tuesday) == ["warteliste", "warteliste"]  # one place, kept for her
    use_cases.cancel(second)
    assert standings(waits_for_monday, waits_for_tuesday) == ["warteliste", "angeboten"]
    check(event)


def test_a_coordinator_gives_a_place_out_of_turn_only_deliberately():
    event, by = make_event(capacity=1), make_user(is_staff=True)
    register(event)
    first, second = register(event), register(event)
    with pytest.raises(use_cases.FullError):
        use_cases.admit(second, by=by)
    use_cases.admit(second, by=by, exceed=True)
    assert standings(first, second) == ["warteliste", "angemeldet"]


def test_nothing_is_offered_once_the_event_has_begun(time_machine):
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    time_machine.move_to(event.starts_at)
    use_cases.cancel(first)
    assert standings(second) == ["warteliste"]


def test_more_places_are_offered_at_once():
    event = make_event(capacity=1)
    register(event)
    waiting = [register(event) for _ in range(3)]
    type(event).objects.filter(pk=event.pk).update(capacity=3)
    event.refresh_from_db()
    assert seating.offer_free_places(event) == 2
    assert standings(*waiting) == ["angeboten", "angeboten", "warteliste"]
    check(event)


# --- in workshops ------------------------------------------------------------------------------------------------


def test_the_second_wish_is_given_while_she_waits_for_the_first():
    event = make_event(workshops=[1, 1])
    register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A", "B"))
    third = register(event, wishes=wish(event, "A", "B"))
    assert states(second) == {"A": "warteliste", "B": "platz"}
    assert states(third) == {"A": "warteliste", "B": "warteliste"}
    check(event)


def test_whoever_gets_her_first_wish_has_no_other_place_at_that_time():
    event = make_event(workshops=[1, 1])
    assert states(register(event, wishes=wish(event, "A", "B"))) == {"A": "platz", "B": "wunsch"}
    check(event)


def test_a_free_place_in_a_workshop_is_offered_and_taking_it_frees_the_other():
    event = make_event(workshops=[1, 1])
    first = register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A", "B"))
    third = register(event, wishes=wish(event, "B"))
    use_cases.cancel(first)
    assert states(second) == {"A": "angeboten", "B": "platz"}
    offers.accept_workshop(second.bookings.get(item=workshop(event, "A")))
    assert states(second) == {"A": "platz", "B": "wunsch"}
    assert states(third) == {"B": "angeboten"}
    check(event)


def test_no_to_a_workshop_leaves_everything_else():
    event = make_event(workshops=[1, 1])
    first = register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A", "B"))
    use_cases.cancel(first)
    offers.decline_workshop(second.bookings.get(item=workshop(event, "A")))
    assert states(second) == {"A": "wunsch", "B": "platz"}
    check(event)


def test_silence_about_a_workshop_passes_it_on(time_machine):
    event = make_event(workshops=[1])
    first, second, third = (register(event, wishes=wish(event, "A")) for _ in range(3))
    use_cases.cancel(first)
    later = timezone.now() + timedelta(hours=73)
    time_machine.move_to(later)
    assert offers.pass_on_expired(later) == 1
    assert (states(second), states(third)) == ({"A": "wunsch"}, {"A": "angeboten"})
    check(event)


def test_who_changes_her_mind_keeps_what_she_chooses_again():
    event = make_event(workshops=[1, 1, 1])
    register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A", "B"))
    third = register(event, wishes=wish(event, "A"))
    use_cases.change(second, choice=Choice(wishes=wish(event, "A", "C")))
    assert states(second) == {"A": "warteliste", "C": "platz"}
    line = Booking.objects.in_line().filter(item=workshop(event, "A"))
    assert [booking.registration_id for booking in line] == [second.pk, third.pk]
    check(event)


def test_who_wants_something_else_first_gives_up_what_she_had():
    event = make_event(workshops=[1, 1])
    first = register(event, wishes=wish(event, "A"))
    second = register(event, wishes=wish(event, "A"))
    use_cases.change(first, choice=Choice(wishes=wish(event, "B", "A")))
    assert states(first) == {"B": "platz", "A": "wunsch"}
    assert states(second) == {"A": "angeboten"}
    check(event)


def test_an_evening_with_few_places_has_a_waiting_list_too():
    event = make_event(extras=[1])
    evening = event.days.get().items.get(needs_booking=True)
    register(event, extras=[evening])
    assert Booking.objects.get(registration=register(event, extras=[evening])).state == "warteliste"
    check(event)


def test_workshops_to_be_allocated_later_are_only_wished_for():
    event = make_event(workshops=[1, 1], allocation="wuensche")
    assert states(register(event, wishes=wish(event, "A", "B"))) == {"A": "wunsch", "B": "wunsch"}
    check(event)


# --- whatever happens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_do_nothing_is_promised_twice_and_every_counter_is_right(seed, time_machine):
    chance = random.Random(seed)
    time_machine.move_to(timezone.now())
    event = make_event(capacity=6, days=2, workshops=[2, 2, 1], extras=[3])
    days, letters = list(event.days.all()), "ABC"
    evening = days[-1].items.get(needs_booking=True)
    for step in range(70):
        someone = chance.choice(list(event.registrations.all()) or [None])
        act = chance.choice(["register"] * 4 + ["cancel", "change", "answer", "answer", "workshop", "wait", "confirm"])
        wishes = wish(event, *chance.sample(letters, chance.randint(1, 2))) if chance.random() < 0.8 else {}
        chosen = chance.choice([[], [days[0]], [days[1]]])
        try:
            if act == "register" or someone is None:
                extras = [evening] if chance.random() < 0.4 else []
                person = make_person("Erika", f"Nummer {seed} {step}")
                pair = chance.random() < 0.2
                register(event, person, confirmed=chance.random() < 0.8, wishes=wishes, days=chosen, extras=extras,
                         has_companion=pair)  # fmt: skip
            elif act == "cancel":
                use_cases.cancel(someone)
            elif act == "change":
                use_cases.change(someone, choice=Choice(tuple(day.pk for day in chosen), wishes))
            elif act == "answer":
                chance.choice([offers.accept, offers.decline])(someone)
            elif act == "workshop" and (booking := Booking.objects.filter(state="angeboten").first()):
                chance.choice([offers.accept_workshop, offers.decline_workshop])(booking)
            elif act == "confirm":
                use_cases.confirm(someone)
            else:
                time_machine.shift(timedelta(hours=chance.randint(1, 30)))
                offers.pass_on_expired(timezone.now())
                unconfirmed.forget_due(timezone.now())
        except use_cases.RegistrationError:
            pass
        check(event)


def test_whoever_confirms_late_gets_the_workshop_that_was_set_aside_for_her():
    event = make_event(workshops=[1, None])
    first = register(event, wishes=wish(event, "A"))
    late = register(event, wishes=wish(event, "A", "B"), confirmed=False)
    use_cases.cancel(first)
    use_cases.confirm(late)
    assert states(late)["A"] == "angeboten"
    check(event)
