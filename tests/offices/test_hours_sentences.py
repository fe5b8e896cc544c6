"""Opening hours in German: short for many days, complete for each, and the same for the same rules."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.dates import long_date, near_date
from offices.hours import (
    LAST,
    DayException,
    Kind,
    OpenDay,
    Timetable,
    open_day_sentence,
    rule_sentences,
    times,
    today_sentence,
)
from tests.offices.hours_cases import DETERMINISTIC, rule_sets, rules, slots

TUESDAY = date(2026, 11, 24)
TUESDAY_AND_THURSDAY = rules("di do", "9-12")


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ((), ""),
        (slots("9-12"), "9 bis 12 Uhr"),
        (slots("9:30-12"), "9:30 bis 12 Uhr"),
        (slots("9-12:05"), "9 bis 12:05 Uhr"),
        (slots("0-0:30"), "0 bis 0:30 Uhr"),
        (slots("8-12", "14-16"), "8 bis 12 Uhr und 14 bis 16 Uhr"),
        (slots("8-10", "11-12", "14-16"), "8 bis 10 Uhr, 11 bis 12 Uhr und 14 bis 16 Uhr"),
    ],
)
def test_times_have_no_leading_zeros_and_name_every_slot(spans, sentence):
    assert times(spans) == sentence


@pytest.mark.parametrize(
    ("chosen", "sentences"),
    [
        ((), []),
        (rules("do", "14-16"), ["donnerstags 14 bis 16 Uhr"]),
        (rules("mo mi", "10-12"), ["montags und mittwochs 10 bis 12 Uhr"]),
        (rules("mo di", "10-12"), ["montags und dienstags 10 bis 12 Uhr"]),
        (rules("mo di mi do", "9-12"), ["montags bis donnerstags 9 bis 12 Uhr"]),
        (rules("mo mi fr", "9-12"), ["montags, mittwochs und freitags 9 bis 12 Uhr"]),
        (rules("mo di mi fr", "9-12"), ["montags bis mittwochs und freitags 9 bis 12 Uhr"]),
        (rules("mo di do fr", "9-12"), ["montags, dienstags, donnerstags und freitags 9 bis 12 Uhr"]),
        (
            rules("mo di mi fr sa so", "9-12"),
            ["montags bis mittwochs und freitags bis sonntags 9 bis 12 Uhr"],
        ),
        (rules("mo di mi do fr sa so", "9-12"), ["montags bis sonntags 9 bis 12 Uhr"]),
        (rules("sa so mo", "9-12"), ["montags, samstags und sonntags 9 bis 12 Uhr"]),
        (
            rules("mo di mi do fr", "10-12", "14-16"),
            ["montags bis freitags 10 bis 12 Uhr und 14 bis 16 Uhr"],
        ),
        (
            rules("mo mi", "10-12") + rules("do", "14-16"),
            ["montags und mittwochs 10 bis 12 Uhr", "donnerstags 14 bis 16 Uhr"],
        ),
        (
            rules("mo di mi do", "9-12") + rules("do", "14-16"),
            ["montags bis mittwochs 9 bis 12 Uhr", "donnerstags 9 bis 12 Uhr und 14 bis 16 Uhr"],
        ),
        (
            rules("di", "8-12", "14-16") + rules("mi", "8-12"),
            ["dienstags 8 bis 12 Uhr und 14 bis 16 Uhr", "mittwochs 8 bis 12 Uhr"],
        ),
        (rules("do", "10-12", nth=1), ["jeden 1. Donnerstag im Monat 10 bis 12 Uhr"]),
        (rules("fr", "9-11", nth=LAST), ["jeden letzten Freitag im Monat 9 bis 11 Uhr"]),
        (
            rules("di", "14-16", nth=1) + rules("di", "14-16", nth=3),
            ["jeden 1. und 3. Dienstag im Monat 14 bis 16 Uhr"],
        ),
        (
            rules("di", "14-16", nth=LAST) + rules("di", "14-16", nth=2) + rules("di", "14-16", nth=1),
            ["jeden 1., 2. und letzten Dienstag im Monat 14 bis 16 Uhr"],
        ),
        (
            rules("di do", "9-11", nth=1) + rules("mo", "9-12"),
            [
                "montags 9 bis 12 Uhr",
                "jeden 1. Dienstag im Monat 9 bis 11 Uhr",
                "jeden 1. Donnerstag im Monat 9 bis 11 Uhr",
            ],
        ),
        (
            rules("mo di", "9-11", kind=Kind.PHONE) + rules("mo", "14-16"),
            ["montags 14 bis 16 Uhr", "telefonisch montags und dienstags 9 bis 11 Uhr"],
        ),
    ],
)
def test_rules_become_sentences(chosen, sentences):
    assert rule_sentences(chosen) == sentences


def test_under_a_heading_telephone_hours_need_no_name():
    assert rule_sentences(rules("mo", "9-11", kind=Kind.PHONE), name_phone=False) == ["montags 9 bis 11 Uhr"]


@DETERMINISTIC
@given(rule_sets(), st.randoms(use_true_random=False))
def test_sentences_depend_neither_on_order_nor_on_repetition(chosen, shuffler):
    jumbled = [*chosen, *chosen]
    shuffler.shuffle(jumbled)
    assert rule_sentences(jumbled) == rule_sentences(sorted(chosen))


@pytest.mark.parametrize(
    ("day", "reference", "words"),
    [
        (TUESDAY, TUESDAY, "Dienstag, 24. November"),
        (date(2026, 3, 1), TUESDAY, "Sonntag, 1. März"),
        (date(2027, 1, 2), TUESDAY, "Samstag, 2. Januar 2027"),
        (date(2025, 12, 31), TUESDAY, "Mittwoch, 31. Dezember 2025"),
    ],
)
def test_a_date_names_the_year_only_if_it_is_another_one(day, reference, words):
    assert near_date(day, reference) == words


def test_a_long_date_always_names_the_year():
    assert long_date(TUESDAY) == "Dienstag, 24. November 2026"


def test_an_open_day_is_said_with_its_times():
    open_day = OpenDay(date(2027, 1, 5), slots("9-12", "14-16"))
    expected = "Dienstag, 5. Januar 2027, 9 bis 12 Uhr und 14 bis 16 Uhr"
    assert open_day_sentence(open_day, TUESDAY) == expected


@pytest.mark.parametrize(
    ("table", "moment", "sentence"),
    [
        (Timetable(TUESDAY_AND_THURSDAY), "2026-11-24 08:00", "Heute geöffnet: 9 bis 12 Uhr"),
        (
            Timetable(TUESDAY_AND_THURSDAY),
            "2026-11-24 09:00",
            "Jetzt geöffnet, noch bis 12 Uhr. Heute: 9 bis 12 Uhr.",
        ),
        (
            Timetable(rules("di", "9-12:30", "14-16")),
            "2026-11-24 12:15",
            "Jetzt geöffnet, noch bis 12:30 Uhr. Heute: 9 bis 12:30 Uhr und 14 bis 16 Uhr.",
        ),
        (
            Timetable(rules("di", "9-12", "14-16")),
            "2026-11-24 13:00",
            "Heute geöffnet: 9 bis 12 Uhr und 14 bis 16 Uhr",
        ),
        (
            Timetable(TUESDAY_AND_THURSDAY),
            "2026-11-24 12:00",
            "Für heute geschlossen. Nächste Sprechstunde: Donnerstag, 26. November, 9 bis 12 Uhr.",
        ),
        (
            Timetable(TUESDAY_AND_THURSDAY),
            "2026-11-25 10:00",
            "Heute geschlossen. Nächste Sprechstunde: Donnerstag, 26. November, 9 bis 12 Uhr.",
        ),
        (
            Timetable(rules("do", "10-12", nth=1)),
            "2026-12-04 10:00",
            "Heute geschlossen. Nächste Sprechstunde: Donnerstag, 7. Januar 2027, 10 bis 12 Uhr.",
        ),
        (
            Timetable(rules("fr", "10-12")),
            "2026-05-01 10:00",
            "Heute geschlossen: Erster Mai. Nächste Sprechstunde: Freitag, 8. Mai, 10 bis 12 Uhr.",
        ),
        (
            Timetable(rules("di", "9-12"), (DayException(TUESDAY, date(2028, 12, 31), note="Umbau. "),)),
            "2026-11-24 10:00",
            "Heute geschlossen: Umbau.",
        ),
        (
            Timetable(rules("di", "9-12"), (DayException(TUESDAY, date(2028, 12, 31)),)),
            "2026-11-24 10:00",
            "Heute geschlossen.",
        ),
        (Timetable(by_appointment=True), "2026-11-24 10:00", "Termine nach Vereinbarung"),
        (Timetable(), "2026-11-24 10:00", ""),
    ],
)
def test_today_in_one_sentence(table, moment, sentence):
    assert today_sentence(table.state_at(datetime.fromisoformat(moment))) == sentence


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-24 08:00", "Heute telefonisch erreichbar: 9 bis 12 Uhr"),
        ("2026-11-24 09:00", "Jetzt telefonisch erreichbar, noch bis 12 Uhr. Heute: 9 bis 12 Uhr."),
        (
            "2026-11-24 12:00",
            "Die Telefonzeit für heute ist vorbei. Nächste Telefonzeit: Dienstag, 1. Dezember, 9 bis 12 Uhr.",
        ),
        (
            "2026-11-25 12:00",
            "Heute keine Telefonzeit. Nächste Telefonzeit: Dienstag, 1. Dezember, 9 bis 12 Uhr.",
        ),
    ],
)
def test_today_on_the_telephone(moment, sentence):
    table = Timetable(rules("di", "9-12", kind=Kind.PHONE))
    assert today_sentence(table.state_at(datetime.fromisoformat(moment), Kind.PHONE)) == sentence
