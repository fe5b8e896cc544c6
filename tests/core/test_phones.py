import pytest
from django.core.exceptions import ValidationError

from core.language.phones import Number, PhoneField, normalise, read_number, readable

HINT = "Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74."
ONE = "+49228614074"
ANOTHER = "+49228614075"


@pytest.mark.parametrize(
    "typed",
    [
        "0228 61 40 74",
        "0228/614074",
        "0228-614074",
        "(0228) 61 40 74",
        "+49 228 614074",
        "0049 228 614074",
        "+49 (0) 228 614074",
        "(+49) 228 614074",
        "49228614074",
        "02 28 / 61 40 74",
        "0228 / 61 40 74",
        "0228.61.40.74",
        "  0228 614074  ",
        "0228 – 61 40 74",
        "0228\N{NO-BREAK SPACE}61\N{THIN SPACE}40\N{NARROW NO-BREAK SPACE}74",
        "０２２８ ６１４０７４",
        "Tel. 0228 614074",
        "Zentrale 0228 61 40 74",
        "0228614074.0",
        "0228614074,0",
    ],
)
def test_every_usual_spelling_is_the_same_number(typed):
    assert normalise(typed) == ONE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", f"„abc“ ist keine Telefonnummer. {HINT}"),
        ("-", f"„-“ ist keine Telefonnummer. {HINT}"),
        ("kein Telefon", f"„kein Telefon“ ist keine Telefonnummer. {HINT}"),
        (
            "2,28614E+08",
            "In „2,28614E+08“ hat die Tabelle Ziffern der Nummer weggelassen. Bitte tragen Sie die Nummer ganz ein.",
        ),
        ("0228 6140 7412 3456 78", f"Die Telefonnummer „0228 6140 7412 3456 78“ ist zu kurz oder zu lang. {HINT}"),
        ("0999 12345", f"Die Telefonnummer „0999 12345“ gibt es nicht. {HINT}"),
        ("x" * 500, f"„{'x' * 40}“ ist keine Telefonnummer. {HINT}"),
        ("581 5080", f"Bei „581 5080“ fehlt die Vorwahl. {HINT}"),
        ("455-5059", f"Bei „455-5059“ fehlt die Vorwahl. {HINT}"),
        ("0228 614074 vormittags", "Bitte schreiben Sie hier nur die Telefonnummer, ohne „vormittags“."),
        (
            "0228 614074 / 614075",
            "In „0228 614074 / 614075“ stehen mehrere Telefonnummern: 0228 61 40 74 und 0228 61 40 75. "
            "Bitte schreiben Sie hier nur eine.",
        ),
    ],
)
def test_what_is_no_number_or_more_than_one_is_told(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        normalise(typed)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    "typed",
    [
        "0228 614074 / 614075",
        "0228 614074/614075",
        "0228 614074/75",
        "0228/614074/75",
        "0228 614074; 0228 614075",
        "0228 614074, 0228/614075",
        "0228 614074\n0228 614075",
        "0228 614074 oder 61 40 75",
        "0228 614074 und 75",
        "0228 614074 bzw. -75",
        "0228 6140-74/-75",
        "0228 6140-74, -75",
        "Tel. 0228/614074 Tel. 0228/614075",
        "+49 228 614074 | +49 228 614075",
    ],
)
def test_two_numbers_in_one_field_stay_two(typed):
    assert read_number(typed) == (Number(ONE), Number(ANOTHER))


@pytest.mark.parametrize(
    "typed", ["0228 614074 App. 20", "0228 614074 Apparat 20", "0228 614074 (DW 20)", "0228 614074, Durchwahl: 20"]
)
def test_an_extension_stays_an_extension(typed):
    assert normalise(typed) == f"{ONE};ext=20"
    assert readable(f"{ONE};ext=20") == "0228 61 40 74 App. 20"


def test_what_a_number_is_for_stays_beside_it():
    text = "02162 101-144 (Dülken A-D, Boisheim); 02162 101-116 (8-12 Uhr), Fax 02162 101-100"
    assert read_number(text) == (
        Number("+492162101144", "Dülken A-D, Boisheim"),
        Number("+492162101116", "8-12 Uhr"),
        Number("+492162101100", "Fax"),
    )


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("02382 5943 / 5944", ["+4923825943", "+4923825944"]),
        ("02327 9461-13/-26", ["+492327946113", "+492327946126"]),
        ("0221 221-0, -27400", ["+492212210", "+4922122127400"]),
        ("4915112345678", ["+4915112345678"]),
        ("02251/14-324", ["+49225114324"]),
        ("115", ["115"]),
        ("116 117", ["116117"]),
        ("0800 111 0 111", ["+498001110111"]),
    ],
)
def test_numbers_as_offices_publish_them(typed, numbers):
    assert [number.e164 for number in read_number(typed)] == numbers


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+49228614074", "0228 61 40 74"),
        ("+492214710001", "0221 471 00 01"),
        ("+4923825943", "02382 59 43"),
        ("+491711234567", "0171 123 45 67"),
        ("+31201234567", "+31 20 123 45 67"),
        ("116117", "116 117"),
        ("keine", "keine"),
    ],
)
def test_numbers_are_shown_in_groups_people_can_read_aloud(e164, shown):
    assert readable(e164) == shown


@pytest.mark.parametrize(
    "e164", [ONE, "+492214710001", "+491711234567", "+31201234567", "115", "116117", f"{ONE};ext=20"]
)
def test_what_is_shown_or_stored_can_be_typed_again(e164):
    assert normalise(readable(e164)) == e164
    assert normalise(e164) == e164


def test_a_field_keeps_the_standard_form_and_leaves_nothing_as_nothing():
    field = PhoneField(blank=True)
    assert (field.clean("0228/614074", None), field.clean("", None)) == (ONE, "")
