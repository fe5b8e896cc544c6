"""Before the event: everybody with a place is reminded once, by mail or in time on paper, and nobody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.models import Message
from events.models import Source, Standing
from events.places import registration as use_cases
from events.telling.reminding import remind_due
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import make_user

pytestmark = pytest.mark.django_db

FIRST = date(2026, 12, 10)  # a Thursday, from ten o'clock
BY_POST = {"street": "Lange Straße 4", "postcode": "59227", "town": "Ahlen"}


@pytest.fixture
def event(at):
    at("2026-11-20 10:00")
    return make_event(
        "Fachtag",
        first=FIRST,
        workshops=[1, None],
        venue="Rathaus",
        directions="Von der Haltestelle geradeaus.",
        online_link="https://konferenz.example.org/raum",
    )


def remind(at, moment):
    at(moment)
    return remind_due(timezone.now())


def reminders():
    return Message.objects.filter(about="Erinnerung")


def test_a_mail_goes_three_days_before_and_only_once(event, at):
    register(event)
    assert remind(at, "2026-12-07 09:59") == 0
    assert remind(at, "2026-12-07 10:00") == 1
    assert remind(at, "2026-12-08 10:00") == 0
    assert reminders().count() == 1


def test_it_says_when_where_and_what_and_how_to_cancel(event, at):
    person = register(event, wishes=wish(event, "A"))
    remind(at, "2026-12-07 10:00")
    text = reminders().get().text
    for words in (
        "- Donnerstag, 10. Dezember 2026, 10 bis 16 Uhr",
        "- Werkstatt A, 14 bis 15:30 Uhr, Raum 1",
        "Rathaus\nDortmund",
        "Von der Haltestelle geradeaus.",
        "https://konferenz.example.org/raum",
        f"Wenn Sie nicht kommen können, sagen Sie bitte ab: Vielleicht wartet jemand auf Ihren Platz.\n"
        f"http://127.0.0.1:8000{person.get_absolute_url()}absagen/",
    ):
        assert words in text


def test_a_workshop_she_only_waits_for_is_not_in_her_plan(event, at):
    register(event, wishes=wish(event, "A"))
    waiting = register(event, wishes=wish(event, "A"))
    remind(at, "2026-12-07 10:00")
    assert "Werkstatt A" not in reminders().get(to=waiting.email).text


def test_a_letter_is_ready_eight_days_before_and_not_when_it_would_come_too_late(event, at):
    person = register(event, make_person(**BY_POST))
    assert remind(at, "2026-12-02 09:59") == 0
    assert remind(at, "2026-12-02 10:00") == 1
    letter = person.notices.get(about="Erinnerung")
    assert "sagen Sie bitte ab: Vielleicht wartet jemand auf Ihren Platz. Ein Anruf genügt." in letter.text
    assert person.token not in letter.text
    assert remind(at, "2026-12-07 10:00") == 0


def test_nobody_prints_a_letter_that_would_come_too_late(event, at):
    at("2026-12-05 10:00")
    register(event, make_person(**BY_POST))
    assert remind(at, "2026-12-07 12:00") == 0


def test_whoever_has_no_place_is_not_reminded_and_never_gets_the_online_link(at):
    at("2026-11-20 10:00")
    event = make_event(first=FIRST, capacity=3, online_link="https://konferenz.example.org/raum")
    cancelled = register(event)
    unconfirmed = register(event, confirmed=False)
    use_cases.cancel(cancelled)
    register(event, has_companion=True)
    waiting = register(event)
    assert waiting.standing == Standing.WAITING
    assert remind(at, "2026-12-08 10:00") == 1
    for person in (unconfirmed, waiting):
        assert not Message.objects.filter(to=person.email, text__contains="konferenz.example.org").exists()


@pytest.mark.parametrize("state", ["abgesagt", "verschoben", "entwurf"])
def test_of_what_does_not_take_place_nobody_is_reminded(event, at, state):
    register(event)
    by, now = make_user(), timezone.now()
    changes = {
        "abgesagt": {"called_off_at": now, "called_off_by": by},
        "verschoben": {"postponed_at": now, "postponed_by": by},
        "entwurf": {"state": "entwurf"},
    }
    type(event).objects.filter(pk=event.pk).update(**changes[state])
    assert remind(at, "2026-12-08 10:00") == 0


@pytest.mark.parametrize(("weeks", "again"), [(0, 0), (4, 1)])
def test_of_a_new_day_people_are_reminded_anew(event, at, weeks, again):
    register(event)
    assert remind(at, "2026-12-07 10:00") == 1
    day = event.days.get()
    day.date += timedelta(weeks=weeks)
    day.save()
    event.settle()
    event.save()
    later = timezone.localtime() + timedelta(weeks=weeks, hours=1)
    assert remind(at, f"{later:%Y-%m-%d %H:%M}") == again
    assert remind(at, f"{later + timedelta(hours=1):%Y-%m-%d %H:%M}") == 0


def test_once_it_has_begun_nobody_is_reminded(event, at):
    register(event)
    assert remind(at, "2026-12-10 10:00") == 0


def test_whoever_registers_late_is_not_written_to_twice_within_minutes(event, at):
    at("2026-12-08 10:00")
    register(event, by=make_user(), source=Source.PHONE)
    assert remind(at, "2026-12-08 10:30") == 0
    assert remind(at, "2026-12-09 10:01") == 1


def test_whoever_takes_the_place_over_is_reminded_too(event, at):
    person = register(event)
    assert remind(at, "2026-12-07 10:00") == 1
    at("2026-12-07 15:00")
    use_cases.transfer(person, make_person("Karla", "Kollegin"))
    assert remind(at, "2026-12-08 15:01") == 1
    assert remind(at, "2026-12-09 15:01") == 0


def test_two_workers_write_once(event, at):
    """What is due is looked at again under the lock."""
    from events.telling import reminding

    person = register(event)
    at("2026-12-07 10:00")
    now = timezone.now()
    assert reminding._remind(person.pk, now)
    assert not reminding._remind(person.pk, now)
