"""Lists that LibreOffice has written."""

import pytest

from core.sheets.table import FileProblem, Limits
from offices.exchange.table import read
from tests.spreadsheets import ods, ods_cell, ods_of, ods_table, packed

HEAD = ["Name", "Ort", "Träger", "PLZ", "Geprüft am", "BaS-Mitglied", "Sprechzeiten"]


def cell(kind, text="", **values):
    said = " ".join(f'office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    return f'<table:table-cell office:value-type="{kind}" {said}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_values_become_the_text_a_person_would_type():
    values = row(
        *(ods_cell("Büro"), ods_cell("Köln"), ods_cell("Stadt & Land")),
        *(cell("float", "01067", value="1067"), cell("date", "10. Aug 20", date_value="2020-08-10T00:00:00")),
        *(cell("boolean", "WAHR", boolean_value="true"), cell("time", "09:00", time_value="PT09H00M00S")),
    )

    assert read(ods(HEAD, values)).lines[0].cells == {
        "name": "Büro",
        "ort": "Köln",
        "traeger": "Stadt & Land",
        "plz": "01067",
        "geprueft_am": "10.08.2020",
        "bas_mitglied": "ja",
        "sprechzeiten": "09:00 Uhr",
    }


def test_rows_have_the_numbers_that_the_program_shows():
    gap = row(ods_cell(""), more=' table:number-rows-repeated="3"')
    rest = row(ods_cell(""), more=' table:number-rows-repeated="1048500"')

    assert [line.number for line in read(ods(["Name", "Ort"], gap, ["A", "Ahlen"], rest)).lines] == [5]


def test_cells_that_are_the_same_stand_there_once():
    same = ods_cell("Ahlen", ' table:number-columns-repeated="2"')

    assert read(ods(["Name", "Ort", "Träger"], row(ods_cell("A"), same))).lines[0].cells["traeger"] == "Ahlen"


def test_lines_spaces_and_comments_of_a_cell():
    words = '<text:p>eins<text:s text:c="2"/>zwei</text:p><text:p>drei</text:p>'
    comment = "<office:annotation><text:p>Notiz</text:p></office:annotation>"
    said = f'<table:table-cell office:value-type="string">{comment}{words}</table:table-cell>'

    assert read(ods(["Name", "Ort", "Hinweis"], row(ods_cell("A"), ods_cell("Ahlen"), said))).lines[0].cells[
        "hinweis"
    ] == ("eins zwei\ndrei")


def test_merged_and_hidden_rows_and_formulas_without_a_result_are_as_in_a_workbook():
    table = read(
        ods(
            ["Name", "Ort", "Träger", "Hinweis"],
            row(ods_cell("A"), ods_cell("Ahlen"), ods_cell("Stadt", ' table:number-rows-spanned="2"')),
            row(
                ods_cell("B"),
                ods_cell("Ahlen"),
                "<table:covered-table-cell/>",
                '<table:table-cell table:formula="of:=1"/>',
            ),
            row(ods_cell("C"), ods_cell("Ahlen"), more=' table:visibility="filter"'),
        )
    )

    assert [line.cells["traeger"] for line in table.lines] == ["Stadt", "Stadt"]
    assert table.lines[1].notes == (
        "Die Zelle D3 enthält eine Formel ohne gespeichertes Ergebnis und wurde nicht gelesen.",
    )
    assert table.hints == (
        "Zeile 4 ist in Ihrer Tabelle ausgeblendet und wurde nicht gelesen. "
        "Blenden Sie sie ein, wenn sie mitzählen sollen.",
    )


def test_the_first_sheet_with_column_names_is_read_and_the_others_are_told():
    hidden = (
        '<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
    )
    sheets = (
        ods_table("Alt", ["Name", "Ort"], ["X", "Ahlen"], more=' table:style-name="ta2"'),
        ods_table("Erläuterung", ["Bitte lesen"]),
        ods_table("Büros", ["Name", "Ort"], ["A", "Ahlen"]),
    )
    table = read(
        ods_of(f"{hidden}<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>")
    )

    assert [line.cells["name"] for line in table.lines] == ["A"]
    assert table.hints == ("Das Blatt „Alt“ wurde nicht gelesen.", "Das Blatt „Erläuterung“ wurde nicht gelesen.")


def test_a_row_that_is_repeated_without_end_is_refused():
    many = row(ods_cell("A"), ods_cell("Ahlen"), more=' table:number-rows-repeated="1048576"')
    with pytest.raises(FileProblem, match="mehr als 50 Zeilen"):
        read(ods(["Name", "Ort"], many), Limits(rows=50, cells=1000, unpacked=1_000_000))


def test_a_cell_that_is_repeated_without_end_is_refused():
    with pytest.raises(FileProblem, match="mehr als 100 Spalten"):
        read(ods(["Name", "Ort"], row(ods_cell("A", ' table:number-columns-repeated="16384"'))))


MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"mimetype": MIMETYPE, "content.xml": "Hallo"}, "Die Datei ist beschädigt"),
        ({"mimetype": MIMETYPE}, "Die Datei ist beschädigt"),
        (
            {"mimetype": MIMETYPE, "content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"},
            "Die Datei ist mit einem Kennwort geschützt.",
        ),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "keine Tabelle"),
        ({"Index/Document.iwa": "x"}, "Das ist eine Datei des Programms Numbers."),
    ],
)
def test_a_file_that_is_no_such_table_gets_one_sentence(parts, sentence):
    with pytest.raises(FileProblem, match=sentence):
        read(packed(parts))
