"""A table as it was read, before anybody asks what its cells mean. Knows nothing of models."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from core.german import fold_loose
from offices.exchange.columns import COLUMNS, Column

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
MOST_CELLS = 100  # columns that are looked at
HEADER_WITHIN = 10  # rows: a title may stand above the header

SAVE_AS = (
    "Speichern Sie die Tabelle als „CSV UTF-8“ oder als Excel-Arbeitsmappe (.xlsx) und versuchen Sie es noch einmal."
)
NEEDED = ("name", "ort")
# How many of these cells name a column: by this the header, the sheet and the delimiter are found.
Known = Callable[[Iterable[str]], int]


class FileProblem(Exception):  # noqa: N818  (the file is the problem, nothing broke)
    """The whole file can't be used; the message is the German sentence for the person who sent it."""


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


@dataclass(slots=True)
class RawRow:
    number: int
    cells: Sequence[str]
    notes: list[str] = field(default_factory=list)
    absent: frozenset[int] = frozenset()  # positions that say nothing, though something stands there


@cache
def _columns_by_spelling() -> dict[str, Column]:
    return {_key(word): column for column in COLUMNS.values() for word in (column.name, column.title, *column.aliases)}


def _key(text: str) -> str:
    """ "E-Mail", "email" and "E Mail" meet, "Straße" and "strasse" too."""
    return fold_loose(text).replace(" ", "")


def column_named(text: str) -> Column | None:
    return _columns_by_spelling().get(_key(text))


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
    return Header(best.number, columns, unknown)


def build(rows: Sequence[RawRow]) -> Table:
    """Raises FileProblem if there is no usable header, no row below it or more rows than anybody checks."""
    header = find_header(rows)
    lines = [_line(header, row) for row in rows if row.number > header.row and any(map(str.strip, row.cells))]
    if not lines:
        raise FileProblem("Unter der Kopfzeile steht keine Zeile mit Angaben. Bitte prüfen Sie die Datei.")
    return Table(lines, _hints(header))


def too_many_rows() -> FileProblem:
    return FileProblem(
        f"Die Tabelle hat mehr als {MOST_ROWS:,} Zeilen. Bitte teilen Sie sie in mehrere Dateien auf.".replace(",", ".")
    )


def _hints(header: Header) -> tuple[str, ...]:
    if not header.unknown:
        return ()
    listed = ", ".join(f"„{name[:60]}“" for name in header.unknown[:20])
    return (f"Diese Spalten kennt das Verzeichnis nicht, sie wurden nicht gelesen: {listed}.",)


def _line(header: Header, row: RawRow) -> Line:
    cells = {
        column.name: shown(cell)
        for position, (column, cell) in enumerate(zip(header.columns, row.cells, strict=False))
        if column and position not in row.absent
    }
    notes, problems = list(row.notes), []
    width = len(header.columns)
    used = max((index + 1 for index, cell in enumerate(row.cells) if cell.strip()), default=0)
    if used > width:
        problems.append(
            f"Die Zeile hat {used} Zellen, die Kopfzeile nur {width}. "
            "Steht ein Text mit Trennzeichen ohne Anführungszeichen?"
        )
    elif len(row.cells) < width:
        notes.append(f"Die Zeile hat nur {len(row.cells)} von {width} Zellen; was fehlt, bleibt unverändert.")
    return Line(row.number, cells, tuple(notes), tuple(problems))


def guarded(text: str) -> str:
    """Takes a text that a spreadsheet would run as a formula out of its hands; `shown` takes the sign off again."""
    return f"'{text}" if text.lstrip("'")[:1] in _FORMULA_SIGNS else text


def shown(cell: str) -> str:
    """As it was before `guarded`, without the spaces around it."""
    bare = cell.strip()
    return bare[1:] if bare.startswith("'") and bare.lstrip("'")[:1] in _FORMULA_SIGNS else bare


_FORMULA_SIGNS = frozenset("=+-@\t\r")
