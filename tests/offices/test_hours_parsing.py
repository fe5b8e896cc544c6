"""Hours as offices write them: understood as a whole, or kept word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.hours import LAST, Entry, Kind, ParsedHours, hours_text, parse, rule_sentences
from tests.offices.hours_cases import DETERMINISTIC, rule_sets, rules

PHONE = Kind.PHONE
VISIT = Kind.VISIT
FIRST_AND_THIRD = rules("di", "14-16", nth=1) + rules("di", "14-16", nth=3)


def visit(*chosen, place=None, mobile=False, by_appointment=False):
    found = tuple(sorted({rule for group in chosen for rule in group}))
    return Entry(place, VISIT, found, by_appointment, mobile)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("montags bis donnerstags 9 bis 12 Uhr", rules("mo di mi do", "9-12")),
        (
            "montags und mittwochs 10 bis 12 Uhr; donnerstags 14 bis 16 Uhr",
            rules("mo mi", "10-12") + rules("do", "14-16"),
        ),
        ("montags bis freitags 10 bis 12 Uhr und 14 bis 16 Uhr", rules("mo di mi do fr", "10-12", "14-16")),
        (
            "dienstags 8 bis 12 Uhr und 14 bis 16 Uhr; mittwochs 8 bis 12 Uhr",
            rules("di", "8-12", "14-16") + rules("mi", "8-12"),
        ),
        ("Di 8–12 u. 14–16 Uhr", rules("di", "8-12", "14-16")),
        ("Mo-Fr 9-12", rules("mo di mi do fr", "9-12")),
        ("Mo.—Fr. 9 — 12 h", rules("mo di mi do fr", "9-12")),
        ("Mo, Mi 10.00-12.30 Uhr", rules("mo mi", "10-12:30")),
        ("Mo/Mi + Fr: 10:00-12:30", rules("mo mi fr", "10-12:30")),
        ("Mo-Mi, Fr 9-12", rules("mo di mi fr", "9-12")),
        ("Dienstag von 9:00 bis 12:00 Uhr", rules("di", "9-12")),
        ("Dienstag, 9 Uhr bis 12 Uhr", rules("di", "9-12")),
        ("von montags bis mittwochs von 9 bis 12.30 Uhr", rules("mo di mi", "9-12:30")),
        ("jeden Dienstag in der Zeit von 9 bis 12 Uhr", rules("di", "9-12")),
        ("dienstags zwischen 9 und 12 Uhr", rules("di", "9-12")),
        ("dienstags jeweils 9h-12h", rules("di", "9-12")),
        ("sonnabends 09.00 bis 12.00 Uhr geöffnet", rules("sa", "9-12")),
        ("werktags 9 bis 12 Uhr", rules("mo di mi do fr", "9-12")),
        ("täglich 9 bis 12 und 14 bis 16 Uhr", rules("mo di mi do fr sa so", "9-12", "14-16")),
        ("Mo 9-12, Do 14-16", rules("mo", "9-12") + rules("do", "14-16")),
        ("Mo 9-12. Do 14-16 Uhr. Fr 9-11.", rules("mo", "9-12") + rules("do", "14-16") + rules("fr", "9-11")),
        ("Mo 9-12 14-16 Do 14-16", rules("mo", "9-12", "14-16") + rules("do", "14-16")),
        ("Mo, Di 9-12 und Do, Fr 14-16 Uhr", rules("mo di", "9-12") + rules("do fr", "14-16")),
        ("Montag: 9-12 Uhr, Dienstag: 10-12 Uhr", rules("mo", "9-12") + rules("di", "10-12")),
        ("jeden 1. Donnerstag im Monat 10 bis 12 Uhr", rules("do", "10-12", nth=1)),
        ("jeden 1. Do 10-12", rules("do", "10-12", nth=1)),
        ("jeden ersten und dritten Dienstag im Monat von 14 bis 16 Uhr", FIRST_AND_THIRD),
        ("1./3. Dienstag 14-16", FIRST_AND_THIRD),
        ("am 1. und am 3. Di. des Monats, 14-16 Uhr", FIRST_AND_THIRD),
        ("an jedem 1. Dienstag und 3. Dienstag im Monat: 14-16 Uhr", FIRST_AND_THIRD),
        ("letzter Freitag im Monat 9 bis 11 Uhr", rules("fr", "9-11", nth=LAST)),
        ("am 2. Mittwoch des Monats 9 bis 11 Uhr", rules("mi", "9-11", nth=2)),
        ("am vierten Mittwoch eines jeden Monats 9 bis 11 Uhr", rules("mi", "9-11", nth=4)),
        (
            "montags und jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
            rules("mo", "10-12") + rules("do", "10-12", nth=1),
        ),
        ("Mo 9-12, 1. Do im Monat 14-16", rules("mo", "9-12") + rules("do", "14-16", nth=1)),
        ("Sprechzeiten: Mo 9-12; Di 9-12", rules("mo di", "9-12")),
        ("Sprechzeiten Mo: 9-12", rules("mo", "9-12")),
        ("Unsere Öffnungszeiten:\nMo 9-12\n- Di 9-12", rules("mo di", "9-12")),
        ("geöffnet: montags 9 bis 12 Uhr", rules("mo", "9-12")),
        ("  MONTAGS\u00a0BIS   FREITAGS 9 BIS 12 UHR ... ;; ", rules("mo di mi do fr", "9-12")),
        ("• Mon\u00adtag 9\u201312 Uhr", rules("mo", "9-12")),
        ("ta\u0308glich 9-10", rules("mo di mi do fr sa so", "9-10")),
        ("Mo 9-12\r\nMo 9-12", rules("mo", "9-12")),
    ],
)
def test_visiting_hours_are_understood(text, chosen):
    assert parse(text) == ParsedHours((visit(chosen),))


@pytest.mark.parametrize(
    "text",
    [
        "nach Vereinbarung",
        "und nach Vereinbarung",
        "Termine nach Vereinbarung.",
        "nach telefonischer Absprache",
        "nach vorheriger telefonischer Terminvereinbarung",
        "auch nach persönlicher Absprache möglich",
        "nur nach Vereinbarung",
        "Termine nur nach Vereinbarung",
        "mit Termin",
        "n. V.",
        "Sprechzeiten: n.V.",
    ],
)
def test_hours_by_appointment_are_understood(text):
    assert parse(text) == ParsedHours((visit(by_appointment=True),))


@pytest.mark.parametrize(
    "text",
    [
        "Di 9-12 und nach Vereinbarung",
        "Di 9-12 Uhr, sowie nach telefonischer Absprache",
        "dienstags 9 bis 12 Uhr oder nach Vereinbarung",
        "Di 9-12; nach Vereinbarung",
        "nach Vereinbarung und Di 9-12",
    ],
)
def test_an_appointment_can_stand_beside_hours(text):
    assert parse(text) == ParsedHours((visit(rules("di", "9-12"), by_appointment=True),))


@pytest.mark.parametrize(
    "text",
    [
        "Telefonzeiten: montags und dienstags 9 bis 11 Uhr",
        "Telefonzeiten: montags 9 bis 11 Uhr; dienstags 9 bis 11 Uhr",
        "Telefonzeiten:\nmontags 9 bis 11 Uhr\ndienstags 9 bis 11 Uhr",
        "Telefonzeiten\n\nMo 9-11; Di 9-11",
        "telefonisch Mo, Di 9-11",
        "Tel.: Mo + Di 9-11 Uhr",
        "Telefonische Sprechzeiten Mo, Di 9-11",
        "und telefonisch Mo, Di 9-11",
        "telefonisch erreichbar montags und dienstags 9 bis 11 Uhr",
    ],
)
def test_telephone_hours_are_understood(text):
    assert parse(text) == ParsedHours((Entry(None, PHONE, rules("mo di", "9-11", kind=PHONE)),))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "Außensprechstunde Werne: jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
            (visit(rules("do", "10-12", nth=1), place="Werne"),),
        ),
        (
            "AUSSENSPRECHSTUNDE im Rathaus  Werne jeden 1. Donnerstag im Monat 10-12",
            (visit(rules("do", "10-12", nth=1), place="Rathaus Werne"),),
        ),
        (
            "Außensprechstunde Werne: offene Sprechstunde Mo 9-12",
            (visit(rules("mo", "9-12"), place="Werne"),),
        ),
        ("Außensprechstunde am Markt 3: Mo 9-12", (visit(rules("mo", "9-12"), place="am Markt 3"),)),
        (
            "mobile Sprechstunde: mittwochs 9 bis 12 Uhr",
            (visit(rules("mi", "9-12"), mobile=True),),
        ),
        (
            "Mobile Sprechstunde in Reusrath: mittwochs 9 bis 12 Uhr",
            (visit(rules("mi", "9-12"), place="Reusrath", mobile=True),),
        ),
        (
            "Mo 9-12; Außensprechstunde Werne: Di 9-12; Do 14-16 und nach Vereinbarung; telefonisch Fr 9-10",
            (
                visit(rules("mo", "9-12")),
                visit(rules("di", "9-12"), rules("do", "14-16"), place="Werne", by_appointment=True),
                Entry("Werne", PHONE, rules("fr", "9-10", kind=PHONE)),
            ),
        ),
        (
            "Außensprechstunde Werne: Di 9-12\nMo 9-12",
            (visit(rules("di", "9-12"), place="Werne"), visit(rules("mo", "9-12"))),
        ),
        (
            "Telefonzeiten:\nMo 9-11\n\nMi 9-11",
            (Entry(None, PHONE, rules("mo", "9-11", kind=PHONE)), visit(rules("mi", "9-11"))),
        ),
        (
            "telefonisch Mo 9-11; Mi 9-11",
            (Entry(None, PHONE, rules("mo", "9-11", kind=PHONE)), visit(rules("mi", "9-11"))),
        ),
        (
            "Telefonzeiten: Mo 9-11; Sprechzeiten: Mi 9-11",
            (Entry(None, PHONE, rules("mo", "9-11", kind=PHONE)), visit(rules("mi", "9-11"))),
        ),
    ],
)
def test_labels_say_whose_hours_they_are_and_how_far_they_reach(text, entries):
    assert parse(text) == ParsedHours(entries)


@pytest.mark.parametrize(
    "text",
    [
        "montags 25 bis 30 Uhr",
        "montags 9 bis 24 Uhr",
        "montags 9.60 bis 12 Uhr",
        "montags 12 bis 9 Uhr",
        "montags 9 bis 9 Uhr",
        "montags bis 12 Uhr",
        "montags ab 9 Uhr",
        "montags 9 Uhr",
        "montags 9 bis 12 Uhr und",
        "montags 9-12/13",
        "montags und 9 bis 12 Uhr",
        "montags 9-12-14",
        "Mo-Fr",
        "Fr-Mo 9-12",
        "Mo-Mo 9-12",
        "Mo-Mi-Fr 9-12",
        "9 bis 12 Uhr",
        "9 bis 12 Uhr montags",
        "montags geschlossen",
        "montags 9 bis 12 Uhr außer in den Ferien",
        "montags oder dienstags 9 bis 12 Uhr",
        "montags 9 bis 12 Uhr oder dienstags 9 bis 12 Uhr",
        "oder dienstags 9 bis 12 Uhr",
        "telefonisch und dienstags 9 bis 12 Uhr",
        "montags 9 bis 12 Uhr nach Vereinbarung",
        "montags 9 bis 12 Uhr, nach Vereinbarung",
        "montags 9 bis 12 Uhr mit Termin",
        "nach Vereinbarung montags 9 bis 12 Uhr",
        "montags 9 bis 12 Uhr und nur nach Vereinbarung",
        "Hausbesuche nach Vereinbarung",
        "nach Vereinbarung unter 0221 4710000",
        "jeden zweiten Dienstag 9 bis 12 Uhr",
        "jeden 2. Dienstag 9 bis 12 Uhr",
        "alle 14 Tage montags 9 bis 12 Uhr",
        "5. Dienstag im Monat 9 bis 12 Uhr",
        "vorletzter Dienstag im Monat 9 bis 12 Uhr",
        "1. und 15. Montag im Monat 9 bis 12 Uhr",
        "1. Montag und Dienstag im Monat 9 bis 12 Uhr",
        "1. Montag und Dienstag 9 bis 12 Uhr",
        "Mo Di 9-12",
        "montags 009 bis 12 Uhr",
        f"Außensprechstunde {'W' * 121}: Mo 9-12",
        f"Außensprechstunde {'W ' * 21}: Mo 9-12",
        "Mo 9-12, 1. bis 3. Dienstag 10-12",
        "am 24.12. dienstags 9 bis 12 Uhr",
        "mobile Sprechstunde: mittwochs an wechselnden Orten",
        "Außensprechstunde: Mo 9-12",
        "Außensprechstunde für Angehörige: Mo 9-12",
        "Sprechstunde der Polizei: Mo 9-12",
        "Frau Beispiel montags 9 bis 12 Uhr",
        "Telefonzeiten:",
        "Sprechzeiten",
        "siehe Aushang",
        "Montagsmaler 9-12",
        "montags ٩-12",
    ],
)
def test_what_is_nonsense_or_ambiguous_stays_text(text):
    assert parse(text) == ParsedHours((), (text,))


@pytest.mark.parametrize(
    ("text", "entries", "unparsed"),
    [
        ("", (), ()),
        (" ; \n .. ;", (), ()),
        ("Mo 9-12; bei Regen länger; Di 9-12", (visit(rules("mo di", "9-12")),), ("bei Regen länger",)),
        (
            "Cafeteria: Mo 9-12; Di 9-12\nMi 9-12",
            (visit(rules("mi", "9-12")),),
            ("Cafeteria: Mo 9-12", "Di 9-12"),
        ),
        ("Cafeteria:\nMo 9-12\n\nMi 9-12", (visit(rules("mi", "9-12")),), ("Cafeteria:", "Mo 9-12")),
        (
            "Telefonzeiten:\nselten\nSprechzeiten:\nMo 9-12",
            (visit(rules("mo", "9-12")),),
            ("Telefonzeiten:", "selten"),
        ),
        ("nur mit Termin; Mo 9-12; selten", (visit(rules("mo", "9-12")),), ("nur mit Termin", "selten")),
    ],
)
def test_what_is_not_understood_is_kept_in_order(text, entries, unparsed):
    assert parse(text) == ParsedHours(entries, unparsed)


@DETERMINISTIC
@given(rule_sets())
def test_parsing_the_sentences_gives_the_rules_back(chosen):
    parsed = parse("; ".join(rule_sentences(chosen)))
    assert parsed.unparsed == ()
    assert {rule for entry in parsed.entries for rule in entry.rules} == chosen
    assert [entry.kind for entry in parsed.entries] == sorted({rule.kind for rule in chosen}, reverse=True)


@DETERMINISTIC
@given(
    rule_sets(),
    st.sampled_from(["; ", ";", "\n", " .;\t", ".\r\n\n"]),
    st.sampled_from([str, str.upper, str.lower]),
)
def test_sentences_survive_another_layout_and_another_case(chosen, joint, change_case):
    sentences = rule_sentences(chosen)
    parsed = parse(f"  {joint.join(map(change_case, sentences))}{joint}")
    again = [rule for entry in parsed.entries for rule in entry.rules]
    assert (parsed.unparsed, rule_sentences(again)) == ((), sentences)


places = st.none() | st.sampled_from(["Werne", "Rathaus Werne", "Köln-Deutz (Bürgerhaus)", "am Markt 3", "St. Josef"])
entry_keys = st.tuples(places, st.sampled_from(Kind), st.booleans())


@st.composite
def entry_sets(draw):
    entries = []
    for place, kind, mobile in draw(st.frozensets(entry_keys, max_size=5)):
        chosen = tuple(sorted(draw(rule_sets(st.just(kind)))))
        by_appointment = draw(st.booleans())
        if chosen or by_appointment:
            entries.append(Entry(place, kind, chosen, by_appointment, mobile))
    return entries


@DETERMINISTIC
@given(entry_sets())
def test_the_text_of_entries_gives_the_entries_back(entries):
    text = hours_text(entries)
    parsed = parse(text)
    assert parsed.unparsed == ()
    assert set(parsed.entries) == set(entries)
    assert len(parsed.entries) == len(entries)
    assert hours_text(parsed.entries) == text


def test_the_text_of_entries_starts_with_the_office_itself():
    entries = [
        Entry(None, VISIT, rules("mi", "9-12"), mobile=True),
        Entry("Werne", PHONE, by_appointment=True),
        Entry(None, PHONE, rules("fr", "9-10", kind=PHONE)),
        Entry("Werne", VISIT, rules("do", "10-12", nth=1)),
        Entry(None, VISIT, rules("mo", "9-12"), by_appointment=True),
    ]
    assert hours_text(entries) == (
        "montags 9 bis 12 Uhr; nach Vereinbarung; telefonisch freitags 9 bis 10 Uhr; "
        "Außensprechstunde Werne: jeden 1. Donnerstag im Monat 10 bis 12 Uhr; telefonisch nach Vereinbarung; "
        "mobile Sprechstunde: mittwochs 9 bis 12 Uhr"
    )


WORDS = (
    "Mo Di, montags bis und u. 9 12 -  – 9-12 10.30 1. 3. letzten im Monat Uhr nach Vereinbarung nur jeden"
    " Telefonzeiten: Außensprechstunde Werne: mobile Sprechstunde in täglich Cafeteria: oder von ( ) . ,"
)
FRAGMENTS = WORDS.split(" ")


@DETERMINISTIC
@given(st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join))
def test_a_piece_is_understood_or_kept_but_never_lost(text):
    piece = " ".join(text.replace(";", " ").split())
    parsed = parse(piece)
    if parsed.entries or not any(map(str.isalnum, piece)):
        assert parsed.unparsed in ((), (piece,))
    else:
        assert parsed.unparsed == (piece,)


@DETERMINISTIC
@given(st.lists(st.sampled_from([*FRAGMENTS, *FRAGMENTS[:12], ";", "\n", "\n\n"]), max_size=30).map(" ".join))
def test_of_any_mixture_the_hours_can_be_told_again_and_the_rest_is_in_its_order(text):
    parsed = parse(text)
    again = parse(hours_text(parsed.entries))
    assert (set(again.entries), again.unparsed) == (set(parsed.entries), ())
    position = 0
    for piece in parsed.unparsed:
        position = text.index(piece, position) + len(piece)


@pytest.mark.parametrize(
    "junk",
    [
        *("a", "9", " ", ";", ":", "(", "- ", "\n", "; "),
        *("Mo ", "Mo, ", "1., ", "1. und ", "von ", "nur ", "offene ", "9-12 ", "zwischen "),
        *("Mo 9-12, ", "Mo 9-12; ", "Mo 9-12 von ", "Mo 9-12 und ", "nach telefonischer "),
        *(f"Mo {'9' * 99_997}", f"Mo 9-{'1' * 9_000}; ", f"{'1' * 9_000}. Mo 9-12; "),
        *("Telefonzeiten:\n", "Außensprechstunde x ", "Außensprechstunde Werne: Mo; "),
    ],
)
def test_a_hundred_thousand_characters_of_junk_come_to_an_end(junk):
    text = junk * (100_000 // len(junk))
    parsed = parse(text)
    assert all(piece in text for piece in {*parsed.unparsed})


def test_repeated_days_with_repeated_times_are_told_once():
    text = f"{'Mo, ' * 12_000}Di {'9-12, ' * 8_000}9-12"
    assert parse(text) == ParsedHours((visit(rules("mo di", "9-12")),))


def weekdays(text):
    parsed = parse(text)
    return [entry_rule.weekday for entry in parsed.entries for entry_rule in entry.rules], parsed.unparsed


@pytest.mark.parametrize(
    ("text", "days", "kept"),
    [
        ("Montag | 8-14 Uhr; Mittwoch | geschlossen; Freitag | 8-12 Uhr | 14-16 Uhr", [0, 4, 4], ()),
        ("| Montag | 8-14 Uhr |\n| Freitag | 8-12 Uhr |", [0, 4], ()),
        ("Mo 9-12 Uhr | Mi 14-16 Uhr", [0, 2], ()),
        ("Mo | Di\n9-12 | 14-16", [], ("Mo | Di", "9-12 | 14-16")),
    ],
)
def test_a_table_pasted_with_bars_is_read_row_by_row_or_kept(text, days, kept):
    assert weekdays(text) == (days, kept)


@pytest.mark.parametrize(
    ("text", "days", "kept"),
    [
        ("Mo-Fr 9-12 Uhr, mittwochs geschlossen", [0, 1, 3, 4], ()),
        ("Mo-Fr 9-12 Uhr; Mi keine Sprechzeit", [0, 1, 3, 4], ()),
        ("Mo-Fr 9-12 Uhr; Mi geschl.", [0, 1, 3, 4], ()),
        ("Mo-Do 9-12 Uhr; Fr Ruhetag", [0, 1, 2, 3], ()),
        ("Mi geschlossen; Mo-Do 9-12; jeden 1. Mittwoch im Monat 14-16 Uhr", [0, 1, 3, 2], ()),
        ("Mittwoch geschlossen", [], ("Mittwoch geschlossen",)),
        ("jeden 1. Mittwoch im Monat geschlossen", [], ("jeden 1. Mittwoch im Monat geschlossen",)),
    ],
)
def test_a_day_said_to_be_closed_is_closed_whatever_else_the_text_says(text, days, kept):
    assert weekdays(text) == (days, kept)


@pytest.mark.parametrize(
    "takes_back",
    [
        "Do nur 14-17",
        "Do nicht",
        "Fr bis 11 Uhr",
        "Mi ab 12 Uhr geschlossen",
        "letzter Freitag im Monat geschlossen",
        "Do erst um 10",
    ],
)
@pytest.mark.parametrize("separator", ["; ", "\n"])
def test_where_words_not_understood_take_a_day_back_nothing_is_read(separator, takes_back):
    assert weekdays(f"Mo-Fr 8-12{separator}{takes_back}") == ([], ("Mo-Fr 8-12", takes_back))


@pytest.mark.parametrize(
    "further",
    ["Do nachmittags nach Vereinbarung", "Rosenmontag geschlossen", "in den Ferien nur vormittags", "Sa nur mit Anruf"],
)
def test_words_not_understood_that_take_no_day_back_stay_beside_what_is_read(further):
    assert weekdays(f"Mo-Fr 8-12; {further}") == ([0, 1, 2, 3, 4], (further,))
