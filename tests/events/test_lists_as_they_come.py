"""Files as offices send them: several sheets and tables, sums, hidden rows, two people in a row, half a postcode.
Nothing that stands in them is left out or changed without a word."""

from types import SimpleNamespace
from uuid import uuid4

import openpyxl
import pytest

from core.language.names import name_in
from core.sheets.table import COMMENTS, FileProblem
from events.forms.listed import ListedRow
from events.models import Item, Registration
from events.people.exchange.columns import column_named
from events.people.exchange.export import csv_file, xlsx_file
from events.people.exchange.intake import Fate
from events.people.exchange.names import NO_NAME_YET, TWO_PEOPLE, read_name
from events.people.exchange.postcodes import read_postcode, split_address
from events.people.exchange.reading import SECOND, STRUCK, SURNAME_FIRST, read
from tests.events.lists import foresee, take_in
from tests.events_factories import make_event, make_person, register, wish
from tests.factories import make_user
from tests.spreadsheets import ods, xlsx

HEAD = ["Vorname", "Nachname", "Telefon"]
ANNA, BERTA, CLARA = (["Anna", "Neu", "02382 1234"], ["Berta", "Alt", "02382 1235"], ["Clara", "Jung", "02382 1236"])


def table(*rows):
    return "\n".join(";".join(row) for row in rows).encode()


def names(people):
    return [line.cells["Vorname"] for line in people.lines]


def one(head, row):
    (line,) = read(table(head, row)).lines
    return line.cells


# --- what is read, and what is told -----------------------------------------------------------------------------


def test_people_of_all_sheets_are_read_and_other_sheets_are_told():
    people = read(xlsx(HEAD, ANNA, Ehrenamt=[HEAD, BERTA], Legende=[["x = kommt"]]))
    assert [(line.cells["Vorname"], line.number, line.sheet) for line in people.lines] == [
        ("Anna", 2, "Sheet"),
        ("Berta", 2, "Ehrenamt"),
    ]
    assert people.notes == ["Das Blatt „Legende“ hat keine Kopfzeile mit Namen und wurde nicht gelesen."]


@pytest.mark.django_db
def test_rows_of_the_same_number_on_two_sheets_are_two_people():
    event, people = make_event(), read(xlsx(HEAD, ANNA, Ehrenamt=[HEAD, BERTA]))
    number = uuid4()
    for _ in range(2):
        verdicts = take_in(event, people.lines, number=number, by=make_user())
    assert [one.place for one in verdicts] == ["2, Blatt „Sheet“", "2, Blatt „Ehrenamt“"]
    assert [person.first_name for person in Registration.objects.order_by("pk")] == ["Anna", "Berta"]


def test_a_hidden_sheet_and_hidden_rows_are_left_out_and_told():
    def hide(book):
        book["Alt"].sheet_state = "hidden"
        book.active.row_dimensions[3].hidden = True

    people = read(xlsx(HEAD, ANNA, BERTA, CLARA, Alt=[HEAD, BERTA], change=hide))
    assert names(people) == ["Anna", "Clara"]
    assert people.notes == [
        "Zeile 3 ist in Ihrer Tabelle ausgeblendet und wurde nicht gelesen. "
        "Sollen diese Personen kommen, blenden Sie sie bitte vorher ein.",
        "Das Blatt „Alt“ ist ausgeblendet und wurde nicht gelesen.",
    ]


def test_a_second_table_on_a_sheet_has_a_heading_of_its_own():
    other = ["Nachname", "Vorname", "E-Mail"]
    people = read(table(HEAD, ANNA, [], ["Warteliste"], other, ["Alt", "Berta", "b@example.org"], HEAD, CLARA))
    assert names(people) == ["Anna", "Berta", "Clara"]
    assert people.notes == ["Nicht als Person gelesen: Zeile 4 („Warteliste“)."]
    assert people.lines[1].cells == {"Nachname": "Alt", "Vorname": "Berta", "E-Mail-Adresse": "b@example.org"}


@pytest.mark.parametrize(
    "last",
    [
        *(["Summe"], ["Gesamt: 1"], ["Anzahl 25"], ["Anzahl Personen", "25"], ["Teilnehmende gesamt:", "", "25"]),
        *(["", "", "3"], ["25 Personen"], ["Summe", "1", "1"]),
    ],
)
def test_sums_are_no_people_and_are_told(last):
    people = read(table(HEAD, ANNA, last))
    assert names(people) == ["Anna"]
    said = " ".join(filter(None, last))
    assert people.notes == [f"Nicht als Person gelesen: Zeile 3 („{said}“)."]


def test_somebody_called_like_a_sum_is_a_person():
    assert names(read(table(HEAD, ["Anna", "Summe", "02382 1234"], ["Total", "Egal", "0228 614074"]))) == [
        "Anna",
        "Total",
    ]


def test_columns_without_a_heading_are_told_unless_they_only_count():
    people = read(table(["", *HEAD, ""], ["1", *ANNA, "vegetarisch"], ["2", *BERTA]))
    assert people.notes == ["Über der Spalte E steht nichts. Sie wurde nicht gelesen."]


def test_rows_above_the_heading_are_told_unless_they_are_a_title():
    people = read(table(["Unsere Gäste", "2026"], ANNA, HEAD, BERTA))
    assert names(people) == ["Berta"]
    assert people.notes == ["Über der Kopfzeile in Zeile 3 stehen Zeilen, die nicht gelesen wurden."]


def test_a_heading_of_two_rows_is_one():
    people = read(
        table(["Name", "Anschrift", "", "", "Tel."], ["", "Straße", "PLZ", "Ort"], ["Erika Muster", "Ring 1"])
    )
    assert [line.cells for line in people.lines] == [{"Name": "Erika Muster", "Straße und Hausnummer": "Ring 1"}]


def test_rows_below_a_merged_cell_have_its_value():
    people = read(xlsx([*HEAD, "Büro"], [*ANNA, "AWO"], BERTA, change=lambda book: book.active.merge_cells("D2:D3")))
    assert [line.cells["Seniorenbüro oder Einrichtung"] for line in people.lines] == ["AWO", "AWO"]


def test_an_opendocument_is_read_as_any_list():
    assert names(read(ods(["Unsere Gäste"], HEAD, ANNA, BERTA))) == ["Anna", "Berta"]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Bemerkungen / Wünsche", "Bemerkung"),
        ("Hinweise, Anmerkungen", "Bemerkung"),
        ("Telefon / Handy", "Telefon"),
        ("E-Mail (privat)", "E-Mail-Adresse"),
        ("Name*", "Name"),
        ("Name / Vorname", "Nachname, Vorname"),
        ("Telefon / E-Mail", "Telefon oder E-Mail-Adresse"),
        ("Name / Funktion", ""),
        ("Bemerkungen / Allergien", ""),
    ],
)
def test_headings_of_two_words(heading, column):
    assert column_named(heading) == column


def test_the_title_of_a_second_table_is_no_person():
    people = read(table(HEAD, ANNA, ["Tabelle 2"], HEAD, BERTA))
    assert (names(people), people.notes) == (["Anna", "Berta"], ["Nicht als Person gelesen: Zeile 3 („Tabelle 2“)."])


def test_a_second_number_goes_to_the_remarks_and_is_told():
    people = read(table([*HEAD, "Handy", "E-Mail privat", "E-Mail"], [*ANNA, "0171 1234567", "", "a@example.org"]))
    (line,) = people.lines
    assert (line.cells["Telefon"], line.cells["Bemerkung"]) == ("02382 1234", "Handy: 0171 1234567")
    assert line.cells["E-Mail-Adresse"] == "a@example.org"
    assert people.notes == [SECOND]


def test_of_two_columns_for_the_same_an_empty_one_does_not_count():
    people = read(table(["Name", "Vor- und Nachname:", "Telefon"], ["", "Anna Neu", "02382 1234"]))
    assert (people.lines[0].cells["Name"], people.unknown) == ("Anna Neu", [])


@pytest.mark.parametrize("said", ["dito", '""""', "s. o."])
def test_ditto_is_what_stands_above(said):
    rows = table([*HEAD, "Büro"], [*ANNA, "AWO"], [*BERTA, said], [*CLARA, said])
    assert [line.cells["Seniorenbüro oder Einrichtung"] for line in read(rows).lines] == ["AWO"] * 3


def test_comments_and_struck_names_are_told():
    def mark(book):
        book.active["A2"].font = openpyxl.styles.Font(strike=True)
        book.active["C3"].comment = openpyxl.comments.Comment("Bringt einen Hund mit", "Büro")

    people = read(xlsx(HEAD, ANNA, BERTA, change=mark))
    assert [line.problems for line in people.lines] == [(STRUCK,), ()]
    assert people.notes == [COMMENTS]


def test_names_with_the_surname_first_are_turned_and_told():
    people = read(table(["Name", "Telefon"], ["Krause Hans", "1"], ["Meier Gerda", "1"], ["Ilse Schmidt", "1"]))
    found = [read_name(line.cells).in_file for line in people.lines]
    assert (found, people.notes) == (["Hans Krause", "Gerda Meier", "Ilse Schmidt"], [SURNAME_FIRST])


def test_one_name_that_could_be_turned_is_not():
    people = read(table(["Name", "Telefon"], ["Hüseyin Martin", "1"], ["Ilse Schmidt", "1"], ["Otto Blum", "1"]))
    assert ([read_name(line.cells).name.last for line in people.lines], people.notes) == (
        ["Martin", "Schmidt", "Blum"],
        [],
    )


# --- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "row"),
    [
        *((["Name"], [name]) for name in ("Eheleute Krause", "Familie Krause", "Fam. Krause", "Hans Krause mit Frau")),
        *((["Name"], [name]) for name in ("Hans Krause + 1", "Krause Hans/Gerda", "Hans, Gerda Krause")),
        *((["Name"], [name]) for name in ("Hans u. Gerda Krause", "Hans Krause (2)", "Hans Krause, 2 Pers.")),
        *((["Name"], [name]) for name in ("Hans Krause und Begleitung", "Krause, Hans, Gerda")),
        *((["Vorname", "Nachname"], ["Hans", last]) for last in ("Krause und Frau", "Krause u. Meier")),
        *((["Vorname", "Nachname"], ["Hans", last]) for last in ("Krause & Meier", "Krause + 1")),
        *((["Vorname", "Nachname"], [first, "Krause"]) for first in ("Hans, Gerda", "Hans u Gerda", "Hans/Gerda")),
        (["Anrede", "Vorname", "Nachname"], ["Herr und Frau", "Hans", "Krause"]),
        (["Anrede", "Vorname", "Nachname"], ["Familie", "", "Krause"]),
    ],
)
def test_two_people_in_a_row_are_asked_about(head, row):
    assert read_name(one([*head, "Telefon"], [*row, "0228 614074"])).problems == (TWO_PEOPLE,)


def test_two_people_in_two_lines_of_a_cell_are_asked_about():
    (line,) = read(b'Name;Telefon\n"Hans Krause\nGerda Krause";0228 614074\n').lines
    assert read_name(line.cells).problems == (TWO_PEOPLE,)


@pytest.mark.parametrize(
    "name",
    [
        *("Anna von und zu Stein", "von und zu Stein, Anna", "Karl Freiherr vom und zum Berg", "Hans U. Krause"),
        *("Martin, Hans", "Werner, Erika Maria", "Große, Mechthild, Dr.", "Krause, Hans-Peter", "Erika Familiari"),
        *("Otto Mitterer", "Dr. Martin, Anna Lena Maria"),
    ],
)
def test_one_person_is_not_asked_about(name):
    assert read_name({"Name": name}).problems == ()


@pytest.mark.parametrize("name", ["N.N.", "NN", "noch offen", "Name folgt"])
def test_a_place_that_is_only_reserved_is_asked_about(name):
    assert read_name({"Name": name}).problems == (NO_NAME_YET,)


@pytest.mark.parametrize(
    ("full", "salutation", "first", "last"),
    [
        ("Herr Hans Krause", "herr", "Hans", "Krause"),
        ("Frau Dr. Mechthild Große", "frau", "Mechthild", "Dr. Große"),
        ("Frau Krause, Gerda", "frau", "Gerda", "Krause"),
        ("Krause, Frau Gerda", "frau", "Gerda", "Krause"),
        ("Herrn Pfr. i. R. Klaus Meier", "herr", "Klaus", "Pfr. i.R. Meier"),
        ("PD Dr. Anna Muster", "", "Anna", "PD Dr. Muster"),
        ("Pfarrer Klaus Meier", "", "Klaus", "Pfarrer Meier"),
        ("Prof. Dr. Karl von der Heide", "", "Karl", "Prof. Dr. von der Heide"),
        ("Dipl.-Ing. Karl Muster", "", "Karl", "Dipl.-Ing. Muster"),
        ("Dr Karl Muster", "", "Karl", "Dr Muster"),
        ("Große, Mechthild, Dr.", "", "Mechthild", "Dr. Große"),
        ("Karl Muster jun.", "", "Karl", "Muster jun."),
        ("Li Ma", "", "Li", "Ma"),
        ("Herr Krause", "herr", "", "Krause"),
        ("Maria Pastor", "", "Maria", "Pastor"),
    ],
)
def test_salutation_and_titles_are_kept(full, salutation, first, last):
    name = name_in(full)
    assert (name.salutation, name.first, name.last) == (salutation, first, last)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Titel": "Dr.", "Vorname": "Anna", "Nachname": "Muster"}, ("", "Anna", "Dr. Muster")),
        ({"Titel": "Dr.", "Name": "Dr. Anna Muster"}, ("", "Anna", "Dr. Muster")),
        ({"Titel": "Frau Prof. Dr.", "Vorname": "Anna", "Nachname": "Muster"}, ("frau", "Anna", "Prof. Dr. Muster")),
        ({"Anrede": "Herr Dr.", "Vorname": "Karl", "Nachname": "Muster"}, ("herr", "Karl", "Dr. Muster")),
        ({"Anrede": "Frau Dr", "Vorname": "Anna", "Nachname": "Muster"}, ("frau", "Anna", "Dr Muster")),
        ({"Anrede": "Sehr geehrte Frau", "Vorname": "Anna", "Nachname": "Muster"}, ("frau", "Anna", "Muster")),
        ({"Vorname": "Frau Anna", "Nachname": "Muster"}, ("frau", "Anna", "Muster")),
        ({"Nachname, Vorname": "Krause Hans Peter"}, ("", "Hans Peter", "Krause")),
        ({"Nachname, Vorname": "von der Heide Ulla"}, ("", "Ulla", "von der Heide")),
    ],
)
def test_names_from_several_columns(cells, expected):
    name = read_name(cells).name
    assert (name.salutation, name.first, name.last) == expected


@pytest.mark.django_db
def test_what_the_portal_has_no_place_for_is_told():
    head = ["Anrede", *HEAD, "Funktion"]
    (verdict,) = foresee(make_event(), read(table(head, ["Schwester", *ANNA, "Kassiererin"])).lines)
    assert (verdict.fate, verdict.sentences) == (
        Fate.NEW,
        (
            "Die Anrede „Schwester“ kennt das Portal nicht.",
            "„Kassiererin“ in der Spalte „Mitarbeit“ kennt das Portal nicht.",
        ),
    )


@pytest.mark.django_db
def test_a_remark_is_not_cut_off():
    (verdict,) = foresee(make_event(), read(table([*HEAD, "Bemerkung"], [*ANNA, "x" * 1001])).lines)
    assert verdict.sentences == ("Die Bemerkung ist zu lang: Sie hat 1001 Zeichen, höchstens 1000 sind möglich.",)


def test_a_cell_of_more_text_than_fits_keeps_its_row_out():
    (line,) = read(table([*HEAD, "Büro"], [*ANNA, "x" * 2001])).lines
    problem = "In der Spalte „Seniorenbüro oder Einrichtung“ stehen 2001 Zeichen. Bitte kürzen Sie den Text."
    assert line.problems == (problem,)


def test_more_text_than_a_page_can_send_along_is_refused(monkeypatch):
    monkeypatch.setattr("events.people.exchange.reading.MOST_TEXT", 20)
    with pytest.raises(FileProblem, match="sehr viel Text"):
        read(table(HEAD, ANNA, BERTA))


# --- how somebody is reached ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("postcode", "town", "expected"),
    [
        ("1067", "Dresden", ("01067", "Dresden")),
        ("1067,0", "Dresden", ("01067", "Dresden")),
        ("", "1067 Dresden", ("01067", "Dresden")),
        ("44 137", "Dortmund", ("44137", "Dortmund")),
        ("", "44 137 Dortmund", ("44137", "Dortmund")),
        ("D-44137", "Dortmund", ("44137", "Dortmund")),
        ("44137,0", "Dortmund", ("44137", "Dortmund")),
        ("59227", "", ("59227", "Ahlen")),
        ("6411 AB", "Heerlen", ("6411 AB", "Heerlen")),
        ("1067", "", ("1067", "")),
        ("5020", "Salzburg", ("5020", "Salzburg")),
        ("123456", "Ahlen", ("123456", "Ahlen")),
        ("", "Ahlen", ("", "Ahlen")),
    ],
)
def test_postcodes_as_spreadsheets_leave_them(postcode, town, expected):
    found = read_postcode(postcode, town)
    assert found[:2] == expected
    assert bool(found[2]) == expected[0].startswith("01067")


@pytest.mark.django_db
@pytest.mark.parametrize("between", [", ", " / ", "\n"])
def test_telephone_and_address_may_stand_in_one_cell(between):
    content = f'Name;Telefon / E-Mail\nErika Muster;"a@example.org{between}0228 614074"\n'.encode()
    take_in(make_event(), read(content).lines, number=uuid4(), by=make_user())
    person = Registration.objects.get()
    assert (person.email, person.phone) == ("a@example.org", "+49228614074")


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["Erika Beispiel <a@example.org>", "mailto:a@example.org", "<a@example.org>"])
def test_an_address_may_come_with_a_name(said):
    (line,) = read(table(["Name", "Mail"], ["Erika Beispiel", said])).lines
    with_programme = ListedRow(line, SimpleNamespace(days=[], items={}))
    assert with_programme.application.person.email == "a@example.org"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ring 1, 59227 Ahlen", ("Ring 1", "59227 Ahlen")),
        ("Ring 1\n59227 Ahlen", ("Ring 1", "59227 Ahlen")),
        ("Ring 1, D-59227 Ahlen", ("Ring 1", "D-59227 Ahlen")),
        ("Ring 1", ("Ring 1", "")),
        ("Haus Süd, Ring 1, 59227 Ahlen", ("Haus Süd, Ring 1, 59227 Ahlen", "")),
    ],
)
def test_an_address_may_stand_in_one_cell(said, expected):
    assert split_address(said) == expected


@pytest.mark.django_db
def test_a_number_that_a_spreadsheet_has_rounded_is_no_telephone_number():
    (line,) = read(table(["Name", "Telefon"], ["Erika Beispiel", "4,92286E+11"])).lines
    assert ListedRow(line, SimpleNamespace(days=[], items={})).application is None


# --- out and in again -------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("write", [csv_file, xlsx_file])
@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''-x", "'n Abend", "- keine -", "-", "+49 228 614074", "_x000D_", "a;b"]
)
def test_every_text_comes_in_as_it_went_out(write, text):
    event, other = make_event(), make_event()
    register(event, make_person("Erika", "Muster", email="a@example.org", institution=text))
    take_in(other, read(write(event)).lines, number=uuid4(), by=make_user())
    assert other.registrations.get().institution == text


@pytest.mark.django_db
def test_a_workshop_with_a_semicolon_in_its_title_comes_in_again():
    event, other = make_event(workshops=[5, 5]), make_event(workshops=[5, 5])
    Item.objects.filter(title="Werkstatt B").update(title="Singen; Tanzen und mehr")
    register(event, make_person("Erika", "Muster", email="a@example.org"), wishes=wish(event, "A"))
    content = csv_file(event).replace(b"Werkstatt A", b'"Singen; Tanzen und mehr; Werkstatt A"')
    take_in(other, read(content).lines, number=uuid4(), by=make_user())
    chosen = other.registrations.get().bookings.order_by("wish")
    assert [one.item.title for one in chosen] == ["Singen; Tanzen und mehr", "Werkstatt A"]
