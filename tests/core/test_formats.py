from datetime import UTC, date, datetime

import pytest

from core.templatetags import formats

DAY = date(2026, 11, 24)


def test_dates_are_written_in_full():
    assert formats.long_date(DAY) == "Dienstag, 24. November 2026"
    assert formats.full_date(DAY) == "24. November 2026"
    assert formats.day_month(DAY) == "24. November"


def test_a_moment_counts_as_the_day_it_is_in_germany():
    assert formats.long_date(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "Dienstag, 24. November 2026"


@pytest.mark.parametrize(
    "written", [formats.long_date, formats.full_date, formats.day_month, formats.km, formats.phone]
)
def test_nothing_is_written_for_nothing(written):
    assert written(None) == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0, "unter 1 km"), (0.4, "unter 1 km"), (1, "1 km"), (12.34, "12 km"), (12.6, "13 km"), (1234.0, "1.234 km")],
)
def test_distances_are_whole_kilometres(distance, words):
    assert formats.km(distance) == words.replace(" km", "\N{NO-BREAK SPACE}km")


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (999, "999"), (12345, "12.345"), (1234567, "1.234.567")])
def test_numbers_have_points_between_thousands(number, words):
    assert formats.german_number(number) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "(PDF, 1 KB)"),
        (84_400, "(PDF, 84 KB)"),
        (999_400, "(PDF, 999 KB)"),
        (1_234_567, "(PDF, 1,2 MB)"),
        (10_000_000, "(PDF, 10,0 MB)"),
    ],
)
def test_a_document_says_how_large_it_is(size, words):
    assert formats.pdf_size(size).replace("\xa0", " ") == words


def test_phone_numbers_are_grouped():
    assert formats.phone("+49228614074") == "0228 61 40 74"


def test_paragraphs_escape_and_keep_line_ends():
    text = "Guten <b>Tag</b>\r\nund mehr\r\n\r\n \r\nZweiter & letzter  "
    expected = "<p>Guten &lt;b&gt;Tag&lt;/b&gt;<br>und mehr</p><p>Zweiter &amp; letzter</p>"
    assert formats.paragraphs(text) == expected


@pytest.mark.parametrize("text", ["", None, " \n\n "])
def test_no_text_is_no_paragraph(text):
    assert formats.paragraphs(text) == ""
