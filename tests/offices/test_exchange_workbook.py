import io
import re
import zipfile
from datetime import date, time

import pytest
from openpyxl import Workbook

from core.sheets.table import IN_A_REQUEST, SAVE_AS, FileProblem, Limits
from offices.exchange.table import read

BROKEN = (
    "Die Datei ist beschädigt und lässt sich nicht lesen. "
    "Bitte öffnen Sie sie in Ihrem Tabellenprogramm, speichern Sie sie neu und versuchen Sie es noch einmal."
)


def workbook(*rows, change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content, **members):
    """The workbook with some members replaced; keys are the last parts of their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, members.get(key, old.read(name)))
    return file.getvalue()


def test_values_become_the_text_a_person_would_type():
    content = workbook(
        ["Name", "Ort", "PLZ", "Lat", "Geprüft am", "BaS-Mitglied", "Gründungsjahr", "Sprechzeiten"],
        ["Büro", "Köln", 59227.0, 51.76, date(2020, 8, 10), True, 1998, time(9)],
    )

    assert read(content).lines[0].cells == {
        "name": "Büro",
        "ort": "Köln",
        "plz": "59227",
        "lat": "51.76",
        "geprueft_am": "10.08.2020",
        "bas_mitglied": "ja",
        "gruendungsjahr": "1998",
        "sprechzeiten": "09:00 Uhr",
    }


def test_rows_have_the_numbers_that_excel_shows_and_empty_ones_are_skipped():
    content = workbook(["name", "ort"], [None, None], ["A", "Ahlen"], [None, "  "], ["B", "Beckum"])

    assert [line.number for line in read(content).lines] == [3, 5]


def test_the_end_of_a_row_may_be_empty():
    [line] = read(workbook(["name", "ort", "hinweis", "fax"], ["A", "Ahlen"])).lines

    assert (line.cells, line.notes) == ({"name": "A", "ort": "Ahlen", "hinweis": "", "fax": ""}, ())


def test_the_first_sheet_with_column_names_is_read():
    def more(book):
        sheet = book.create_sheet("Büros")
        sheet.append(["ort", "name"])
        sheet.append(["Ahlen", "A"])

    assert read(workbook(["Bitte lesen"], ["Erläuterung"], change=more)).lines[0].cells == {
        "ort": "Ahlen",
        "name": "A",
    }


def test_a_formula_without_a_result_is_told_and_says_nothing():
    [line] = read(workbook(["name", "ort", "hinweis"], ["A", "Ahlen", "=1+1"])).lines

    assert line.cells == {"name": "A", "ort": "Ahlen"}
    assert line.notes == ("Die Zelle C2 enthält eine Formel ohne gespeichertes Ergebnis und wurde nicht gelesen.",)


def test_a_formula_counts_with_its_saved_result():
    content = workbook(["name", "ort"], ["A", "=B9"])
    saved = re.sub('<c r="B2">.*?</c>', '<c r="B2" t="str"><f>B9</f><v>Ahlen</v></c>', sheet_of(content))

    assert read(repacked(content, sheet1=saved)).lines[0].cells == {"name": "A", "ort": "Ahlen"}


def test_an_error_in_a_cell_is_told_and_says_nothing():
    [line] = read(workbook(["name", "ort", "hinweis"], ["A", "Ahlen", "#REF!"])).lines

    assert line.cells == {"name": "A", "ort": "Ahlen"}
    assert line.notes == ("Die Zelle C2 zeigt den Fehler #REF! und wurde nicht gelesen.",)


def test_what_stands_in_cells_merged_downwards_is_true_of_all_their_rows():
    content = workbook(
        ["name", "ort", "traeger"],
        ["A", "Ahlen", "Stadt Ahlen"],
        ["B", "Ahlen", None],
        change=lambda book: book.active.merge_cells("C2:C3"),
    )

    assert [line.cells["traeger"] for line in read(content).lines] == ["Stadt Ahlen", "Stadt Ahlen"]


def test_of_cells_merged_sideways_only_the_first_has_the_value_and_the_others_are_told():
    content = workbook(
        ["name", "ort", "traeger"], ["A", "Ahlen", None], change=lambda book: book.active.merge_cells("B2:C2")
    )

    [line] = read(content).lines
    assert line.cells == {"name": "A", "ort": "Ahlen"}
    assert line.notes == ("Die Zelle C2 ist mit B2 verbunden. Der Wert gilt nur für B2.",)


def sheet_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_sheet_merged_from_corner_to_corner_is_read_all_the_same():
    content = workbook(["name", "ort"], ["A", "Ahlen"])
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="D4:XFD1048576"/></mergeCells>'
    sheet = sheet_of(content).replace("</sheetData>", merged)

    assert [line.cells for line in read(repacked(content, sheet1=sheet)).lines] == [{"name": "A", "ort": "Ahlen"}]


def test_what_a_sheet_says_about_its_own_size_is_not_believed():
    content = workbook(["name", "ort"], ["A", "Ahlen"])
    sheet = sheet_of(content).replace('ref="A1:B2"', 'ref="A1:XFD1048576"')

    assert [line.number for line in read(repacked(content, sheet1=sheet)).lines] == [2]


def archive_with(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


GOOD = workbook(["name", "ort"], ["A", "Ahlen"])
TOO_LARGE = "Die Datei ist ausgepackt viel zu groß. Bitte kopieren Sie nur die Zeilen mit Angaben in eine neue Tabelle."
BROKEN_BOOKS = {
    "cut off": (lambda: GOOD[:900], BROKEN),
    "no xml": (lambda: repacked(GOOD, sheet1="Hallo"), BROKEN),
    "workbook of nothing": (lambda: archive_with(xl__workbook_xml=""), BROKEN),
    "entities": (
        lambda: repacked(GOOD, sheet1='<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
        BROKEN,
    ),
    "a zip of letters": (
        lambda: archive_with(brief_txt="Hallo"),
        f"Die Datei ist ein Archiv oder ein Dokument, keine Tabelle. {SAVE_AS}",
    ),
    "a bomb": (lambda: repacked(GOOD, sheet1=b" " * (IN_A_REQUEST.unpacked + 1)), TOO_LARGE),
    "no columns": (
        lambda: workbook(["Liste", "2026"], [1, 2]),
        "Die Datei hat keine Kopfzeile mit Spaltennamen. "
        "In der ersten Zeile müssen mindestens die Spalten „name“ und „ort“ stehen.",
    ),
    "empty": (
        workbook,
        "Die Datei hat keine Kopfzeile mit Spaltennamen. "
        "In der ersten Zeile müssen mindestens die Spalten „name“ und „ort“ stehen.",
    ),
}


@pytest.mark.parametrize("what", BROKEN_BOOKS)
def test_a_broken_workbook_gets_one_sentence(what):
    content, sentence = BROKEN_BOOKS[what]

    with pytest.raises(FileProblem) as problem:
        read(content())

    assert str(problem.value) == sentence


def test_a_sheet_of_too_many_rows_is_refused():
    with pytest.raises(FileProblem) as problem:
        read(workbook(["name", "ort"], *[["A", "Ahlen"]] * 3), Limits(rows=3, cells=100, unpacked=1_000_000))

    assert str(problem.value) == "Die Tabelle hat mehr als 3 Zeilen. Bitte teilen Sie sie in mehrere Dateien auf."
