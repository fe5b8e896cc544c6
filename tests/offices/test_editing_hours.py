"""The editor for times: rows, sentences, exceptions; nothing typed is lost, nothing half is saved."""

from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offices.editing import apply, describe
from offices.hours import LAST, Kind, Rule
from offices.models import HoursException, OpeningHours, Place
from tests.factories import make_exception, make_full_office, make_hours, make_office
from tests.offices.editing import as_sent, opened, page_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(at):
    at("2026-11-24 10:00")
    return make_office().places.get()


def row(number, weekday="", starts="", ends="", *, nth="", kind="visit", prefix="zeiten"):
    values = {"kind": kind, "weekday": str(weekday), "nth": str(nth), "starts": starts, "ends": ends}
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def exception(number, **values):
    return {f"ausnahmen-{number}-{name}": value for name, value in values.items()}


def send(place, _button="", **changes):
    return sent("zeiten", place.office, place, _button, **changes)


def save(form):
    assert form.is_valid(), form.errors
    form.save()


def rules(place):
    return sorted(hours.rule for hours in OpeningHours.objects.filter(place=place))


def typed(form, prefix="zeiten"):
    """The rows that hold something, as the page shows them."""
    formset = form.hours if prefix == "zeiten" else form.exceptions
    shown = [[str(field.value() or "") for field in one if field.name != "DELETE"] for one in formset.forms]
    return [values for values in shown if any(values[1:])]


# --- rows -------------------------------------------------------------------------------------------------------


def test_typed_rows_become_times(place):
    save(
        send(
            place,
            **row(0, 0, "9", "12.30 Uhr"),
            **row(1, 3, "0930", "16h", nth=1),
            **row(2, 0, "14", "16", kind="phone"),
        )
    )
    assert rules(place) == [
        Rule(Kind.VISIT, 0, None, time(9), time(12, 30)),
        Rule(Kind.VISIT, 3, 1, time(9, 30), time(16)),
        Rule(Kind.PHONE, 0, None, time(14), time(16)),
    ]


def test_there_are_always_three_empty_rows(place):
    assert len(opened("zeiten", place.office, place).hours.forms) == 3
    make_hours(place, 0, "9:00", "12:00")
    assert len(opened("zeiten", place.office, place).hours.forms) == 4
    full = send(place, "vorschau", **row(1, 1, "9", "12"), **row(2, 2, "9", "12"), **row(3, 3, "9", "12"))
    assert len(full.hours.forms) == 7


@pytest.mark.parametrize(("button", "hours", "exceptions"), [("mehr-zeiten", 6, 5), ("mehr-ausnahmen", 5, 6)])
def test_a_button_adds_a_row_and_keeps_what_was_typed_half(place, button, hours, exceptions):
    counts = {"zeiten-TOTAL_FORMS": "5", "ausnahmen-TOTAL_FORMS": "5"}
    half = {**row(0, 2, "neun", ""), **exception(0, first="x")}
    form = send(place, button, satz="montags", by_appointment="on", **counts, **half)
    assert (form.is_valid(), form.errors) == (False, [])
    assert (len(form.hours.forms), len(form.exceptions.forms)) == (hours, exceptions)
    assert typed(form) == [["visit", "2", "", "neun", ""]]
    assert form.frame["satz"].value() == "montags"
    assert form.frame["by_appointment"].value() is True
    assert "Bitte ändern Sie" not in page_of(form).text
    assert not OpeningHours.objects.exists()


def test_a_ticked_row_goes_whatever_stands_in_it(place):
    make_hours(place, 0, "9:00", "12:00")
    make_hours(place, 1, "9:00", "12:00")
    kept = OpeningHours.objects.get(weekday=1)
    save(send(place, **{"zeiten-0-DELETE": "on", "zeiten-0-starts": "Unsinn"}))
    assert OpeningHours.objects.get() == kept


def test_a_row_emptied_by_hand_goes_too(place):
    make_hours(place, 0, "9:00", "12:00")
    save(send(place, **row(0)))
    assert rules(place) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row(0, 0), "Zeile 1: Es fehlen noch der Anfang und das Ende."),
        (row(0, "", "9", "12"), "Zeile 1: Es fehlt noch der Tag."),
        (row(0, "", "9"), "Zeile 1: Es fehlen noch der Tag und das Ende."),
        (row(1, 0, "9"), "Zeile 2: Es fehlt noch das Ende."),
        (row(0, 0, "12", "9"), "Zeile 1: Das Ende muss nach dem Anfang liegen."),
        (row(0, 0, "9", "9"), "Zeile 1: Das Ende muss nach dem Anfang liegen."),
        (
            row(0, 0, "früh", "12"),
            "Zeile 1: „früh“ ist keine Uhrzeit. Bitte schreiben Sie zum Beispiel 9 oder 9:30.",
        ),
        (row(0, 9, "9", "12"), "Zeile 1: Bitte wählen Sie bei „Tag“ aus der Liste."),
        (
            {**row(0, 0, "9", "12"), **row(1, 0, "11", "13")},
            "Zeile 2: Montag 9 bis 12 Uhr und Montag 11 bis 13 Uhr überschneiden sich.",
        ),
        (
            {**row(0, 0, "9", "12", kind="phone"), **row(2, 0, "9", "13", kind="phone")},
            "Zeile 3: Telefonzeit Montag 9 bis 12 Uhr und Telefonzeit Montag 9 bis 13 Uhr überschneiden sich.",
        ),
        (
            {**row(0, 3, "9", "12", nth=1), **row(1, 3, "9", "12", nth=1)},
            "Zeile 2: jeden 1. Donnerstag im Monat 9 bis 12 Uhr steht schon weiter oben. "
            "Bitte entfernen Sie eine der beiden Zeilen.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_row_and_nothing_is_saved(place, wrong, sentence):
    form = send(place, **wrong)
    assert (form.is_valid(), form.errors) == (False, [sentence])
    page = page_of(form)
    assert sentence in page.text
    assert page.errors == [sentence]
    links = [link.get("href") for link in page.all("a")]
    assert len(links) == 1
    assert links[0].removeprefix("#") in {control.get("id") for tag in ("input", "select") for control in page.all(tag)}


@pytest.mark.parametrize(
    "fine",
    [
        {**row(0, 0, "9", "12"), **row(1, 0, "12", "13")},
        {**row(0, 0, "9", "12"), **row(1, 0, "9", "12", kind="phone")},
        {**row(0, 0, "9", "12"), **row(1, 0, "9", "16", nth=1)},
        {**row(0, 0, "9", "12", nth=1), **row(1, 0, "9", "12", nth=LAST)},
    ],
)
def test_times_that_only_touch_or_mean_other_days_do_not_overlap(place, fine):
    save(send(place, **fine))
    assert len(rules(place)) == 2


def test_more_than_sixty_rows_are_refused_in_words(place):
    many = {}
    for number in range(61):
        many |= row(number, number % 7, f"{number // 7 + 1}:00", f"{number // 7 + 1}:30")
    form = send(place, **{"zeiten-TOTAL_FORMS": "61"}, **many)
    assert form.errors == ["Möglich sind 60 Zeilen. Bitte entfernen Sie 1."]
    save(send(place, **{"zeiten-TOTAL_FORMS": "61"}, **many, **{"zeiten-60-DELETE": "on"}))
    assert len(rules(place)) == 60


@pytest.mark.parametrize("total", ["", "x", "-1", "999999999999", "²"])
def test_a_page_that_came_in_pieces_is_answered_in_words(place, total):
    form = send(place, **{"zeiten-TOTAL_FORMS": total})
    assert form.is_valid() or form.errors[0].endswith(".")


# --- sentences --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["satz", ""])
def test_a_sentence_becomes_rows_to_be_checked_first(place, button):
    text = "montags bis mittwochs 9 bis 12 Uhr; jeden 1. Donnerstag im Monat 14 bis 16 Uhr"
    form = send(place, button, satz=text)
    assert (form.is_valid(), form.errors) == (False, [])
    assert typed(form) == [["visit", str(day), "", "9:00", "12:00"] for day in range(3)] + [
        ["visit", "3", "1", "14:00", "16:00"]
    ]
    assert form.frame["satz"].value() == ""
    assert not OpeningHours.objects.exists()
    page = page_of(form)
    assert page.text.count("montags bis mittwochs 9 bis 12 Uhr") == 2  # what was taken over, and the preview
    again = as_sent(form)
    save(form.section.form(place.office, again, None, place))
    assert len(rules(place)) == 4


def test_a_sentence_fills_empty_rows_and_keeps_the_others(place):
    form = send(place, "satz", **row(1, 5, "zehn", ""), satz="montags 9 bis 12 Uhr; dienstags 9 bis 12 Uhr")
    assert [values[1] for values in typed(form)] == ["0", "5", "1"]
    assert len(form.hours.forms) == 6


def test_times_that_stand_there_already_do_not_come_twice(place):
    make_hours(place, 0, "9:00", "12:00")
    form = send(place, "satz", satz="montags 9 bis 12 Uhr")
    assert (form.nothing_new, typed(form)) == (True, [["visit", "0", "", "9:00", "12:00"]])
    assert "Diese Zeiten stehen schon in den Zeilen" in page_of(form).text


@pytest.mark.parametrize("button", ["satz", ""])
def test_what_is_not_understood_is_named_and_stays_in_the_field(place, button):
    form = send(place, button, satz="montags 9 bis 12 Uhr; wenn die Sonne scheint")
    assert form.errors == [
        "Das verstehen wir nicht als feste Zeit: „wenn die Sonne scheint“. Bitte tragen Sie es in die Zeilen ein und "
        "löschen es hier. Ein Hinweis passt auch in das Feld „Zu den Zeiten“."
    ]
    assert form.frame["satz"].value() == "wenn die Sonne scheint"
    assert len(typed(form)) == 1
    page_of(form)


def test_arrangements_are_ticked_and_noted(place):
    form = send(place, "satz", satz="nach Vereinbarung; telefonisch nach Vereinbarung", hours_note="Klingeln.")
    assert form.frame["by_appointment"].value() is True
    assert form.frame["hours_note"].value() == "Klingeln.; telefonisch nach Vereinbarung"


def test_hours_of_another_place_are_not_taken_for_those_of_this_one(place):
    form = send(place, "satz", satz="Außensprechstunde Werne: montags 9 bis 12 Uhr")
    assert typed(form) == []
    assert form.frame["satz"].value() == "Außensprechstunde Werne: montags 9 bis 12 Uhr"


def test_the_example_beside_the_field_is_understood(place):
    example = opened("zeiten", place.office, place).frame.fields["satz"].help_text.removeprefix("Zum Beispiel: ")
    form = send(place, "satz", satz=example)
    assert (form.errors, len(typed(form))) == ([], 5)


def test_a_sentence_too_long_to_read_is_kept_and_named(place):
    form = send(place, "satz", satz="x" * 2001)
    assert "zu lang: 2001 Zeichen" in form.errors[0]
    assert form.frame["satz"].value() == "x" * 2001


# --- exceptions ---------------------------------------------------------------------------------------------------


def test_exceptions_are_closed_days_or_other_times(place):
    save(
        send(
            place,
            **exception(0, first="24.12.", last="2.1.", closed="on", note="Ferien"),
            **exception(1, first="8. Dezember 2026", starts="10", ends="11"),
        )
    )
    assert list(HoursException.objects.values_list("first", "last", "starts", "ends", "note", "days")) == [
        (date(2026, 12, 8), date(2026, 12, 8), time(10), time(11), "", 0),
        (date(2026, 12, 24), date(2027, 1, 2), None, None, "Ferien", 9),
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"closed": "on"}, "Es fehlt noch der erste Tag."),
        ({"first": "24.12."}, "Ist dann geschlossen? Setzen Sie den Haken, oder schreiben Sie die Zeiten."),
        ({"first": "24.12.", "starts": "9"}, "Es fehlt noch das Ende."),
        ({"first": "24.12.", "ends": "9"}, "Es fehlt noch der Anfang."),
        ({"first": "24.12.", "starts": "9", "ends": "8"}, "Das Ende muss nach dem Anfang liegen."),
        (
            {"first": "24.12.", "closed": "on", "starts": "9", "ends": "10"},
            "Bitte entscheiden Sie: geschlossen, oder offen von wann bis wann?",
        ),
        (
            {"first": "24.12.2026", "last": "23.12.2026", "closed": "on"},
            "Der letzte Tag muss nach dem ersten liegen, dem 24. Dezember 2026.",
        ),
        (
            {"first": "1.3.2026", "closed": "on"},
            "Der 1. März 2026 ist schon vorbei. Bitte nennen Sie ein Jahr, das kommt.",
        ),
        (
            {"first": "bald", "closed": "on"},
            "„bald“ ist kein Datum. Bitte schreiben Sie zum Beispiel 24.12. oder 24. Dezember 2026.",
        ),
    ],
)
def test_a_mistake_in_an_exception_is_named(place, values, sentence):
    form = send(place, **exception(0, **values))
    assert form.errors == [f"Ausnahme 1: {sentence}"]
    page_of(form)


@pytest.mark.parametrize(
    "second", [{"closed": "on"}, {"starts": "9", "ends": "10"}, {"starts": "8", "ends": "9:30", "last": "24.12."}]
)
def test_the_same_days_have_one_answer(place, second):
    form = send(
        place, **exception(0, first="24.12.", starts="9", ends="11"), **exception(1, **{"first": "24.12."} | second)
    )
    assert form.errors == ["Ausnahme 2: Für diese Tage steht schon etwas anderes da. Bitte entfernen Sie eine Zeile."]


def test_days_that_have_passed_are_not_asked_again_and_stay(place):
    make_exception(place, date(2026, 1, 1), note="vorbei")
    make_exception(place, date(2026, 11, 24), note="heute")
    form = opened("zeiten", place.office, place)
    assert [values[2] for values in typed(form, "ausnahmen")] == ["heute"]
    save(send(place, **{"ausnahmen-0-DELETE": "on"}))
    assert [row.note for row in HoursException.objects.all()] == ["vorbei"]


# --- the preview and the whole -----------------------------------------------------------------------------------


def test_the_preview_says_what_is_typed_without_saving_it(place):
    form = send(
        place,
        "vorschau",
        **row(0, 0, "9", "12"),
        **row(1, 1, "9", ""),
        **exception(0, first="24.12.", closed="on", note="Heiligabend"),
        by_appointment="on",
    )
    said = form.sentences
    assert (said.visits, said.by_appointment) == (["montags 9 bis 12 Uhr"], True)
    assert said.exceptions == ["Donnerstag, 24. Dezember 2026: geschlossen (Heiligabend)"]
    page = page_of(form)
    assert "montags 9 bis 12 Uhrund nach Vereinbarung" in page.text
    assert "Zeilen mit einem Fehler fehlen hier noch." in page.text
    assert (form.is_valid(), OpeningHours.objects.count()) == (False, 0)


def test_a_preview_says_that_nothing_is_saved_yet(place):
    assert "Noch nicht gespeichert" in page_of(send(place, "vorschau", **row(0, 0, "9", "12"))).text
    assert "Noch nicht gespeichert" not in page_of(opened("zeiten", place.office, place)).text


def test_the_page_as_it_opens_is_sound_and_says_what_stands_there(at):
    at("2026-11-24 10:00")
    office = make_full_office()
    page = page_of(opened("zeiten", office, office.places.first()))
    assert "montags bis donnerstags 9 bis 12 Uhrund nach VereinbarungTelefonzeit: montags 14 bis 16 Uhr" in page.text
    assert "24. Dezember 2026 bis 31. Dezember 2026: geschlossen (Weihnachten)" in page.text
    labels = page.texts("label")
    assert ("Tag, Zeile 2" in labels, "Entfernen, Zeile 1" in labels) == (True, True)


RULES = st.builds(
    lambda kind, weekday, nth, start, length: Rule(
        kind, weekday, nth, time(start // 4, start % 4 * 15), time((start + length) // 4, (start + length) % 4 * 15)
    ),
    kind=st.sampled_from(Kind),
    weekday=st.integers(0, 6),
    nth=st.sampled_from([None, 1, 2, 3, 4, LAST]),
    start=st.integers(0, 70),
    length=st.integers(1, 20),
)
DAYS = st.dates(date(2026, 11, 24), date(2027, 12, 31))
EXCEPTIONS = st.tuples(DAYS, st.integers(0, 40), st.booleans(), st.sampled_from(["", "Ferien", "Umzug"]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(RULES, max_size=8, unique_by=lambda rule: (rule.kind, rule.weekday, rule.nth)),
    st.lists(EXCEPTIONS, max_size=4, unique_by=lambda one: one[0]),
    st.booleans(),
)
def test_what_is_opened_and_sent_untouched_changes_nothing(place, wanted, exceptions, by_appointment):
    proposal = {
        "hours": [
            {
                "kind": r.kind.value,
                "weekday": r.weekday,
                "nth": r.nth,
                "starts": f"{r.starts:%H:%M}",
                "ends": f"{r.ends:%H:%M}",
            }
            for r in wanted
        ],
        "exceptions": [
            {
                "first": first.isoformat(),
                "last": date.fromordinal(first.toordinal() + days).isoformat(),
                "starts": None if closed else "9:00",
                "ends": None if closed else "10:30",
                "note": note,
            }
            for first, days, closed, note in exceptions
        ],
        "by_appointment": by_appointment,
        "hours_note": "",
    }
    apply(place.office, "zeiten", proposal, place.pk)
    fresh = Place.objects.get(pk=place.pk)
    before = list(fresh.hours.values_list()), list(fresh.exceptions.values_list())
    assert rules(fresh) == sorted(wanted)
    form = sent("zeiten", fresh.office, fresh)
    assert form.is_valid(), form.errors
    assert form.changed() is False
    form.save()
    assert (list(fresh.hours.values_list()), list(fresh.exceptions.values_list())) == before


def test_before_and_after_are_told_in_sentences(place):
    make_hours(place, 0, "9:00", "12:00")
    form = send(place, **row(1, 1, "9", "12"), **exception(0, first="24.12.", closed="on"))
    assert form.is_valid()
    assert [tuple(change) for change in describe(place.office, "zeiten", form.proposal(), place.pk)] == [
        ("Sprechzeiten", "montags 9 bis 12 Uhr", "montags und dienstags 9 bis 12 Uhr"),
        ("Ausnahmen", "", "Donnerstag, 24. Dezember 2026: geschlossen"),
    ]
