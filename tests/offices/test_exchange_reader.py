import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets.formulas import guarded, kept, shown
from core.sheets.table import AT_THE_CONSOLE, IN_A_REQUEST, MOST_BYTES, SAVE_AS, FileProblem
from offices.exchange.table import read

REAL = Path(__file__).parents[2] / "offices" / "data" / "seniorenbueros_nrw.csv"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100)


def cells(content):
    return [line.cells for line in read(content).lines]


def test_the_real_list_has_39_rows_with_the_numbers_of_their_lines():
    lines = read(REAL.read_bytes()).lines

    assert [line.number for line in lines] == list(range(2, 41))
    assert lines[6].cells["sprechzeiten"] == "Außensprechstunde Werne: jeden 1. Donnerstag im Monat 10 bis 12 Uhr"
    assert {line.notes + line.problems for line in lines} == {()}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_way_of_saving_a_table_is_read_alike(delimiter, encoding, newline):
    text = newline.join([delimiter.join(["name", "ort"]), delimiter.join(["Büro Süd", "Köln"]), ""])

    assert cells(text.encode(encoding)) == [{"name": "Büro Süd", "ort": "Köln"}]


def test_the_separator_line_of_excel_is_obeyed_and_counted():
    table = read(b"sep=;\r\nname;ort\r\nA, B;Ahlen\r\n")

    assert [(line.number, line.cells) for line in table.lines] == [(3, {"name": "A, B", "ort": "Ahlen"})]


def test_several_values_with_semicolons_do_not_make_a_comma_file_a_semicolon_file():
    content = b"ort,name,angebote\nAhlen,A,Tanz; Skat; Chor; Kunst\n"

    assert cells(content) == [{"ort": "Ahlen", "name": "A", "angebote": "Tanz; Skat; Chor; Kunst"}]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Auch bekannt als", "auch_bekannt_als"),
        ("AUCH_BEKANNT_ALS", "auch_bekannt_als"),
        ("E-Mail", "email"),
        ("eMail", "email"),
        ("Träger", "traeger"),
        ("Traeger", "traeger"),
        ("Postleitzahl", "plz"),
        ("Öffnungszeiten", "sprechzeiten"),
        ("  Telefon ", "telefon"),
        ("BaS-Mitglied", "bas_mitglied"),
        ("Gründungsjahr", "gruendungsjahr"),
    ],
)
def test_headings_are_understood_in_every_spelling(heading, column):
    assert cells(f"{heading};Ort;Name\nx;Ahlen;A\n".encode()) == [{column: "x", "ort": "Ahlen", "name": "A"}]


def test_a_title_may_stand_above_the_header():
    table = read(b"Liste der B\xc3\xbcros,,\n,,\nname,ort,fax\nA,Ahlen,\n")

    assert [(line.number, line.cells) for line in table.lines] == [(4, {"name": "A", "ort": "Ahlen", "fax": ""})]


def test_unknown_columns_are_named_and_left_out():
    table = read(b"name,ort,Lieblingsfarbe,Hut\nA,Ahlen,blau,rot\n")

    assert table.lines[0].cells == {"name": "A", "ort": "Ahlen"}
    assert table.hints == (
        "Diese Spalten kennt das Verzeichnis nicht, sie wurden nicht gelesen: „Lieblingsfarbe“, „Hut“.",
    )


def test_empty_rows_are_skipped_and_numbers_stay_those_of_the_file():
    assert [line.number for line in read(b"name,ort\n\nA,Ahlen\n,\n  , \nB,Beckum\n").lines] == [3, 6]


def test_a_cell_with_line_breaks_is_one_cell_and_later_numbers_stay_right():
    lines = read(b'name,ort,hinweis\n"A","Ahlen","eins\nzwei"\nB,Beckum,\n').lines

    assert [(line.number, line.cells["hinweis"]) for line in lines] == [(2, "eins\nzwei"), (4, "")]


def test_a_row_with_too_many_cells_has_a_problem():
    [line] = read(b"name,ort,hinweis\nA,Ahlen,vier Infocenter, 36 Stellen\n").lines

    assert line.problems == (
        "Die Zeile hat 4 Zellen, die Kopfzeile nur 3. Steht ein Text mit Trennzeichen ohne Anführungszeichen?",
    )


def test_a_row_with_too_few_cells_says_nothing_about_the_missing_ones():
    [line] = read(b"name,ort,hinweis\nA,Ahlen\n").lines

    assert line.cells == {"name": "A", "ort": "Ahlen"}
    assert line.notes == ("Die Zeile hat nur 2 von 3 Zellen; was fehlt, bleibt unverändert.",)


NO_HEADER = (
    "Die Datei hat keine Kopfzeile mit Spaltennamen. "
    "In der ersten Zeile müssen mindestens die Spalten „name“ und „ort“ stehen."
)
BROKEN_QUOTE = (
    "In Zeile {} beginnt ein Anführungszeichen, das nicht richtig geschlossen wird. "
    "Bitte ergänzen Sie das zweite Anführungszeichen oder löschen Sie das erste."
)
BROKEN_FILES = {
    "nothing": (b"", "Die Datei ist leer. Bitte wählen Sie die Datei mit Ihrer Tabelle."),
    "only blanks": (b" \r\n\r\n ", "Die Datei ist leer. Bitte wählen Sie die Datei mit Ihrer Tabelle."),
    "a picture": (PNG, f"Die Datei ist ein Bild, keine Tabelle. {SAVE_AS}"),
    "a photo": (JPEG, f"Die Datei ist ein Bild, keine Tabelle. {SAVE_AS}"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3", f"Die Datei ist eine PDF-Datei, keine Tabelle. {SAVE_AS}"),
    "a page": (
        b"<!DOCTYPE html><html><title>name,ort</title>",
        f"Die Datei ist eine Internetseite, keine Tabelle. {SAVE_AS}",
    ),
    "a gzip": (b"\x1f\x8b\x08\x00", f"Die Datei ist ein gepacktes Archiv, keine Tabelle. {SAVE_AS}"),
    "old excel": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50),
        "Das ist eine Excel-Datei im alten Format (.xls) oder mit Kennwort. "
        "Speichern Sie sie in Excel ohne Kennwort als .xlsx und versuchen Sie es noch einmal.",
    ),
    "null bytes": (
        b"name,ort\nA\x00,Ahlen\n",
        f"Die Datei enthält Nullbytes und ist deshalb keine lesbare Tabelle. {SAVE_AS}",
    ),
    "mixed encodings": (
        "name,ort\nBüro,Köln\n".encode() + "Bücher,Düren\n".encode("windows-1252"),
        f"Die Umlaute der Datei lassen sich nicht sicher lesen. {SAVE_AS}",
    ),
    "bytes of no letter": (
        b"name,ort\nA\x81\x8d,Ahlen\n",
        f"Die Umlaute der Datei lassen sich nicht sicher lesen. {SAVE_AS}",
    ),
    "half a utf-16": (
        b"\xff\xfen\x00a\x00m",
        f"Die Umlaute der Datei lassen sich nicht sicher lesen. {SAVE_AS}",
    ),
    "no header": (b"Seniorenb\xc3\xbcro,Ahlen\nB,Beckum\n", NO_HEADER),
    "a letter": (b"Sehr geehrte Damen und Herren,\nanbei die Liste.\n", NO_HEADER),
    "no name": (
        b"ort,telefon\nAhlen,1\n",
        "Es fehlt die Spalte „name“. Bitte ergänzen Sie die Kopfzeile der Tabelle.",
    ),
    "no name, no town": (
        b"telefon,fax\n1,2\n",
        "Es fehlen die Spalten „name“ und „ort“. Bitte ergänzen Sie die Kopfzeile der Tabelle.",
    ),
    "a column twice": (
        "name,ort,Straße,strasse\nA,Ahlen,x,y\n".encode(),
        "Die Spalte „strasse“ kommt zweimal vor. Bitte löschen Sie eine davon.",
    ),
    "header alone": (
        b"name,ort\n\n",
        "Unter der Kopfzeile steht keine Zeile mit Angaben. Bitte prüfen Sie die Datei.",
    ),
    "open quote to the end": (b'name,ort\nA,Ahlen\n"B,Beckum\nC,Selm\n', BROKEN_QUOTE.format(3)),
    "open quote before a closed one": (
        b'name,ort,hinweis\n"A,Ahlen,x\nB,Beckum,"vier, f\xc3\xbcnf"\n',
        BROKEN_QUOTE.format(2),
    ),
    "open quote within several lines": (
        b'name,ort\nA,"Ahlen\nWestfalen"\nB,Beckum\n\nC,"Selm\nD,Bork\n',
        BROKEN_QUOTE.format(6),
    ),
    "open quote after the separator line": (b'sep=;\nname;ort\n"A;Ahlen\n', BROKEN_QUOTE.format(3)),
    "text after a closed quote": (b'name,ort\n"Haus" am See,Ahlen\n', BROKEN_QUOTE.format(2)),
    "open quote in a long file": (b'name,ort\n"A,Ahlen\n' + b"B,Beckum\n" * 30_000, BROKEN_QUOTE.format(2)),
    "an endless cell": (
        b"name,ort\n" + b"A" * 200_000 + b",Ahlen\n",
        f"Eine Zelle der Datei ist viel zu lang für eine Tabelle. {SAVE_AS}",
    ),
    "too many rows": (
        b"name,ort\n" + b"A,Ahlen\n" * IN_A_REQUEST.rows,
        "Die Tabelle hat mehr als 310 Zeilen. Bitte teilen Sie sie in mehrere Dateien auf.",
    ),
    "too much text": (
        b"name,ort\n" + b" " * IN_A_REQUEST.text,
        "Die Datei hat mehr als 2 MB Text. Bitte teilen Sie die Tabelle in mehrere Dateien auf.",
    ),
    "too many bytes": (
        b"name,ort\n" + b" " * MOST_BYTES,
        "Die Datei ist größer als 10 MB. Bitte teilen Sie die Tabelle in mehrere Dateien auf.",
    ),
}


@pytest.mark.parametrize("what", BROKEN_FILES)
def test_a_broken_file_gets_one_sentence_that_says_what_to_do(what):
    content, sentence = BROKEN_FILES[what]

    with pytest.raises(FileProblem) as problem:
        read(content)

    assert str(problem.value) == sentence


def test_the_console_takes_more_rows_than_a_page():
    rows = IN_A_REQUEST.rows + 100

    assert len(read(b"name,ort\n" + b"A,Ahlen\n" * rows, AT_THE_CONSOLE).lines) == rows


def test_a_line_of_delimiters_is_refused_before_it_becomes_cells():
    with pytest.raises(FileProblem, match=r"mehr als 20\.000 Zellen gefüllt"):
        read(b"name;ort\n" + b";" * 900_000)


def test_a_table_wider_than_anybody_reads_is_refused():
    with pytest.raises(FileProblem, match="mehr als 100 Spalten"):
        read(b"name;ort\nA;Ahlen" + b";" * 100 + b"x\n")


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_table_or_a_sentence(content):
    try:
        outcome = read(b"name,ort\n" + content).lines
    except FileProblem as problem:
        outcome = str(problem)

    assert outcome


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip))
def test_what_is_guarded_against_formulas_comes_back_unchanged(text):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([["name", "ort"], ["A", guarded(text)]])

    assert read(file.getvalue().encode()).lines[0].cells["ort"] == text


@given(st.text(st.sampled_from("'=+-@| \tA1(5"), max_size=8).map(str.strip))
def test_a_guard_comes_off_again_whatever_stands_behind_it(text):
    assert (shown(guarded(text)), shown(kept(text))) == (text, text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "-2+3",
        "+A1",
        "@SUMME(A1)",
        "'=1+1",
        "''@x",
        "\t=1",
        " =1",
        "-1-2",
        "+49-228-614074",
        "- A1",
        "- x|y",
        "＝1",
    ],
)
def test_what_a_spreadsheet_could_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        *("", "Büro", "0228 61 40 74", "'n Abend", "'"),
        *("+49 228 614074", "+49228614074", "+49 (0)228 61 40 74", "-", "--", "-5", "-5,50", "+3"),
        *("- keine -", "- keine Angabe", "- bitte anrufen, danke!"),
    ],
)
def test_what_no_formula_can_be_made_of_stays_as_it_is(text):
    assert guarded(text) == text
