"""Every number is invented or a town hall's; what matters is that no text becomes a number that nobody meant."""

import time
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from core.language.phones import HINT, Number, normalise, read_number, readable

WHOLE = "Bitte schreiben Sie jede Nummer ganz, mit Vorwahl."


def numbers(text):
    return [number.e164 for number in read_number(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02382 5943 / 5944", ["+4923825943", "+4923825944"]),
        ("0228 614074 / 614075", ["+49228614074", "+49228614075"]),
        ("0228/614074/614075", ["+49228614074", "+49228614075"]),
        ("0228 614074/75", ["+49228614074", "+49228614075"]),
        ("02327 9461-13/-26", ["+492327946113", "+492327946126"]),
        ("02327/9461-13/26", ["+492327946113", "+492327946126"]),
        ("0221 221-0, -27400", ["+492212210", "+4922122127400"]),
        ("0221 221-0 / 221-27400", ["+492212210", "+4922122127400"]),
        ("02162 101-144, 145 und 146", ["+492162101144", "+492162101145", "+492162101146"]),
        ("0228 614074 oder 0151 12345678", ["+49228614074", "+4915112345678"]),
        ("0228 614074 bzw. 614075", ["+49228614074", "+49228614075"]),
        ("0228 614074 u. 614075", ["+49228614074", "+49228614075"]),
        ("0228 614074; 0151 12345678", ["+49228614074", "+4915112345678"]),
        ("0228 614074\n0151 12345678", ["+49228614074", "+4915112345678"]),
        ("0228614074 01511234567", ["+49228614074", "+491511234567"]),
        ("0151 12345678 / 79", ["+4915112345678", "+4915112345679"]),
        ("0228 614074 / +31 43 3250000", ["+49228614074", "+31433250000"]),
        ("0228 614074, 0228/614074", ["+49228614074"]),
        ("0228 614074 + 614075", ["+49228614074", "+49228614075"]),
        ("0228 614074 + 31 43 3250000", ["+49228614074", "+31433250000"]),
        ("0228/6140-0 od. -74", ["+4922861400", "+49228614074"]),
    ],
)
def test_several_numbers_in_one_text_are_several(typed, expected):
    assert numbers(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "0228 614074 App. 20",
        "0228 614074 (App. 20)",
        "0228 614074, Apparat 20",
        "0228 614074 Apparat: 20",
        "0228 614074 Durchwahl 20",
        "0228 614074 - DW 20",
        "0228 614074 ext. 20",
        "0228 614074 x20",
        "0228 614074 Nebenstelle Nr. 20",
        "+49228614074;ext=20",
    ],
)
def test_an_extension_stays_one(typed):
    assert normalise(typed) == "+49228614074;ext=20"
    assert readable(normalise(typed)) == "0228 61 40 74 App. 20"
    assert normalise(readable(normalise(typed))) == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4915112345678", "+4915112345678"),
        ("49228614074", "+49228614074"),
        ("0049(0)228/614074", "+49228614074"),
        ("+49/228/614074", "+49228614074"),
        ("+49 0228 614074", "+49228614074"),
        ("(0)2382 594300", "+492382594300"),
        ("2382 594300", "+492382594300"),
        ("2382594300.0", "+492382594300"),
        ("2,382594300E+09", "+492382594300"),
        ("15112345678", "+4915112345678"),
        ("０２２８　６１４０７４", "+49228614074"),
        ("0228\u00a061\u202f40\u200974", "+49228614074"),
        ("\u202a+49 228 614074\u202c", "+49228614074"),
        ("0228\u2011614074", "+49228614074"),
        ("0228 \u2212 614074", "+49228614074"),
        ("0228\u2215614074", "+49228614074"),
        ("0228.614074", "+49228614074"),
        ("tel:+49228614074", "+49228614074"),
        ("02251/14-324", "+49225114324"),
        ("0228 / 77 66 99", "+49228776699"),
        ("0231 50-0", "+49231500"),
        ("02421 22-1051999", "+492421221051999"),
        ("0156 78123456", "+4915678123456"),
        ("0150 1234567", "+491501234567"),
        ("032 221234567", "+4932221234567"),
        ("0800 1234567", "+498001234567"),
        ("0180 5 12 34 56", "+491805123456"),
        ("+32 2 234 56 78", "+3222345678"),
        ("0031 43 325 00 00", "+31433250000"),
        ("115", "115"),
        ("116 117", "116117"),
        ("+49 228 6140-(0)", "+4922861400"),
        ("0211.899.2399", "+492118992399"),
        ("Vorwahl 0228, 614074", "+49228614074"),
    ],
)
def test_one_number_in_any_spelling_is_that_number(typed, expected):
    assert normalise(typed) == expected
    assert normalise(readable(expected)) == expected


@pytest.mark.parametrize("typed", ["455-5059", "581 5080", "50-23311", "23825943"])
def test_without_its_area_code_a_number_would_be_another_towns(typed):
    with pytest.raises(ValidationError) as refused:
        normalise(typed)
    assert refused.value.messages == [f"Bei „{typed}“ fehlt die Vorwahl. {HINT}"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("02382 5943/944", f"„02382 5943/944“ kann zweierlei heißen: 02382 59 44 oder 02382 944. {WHOLE}"),
        ("0221 221-0/27400", f"„0221 221-0/27400“ kann zweierlei heißen: 0221 22 12 74 00 oder 0221 274 00. {WHOLE}"),
        (
            "0228 614074-75",
            "„0228 614074-75“ kann zweierlei heißen: 0228 61 40 74 75, oder 0228 61 40 74 und 0228 61 40 75. " + WHOLE,
        ),
        (
            "02382 5943 5944",
            "Sind „02382 5943 5944“ zwei Nummern, 02382 5943 und 02382 5944, oder ist es eine lange? " + WHOLE,
        ),
        ("4922812345", f"„4922812345“ kann zweierlei heißen: 0228 123 45 oder 04922 81 23 45. {WHOLE}"),
        ("0228 614074, 9-12", f"Was „9-12“ in „0228 614074, 9-12“ heißt, ist nicht klar. {WHOLE}"),
        ("02382 59-0 App. 12 oder 13", f"Was „13“ in „02382 59-0 App. 12 oder 13“ heißt, ist nicht klar. {WHOLE}"),
    ],
)
def test_what_can_mean_two_things_is_asked_about(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        read_number(typed)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("2.38259e+08", "In „2.38259e+08“ hat die Tabelle Ziffern der Nummer weggelassen."),
        ("0228 614O74", "In „0228 614O74“ stehen Buchstaben oder andere Zeichen zwischen den Ziffern."),
        ("O228 614074", "In „O228 614074“ stehen Buchstaben oder andere Zeichen zwischen den Ziffern."),
        ("0228 6140…", "In „0228 6140…“ stehen Buchstaben oder andere Zeichen zwischen den Ziffern."),
        ("0800 PFLEGE", "Die Telefonnummer „0800“ ist zu kurz oder zu lang."),
        ("01234 567890", "Die Telefonnummer „01234 567890“ gibt es nicht."),
        ("02382 59", "Die Telefonnummer „02382 59“ ist zu kurz oder zu lang."),
        ("+32 2 123 45 67", "Die Telefonnummer „+32 2 123 45 67“ gibt es in diesem Land nicht."),
        ("0228 614074 (75)", "Was die Klammer in „0228 614074 (75)“ heißt, ist nicht klar."),
        ("0228 614074 9 - 12", "Ist „9 - 12“ in „0228 614074 9 - 12“ eine Uhrzeit? Dann schreiben Sie bitte „Uhr“"),
        ("0228 61 40 14 bis 16 Uhr", "In „0228 61 40 14 bis 16 Uhr“ ist nicht klar, wo die Nummer aufhört."),
        ("0228 614074 75 Uhr", "In „0228 614074 75“ ist nicht klar, wo die Nummer aufhört"),
        ("0228 6140..", "In „0228 6140..“ stehen Buchstaben oder andere Zeichen zwischen den Ziffern."),
        ("siehe Website", "„siehe Website“ ist keine Telefonnummer."),
        ("App. 20", "„App. 20“ ist keine Telefonnummer."),
    ],
)
def test_what_is_no_number_is_said(typed, begins):
    with pytest.raises(ValidationError) as refused:
        read_number(typed)
    assert refused.value.messages[0].startswith(begins)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Zentrale 0231 50-0", [Number("+49231500", "Zentrale")]),
        (
            "02162 101-144 (Dülken A-D, Boisheim); 02162 101-116 (Alt-Viersen A-Q)",
            [Number("+492162101144", "Dülken A-D, Boisheim"), Number("+492162101116", "Alt-Viersen A-Q")],
        ),
        (
            "priv. 0228 614074 / dienstl. 0151 12345678",
            [Number("+49228614074", "priv."), Number("+4915112345678", "dienstl.")],
        ),
        ("0228 614074, nachmittags; 02382 5943", [Number("+49228614074", "nachmittags"), Number("+4923825943")]),
        ("0228 614074 Mo-Fr 9-12 Uhr", [Number("+49228614074", "Mo-Fr 9-12 Uhr")]),
        ("Zimmer 12, 0228 614074", [Number("+49228614074", "Zimmer 12")]),
        *(
            (typed, [Number("+49228614074"), Number("+49228614060", "Fax")])
            for typed in (
                "Tel.: 0228 614074, Fax: 0228 614060",
                "Tel. 0228 614074 Fax 0228 614060",
                "0228 614074 Fax 0228 614060",
                "0228 614074 (Fax 0228 614060)",
                "Tel. 0228 614074, Fax 614060",
                "0228 6140-74 (Fax: -60)",
                "Telefon: 0228 614074 / Fax: -60",
            )
        ),
        ("Tel./Fax 0228 614074", [Number("+49228614074", "Tel./Fax")]),
        ("Frau A 0228 614074 Herr B 0228 614075", [Number("+49228614074", "Frau A"), Number("+49228614075", "Herr B")]),
        ("0228 614074 Frau A 0228 614075 Herr B", [Number("+49228614074", "Frau A"), Number("+49228614075", "Herr B")]),
        (
            "Tel. 0228 614074 vormittags Frau A: 0228 614075",
            [Number("+49228614074", "vormittags"), Number("+49228614075", "Frau A")],
        ),
        ("0228 614074 9-12 Uhr", [Number("+49228614074", "9-12 Uhr")]),
        ("0228 614074 14.30 bis 16 Uhr", [Number("+49228614074", "14.30 bis 16 Uhr")]),
        ("0228 614074 10:00 - 12:00 Uhr", [Number("+49228614074", "10:00 - 12:00 Uhr")]),
        ("0228 614074 2. OG", [Number("+49228614074", "2. OG")]),
        ("0228 614074, 2. OG", [Number("+49228614074", "2. OG")]),
        ("0228 614074 bis 31.12.2026", [Number("+49228614074", "bis 31.12.2026")]),
        ("ab 01.01.2027: 0228 614074", [Number("+49228614074", "ab 01.01.2027")]),
        ("0228 614074, info@example.org", [Number("+49228614074", "info@example.org")]),
    ],
)
def test_words_beside_a_number_are_kept_with_it(typed, expected):
    assert list(read_number(typed)) == expected


def test_a_field_for_one_number_names_the_others_and_the_words_it_has_no_room_for():
    with pytest.raises(ValidationError) as two:
        normalise("0228 614074/75")
    with pytest.raises(ValidationError) as words:
        normalise("0228 614074 (nur nachmittags)")
    assert two.value.messages == [
        "In „0228 614074/75“ stehen mehrere Telefonnummern: 0228 61 40 74 und 0228 61 40 75. "
        "Bitte schreiben Sie hier nur eine."
    ]
    assert words.value.messages == ["Bitte schreiben Sie hier nur die Telefonnummer, ohne „nur nachmittags“."]


@pytest.mark.parametrize("typed", ["privat: 0228 614074", "0228 614074 (dienstl.)", "Fax 0228 614074"])
def test_words_that_say_nothing_more_are_no_obstacle(typed):
    assert normalise(typed) == "+49228614074"


@pytest.mark.parametrize("typed", ["0228 614074 " * 20_000, "(" * 100_000, "1" * 100_000])
def test_a_text_that_no_field_for_numbers_holds_is_refused_unread(typed):
    with pytest.raises(ValidationError, match="ist zu lang und ist keine Telefonnummer"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["(" * 1000, "0228 614074 (a" * 71, "- " * 499 + "1", "0 " * 500, "Tel. " * 200])
def test_the_longest_text_is_read_at_once(typed):
    started = time.thread_time()
    with suppress(ValidationError):
        read_number(typed)
    assert time.thread_time() - started < 0.5
