"""Numbers as a sheet shows them, and workbooks as different programs write them."""

import pytest
from openpyxl.styles import Font

from core.sheets.number_formats import iso_moment, number_format, shown_number
from core.sheets.table import FileProblem, Limits
from offices.exchange.table import read
from tests.spreadsheets import packed, repacked, xlsx


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1067", "00000", "01067"),
        ("1067", "", "1067"),
        ("1067", "General", "1067"),
        ("1067", '"D-"00000', "D-01067"),
        ("228614074", '"0"#', "0228614074"),
        ("44137.0", "0", "44137"),
        ("2.28614074E8", "", "228614074"),
        ("49171123456789", "0", "49171123456789"),
        ("51.759999999999998", "0.00", "51.76"),
        ("44053", "dd/mm/yyyy", "10.08.2020"),
        ("44053", r"[$-407]d\\.\\ mmmm\\ yyyy;@", "10.08.2020"),
        ("44053.604166666664", "dd.mm.yyyy hh:mm", "10.08.2020 14:30 Uhr"),
        ("44053.0", "dd.mm.yyyy hh:mm", "10.08.2020"),
        ("0.375", "h:mm", "09:00 Uhr"),
        ("12", '0 "Stunden"', "12"),
        ("1e999", "0", "1e999"),
        ("kein", "0", "kein"),
        ("99999999", "dd.mm.yyyy", "99999999"),
    ],
)
def test_a_number_is_what_the_sheet_shows(value, code, text):
    assert shown_number(value, number_format(code)) == text


def test_formats_that_need_no_code_and_the_calendar_of_old_macs():
    assert shown_number("44053", number_format("", 14)) == "10.08.2020"
    assert shown_number("0.375", number_format("", 20)) == "09:00 Uhr"
    assert shown_number("42591", number_format("", 14), is_mac=True) == "10.08.2020"
    assert shown_number("59", number_format("", 14)) == "28.02.1900"


@pytest.mark.parametrize(
    ("said", "text"),
    [("2020-08-10", "10.08.2020"), ("2020-08-10T14:30:00", "10.08.2020 14:30 Uhr"), ("irgendwann", "irgendwann")],
)
def test_days_in_words_of_the_standard(said, text):
    assert iso_moment(said) == text


# --- workbooks --------------------------------------------------------------------------------------------------

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
HEAD = "<row><c t='inlineStr'><is><t>name</t></is></c><c t='inlineStr'><is><t>ort</t></is></c></row>"


def rows_of(xml, **more):
    return [line.cells for line in read(repacked(xlsx(["name", "ort"]), sheet1=SHEET.format(HEAD + xml), **more)).lines]


def test_cells_that_do_not_say_where_they_stand_come_one_after_the_other():
    assert rows_of("<row><c t='str'><v>A</v></c><c t='str'><v>Ahlen</v></c></row>") == [{"name": "A", "ort": "Ahlen"}]


def test_prefixes_single_quotes_and_spoken_forms_make_no_difference():
    xml = (
        "<x:row r='2' xmlns:x='y'><x:c r='A2' t='inlineStr'><x:is><x:r><x:t>A</x:t></x:r><x:rPh><x:t>ei</x:t></x:rPh>"
        "</x:is></x:c><x:c r='B2' t='str'><x:v>Ah_x006C_en</x:v></x:c></x:row>"
    )
    assert rows_of(xml) == [{"name": "A", "ort": "Ahlen"}]


def test_a_cell_far_away_in_single_quotes_is_refused_as_in_double_ones():
    with pytest.raises(FileProblem, match="mehr als 100 Spalten"):
        rows_of("<row r='2'><c r='XFD2' t='str'><v>x</v></c></row>")


def test_hidden_rows_other_sheets_and_struck_texts_are_told():
    def change(book):
        book.active.row_dimensions[3].hidden = True
        book.active["A2"].font = Font(strike=True)

    table = read(xlsx(["name", "ort"], ["A", "Ahlen"], ["B", "Beckum"], change=change, Alt=[["name", "ort"]]))

    assert [line.cells["name"] for line in table.lines] == ["A"]
    assert table.lines[0].notes == ("In der Spalte „Name“ ist der Text durchgestrichen.",)
    assert table.hints == (
        "Zeile 3 ist in Ihrer Tabelle ausgeblendet und wurde nicht gelesen. "
        "Blenden Sie sie ein, wenn sie mitzählen sollen.",
        "Das Blatt „Alt“ wurde nicht gelesen.",
    )


def test_a_column_without_a_heading_is_told():
    hints = read(b"name;;ort\nA;wichtig;Ahlen\n").hints
    assert hints == ("Über der Spalte B steht nichts. Sie wurde nicht gelesen.",)


FEW = Limits(rows=50, cells=100, unpacked=500_000)


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        ("<row/>" * 2_000, "ausgepackt viel zu groß"),
        (" " * 600_000, "ausgepackt viel zu groß"),
        (f"<row r='{'1' * 300_000}'/>", "viel zu lang"),
        ("<row><c t='s'><v>99</v></c></row>", "beschädigt"),
    ],
)
def test_what_would_keep_the_portal_busy_is_refused(xml, sentence):
    with pytest.raises(FileProblem, match=sentence):
        read(repacked(xlsx(["name", "ort"]), sheet1=SHEET.format(HEAD + xml)), FEW)


def test_an_archive_of_thousands_of_parts_is_refused():
    with pytest.raises(FileProblem, match="ausgepackt viel zu groß"):
        read(packed({"xl/workbook.xml": ""} | {f"part{number}": "" for number in range(2_001)}))
