import pytest
from django.core.exceptions import ValidationError

from core.phones import PhoneField, normalise, readable

HINT = "Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74."


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
        "  0228 614074  ",
        "0228 – 61 40 74",
        "Tel. 0228 614074",
    ],
)
def test_every_usual_spelling_is_the_same_number(typed):
    assert normalise(typed) == "+49228614074"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", f"„abc“ ist keine Telefonnummer. {HINT}"),
        ("-", f"„-“ ist keine Telefonnummer. {HINT}"),
        ("0228 6140 7412 3456 78", f"Die Telefonnummer „0228 6140 7412 3456 78“ ist zu kurz oder zu lang. {HINT}"),
        ("x" * 500, f"„{'x' * 40}“ ist keine Telefonnummer. {HINT}"),
    ],
)
def test_what_is_no_number_is_told_with_an_example(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        normalise(typed)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+49228614074", "0228 61 40 74"),
        ("+492214710001", "0221 471 00 01"),
        ("+4923825943", "02382 59 43"),
        ("+491711234567", "0171 123 45 67"),
        ("+31201234567", "+31 20 123 45 67"),
        ("keine", "keine"),
    ],
)
def test_numbers_are_shown_in_groups_people_can_read_aloud(e164, shown):
    assert readable(e164) == shown


@pytest.mark.parametrize("e164", ["+49228614074", "+492214710001", "+491711234567", "+31201234567"])
def test_what_is_shown_can_be_typed_again(e164):
    assert normalise(readable(e164)) == e164


def test_a_field_keeps_the_standard_form_and_leaves_nothing_as_nothing():
    field = PhoneField(blank=True)
    assert (field.clean("0228/614074", None), field.clean("", None)) == ("+49228614074", "")
