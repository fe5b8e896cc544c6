"""XLSX → rows of text. Cells that only look filled (formulas without a result, merged cells) are named, not guessed."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any

from offices.exchange.table import (
    MOST_CELLS,
    MOST_ROWS,
    SAVE_AS,
    FileProblem,
    Known,
    RawRow,
    too_many_rows,
)


@cache
def openpyxl() -> ModuleType:
    """The library, loaded with the first workbook: it takes 18 MB, which every worker would carry for nothing."""
    import_module("openpyxl.utils")
    return import_module("openpyxl")


MOST_UNPACKED = 80_000_000  # bytes; a directory of 50,000 offices needs about half of it
MOST_MERGED = 200_000  # cells within merged areas that are looked at

BROKEN = FileProblem(
    "Die Excel-Datei ist beschädigt und lässt sich nicht lesen. "
    "Bitte öffnen Sie sie in Excel, speichern Sie sie neu und versuchen Sie es noch einmal."
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def read_rows(content: bytes, known: Known) -> list[RawRow]:
    """The first sheet whose beginning names known columns, else the first one."""
    _check(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and menus that it leaves out
            return _read(content, known)
    except FileProblem:
        raise
    except Exception as error:  # openpyxl lets through whatever its many parsers raise
        raise BROKEN from error


def _check(content: bytes) -> None:
    """Before anything is unpacked: is it a workbook, and how large would it get?"""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        raise BROKEN from None
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise FileProblem(f"Die Datei ist ein Archiv oder ein Dokument, keine Excel-Tabelle. {SAVE_AS}")
    if len(members) > 2_000 or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise FileProblem(
            "Die Excel-Datei ist ausgepackt viel zu groß. "
            "Bitte kopieren Sie nur die Zeilen mit Angaben in eine neue Tabelle."
        )


def _read(content: bytes, known: Known) -> list[RawRow]:
    results = openpyxl().load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl().load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheets = [sheet for sheet in results.worksheets if hasattr(sheet, "reset_dimensions")]
    if not sheets:
        raise FileProblem(f"Die Excel-Datei enthält kein Tabellenblatt. {SAVE_AS}")
    for sheet in [*sheets, *formulas.worksheets]:
        sheet.reset_dimensions()  # what the file says about its own size need not be true
    chosen = next((sheet for sheet in sheets if _names_columns(sheet, known)), sheets[0])
    merged = _merged_cells(content, chosen)
    rows = []
    for cells, sources in zip(
        chosen.iter_rows(max_col=MOST_CELLS),
        formulas[chosen.title].iter_rows(max_col=MOST_CELLS),
        strict=False,
    ):
        row = _row(cells, sources, merged)
        if row:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise too_many_rows()
    return rows


def _names_columns(sheet: Any, known: Known) -> bool:
    head = sheet.iter_rows(max_row=10, max_col=MOST_CELLS, values_only=True)
    return any(known(map(_text, values)) > 1 for values in head)


def _row(cells: Sequence[Any], sources: Sequence[Any], merged: dict[tuple[int, int], str]) -> RawRow | None:
    """None for a row in which nothing stands. Empty cells of a read-only sheet know no position."""
    number = next((cell.row for cell in cells if hasattr(cell, "row") and cell.row), None)
    if number is None:
        return None
    texts, notes, absent = [], [], set()
    for index, cell in enumerate(cells):
        source = sources[index] if index < len(sources) else cell
        text = _text(cell.value)
        place = f"{openpyxl().utils.get_column_letter(index + 1)}{number}"
        if source.data_type == "f" and cell.value is None:
            notes.append(f"Die Zelle {place} enthält eine Formel ohne gespeichertes Ergebnis und wurde nicht gelesen.")
            absent.add(index)
        elif cell.data_type == "e":
            notes.append(f"Die Zelle {place} zeigt den Fehler {text} und wurde nicht gelesen.")
            absent.add(index)
        elif first := merged.get((number, index + 1)):
            notes.append(f"Die Zelle {place} ist mit {first} verbunden. Der Wert gilt nur für {first}.")
            absent.add(index)
        texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    return RawRow(number, _padded(texts, absent), notes, frozenset(absent)) if texts or absent else None


def _padded(texts: list[str], absent: set[int]) -> list[str]:
    """Rows of a sheet are never ragged: what stands at the end of a row and is empty counts as an empty cell."""
    return texts + [""] * (MOST_CELLS - len(texts)) if absent or texts else texts


def _text(value: Any) -> str:
    """As a person would type it: 59227.0 → "59227", dates as "10.08.2020", yes and no as words."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M} Uhr"
    return str(value)


def _merged_cells(content: bytes, sheet: Any) -> dict[tuple[int, int], str]:
    """(row, column) of every cell that a merged area covers → name of the area's first cell.

    Read from the sheet's own XML, because openpyxl's reader for large files skips it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(sheet._worksheet_path)
    if b"<!ENTITY" in xml:
        raise BROKEN
    covered = (cell for reference in _MERGED.findall(xml) for cell in _covered(reference.decode()))
    return dict(islice(covered, MOST_MERGED))


def _covered(reference: str) -> Iterator[tuple[tuple[int, int], str]]:
    left, top, right, bottom = (edge or 1 for edge in openpyxl().utils.range_boundaries(reference))
    first = reference.split(":")[0]
    for row in range(top, min(bottom, top + MOST_ROWS) + 1):
        for column in range(left, min(right, MOST_CELLS) + 1):
            if (row, column) != (top, left):
                yield (row, column), first
