"""A file that somebody sends → rows of cells by column. What is wrong with the whole file is one German sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.german import join_words
from events.exchange.columns import FIRST, FULL, ITEMS, LAST, column_named, known_columns
from offices.exchange.reader import read_rows
from offices.exchange.table import HEADER_WITHIN, FileProblem, RawRow, shown

MOST_PEOPLE = 500  # a registration takes some hundredths of a second, and somebody waits for the page


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as the person's program shows it; `problems` are sentences that keep the row from being taken over."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleList:
    lines: tuple[Line, ...]
    unknown: tuple[str, ...]  # columns that were not read


def read(content: bytes) -> PeopleList:
    """Raises FileProblem."""
    rows = read_rows(content, known_columns)
    head = _header(rows)
    columns = [column_named(cell) for cell in head.cells]
    lines = [_line(columns, row) for row in rows if row.number > head.number and any(map(str.strip, row.cells))]
    if not lines:
        raise FileProblem("Unter der Kopfzeile steht niemand. Bitte prüfen Sie die Datei.")
    if len(lines) > MOST_PEOPLE:
        raise FileProblem(
            f"In der Datei stehen {len(lines)} Personen. Auf einmal gehen höchstens {MOST_PEOPLE}. "
            "Bitte teilen Sie die Tabelle in mehrere Dateien auf."
        )
    unknown = [cell.strip() for cell, name in zip(head.cells, columns, strict=True) if cell.strip() and not name]
    return PeopleList(tuple(lines), tuple(name[:60] for name in unknown[:20]))


def _header(rows: Sequence[RawRow]) -> RawRow:
    """Among the first rows the one with the most known columns. Raises FileProblem if it is no use."""
    best = max(rows[:HEADER_WITHIN], key=lambda row: known_columns(row.cells), default=None)
    names = [column_named(cell) for cell in best.cells] if best else []
    if best is None or not (FULL in names or {FIRST, LAST} <= set(names)):
        raise FileProblem(
            "Die Datei hat keine Kopfzeile mit den Namen der Spalten. "
            "In der ersten Zeile müssen „Vorname“ und „Nachname“ stehen, oder „Name“."
        )
    twice = {name for name in names if name and name != ITEMS and names.count(name) > 1}
    if twice:
        listed = join_words(f"„{name}“" for name in sorted(twice))
        raise FileProblem(f"Zwei Spalten bedeuten dasselbe: {listed}. Bitte löschen Sie eine davon.")
    return best


def _line(columns: Sequence[str], row: RawRow) -> Line:
    cells: dict[str, str] = {}
    for position, (name, cell) in enumerate(zip(columns, row.cells, strict=False)):
        text = shown(cell)
        if name and text and position not in row.absent:
            # Workshops may stand in two columns, first and second wish.
            cells[name] = f"{cells[name]}; {text}" if name in cells else text
    problems = tuple(row.notes)
    used = max((index + 1 for index, cell in enumerate(row.cells) if cell.strip()), default=0)
    if used > len(columns):
        problems += ("Diese Zeile hat mehr Zellen als die Kopfzeile. Bitte prüfen Sie die Trennzeichen.",)
    return Line(row.number, cells, problems)
