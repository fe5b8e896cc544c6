"""The calendar of opening hours: returning slots, holidays of NRW, exceptions, the state of a moment."""

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.hours import (
    LAST,
    DayException,
    Kind,
    OpenDay,
    OpenState,
    Rule,
    Slot,
    Timetable,
    is_last_in_month,
    nth_in_month,
    public_holiday,
    today_sentence,
    unsure_day,
)
from offices.hours.rules import BERLIN, merged
from tests.offices.hours_cases import DETERMINISTIC, any_slot, rule, rule_sets, rules, slot, slots

SUNDAY = date(2026, 11, 22)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
TUESDAYS_TWICE = Timetable(rules("di", "9-12", "14-16"))
ALL_DAYS = "mo di mi do fr sa so"


def test_nth_weekdays_agree_with_the_calendar_for_ten_years():
    days = [(year, month) for year in range(2020, 2030) for month in range(1, 13)]
    for year, month in days:
        for weekday in range(7):
            weeks = calendar.monthcalendar(year, month)
            expected = [date(year, month, week[weekday]) for week in weeks if week[weekday]]
            assert [nth_in_month(day) for day in expected] == list(range(1, len(expected) + 1))
            assert [is_last_in_month(day) for day in expected] == [False] * (len(expected) - 1) + [True]
            for nth, falls in ((1, 0), (2, 1), (3, 2), (4, 3), (LAST, -1)):
                monthly = Rule(Kind.VISIT, weekday, nth, time(9), time(12))
                assert [day for day in expected if monthly.falls_on(day)] == [expected[falls]]


def test_a_fifth_weekday_is_the_last_and_not_the_fourth():
    fifth = date(2026, 12, 29)
    assert [rule("di", "9-12", nth).falls_on(fifth) for nth in (None, 1, 2, 3, 4, LAST)] == [
        *(True, False, False, False, False),
        True,
    ]


def test_the_last_day_of_the_calendar_is_the_last_of_its_weekday():
    assert is_last_in_month(date.max) is True
    silvester = DayException(date.max, date.max, slots("9-12"))
    assert Timetable(rules("fr", "9-12"), (silvester,)).next_days(date.max) == ((date.max, slots("9-12")),)


def test_rules_read_visits_first_then_weekly_then_monday_first():
    ordered = [
        rule("mo", "9-12"),
        rule("mo", "14-16"),
        rule("di", "9-12"),
        rule("mo", "9-12", 1),
        rule("mo", "9-12", 4),
        rule("mo", "9-12", LAST),
        rule("mo", "9-12", kind=Kind.PHONE),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards) == ordered


@pytest.mark.parametrize(
    "build",
    [
        lambda: Slot(time(12), time(12)),
        lambda: Slot(time(12), time(9)),
        lambda: Rule(Kind.VISIT, 7, None, time(9), time(12)),
        lambda: Rule(Kind.VISIT, -1, None, time(9), time(12)),
        lambda: Rule(Kind.VISIT, 0, 5, time(9), time(12)),
        lambda: Rule(Kind.VISIT, 0, 0, time(9), time(12)),
        lambda: Rule(Kind.VISIT, 0, None, time(12), time(9)),
        lambda: DayException(date(2026, 5, 2), date(2026, 5, 1)),
    ],
)
def test_impossible_hours_cannot_be_built(build):
    with pytest.raises(ValueError, match="not"):
        build()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 5, 1), "Erster Mai"),
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 11, 1), "Allerheiligen"),
        (date(2027, 3, 26), "Karfreitag"),
        (date(2008, 5, 1), "Christi Himmelfahrt und Erster Mai"),
        (date(2017, 10, 31), "Reformationstag"),
        (date(2026, 10, 31), None),
        (date(2026, 2, 16), None),
        (date(2026, 8, 15), None),
        (date(2026, 12, 24), None),
        (TUESDAY, None),
    ],
)
def test_public_holidays_are_those_of_north_rhine_westphalia(day, name):
    assert public_holiday(day) == name


def test_a_year_has_the_eleven_holidays_of_the_state():
    year = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]
    assert [day for day in year if public_holiday(day)] == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 6, 4),
        date(2026, 10, 3),
        date(2026, 11, 1),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_a_public_holiday_closes_the_door_and_the_telephone(kind):
    table = Timetable(rules(ALL_DAYS, "9-12", kind=kind))
    closed = [date(2026, 5, 1), date(2026, 6, 4), date(2026, 11, 1)]
    assert [table.slots_on(day, kind) for day in closed] == [(), (), ()]
    assert table.slots_on(date(2026, 10, 31), kind) == slots("9-12")


def test_an_exception_with_slots_opens_on_a_holiday():
    table = Timetable(rules("fr", "9-12"), (DayException(date(2026, 5, 1), date(2026, 5, 1), slots("11-17")),))
    assert table.slots_on(date(2026, 5, 1)) == slots("11-17")


def test_an_exception_replaces_the_rules_on_each_of_its_days_only():
    table = Timetable(rules(ALL_DAYS, "9-12"), (DayException(TUESDAY, THURSDAY, note="Betriebsferien"),))
    days = [TUESDAY + timedelta(days=offset) for offset in range(-1, 4)]
    assert [table.slots_on(day) for day in days] == [slots("9-12"), (), (), (), slots("9-12")]


def test_of_two_exceptions_the_shorter_one_counts_whatever_their_order():
    winter = DayException(date(2026, 12, 21), date(2027, 1, 3))
    one_day = DayException(date(2026, 12, 29), date(2026, 12, 29), slots("9-11"))
    for exceptions in ((winter, one_day), (one_day, winter)):
        table = Timetable(rules(ALL_DAYS, "9-12"), exceptions)
        assert [table.slots_on(date(2026, 12, day)) for day in (28, 29, 30)] == [(), slots("9-11"), ()]


def test_of_two_exceptions_of_the_same_length_the_later_entry_counts():
    exceptions = (DayException(TUESDAY, TUESDAY), DayException(TUESDAY, TUESDAY, slots("9-10")))
    assert Timetable((), exceptions).slots_on(TUESDAY) == slots("9-10")
    assert Timetable((), exceptions[::-1]).slots_on(TUESDAY) == ()


def test_slots_of_an_exception_are_telephone_hours_only_where_there_are_telephone_hours():
    special = (DayException(TUESDAY, TUESDAY, slots("8-9")),)
    with_phone = Timetable(rules("di", "10-11", kind=Kind.PHONE), special)
    assert with_phone.slots_on(TUESDAY, Kind.PHONE) == slots("8-9")
    assert Timetable(rules("di", "10-11"), special).slots_on(TUESDAY, Kind.PHONE) == ()
    assert Timetable((), special).next_days(TUESDAY, kind=Kind.PHONE) == ()


def test_kinds_do_not_mix():
    table = Timetable((*rules("di", "9-12"), *rules("mi", "14-16", kind=Kind.PHONE)))
    assert [table.slots_on(TUESDAY, kind) for kind in Kind] == [slots("9-12"), ()]
    assert [table.slots_on(WEDNESDAY, kind) for kind in Kind] == [(), slots("14-16")]


@pytest.mark.parametrize(
    ("given_slots", "expected"),
    [
        ((), ()),
        (slots("14-16", "9-12"), slots("9-12", "14-16")),
        (slots("9-12", "12-14"), slots("9-14")),
        (slots("9-16", "10-12"), slots("9-16")),
        (slots("9-11", "10-12", "11:30-13"), slots("9-13")),
        (slots("9-12", "9-12"), slots("9-12")),
    ],
)
def test_overlapping_and_touching_slots_become_one(given_slots, expected):
    assert merged(given_slots) == expected


@DETERMINISTIC
@given(st.lists(any_slot, max_size=6))
def test_merging_keeps_every_open_minute_and_adds_none(spans):
    def minutes(of):
        start_end = [(s.starts.hour * 60 + s.starts.minute, s.ends.hour * 60 + s.ends.minute) for s in of]
        return {minute for start, end in start_end for minute in range(start, end)}

    once = merged(spans)
    assert minutes(once) == minutes(spans)
    assert merged(once) == once
    assert all(first.ends < second.starts for first, second in pairwise(once))


def test_the_next_three_days_start_today_and_skip_holidays():
    table = Timetable(rules("do", "10-12"))
    assert table.next_days(date(2026, 5, 28)) == (
        OpenDay(date(2026, 5, 28), slots("10-12")),
        OpenDay(date(2026, 6, 11), slots("10-12")),
        OpenDay(date(2026, 6, 18), slots("10-12")),
    )


def test_the_next_days_of_a_monthly_hour_leave_out_those_that_are_not_sure():
    table = Timetable(rules("do", "10-12", nth=1))
    assert [day for day, _ in table.next_days(SUNDAY)] == [
        date(2026, 12, 3),
        date(2027, 1, 7),
        date(2027, 3, 4),
    ]


def test_the_next_days_end_at_the_horizon():
    table = Timetable(rules("di", "9-12"))
    assert [day for day, _ in table.next_days(TUESDAY, 9, horizon_days=15)] == [
        TUESDAY,
        TUESDAY + timedelta(days=7),
        TUESDAY + timedelta(days=14),
    ]
    assert table.next_days(SUNDAY, horizon_days=2) == ()
    assert table.next_days(SUNDAY, count=0) == ()


def test_a_day_outside_the_rules_is_found_by_its_exception():
    table = Timetable(exceptions=(DayException(WEDNESDAY, WEDNESDAY, slots("14-18")),))
    assert table.next_days(SUNDAY) == ((WEDNESDAY, slots("14-18")),)


@DETERMINISTIC
@given(rule_sets(), st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.sampled_from(Kind))
def test_next_days_are_exactly_the_first_days_with_slots(chosen, start, kind):
    table = Timetable(tuple(chosen))
    days = [start + timedelta(days=offset) for offset in range(60)]
    expected = [(day, table.slots_on(day, kind)) for day in days if table.slots_on(day, kind)]
    assert table.next_days(start, 5, 60, kind) == tuple(expected[:5])


@pytest.mark.parametrize(
    ("clock", "status", "open_until"),
    [
        (time(0), OpenState.LATER, None),
        (time(8, 59, 59), OpenState.LATER, None),
        (time(9), OpenState.OPEN, time(12)),
        (time(11, 59, 59), OpenState.OPEN, time(12)),
        (time(12), OpenState.LATER, None),
        (time(14), OpenState.OPEN, time(16)),
        (time(16), OpenState.OVER, None),
        (time(23, 59), OpenState.OVER, None),
    ],
)
def test_state_through_a_day_with_two_slots(clock, status, open_until):
    state = TUESDAYS_TWICE.state_at(datetime.combine(TUESDAY, clock))
    assert (state.status, state.open_until) == (status, open_until)
    assert (state.day, state.slots) == (TUESDAY, slots("9-12", "14-16"))
    assert state.next_day == OpenDay(date(2026, 12, 1), slots("9-12", "14-16"))


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), OpenState.OPEN),
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), OpenState.LATER),
        (datetime(2026, 6, 30, 7, 0, tzinfo=UTC), OpenState.OPEN),
        (datetime(2026, 6, 30, 6, 59, tzinfo=UTC), OpenState.LATER),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), OpenState.LATER),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), OpenState.CLOSED),
    ],
)
def test_an_aware_moment_is_judged_by_the_clock_on_the_wall_in_winter_and_summer(moment, status):
    assert TUESDAYS_TWICE.state_at(moment).status == status


@pytest.mark.parametrize(
    ("table", "kind", "status"),
    [
        (Timetable(), Kind.VISIT, OpenState.UNKNOWN),
        (Timetable(by_appointment=True), Kind.VISIT, OpenState.BY_APPOINTMENT),
        (Timetable(by_appointment=True), Kind.PHONE, OpenState.UNKNOWN),
        (Timetable(rules("di", "9-12")), Kind.PHONE, OpenState.UNKNOWN),
        (Timetable(rules("di", "9-12", kind=Kind.PHONE)), Kind.VISIT, OpenState.UNKNOWN),
        (Timetable(rules("di", "9-12"), by_appointment=True), Kind.VISIT, OpenState.CLOSED),
        (Timetable((), (DayException(TUESDAY, TUESDAY, slots("9-12")),)), Kind.VISIT, OpenState.CLOSED),
        (
            Timetable((), (DayException(TUESDAY, TUESDAY, slots("9-12")),), by_appointment=True),
            Kind.VISIT,
            OpenState.BY_APPOINTMENT,
        ),
        (Timetable((), (DayException(SUNDAY, SUNDAY, slots("9-12")),)), Kind.VISIT, OpenState.OPEN),
    ],
)
def test_state_on_a_day_without_regular_hours(table, kind, status):
    assert table.state_at(datetime.combine(SUNDAY, time(10)), kind).status == status


def test_a_closed_office_without_a_day_in_sight_has_no_next_day():
    table = Timetable(rules("di", "9-12"), (DayException(SUNDAY, date(2028, 12, 31), note="Umbau"),))
    state = table.state_at(datetime.combine(TUESDAY, time(10)))
    assert (state.status, state.next_day, state.reason) == (OpenState.CLOSED, None, "Umbau")


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 6, 11), ""),
        (date(2026, 6, 18), "Betriebsausflug"),
        (date(2026, 6, 19), ""),
        (date(2026, 10, 3), ""),
    ],
)
def test_a_reason_is_given_only_where_the_rules_would_have_opened(day, reason):
    outing = DayException(date(2026, 6, 18), date(2026, 6, 19), note="Betriebsausflug")
    table = Timetable(rules("do", "9-12"), (outing,))
    assert table.state_at(datetime.combine(day, time(10))).reason == reason


def test_timetables_with_the_same_hours_are_equal_after_use():
    used, fresh = Timetable(rules("di", "9-12")), Timetable(rules("di", "9-12"))
    assert used.slots_on(TUESDAY) == (slot("9-12"),)
    assert (used, hash(used)) == (fresh, hash(fresh))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Heiligabend"),
        (date(2026, 12, 31), "Silvester"),
        (date(2026, 2, 12), "Weiberfastnacht"),
        (date(2026, 2, 16), "Rosenmontag"),
        (date(2026, 2, 17), "Veilchendienstag"),
        (date(2028, 2, 28), "Rosenmontag"),
        (date(2026, 12, 23), ""),
        (date(2026, 2, 18), ""),
    ],
)
def test_days_on_which_many_close_without_a_holiday_are_known_by_name(day, name):
    assert unsure_day(day) == name


def test_on_such_a_day_nobody_is_sent_to_the_door_unless_the_office_has_said_so():
    usual = Timetable(tuple(Rule(Kind.VISIT, weekday, None, time(9), time(12)) for weekday in range(5)))
    told = replace(
        usual, exceptions=(DayException(date(2026, 12, 24), date(2026, 12, 24), (Slot(time(9), time(11)),)),)
    )
    at = datetime(2026, 12, 24, 10, tzinfo=BERLIN)
    state = usual.state_at(at)
    assert (state.status, state.slots, state.open_until) == (OpenState.UNSURE, (), None)
    assert today_sentence(state) == (
        "Heute ist Heiligabend: bitte vorher anrufen. Nächste Sprechstunde: Montag, 28. Dezember, 9 bis 12 Uhr."
    )
    assert told.state_at(at).status is OpenState.OPEN
    assert usual.unsure_on(date(2026, 12, 24)) == "Heiligabend"
    assert (told.unsure_on(date(2026, 12, 24)), usual.unsure_on(date(2027, 1, 4))) == ("", "")


def test_an_office_without_hours_that_day_is_closed_as_ever():
    mondays = Timetable((Rule(Kind.VISIT, 0, None, time(9), time(12)),))
    assert mondays.state_at(datetime(2026, 12, 24, 10, tzinfo=BERLIN)).status is OpenState.CLOSED
    assert mondays.state_at(datetime(2027, 2, 8, 10, tzinfo=BERLIN)).status is OpenState.UNSURE
