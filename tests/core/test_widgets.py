import pytest
from django import forms

from core.forms.widgets import LineInput, OptionField, Options, OptionsSelect

OPTIONS = Options(
    (
        ("", (("", "Alle"),)),
        ("Gruppe & Co", (("a", "Wort <b>"), ('b"', 'Zwei "Worte"'))),
        ("", (("3", "Drei"), ("33", "Dreiunddreißig"))),
    )
)


class Quick(forms.Form):
    wahl = OptionField(lambda: OPTIONS, label="Wahl")


def as_django_does_it(value):
    choices = [
        (label, list(options)) if label else options[0]
        for label, options in OPTIONS.groups
        if len(options) < 2 or label
    ]
    choices += OPTIONS.groups[-1][1]
    html = forms.Select(choices=choices).render("wahl", value, {"class": "input", "aria-describedby": "x"})
    return parts("".join(line.strip() for line in html.splitlines()))


def parts(html):
    """The attributes of the <select> in any order, and its options."""
    head, options = html.removeprefix("<select ").split(">", 1)
    return sorted(head.split()), options


@pytest.mark.parametrize("value", ["", "a", 'b"', "3", "33", "unbekannt", None, "<script>"])
def test_the_quick_select_says_what_djangos_own_says(value):
    quick = OptionsSelect(lambda: OPTIONS).render("wahl", value, {"class": "input", "aria-describedby": "x"})
    assert parts(quick) == as_django_does_it(value)


def test_a_known_choice_is_taken_and_none_is_none():
    assert [Quick({"wahl": value}).errors for value in ("", "a", 'b"', "33")] == [{}] * 4


@pytest.mark.parametrize(
    ("typed", "shown"), [("c", "c"), ("-1", "-1"), ("x" * 100, "x" * 40), ("a\x00", "a"), ("\x00b", "b")]
)
def test_an_unknown_choice_is_named_in_a_sentence(typed, shown):
    errors = Quick({"wahl": typed}).errors["wahl"]
    assert errors == [f"„{shown}“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."]


@pytest.mark.parametrize(
    ("typed", "shown"), [("592\x0027<", ' value="59227&lt;"'), ("Köln-Deutz 5", ' value="Köln-Deutz 5"'), (None, "")]
)
def test_a_line_gives_back_what_was_typed_without_signs_no_page_may_hold(typed, shown):
    assert LineInput().render("ort", typed) == f'<input type="text" name="ort"{shown}>'
