"""A file that somebody sends → rows of cells by column. What is wrong with the whole file is one German sentence, and
whatever was not read is another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.language.german import fold, join_words
from core.sheets.formulas import shown
from core.sheets.reader import read_sheets
from core.sheets.table import (
    COMMENTS,
    HEADER_WITHIN,
    FileProblem,
    Limits,
    RawRow,
    Sheet,
    blank,
    hidden_rows,
    without_heading,
)
from events.people.exchange.columns import (
    CONTACT,
    EMAIL,
    FIRST,
    FULL,
    ITEMS,
    LAST,
    LAST_FIRST,
    PHONE,
    REMARKS,
    STREET,
    column_named,
    known_columns,
)
from events.people.exchange.names import stands_surname_first

MOST_PEOPLE = 400  # to check them takes more than a second, and somebody waits for the page
LIMITS = Limits(rows=MOST_PEOPLE + 100, cells=20_000, unpacked=6_000_000)
_FIRST_NAMES = {FIRST, FULL, LAST_FIRST}
FULL_ROW = 3  # cells: what stands in so many may be a person
LONGEST_TEXT = 2_000  # characters of a cell
MOST_TEXT = 600_000  # of all of them: the preview sends them along
_NAMES = (FIRST, LAST, FULL, LAST_FIRST)
_REACHED_BY = (EMAIL, PHONE, STREET, CONTACT)
_MAY_STAND_TWICE = {ITEMS, REMARKS, PHONE, EMAIL}
_DITTO = frozenset(['"', "''", "“", "”", "„", "″", "dito", "do.", "s.o.", "s. o.", "siehe oben", "wie oben"])
SECOND = "Es gibt mehrere Spalten für Telefon oder E-Mail. Was in der zweiten steht, kommt zu den Bemerkungen."
SURNAME_FIRST = "In der Spalte „Name“ steht der Nachname wohl vorn. Bitte prüfen Sie die Namen in der Vorschau."
STRUCK = (
    "Der Name ist in der Tabelle durchgestrichen. Kommt die Person, dann nehmen Sie den Strich weg; "
    "sonst löschen Sie die Zeile."
)
_SUM = re.compile(
    r"\b(?:(?:zwischen|gesamt)?(?:summe|anzahl|zahl)|(?:ins)?gesamt|total|\d+ (?:personen|teilnehm\w*|anmeldungen))\b"
)
_COUNT = re.compile(r"\d{0,4}")  # too short to reach anybody
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`number` as the person's program shows it, with the name of the `sheet` where there are several; `problems` are
    sentences that keep the row from being taken over."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(slots=True)
class PeopleList:
    """`unknown` are columns that were not read, `notes` sentences about whatever else was not."""

    lines: list[SheetLine] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(content: bytes) -> PeopleList:
    """Raises FileProblem."""
    sheets = [sheet for sheet in read_sheets(content, known_columns, LIMITS) if sheet.rows or sheet.hidden]
    headings = [None if sheet.is_hidden else _heading(sheet.rows) for sheet in sheets]
    if not any(headings):
        raise FileProblem(
            "Die Datei hat keine Kopfzeile mit den Namen der Spalten. "
            "In der ersten Zeile müssen „Vorname“ und „Nachname“ stehen, oder „Name“."
        )
    people = PeopleList()
    several = sum(map(bool, headings)) > 1
    for sheet, heading in zip(sheets, headings, strict=True):
        if heading:
            _Reading(people, sheet, sheet.title if several else "").read(heading)
        else:
            people.notes.append(_left_out_sheet(sheet))
    if not people.lines:
        raise FileProblem("Unter der Kopfzeile steht niemand. Bitte prüfen Sie die Datei.")
    if len(people.lines) > MOST_PEOPLE:
        raise FileProblem(
            f"In der Datei stehen {len(people.lines)} Personen. Auf einmal gehen höchstens {MOST_PEOPLE}. "
            "Bitte teilen Sie die Tabelle in mehrere Dateien auf."
        )
    if sum(len(text) for line in people.lines for text in line.cells.values()) > MOST_TEXT:
        raise FileProblem("In der Datei steht sehr viel Text. Bitte teilen Sie die Tabelle in mehrere Dateien auf.")
    return people


def _left_out_sheet(sheet: Sheet) -> str:
    if sheet.is_hidden:
        return f"Das Blatt „{sheet.title}“ ist ausgeblendet und wurde nicht gelesen."
    return f"Das Blatt „{sheet.title}“ hat keine Kopfzeile mit Namen und wurde nicht gelesen."


# --- headings ---------------------------------------------------------------------------------------------------


def _heading(rows: Sequence[RawRow]) -> RawRow | None:
    """The first row that names several columns, "Name" among them; near the top the name alone is enough."""
    named = next((row for row in rows if _is_heading(row)), None)
    return named or next((row for row in rows[:HEADER_WITHIN] if _names_people(_columns(row.cells))), None)


def _is_heading(row: RawRow) -> bool:
    return known_columns(row.cells) > 1 and _names_people(_columns(row.cells))


def _names_people(names: Sequence[str]) -> bool:
    return FULL in names or LAST_FIRST in names or {FIRST, LAST} <= set(names)


def _columns(cells: Sequence[str]) -> list[str]:
    """Beside "Vorname" the column "Name" is the surname."""
    names = [column_named(cell) for cell in cells]
    if FIRST in names and LAST not in names:
        return [LAST if name == FULL else name for name in names]
    return names


def _expect_once(names: Sequence[str]) -> None:
    twice = {name for name in names if name and name not in _MAY_STAND_TWICE and names.count(name) > 1}
    if twice:
        listed = join_words(f"„{name}“" for name in sorted(twice))
        raise FileProblem(f"Zwei Spalten bedeuten dasselbe: {listed}. Bitte löschen Sie eine davon.")


# --- one sheet --------------------------------------------------------------------------------------------------


class _Reading:
    """One sheet, in which several tables may stand one below the other, each with a heading of its own."""

    def __init__(self, people: PeopleList, sheet: Sheet, title: str) -> None:
        self._people, self._sheet, self._title = people, sheet, title
        self._columns: list[str] = []
        self._headings: list[str] = []
        self._before: dict[str, str] = {}  # the row above
        self._left_out: list[str] = []

    def read(self, heading: RawRow) -> None:
        above = [row.number for row in self._sheet.rows if row.number < heading.number and len(_said(row)) >= FULL_ROW]
        if above:  # titles have a cell or two
            self._tell(f"Über der Kopfzeile in Zeile {heading.number} stehen Zeilen, die nicht gelesen wurden.")
        rows = [row for row in self._sheet.rows if row.number >= heading.number]
        starts = [index for index, row in enumerate(rows) if index == 0 or _is_heading(row)]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            table = rows[start + 1 : end]
            if end < len(rows) and table and len(said := _said(table[-1])) == 1:
                self._leave_out(table.pop(), said[0])  # the title of the next table
            self._read_table(rows[start], table)
        self._tell_left_out(heading)

    def _read_table(self, heading: RawRow, rows: list[RawRow]) -> None:
        if rows and _is_second_heading(heading, rows[0]):
            heading = _joined(heading, rows.pop(0))
        self._columns, self._headings = _columns(heading.cells), list(heading.cells)
        self._pass_over_empty_twins(rows)
        _expect_once(self._columns)
        self._tell_columns(heading, rows)
        lines = []
        for row in rows:
            line = self._line(row)
            if said := _is_no_person(line, row):
                self._leave_out(row, said)
            else:
                lines.append(line)
        self._people.lines += self._turned(lines)

    def _pass_over_empty_twins(self, rows: Sequence[RawRow]) -> None:
        """Of two columns that mean the same the one in which nothing stands is none."""
        for position, name in enumerate(self._columns):
            filled = any(position < len(row.cells) and row.cells[position].strip() for row in rows)
            if self._columns.count(name) > 1 and not filled:
                self._columns[position] = self._headings[position] = ""

    def _line(self, row: RawRow) -> SheetLine:
        cells: dict[str, str] = {}
        problems: list[str] = []
        for position, (name, cell) in enumerate(zip(self._columns, row.cells, strict=False)):
            text = shown(cell)
            if name and text and position not in row.absent:
                if text.casefold() in _DITTO and name not in _FIRST_NAMES:
                    text = self._before.get(name, text)
                if len(text) > LONGEST_TEXT:
                    problems.append(f"In der Spalte „{name}“ stehen {len(text)} Zeichen. Bitte kürzen Sie den Text.")
                self._put(cells, position, text[:LONGEST_TEXT])
        self._before = dict(cells)
        width = len(self._columns)
        problems += [said for position, said in row.absent.items() if position < width and self._columns[position]]
        if any(position < width and self._columns[position] in _NAMES for position in row.struck):
            problems.append(STRUCK)
        used = max((index + 1 for index, cell in enumerate(row.cells) if cell.strip()), default=0)
        if used > width:
            problems.append("Diese Zeile hat mehr Zellen als die Kopfzeile. Bitte prüfen Sie die Trennzeichen.")
        return SheetLine(row.number, cells, tuple(problems), self._title)

    def _put(self, cells: dict[str, str], position: int, text: str) -> None:
        """Workshops may stand in two columns, first and second wish; a second telephone number is a remark."""
        name = self._columns[position]
        if name in {PHONE, EMAIL} and cells.get(name):
            if text == cells[name]:
                return
            name, text = REMARKS, f"{self._headings[position].strip()}: {text}"
            if SECOND not in self._people.notes:
                self._people.notes.append(SECOND)
        cells[name] = f"{cells[name]}; {text}" if name in cells else text

    def _turned(self, lines: list[SheetLine]) -> list[SheetLine]:
        """Where most names of the table have the surname first, all of them are read so."""
        found = [stands_surname_first(line.cells.get(FULL, "")) for line in lines]
        if found.count(True) < 2 or found.count(True) <= found.count(False):
            return lines
        self._tell(SURNAME_FIRST)
        return [
            line if is_turned is False or FULL not in line.cells else replace(line, cells=_turned(line.cells))
            for line, is_turned in zip(lines, found, strict=True)
        ]

    # --- what is told ---------------------------------------------------------------------------------------

    def _tell_columns(self, heading: RawRow, rows: Sequence[RawRow]) -> None:
        for cell, name in zip(self._headings, self._columns, strict=True):
            if (said := cell.strip()[:60]) and not name and said not in self._people.unknown:
                self._people.unknown.append(said)
        counted = {position for position in range(len(heading.cells)) if _only_numbers(rows, position)}
        for sentence in without_heading([at for at in blank(heading, len(heading.cells)) if at not in counted], rows):
            self._tell(sentence)

    def _leave_out(self, row: RawRow, said: str) -> None:
        self._left_out.append(f"Zeile {row.number} („{said[:40]}“)")

    def _tell_left_out(self, heading: RawRow) -> None:
        if self._left_out:
            listed = ", ".join(self._left_out[:10]) + (" und weitere" if len(self._left_out) > 10 else "")
            self._tell(f"Nicht als Person gelesen: {listed}.")
        if hidden := [row.number for row in self._sheet.hidden if row.number > heading.number]:
            self._tell(f"{hidden_rows(hidden)} Sollen diese Personen kommen, blenden Sie sie bitte vorher ein.")

        if self._sheet.has_comments:
            self._tell(COMMENTS)

    def _tell(self, sentence: str) -> None:
        self._people.notes.append(f"Blatt „{self._title}“: {sentence}" if self._title else sentence)


def _said(row: RawRow) -> list[str]:
    return [cell.strip() for cell in row.cells if cell.strip()]


def _turned(cells: dict[str, str]) -> dict[str, str]:
    return {LAST_FIRST if name == FULL else name: text for name, text in cells.items()}


def _is_second_heading(heading: RawRow, row: RawRow) -> bool:
    """ "Anschrift" above "Straße", "PLZ" and "Ort": a row of nothing but names of columns."""
    said = _said(row)
    return len(said) > 1 and all(map(column_named, said)) and not _is_heading(row)


def _joined(heading: RawRow, below: RawRow) -> RawRow:
    width = max(len(heading.cells), len(below.cells))
    upper, lower = ([*row.cells, *[""] * (width - len(row.cells))] for row in (heading, below))
    return RawRow(below.number, [low if low.strip() else up for up, low in zip(upper, lower, strict=True)])


def _is_no_person(line: SheetLine, row: RawRow) -> str:
    """What stands in a row of sums, or in one that holds a number only; nothing for a person."""
    said = _said(row)
    if any(not _COUNT.fullmatch(line.cells.get(column, "")) for column in _REACHED_BY):
        return ""
    are_sums = bool(said) and _SUM.search(fold(said[0])) and all(map(_may_be_sum, said[1:]))
    return " ".join(said) if are_sums or all(map(_NUMBER.fullmatch, said)) else ""


def _may_be_sum(cell: str) -> bool:
    return bool(_NUMBER.search(cell) or _SUM.search(fold(cell)))


def _only_numbers(rows: Sequence[RawRow], position: int) -> bool:
    """A running number needs no heading."""
    said = (row.cells[position].strip() for row in rows if position < len(row.cells))
    return all(_NUMBER.fullmatch(cell.rstrip(".")) for cell in said if cell)
