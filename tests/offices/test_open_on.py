"""Who is open on a day is told three times: by the database (`open_on`), by the timetable of a place, and by the
sentence on a card. Here they are asked about the same days and must agree."""

from datetime import date, time, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.publishing import revision
from offices.hours import Kind, times
from offices.models import HoursException, Office, OpeningHours, Place
from offices.models.places import NTH
from offices.showing.cards import cards
from tests.factories import BECKUM, KOELN, make_exception, make_hours, make_office

pytestmark = pytest.mark.django_db

YEAR = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
HOLIDAYS = [date(2026, 12, 25), date(2026, 5, 1), date(2026, 6, 4)]  # Christmas, Labour Day, Corpus Christi


def answers(days):
    """Day → names of the offices that are open, once as Python reckons, once as the database does, once by card."""
    offices = list(Office.objects.prefetch_related("places__hours", "places__exceptions"))
    timetables = {office.name: [place.timetable for place in office.places.all()] for office in offices}
    return {
        day: (
            {name for name, places in timetables.items() if any(place.slots_on(day) for place in places)},
            {office.name for office in Office.objects.open_on(day)},
            {card.summary.name for card in cards([office.pk for office in offices], day=day) if card.summary.today},
        )
        for day in days
    }


def differing(found):
    return {day: names for day, names in found.items() if not names[0] == names[1] == names[2]}


def test_every_weekday_and_every_nth_of_the_month_agree_on_every_day_of_a_year():
    for weekday, (nth, _) in product(range(7), [(None, ""), *NTH]):
        make_hours(make_office(f"{weekday} {nth}").places.get(), weekday, "9:00", "12:00", nth=nth)
    make_hours(make_office("nur Telefon").places.get(), 0, "9:00", "12:00", kind="phone")
    make_office("ohne Zeiten")
    found = answers(YEAR)
    assert differing(found) == {}
    assert {name for python, *_ in found.values() for name in python} == {
        f"{weekday} {nth}" for weekday, nth in product(range(7), [None, 1, 2, 3, 4, -1])
    }


def test_on_public_holidays_nobody_is_open_but_who_says_so():
    usual, special = make_office("üblich"), make_office("besonders")
    for office in (usual, special):
        for weekday in range(7):
            make_hours(office.places.get(), weekday, "9:00", "12:00")
    for day in HOLIDAYS:
        make_exception(special.places.get(), day, starts="14:00", ends="16:00")
    assert answers(HOLIDAYS) == {day: ({"besonders"},) * 3 for day in HOLIDAYS}


# Exceptions over ten days around a holiday: (first, length, open), any number of them at two places.
exception = st.tuples(st.integers(0, 9), st.integers(0, 4), st.booleans())
START = date(2026, 12, 20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    main=st.lists(exception, max_size=5),
    outreach=st.lists(exception, max_size=3),
    weekdays=st.sets(st.integers(0, 6)),
    nth=st.sampled_from([None, 4, -1]),
)
def test_exceptions_nested_overlapping_and_of_equal_length_agree(main, outreach, weekdays, nth):
    """Christmas lies amid the days. Rows for the very same days are one exception."""
    days = [START + timedelta(days=number) for number in range(15)]
    with transaction.atomic():
        office = Office.objects.create(name="Büro")
        for role, exceptions in ((Place.Role.MAIN, main), (Place.Role.OUTREACH, outreach)):
            place = Place.objects.create(office=office, role=role, ags=KOELN if role == "haupt" else BECKUM)
            kind = Kind.VISIT.value
            OpeningHours.objects.bulk_create(
                OpeningHours(place=place, kind=kind, weekday=weekday, nth=nth, starts=time(9), ends=time(12))
                for weekday in weekdays
            )
            for first, length, is_open in exceptions:
                HoursException.objects.create(
                    place=place,
                    first=START + timedelta(days=first),
                    last=START + timedelta(days=first + length),
                    starts=time(14) if is_open else None,
                    ends=time(16) if is_open else None,
                )
        found = answers(days)
        transaction.set_rollback(True)
    revision.forget_everything()  # after a rollback the numbers of revisions come again
    assert differing(found) == {}


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 27)])
def test_the_card_says_the_slots_of_the_timetable_of_the_main_place(day):
    office = make_office()
    main = office.places.get()
    outreach = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=BECKUM, name="Bürgerhaus")
    make_hours(main, 1, "9:00", "12:00")
    make_hours(main, 1, "11:00", "13:00", nth=1)
    make_hours(main, 3, "9:00", "12:00")
    make_hours(outreach, 3, "14:00", "16:00")
    make_exception(main, date(2026, 12, 20), date(2026, 12, 31))
    make_exception(main, date(2026, 12, 27), starts="10:00", ends="11:00")
    make_exception(main, date(2026, 12, 27), starts="15:00", ends="17:00")
    [card] = cards(Office.objects.all().keys(), day=day)
    at_main, elsewhere = main.timetable.slots_on(day), outreach.timetable.slots_on(day)
    if at_main:
        assert card.summary.today == f"Heute geöffnet: {times(at_main)}"
    elif elsewhere:
        assert card.summary.today == f"Heute Sprechstunde in Bürgerhaus: {times(elsewhere)}"
    else:
        assert card.summary.today == ""


def test_offices_of_which_nobody_knows_hours_are_those_without_any():
    make_hours(make_office("mit").places.get(), 0, "9:00", "12:00", kind="phone")
    make_office("ohne")
    make_office("nach Vereinbarung", place={"by_appointment": True})
    assert {office.name for office in Office.objects.without_hours()} == {"ohne", "nach Vereinbarung"}


UNSURE = {
    date(2026, 12, 24): "Heiligabend",
    date(2026, 12, 31): "Silvester",
    date(2027, 2, 4): "Weiberfastnacht",
    date(2027, 2, 8): "Rosenmontag",
    date(2027, 2, 9): "Veilchendienstag",
}


def test_on_days_like_heiligabend_only_who_says_so_is_open_and_the_others_ask_to_be_called_first():
    usual, open_then, closed_then = (make_office(name) for name in ("üblich", "geöffnet", "geschlossen"))
    for office in (usual, open_then, closed_then):
        for weekday in range(5):
            make_hours(office.places.get(), weekday, "9:00", "12:00")
    for day in UNSURE:
        make_exception(open_then.places.get(), day, starts="9:00", ends="11:00")
        make_exception(closed_then.places.get(), day)
    assert answers(UNSURE) == {day: ({"geöffnet"},) * 3 for day in UNSURE}
    for day, name in UNSURE.items():
        said = {
            card.summary.name: card.summary.before + card.summary.after
            for card in cards(Office.objects.all().keys(), day=day)
        }
        assert f"Heute ist {name}: bitte vorher anrufen" in said["üblich"]
        assert "anrufen" not in said["geöffnet"] + said["geschlossen"]


def test_who_asks_on_such_a_day_for_open_offices_reads_why_there_are_few(client, at):
    at("2027-02-08 10:00")
    make_hours(make_office().places.get(), 0, "9:00", "12:00")
    assert "Heute ist Rosenmontag." in client.get("/seniorenbueros/?heute=on").text
    assert "Rosenmontag." not in client.get("/seniorenbueros/").text
