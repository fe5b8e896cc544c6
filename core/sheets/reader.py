"""Bytes of a file → table. What it is shows in its content; its name is only the name."""

import csv
import io
import re
from collections.abc import Iterator

from core.sheets import opendocument, workbook
from core.sheets.archive import Archive
from core.sheets.table import (
    MOST_BYTES,
    SAVE_AS,
    Budget,
    FileProblem,
    Known,
    Limits,
    RawRow,
    Sheet,
    too_many_cells,
    too_much_text,
)

DELIMITERS = (",", ";", "\t")
MOST_DELIMITERS = 20  # for each cell that may be filled: some are empty, and a text may have commas of its own

# First bytes → what it is, as the sentence needs it.
_NO_TABLES = {
    b"\x89PNG\r\n\x1a\n": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"GIF8": "ein Bild",
    b"BM": "ein Bild",
    b"II*\x00": "ein Bild",
    b"MM\x00*": "ein Bild",
    b"RIFF": "ein Bild oder eine Tonaufnahme",
    b"%PDF": "eine PDF-Datei",
    b"{\\rtf": "ein Textdokument",
    b"\x1f\x8b": "ein gepacktes Archiv",
    b"7z\xbc\xaf": "ein gepacktes Archiv",
    b"Rar!": "ein gepacktes Archiv",
}
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TWICE_ENCODED = re.compile("Ã[¤¶¼Ÿ„–œ]")  # UTF-8 umlauts read as Windows-1252
# Umlauts and ß beside a letter, as either writes them.
_MAC_UMLAUT = re.compile(rb"(?<=[A-Za-z])[\x8a\x9a\x9f\xa7]|[\x80\x85\x86\x8a\x9a\x9f](?=[a-z])")
_WINDOWS_UMLAUT = re.compile(rb"(?<=[A-Za-z])[\xe4\xf6\xfc\xdf]|[\xc4\xd6\xdc\xe4\xf6\xfc](?=[a-z])")
_SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)  # Excel's own hint, above the header


def read_sheets(content: bytes, known: Known, limits: Limits) -> list[Sheet]:
    """All sheets of any table, at least one; `known` knows its columns. Raises FileProblem."""
    if len(content) > MOST_BYTES:
        raise FileProblem("Die Datei ist größer als 10 MB. Bitte teilen Sie die Tabelle in mehrere Dateien auf.")
    if not content.strip():
        raise FileProblem("Die Datei ist leer. Bitte wählen Sie die Datei mit Ihrer Tabelle.")
    budget = Budget(limits)
    if content.startswith(_ZIP):
        return _unpacked(Archive(content, budget))
    if content.startswith(_OLD_EXCEL):
        raise FileProblem(
            "Das ist eine Excel-Datei im alten Format (.xls) oder mit Kennwort. "
            "Speichern Sie sie in Excel ohne Kennwort als .xlsx und versuchen Sie es noch einmal."
        )
    _expect_text(content)
    if len(content) > limits.text:
        raise too_much_text(limits.text)
    return [Sheet("", _rows(_text(content), known, budget))]


def _unpacked(archive: Archive) -> list[Sheet]:
    if workbook.ROOT in archive.names:
        return workbook.read_sheets(archive)
    if b"opendocument.spreadsheet" in archive.begins("mimetype", 100):
        if b"encryption-data" in archive.begins("META-INF/manifest.xml", 20_000):
            raise FileProblem(f"Die Datei ist mit einem Kennwort geschützt. {SAVE_AS}")
        return opendocument.read_sheets(archive)
    if any(name.startswith("Index") for name in archive.names):
        raise FileProblem(
            "Das ist eine Datei des Programms Numbers. Wählen Sie dort „Ablage“, „Exportieren“ und „Excel“, "
            "und versuchen Sie es mit der neuen Datei noch einmal."
        )
    raise FileProblem(f"Die Datei ist ein Archiv oder ein Dokument, keine Tabelle. {SAVE_AS}")


def _expect_text(content: bytes) -> None:
    kind = next((kind for start, kind in _NO_TABLES.items() if content.startswith(start)), None)
    if kind and (kind != "ein Bild" or b"\x00" in content or b"\xff" in content):
        raise FileProblem(f"Die Datei ist {kind}, keine Tabelle. {SAVE_AS}")
    if content.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise FileProblem(f"Die Datei ist eine Internetseite, keine Tabelle. {SAVE_AS}")


def _text(content: bytes) -> str:
    text = _decoded(content)
    if "\x00" in text:
        raise FileProblem(f"Die Datei enthält Nullbytes und ist deshalb keine lesbare Tabelle. {SAVE_AS}")
    return text


def _decoded(content: bytes) -> str:
    encoding = next((encoding for bom, encoding in _BOMS.items() if content.startswith(bom)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode(_eight_bit(content)) if encoding == "utf-8" else ""
    except UnicodeDecodeError:
        text = ""
    if not text or _TWICE_ENCODED.search(text):
        raise FileProblem(f"Die Umlaute der Datei lassen sich nicht sicher lesen. {SAVE_AS}")
    return text


def _eight_bit(content: bytes) -> str:
    """Excel for Windows or for the Mac: in one of the two the umlauts stand within words."""
    mac, windows = (len(found.findall(content)) for found in (_MAC_UMLAUT, _WINDOWS_UMLAUT))
    return "mac-roman" if mac > windows else "windows-1252"


def _rows(text: str, known: Known, budget: Budget) -> list[RawRow]:
    hint = _SEPARATOR_LINE.match(text)
    skipped = 1 if hint else 0
    text = text[hint.end() :] if hint else text
    delimiters = (hint.group(1),) if hint and hint.group(1) in DELIMITERS else DELIMITERS
    delimiter = max(delimiters, key=lambda sign: _fit(text, sign, known))
    # A single line of delimiters would be millions of cells before the first could be counted.
    if text.count(delimiter) > MOST_DELIMITERS * budget.limits.cells:
        raise too_many_cells(budget.limits.cells)
    rows: list[RawRow] = []
    try:
        for number, cells in _records(text, delimiter):
            if filled := [position for position, cell in enumerate(cells) if cell.strip()]:
                budget.take_row(filled)
                rows.append(RawRow(number + skipped, cells))
    except csv.Error:
        raise _quote_problem(text, delimiter, skipped) from None
    return rows


def _fit(text: str, delimiter: str, known: Known) -> int:
    """How many columns the first lines name when they are split at this sign."""
    head = [line.split(delimiter) for line in text[:50_000].splitlines()[:10]]
    return max((known(cell.strip().strip('"') for cell in cells) for cells in head), default=0)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line on which a record starts, and its cells. Strict: what a quote that never closes swallows is no cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _quote_problem(text: str, delimiter: str, skipped: int) -> FileProblem:
    line = _line_of_broken_quote(text, delimiter)
    if line is None:
        return FileProblem(f"Eine Zelle der Datei ist viel zu lang für eine Tabelle. {SAVE_AS}")
    return FileProblem(
        f"In Zeile {line + skipped} beginnt ein Anführungszeichen, das nicht richtig geschlossen wird. "
        "Bitte ergänzen Sie das zweite Anführungszeichen oder löschen Sie das erste."
    )


def _line_of_broken_quote(text: str, delimiter: str) -> int | None:
    """The first quoted cell that no quote before a delimiter or the end of a line closes; None if all close."""
    position = 0
    opening = re.compile(rf'(?:\A|[{re.escape(delimiter)}\r\n])"')
    closing = re.compile(rf'"(?!")(?=[{re.escape(delimiter)}\r\n]|\Z)')
    content = re.compile(r'(?:[^"]|"")*')
    while found := opening.search(text, position):
        after = content.match(text, found.end())
        end = after.end() if after else found.end()
        if not closing.match(text, end):
            return len(re.findall(r"\r\n|\r|\n", text[: found.end()])) + 1
        position = end + 1
    return None
