"""Registering: who gets a place, who waits, and that twice is once."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.language.dates import WEEKDAYS
from core.models import Message
from events.models import Notice, Registration, Source, Standing, Support
from events.people import unconfirmed
from events.places import registration as use_cases
from events.places.applications import Choice, SupportWish
from events.places.registration import ClosedError, FullError, RegistrationError
from tests.events.counting import check
from tests.events_factories import make_application, make_event, make_item, make_person, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def send(event, **fields):
    return use_cases.register(event=event, application=make_application(**fields))


def test_the_first_ones_get_the_places_and_the_others_wait_in_the_order_of_arrival():
    event = make_event(capacity=2)
    people = [register(event) for _ in range(4)]
    assert [person.standing for person in people] == ["angemeldet", "angemeldet", "warteliste", "warteliste"]
    assert [person.position for person in people] == [0, 0, 1, 2]
    check(event)


def test_without_a_limit_everybody_gets_a_place():
    event = make_event(capacity=None)
    assert {register(event).standing for _ in range(5)} == {"angemeldet"}


def test_without_a_waiting_list_the_full_event_says_so_and_keeps_nothing():
    event = make_event(capacity=1, has_waiting_list=False)
    register(event)
    with pytest.raises(FullError, match="keine Warteliste"):
        send(event)
    assert event.registrations.count() == 1


def test_the_same_form_sent_twice_is_one_registration():
    event, nonce = make_event(), uuid4()
    person = make_person()
    first, second = send(event, person=person, nonce=nonce), send(event, person=person, nonce=nonce)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.registration == second.registration
    assert Message.objects.count() == 1


def test_the_same_person_with_another_form_is_one_registration_and_gets_her_link_again():
    event = make_event()
    person = make_person("Erika", "Müller", email="erika@example.org")
    again = make_person("ERIKA", "Mueller ", email="Erika@example.org")
    register(event, person)
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert not send(event, person=again).is_new
    assert event.registrations.count() == 1
    assert Message.objects.latest("pk").subject == f"Sie haben sich schon angemeldet: {event.title}"


def test_whoever_sends_again_and_again_gets_one_mail_in_ten_minutes():
    event, person = make_event(), make_person()
    for _ in range(5):
        send(event, person=person)
    assert Message.objects.count() == 1


def test_a_whole_office_may_share_one_mailbox():
    event = make_event()
    names = [register(event, make_person(name, "Muster", email="buero@example.org")) for name in ("Anna", "Bernd")]
    assert len({person.pk for person in names}) == 2


def test_whoever_has_cancelled_can_register_again():
    event, person = make_event(capacity=1), make_person()
    use_cases.cancel(register(event, person))
    assert register(event, person).standing == "angemeldet"
    check(event)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"takes_registrations": False}, "zurzeit nicht möglich"),
        ({"opens_at": timedelta(days=1)}, "zurzeit nicht möglich"),
        ({"closes_at": timedelta(minutes=-1)}, "Die Anmeldung war bis"),
        ({"called_off_at": timedelta()}, "findet zu diesem Termin nicht statt"),
        ({"postponed_at": timedelta()}, "findet zu diesem Termin nicht statt"),
        ({"state": "entwurf"}, "zurzeit nicht möglich"),
    ],
)
def test_nobody_registers_where_nobody_can_and_the_sentence_says_why(fields, sentence):
    by, now = make_user(), timezone.now()
    values = {name: now + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    values |= {f"{name.removesuffix('_at')}_by": by for name in fields if name in {"called_off_at", "postponed_at"}}
    event = make_event(**values)
    with pytest.raises(ClosedError, match=sentence):
        send(event)
    assert not Registration.objects.exists()


def test_after_the_deadline_the_geschaeftsstelle_can_still_register_somebody():
    event = make_event(closes_at=timezone.now() - timedelta(days=1))
    assert register(event, source=Source.PHONE, by=make_user(is_staff=True)).standing == "angemeldet"


def test_only_a_deliberate_tick_goes_beyond_the_limit():
    event, by = make_event(capacity=1), make_user(is_staff=True)
    register(event)
    assert register(event, by=by, source=Source.PHONE).standing == "warteliste"
    assert register(event, by=by, source=Source.PHONE, exceed=True).standing == "angemeldet"
    event.refresh_from_db()
    assert (event.taken, event.waiting, event.free) == (2, 1, 0)


def test_a_companion_takes_a_place():
    event = make_event(capacity=3)
    assert register(event, has_companion=True).standing == "angemeldet"
    assert register(event, has_companion=True).standing == "warteliste"
    check(event)


def test_nobody_passes_two_who_wait_for_places_side_by_side():
    event = make_event(capacity=3)
    register(event, has_companion=True)
    waits = register(event, has_companion=True)
    assert register(event).standing == "warteliste"
    assert waits.position == 1
    check(event)


def test_a_day_has_places_of_its_own():
    event = make_event(days=2)
    first, second = event.days.all()
    type(first).objects.filter(pk=first.pk).update(capacity=1)
    assert register(event, days=[first]).standing == "angemeldet"
    assert register(event, days=[first, second]).standing == "warteliste"
    assert register(event, days=[second]).standing == "angemeldet"
    check(event)


def test_no_day_chosen_means_all_of_them():
    event = make_event(days=2)
    assert register(event).days.count() == 2


def test_a_day_or_workshop_of_another_event_is_refused_with_a_sentence():
    event, other = make_event(workshops=[2]), make_event(workshops=[2])
    for choice in ({"days": [other.days.get()]}, {"wishes": wish(other, "A")}):
        with pytest.raises(RegistrationError, match="steht nicht mehr zur Wahl"):
            send(event, **choice)
    assert not Registration.objects.exists()


def test_what_somebody_needs_is_kept_apart_and_only_if_there_is_something():
    event = make_event()
    support = SupportWish(("wheelchair",), "vegan", "")
    assert register(event, support=support).support.labels == ["Einen Platz für den Rollstuhl"]
    assert not Support.objects.filter(registration=register(event, support=SupportWish())).exists()


# --- confirming ------------------------------------------------------------------------------------------------


def test_an_address_typed_by_a_visitor_has_to_be_confirmed_within_two_days():
    registration = register(make_event(), confirmed=False)
    assert registration.confirm_until - registration.registered_at == timedelta(hours=48)
    assert Message.objects.get().subject.startswith("Bitte bestätigen: ")
    confirmed = use_cases.confirm(registration)
    assert confirmed.is_coming
    assert Message.objects.latest("pk").subject.startswith("Sie sind angemeldet: ")


def test_confirming_twice_says_it_once():
    registration = register(make_event())
    use_cases.confirm(registration)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("reached", [{"phone": "+4922147100"}, {"street": "Markt 1", "postcode": "59227"}])
def test_without_an_address_there_is_nothing_to_confirm_and_a_letter_to_print(reached):
    registration = register(make_event(), make_person(**reached), confirmed=False)
    letter = Notice.objects.to_print().get()
    assert registration.is_coming
    assert (letter.subject, letter.message) == (f"Sie sind angemeldet: {registration.event.title}", None)
    assert "Ein Anruf genügt." in letter.text
    assert "http" not in letter.text.split("Freundliche Grüße")[0]


def test_what_nobody_confirms_is_deleted_and_the_place_goes_to_the_next(time_machine):
    event = make_event(capacity=1)
    register(event, confirmed=False)
    waits = register(event)
    later = timezone.now() + timedelta(hours=49)
    time_machine.move_to(later)
    assert unconfirmed.forget_due(later) == 1
    assert [person.pk for person in event.registrations.all()] == [waits.pk]
    waits.refresh_from_db()
    assert waits.standing == Standing.OFFERED
    check(event)


# --- changing, handing over, cancelling ----------------------------------------------------------------------------


def test_a_place_handed_over_keeps_what_was_chosen_and_nothing_of_the_first_person():
    event = make_event(workshops=[1])
    first = register(event, make_person("Erika", "Alt"), wishes=wish(event, "A"), support=SupportWish(("front_seat",)))
    token, badge = first.token, first.badge
    second = use_cases.transfer(first, make_person("Bernd", "Neu"))
    assert (second.pk, second.name, second.standing) == (first.pk, "Bernd Neu", "angemeldet")
    assert second.token != token
    assert second.badge != badge
    assert second.bookings.get().item == workshop(event)
    assert not Support.objects.exists()
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects[-2:] == [f"Platz weitergegeben: {event.title}", f"Sie haben jetzt einen Platz: {event.title}"]
    check(event)


def test_a_place_is_not_handed_to_somebody_who_has_one():
    event = make_event()
    there = make_person("Anna", "Schon", email="anna@example.org")
    register(event, there)
    with pytest.raises(RegistrationError, match="Anna Schon ist schon angemeldet"):
        use_cases.transfer(register(event), there)


def test_cancelling_twice_is_once():
    event = make_event(capacity=1)
    registration = register(event)
    use_cases.cancel(registration)
    sent = Message.objects.count()
    assert use_cases.cancel(registration).standing == "abgemeldet"
    assert Message.objects.count() == sent
    check(event)


def test_other_days_are_chosen_only_where_there_is_room():
    event = make_event(days=2)
    first, second = event.days.all()
    type(first).objects.filter(pk=second.pk).update(capacity=1)
    register(event, days=[second])
    registration = register(event, days=[first])
    with pytest.raises(FullError, match="kein Platz mehr frei"):
        use_cases.change(registration, choice=Choice((second.pk,)))
    check(event)


def test_after_the_deadline_only_the_organiser_changes_something(time_machine):
    event = make_event(workshops=[2], closes_at=timezone.now() + timedelta(days=1))
    registration = register(event)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    with pytest.raises(ClosedError, match="Bitte rufen Sie uns an"):
        use_cases.change(registration, choice=Choice(wishes=wish(event, "A")))
    use_cases.change(registration, choice=Choice(wishes=wish(event, "A")), by=make_user(is_staff=True))
    assert registration.bookings.get().state == "platz"


def test_who_is_refused_gives_her_place_to_the_next_and_hears_why():
    event, by = make_event(capacity=1), make_user(is_staff=True)
    first, second = register(event), register(event)
    use_cases.refuse(first, by=by, reason="Die Runde ist für Büros.")
    second.refresh_from_db()
    assert second.standing == "angeboten"
    assert "Die Runde ist für Büros." in Message.objects.get(subject__startswith="Absage").text
    check(event)


def test_nobody_books_two_things_at_one_hour():
    event = make_event(workshops=[None])  # 14 to 15:30
    trip = make_item(event, "Hafen", kind="exkursion", needs_booking=True, starts=time(15), ends=time(17))
    later = make_item(event, "Abend", kind="abend", needs_booking=True, starts=time(19), ends=time(22))
    with pytest.raises(use_cases.RegistrationError) as refused:
        register(event, wishes=wish(event, "A"), extras=[trip])
    day = WEEKDAYS[event.days.get().date.weekday()]
    first, second = f"„Werkstatt A“ ({day}, 14 bis 15:30 Uhr)", f"„Hafen“ ({day}, 15 bis 17 Uhr)"
    assert str(refused.value) == f"{first} und {second} sind zur gleichen Zeit. Bitte wählen Sie eines davon."
    assert register(event, wishes=wish(event, "A"), extras=[later]).bookings.count() == 2
