from contextlib import suppress
from datetime import date, time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.forms.date_fields import GermanDateField, GermanTimeField, UnreadableDateError, read_date, read_time
from core.language.dates import full_date, long_date

TODAY = date(2026, 11, 24)
CHRISTMAS_EVE = date(2026, 12, 24)


class Visit(forms.Form):
    tag = GermanDateField(label="Tag", required=False)
    zeit = GermanTimeField(label="Zeit", required=False)


@pytest.mark.parametrize(
    "typed",
    [
        *("24.12.", "24.12", "24. 12.", "24.12.2026", "24.12.26", "24.12.2026 ", "24/12/2026", "24 12 2026"),
        *("24. Dezember", "24. Dezember 2026", "24 Dez. 2026", "24.Dezember 2026", "24. DEZEMBER 2026", "2026-12-24"),
        *(
            "24–12–2026",
            "24\u201112\u20112026",
            "24.12.2026.",
            "24.12.2026;",
            "24.12.'26",
            "24. Dez. '26",
            "2026/12/24",
        ),
        *("am 24.12.", "bis zum 24. Dezember", "spätestens 24.12.26", "Donnerstag, der 24. Dezember", "Don. 24.12."),
        *("2026-12-24T00:00:00", "2026-12-24 00:00"),  # a day as spreadsheets hand it on
        *("Donnerstag, 24. Dezember 2026", "Do 24.12.", "Do., 24.12.2026", "am Donnerstag, den 24.12.2026"),
    ],
)
def test_a_day_is_understood_in_every_usual_spelling(typed):
    assert read_date(typed, TODAY) == CHRISTMAS_EVE


@pytest.mark.parametrize(
    ("typed", "today", "meant"),
    [
        ("2.1.", date(2026, 11, 24), date(2027, 1, 2)),
        ("24.12.", date(2026, 12, 28), date(2026, 12, 24)),
        ("24.12.", date(2027, 1, 2), date(2026, 12, 24)),
        ("1.3.", date(2026, 11, 24), date(2027, 3, 1)),
        ("29.2.", date(2026, 11, 24), date(2028, 2, 29)),
        ("3. März", date(2026, 2, 1), date(2026, 3, 3)),
        ("3. Maerz", date(2026, 2, 1), date(2026, 3, 3)),
        ("3 mrz", date(2026, 2, 1), date(2026, 3, 3)),
        ("1. Jän.", date(2026, 11, 24), date(2027, 1, 1)),
        ("1. Feber", date(2026, 11, 24), date(2027, 2, 1)),
    ],
)
def test_without_a_year_it_is_the_next_such_day_or_one_just_gone(typed, today, meant):
    assert read_date(typed, today) == meant


@pytest.mark.parametrize(
    "typed", ["", "morgen", "31.2.2026", "31.4.", "0.1.", "24.13.", "24", "1.1.0001", "24.12.9999", "²4.12.", "24. Foo"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(UnreadableDateError):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["2026-12-24T10:00", "2026-12-24 10:00:00", "Donnerstag 24.12.2026 10:00 Uhr", "24.12., 10 Uhr"]
)
def test_a_time_beside_the_day_is_not_left_out_in_silence(typed):
    with pytest.raises(UnreadableDateError) as refused:
        read_date(typed, TODAY)
    sentence = f"In „{typed}“ steht auch eine Uhrzeit. Bitte schreiben Sie hier nur den Tag: 24.12.2026"
    assert str(refused.value) == sentence


def test_of_two_figures_that_are_no_year_to_come_the_century_is_asked():
    with pytest.raises(UnreadableDateError, match=r"Bitte schreiben Sie in „1\.1\.70“ das Jahr mit vier Ziffern"):
        read_date("1.1.70", TODAY)


def test_a_wrong_day_of_the_week_is_named():
    with pytest.raises(UnreadableDateError, match=r"Das wäre Donnerstag, 24\. Dezember 2026"):
        read_date("Freitag, 24.12.2026", TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_the_portal_writes_it_reads_back(day):
    assert [read_date(text, TODAY) for text in (full_date(day), long_date(day), f"{day:%d.%m.%Y}")] == [day] * 3


@given(st.text(max_size=40))
def test_any_text_gives_a_day_or_a_sentence(text):
    with suppress(UnreadableDateError):
        assert isinstance(read_date(text, TODAY), date)
    assert isinstance(read_time(text), time | None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, time(9)) for text in ("9", "09", "9 Uhr", "9:00", "9.00 Uhr", "9h", "0900", "900", "um 9 Uhr")),
        *((text, time(9, 30)) for text in ("9.30", "9:30 Uhr", "0930", "930", "9,30", "9 Uhr 30", "9h30", "09:30")),
        *((text, time(0)) for text in ("0", "00:00", "0 Uhr")),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_understood_in_every_usual_spelling(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24", "24:00", "9:60", "neun", "9-12", "9:3", "12345", "-1", "9.30.00", "²"])
def test_what_is_no_time_is_none(typed):
    assert read_time(typed) is None


@given(st.times())
def test_every_minute_of_the_day_comes_back(moment):
    minute = moment.replace(second=0, microsecond=0)
    field = GermanTimeField()
    assert field.clean(field.prepare_value(minute)) == minute


def test_the_form_shows_what_it_understood_in_full(at):
    at("2026-11-24 10:00")
    html = str(Visit({"tag": "24.12.", "zeit": "0930"}))
    assert 'value="Donnerstag, 24. Dezember 2026"' in html
    assert 'value="9:30"' in html


def test_the_form_keeps_what_it_did_not_understand_and_says_so():
    form = Visit({"tag": "irgend\x00wann", "zeit": "halb zehn"})
    assert form.errors["tag"] == [
        "„irgendwann“ ist kein Datum. Bitte schreiben Sie zum Beispiel 24.12. oder 24. Dezember 2026."
    ]
    assert form.errors["zeit"] == ["„halb zehn“ ist keine Uhrzeit. Bitte schreiben Sie zum Beispiel 9 oder 9:30."]
    assert ('value="irgendwann"' in str(form), 'value="halb zehn"' in str(form)) == (True, True)


def test_empty_is_nothing_and_a_day_from_the_database_is_written_out():
    assert Visit({"tag": " ", "zeit": ""}).is_valid()
    form = Visit(initial={"tag": CHRISTMAS_EVE, "zeit": time(0)})
    assert 'value="Donnerstag, 24. Dezember 2026"' in str(form)
    assert 'value="0:00"' in str(form)


def test_nothing_has_changed_where_the_same_day_comes_back():
    form = Visit({"tag": "24. Dezember 2026", "zeit": "9"}, initial={"tag": CHRISTMAS_EVE, "zeit": time(9)})
    assert form.changed_data == []


@pytest.mark.parametrize("sign", ["²", "①", "㉑", "½", "Ⅷ", "٣", "３", "𝟙", "一"])
@pytest.mark.parametrize("typed", ["24.{}", "{}.12.", "24.12.202{}", "2026-{}-01", "24 {} 2026", "{0}{0}.{0}{0}."])
def test_signs_that_look_like_digits_are_answered_with_a_sentence(typed, sign):
    form = Visit({"tag": typed.format(sign), "zeit": f"9:{sign}{sign}"})
    form.is_valid()  # whatever it makes of them, it is no error of ours
    for problem in form.errors.values():
        assert "Bitte schreiben Sie" in problem[0]
