"""Lists of people as people have them: from a Mac, from Excel with its postcodes, with two people in a row."""

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from core.language.names import name_in
from core.sheets.table import LONGEST_CELL, FileProblem, Limits
from events.models import Registration
from events.people.exchange.intake import Fate
from events.people.exchange.reading import read
from tests.events.lists import foresee, take_in
from tests.events_factories import make_event
from tests.factories import make_user

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[1] / "samples" / "cases"


def registered(content):
    event = make_event()
    lines = read(content).lines
    verdicts = take_in(event, lines, number=uuid4(), by=make_user())
    return list(Registration.objects.order_by("pk")), verdicts


def sheet(*rows, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in formats:
        book.active[place].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_list_that_excel_for_mac_has_written():
    (person,), _ = registered((CASES / "participants_excel_for_mac.csv").read_bytes())
    assert (person.name, person.town) == ("Jürgen Müller-Schäfer", "Köln")


@pytest.mark.parametrize("encoding", ["mac-roman", "windows-1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_umlauts_stay_whatever_program_has_written_them(encoding, end):
    text = end.join(["Vorname;Nachname;E-Mail", "Käthe;Größlin-Öztürk;k@example.org", ""])
    (person,), _ = registered(text.encode(encoding))
    assert person.name == "Käthe Größlin-Öztürk"


def test_a_postcode_with_decimals_is_a_postcode():
    (person,), _ = registered((CASES / "participants_decimal_postcode.csv").read_bytes())
    assert (person.postcode, person.town) == ("44137", "Dortmund")


def test_a_postcode_is_what_the_sheet_shows_and_two_numbers_are_asked_about():
    event = make_event()
    lines = read((CASES / "participants_postcode_format.xlsx").read_bytes()).lines
    assert any("01067" in line.cells.values() for line in lines)
    for verdict in foresee(event, lines):
        assert verdict.fate is Fate.NEW or "mehrere Telefonnummern" in " ".join(verdict.sentences)


def test_beside_the_first_name_name_is_the_surname():
    (person,), _ = registered("Name;Vorname;E-Mail\nGroße;Mechthild;m@example.org\n".encode())
    assert (person.first_name, person.last_name) == ("Mechthild", "Große")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Vorname;Nachname;Telefon", "Hans und Gerda;Krause;0228 614074"),
        ("Name;Telefon", "Hans und Gerda Krause;0228 614074"),
        ("Name;Telefon", "Krause, Hans u. Gerda;0228 614074"),
        ("Vorname;Nachname;Telefon", "Hans & Gerda;Krause;0228 614074"),
    ],
)
def test_two_people_in_a_row_are_asked_about(head, row):
    (verdict,) = foresee(make_event(), read(f"{head}\n{row}\n".encode()).lines)
    assert (verdict.fate, verdict.sentences[0][:31]) == (Fate.WRONG, "Hier stehen wohl zwei Personen.")


def test_somebody_with_one_name_is_registered():
    people, _ = registered(b"Vorname;Nachname;E-Mail\n;Cher;c@example.org\nMadonna;;m@example.org\n")
    assert [(one.first_name, one.last_name) for one in people] == [("", "Cher"), ("", "Madonna")]


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Dr. Mechthild Große", "Mechthild", "Dr. Große"),
        ("Große, Dr. Mechthild", "Mechthild", "Dr. Große"),
        ("Prof. Dr. med. Karl Muster", "Karl", "Prof. Dr. med. Muster"),
        ("Dipl.-Päd. Anna Lena Beispiel", "Anna Lena", "Dipl.-Päd. Beispiel"),
        ("Ulla von der Heide", "Ulla", "von der Heide"),
        ("Erika Beispiel", "Erika", "Beispiel"),
        ("Cher", "", "Cher"),
    ],
)
def test_a_title_goes_before_the_surname(full, first, last):
    assert (name_in(full).first, name_in(full).last) == (first, last)


def test_headings_as_people_write_them():
    head = "Name, Vorname;Straße, Hausnr.;PLZ/Ort;E-Mail-Adresse;Telefon/Mobil;Einrichtung;Bemerkungen"
    row = "Große, Mechthild;Ring 1;59227 Ahlen;m@example.org;0228 614074;AWO;Kommt später"
    (person,), _ = registered(f"Teilnehmende der Tagung\n\n{head}\n{row}\n".encode())
    assert (person.name, person.street, person.postcode, person.town) == ("Mechthild Große", "Ring 1", "59227", "Ahlen")
    assert (person.phone, person.institution, person.remarks) == ("+49228614074", "AWO", "Kommt später")


def test_the_town_comes_from_the_postcode():
    (person,), _ = registered("Vorname;Nachname;PLZ;Straße\nErika;Beispiel;59227;Ring 1\n".encode())
    assert person.town == "Ahlen"


# --- nothing stops the portal ---------------------------------------------------------------------------------


def test_a_cell_far_below_takes_no_longer_than_the_others():
    book = openpyxl.Workbook()
    book.active.append(["Vorname", "Nachname", "E-Mail"])
    book.active.append(["Anna", "Neu", "a@example.org"])
    book.active.cell(1_048_576, 3, "x")
    file = io.BytesIO()
    book.save(file)
    assert [line.number for line in read(file.getvalue()).lines] == [2, 1_048_576]


def test_rows_that_are_only_coloured_do_no_harm():
    book = openpyxl.Workbook()
    book.active.append(["Vorname", "Nachname", "E-Mail"])
    book.active.append(["Anna", "Neu", "a@example.org"])
    book.active.cell(70_000, 1).fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    file = io.BytesIO()
    book.save(file)
    assert len(read(file.getvalue()).lines) == 1


def with_longer_text(content):
    """Programs that write sheets cut such a text off."""
    longer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(longer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"Anna", b"A" * (LONGEST_CELL * 4 + 1)))
    return longer.getvalue()


def test_a_cell_too_long_for_a_table_is_refused():
    content = with_longer_text(sheet(["Vorname", "Nachname", "E-Mail"], ["Anna", "Neu", "a@example.org"]))
    with pytest.raises(FileProblem, match="viel zu lang"):
        read(content)


def test_more_filled_cells_than_anybody_waits_for_are_refused(monkeypatch):
    content = sheet(["Vorname", "Nachname", "E-Mail"], *[["Anna", "Neu", "a@example.org"]] * 40)
    monkeypatch.setattr("events.people.exchange.reading.LIMITS", Limits(rows=50, cells=100, unpacked=1_000_000))
    with pytest.raises(FileProblem, match="mehr als 100 Zellen gefüllt"):
        read(content)
    with pytest.raises(FileProblem, match="mehr als 100 Zellen gefüllt"):
        read("\n".join(["Vorname;Nachname;E-Mail", *["Anna;Neu;a@example.org"] * 40]).encode())
