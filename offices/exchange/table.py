"""The table of an office's file: which columns it has, and its rows by the names of the columns. Knows no models."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from core.language.german import fold_loose
from core.sheets.formulas import shown
from core.sheets.reader import read_sheets
from core.sheets.table import (
    HEADER_WITHIN,
    IN_A_REQUEST,
    LONGEST_HEAD,
    FileProblem,
    Limits,
    RawRow,
    Sheet,
    blank,
    not_read,
    without_heading,
)
from offices.exchange.columns import COLUMNS, Column

NEEDED = ("name", "ort")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `number` as the person's program shows it, from 1; `cells` by column name, absent columns missing.

    `notes` and `problems` are German sentences; with a problem the row must not be taken over.
    """

    number: int
    cells: dict[str, str]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    lines: list[Line]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` by position; None where the directory knows no such column."""

    row: int
    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...] = ()
    blank: tuple[int, ...] = ()  # positions above which nothing stands


@cache
def _columns_by_spelling() -> dict[str, Column]:
    return {_key(word): column for column in COLUMNS.values() for word in (column.name, column.title, *column.aliases)}


def _key(text: str) -> str:
    """ "E-Mail", "email" and "E Mail" meet, "Straße" and "strasse" too."""
    return fold_loose(text).replace(" ", "")


def column_named(text: str) -> Column | None:
    return _columns_by_spelling().get(_key(text)) if len(text) <= LONGEST_HEAD else None


def known_columns(cells: Iterable[str]) -> int:
    return len({column.name for cell in cells if (column := column_named(cell))})


def find_header(rows: Sequence[RawRow]) -> Header:
    """Among the first rows the one with the most known columns. Raises FileProblem if it is no use."""
    best = max(rows[:HEADER_WITHIN], key=lambda row: known_columns(row.cells), default=None)
    if best is None or not known_columns(best.cells):
        raise FileProblem(
            "Die Datei hat keine Kopfzeile mit Spaltennamen. "
            "In der ersten Zeile müssen mindestens die Spalten „name“ und „ort“ stehen."
        )
    width = max(index + 1 for index, cell in enumerate(best.cells) if cell.strip())
    columns = tuple(column_named(cell) for cell in best.cells[:width])
    names = [column.name for column in columns if column]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        what = "Es fehlt die Spalte" if len(missing) == 1 else "Es fehlen die Spalten"
        listed = " und ".join(f"„{name}“" for name in missing)
        raise FileProblem(f"{what} {listed}. Bitte ergänzen Sie die Kopfzeile der Tabelle.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise FileProblem(f"Die Spalte „{twice}“ kommt zweimal vor. Bitte löschen Sie eine davon.")
    unknown = tuple(
        cell.strip() for cell, column in zip(best.cells, columns, strict=False) if not column and cell.strip()
    )
    return Header(best.number, columns, unknown, blank(best, width))


def read(content: bytes, limits: Limits = IN_A_REQUEST) -> Table:
    """Raises FileProblem with the sentence for the person who sent the file."""
    return build(read_sheets(content, known_columns, limits))


def build(sheets: Sequence[Sheet]) -> Table:
    """Of the first sheet whose beginning names columns, else of the first one; whatever else stands in the file is
    told. Raises FileProblem if there is no usable header or no row below it."""
    seen = [sheet for sheet in sheets if not sheet.is_hidden] or list(sheets)
    chosen = next((sheet for sheet in seen if _names_columns(sheet)), seen[0])
    header = find_header(chosen.rows)
    below = [row for row in chosen.rows if row.number > header.row and row.is_filled]
    if not below:
        raise FileProblem("Unter der Kopfzeile steht keine Zeile mit Angaben. Bitte prüfen Sie die Datei.")
    hints = [*_unknown(header), *without_heading(header.blank, below), *not_read(chosen)]
    hints += [
        f"Das Blatt „{other.title}“ wurde nicht gelesen." for other in sheets if other is not chosen and other.rows
    ]
    return Table([_line(header, row) for row in below], tuple(hints))


def _names_columns(sheet: Sheet) -> bool:
    return any(known_columns(row.cells) > 1 for row in sheet.rows[:HEADER_WITHIN])


def _unknown(header: Header) -> Iterator[str]:
    if header.unknown:
        listed = ", ".join(f"„{name[:60]}“" for name in header.unknown[:20])
        yield f"Diese Spalten kennt das Verzeichnis nicht, sie wurden nicht gelesen: {listed}."


def _line(header: Header, row: RawRow) -> Line:
    cells = {
        column.name: shown(cell)
        for position, (column, cell) in enumerate(zip(header.columns, row.cells, strict=False))
        if column and position not in row.absent
    }
    width = len(header.columns)
    notes = [sentence for position, sentence in row.absent.items() if position < width and header.columns[position]]
    struck = [column.title for position, column in enumerate(header.columns) if column and position in row.struck]
    notes += [f"In der Spalte „{title}“ ist der Text durchgestrichen." for title in struck]
    problems = []
    used = max((index + 1 for index, cell in enumerate(row.cells) if cell.strip()), default=0)
    if used > width:
        problems.append(
            f"Die Zeile hat {used} Zellen, die Kopfzeile nur {width}. "
            "Steht ein Text mit Trennzeichen ohne Anführungszeichen?"
        )
    elif len(row.cells) < width:
        notes.append(f"Die Zeile hat nur {len(row.cells)} von {width} Zellen; was fehlt, bleibt unverändert.")
    return Line(row.number, cells, tuple(notes), tuple(problems))
