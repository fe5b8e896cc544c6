"""A table as it was read, before anybody asks what its cells mean. Knows nothing of models."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from core.language.german import fold_loose
from core.sheets.formulas import shown
from offices.exchange.columns import COLUMNS, Column

MOST_BYTES = 10_000_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # characters: what Excel itself holds in one
LONGEST_HEAD = 100  # characters of the name of a column
HEADER_WITHIN = 10  # rows: a title may stand above the header

SAVE_AS = (
    "Speichern Sie die Tabelle als „CSV UTF-8“ oder als Excel-Arbeitsmappe (.xlsx) und versuchen Sie es noch einmal."
)
COMMENTS = "An Zellen der Tabelle hängen Kommentare. Sie wurden nicht gelesen."
NEEDED = ("name", "ort")
# How many of these cells name a column: by this the header, the sheet and the delimiter are found.
Known = Callable[[Iterable[str]], int]


class FileProblem(Exception):  # noqa: N818  (the file is the problem, nothing broke)
    """The whole file can't be used; the message is the German sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read of one file, all sheets together: filled rows, filled cells, bytes of XML once unpacked, and bytes
    of a file that is only text."""

    rows: int
    cells: int
    unpacked: int
    text: int = 2_000_000

    @property
    def elements(self) -> int:
        """Of XML: a filled cell is four or so, one that is only coloured is one."""
        return 15 * self.cells


# In a request somebody waits, and everybody else with her: reading and checking together take less than two seconds.
IN_A_REQUEST = Limits(rows=310, cells=20_000, unpacked=6_000_000)
AT_THE_CONSOLE = Limits(rows=50_010, cells=1_000_000, unpacked=150_000_000, text=MOST_BYTES)


class Budget:
    """What is left of the limits while a file is read. Whoever takes more than there is gets a FileProblem, and
    nothing more is read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._rows, self._cells = limits.rows, limits.cells
        self._bytes, self._elements = limits.unpacked, limits.elements

    def take_row(self, cells: Iterable[int]) -> None:
        """`cells` are the positions of the filled ones."""
        positions = list(cells)
        self._rows -= 1
        self._cells -= len(positions)
        if self._rows < 0:
            raise too_many_rows(self.limits.rows)
        if self._cells < 0:
            raise too_many_cells(self.limits.cells)
        if positions and max(positions) >= MOST_COLUMNS:
            raise too_many_columns()

    def take_element(self) -> None:
        self._elements -= 1
        if self._elements < 0:
            raise too_large()

    def take_bytes(self, count: int) -> None:
        self._bytes -= count
        if self._bytes < 0:
            raise too_large()


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


@dataclass(slots=True)
class RawRow:
    """`absent` are positions that say nothing though something stands there, each with the sentence why; `struck` are
    those in which the text is crossed out."""

    number: int
    cells: Sequence[str]
    absent: Mapping[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()

    @property
    def is_filled(self) -> bool:
        return any(map(str.strip, self.cells)) or bool(self.absent)


@dataclass(slots=True)
class Sheet:
    """Rows in which something stands. Hidden ones are kept apart: whoever looks at the table doesn't see them."""

    title: str
    rows: list[RawRow] = field(default_factory=list)
    hidden: list[RawRow] = field(default_factory=list)
    is_hidden: bool = False
    has_comments: bool = False


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


def blank(header: RawRow, width: int) -> tuple[int, ...]:
    return tuple(position for position, cell in enumerate(header.cells[:width]) if not cell.strip())


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


def without_heading(blank: Iterable[int], rows: Sequence[RawRow]) -> Iterator[str]:
    """A sentence for each column in which something stands, though nothing stands above it."""
    for position in blank:
        if any(position < len(row.cells) and row.cells[position].strip() for row in rows):
            yield f"Über der Spalte {letters(position)} steht nichts. Sie wurde nicht gelesen."


def not_read(sheet: Sheet) -> Iterator[str]:
    """What there is besides the cells that everybody sees."""
    if sheet.hidden:
        yield f"{hidden_rows([row.number for row in sheet.hidden])} Blenden Sie sie ein, wenn sie mitzählen sollen."
    if sheet.has_comments:
        yield COMMENTS


def hidden_rows(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Zeile {numbers[0]} ist in Ihrer Tabelle ausgeblendet und wurde nicht gelesen."
    listed = ", ".join(map(str, numbers[:20])) + (" und weitere" if len(numbers) > 20 else "")
    return f"{len(numbers)} Zeilen sind in Ihrer Tabelle ausgeblendet und wurden nicht gelesen: {listed}."


def letters(position: int) -> str:
    """Of a column, as a spreadsheet calls it: 0 → "A", 26 → "AA"."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


# --- too much ---------------------------------------------------------------------------------------------------


def too_many_rows(most: int) -> FileProblem:
    return FileProblem(f"Die Tabelle hat mehr als {dotted(most)} Zeilen. Bitte teilen Sie sie in mehrere Dateien auf.")


def too_many_cells(most: int) -> FileProblem:
    return FileProblem(
        f"In der Tabelle sind mehr als {dotted(most)} Zellen gefüllt. "
        "Bitte kopieren Sie nur die Spalten und Zeilen, die Sie brauchen, in eine neue Tabelle."
    )


def too_many_columns() -> FileProblem:
    return FileProblem(
        f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten. "
        "Bitte kopieren Sie nur die Spalten, die Sie brauchen, in eine neue Tabelle."
    )


def too_large() -> FileProblem:
    return FileProblem(
        "Die Datei ist ausgepackt viel zu groß. Bitte kopieren Sie nur die Zeilen mit Angaben in eine neue Tabelle."
    )


def too_much_text(most: int) -> FileProblem:
    return FileProblem(
        f"Die Datei hat mehr als {most // 1_000_000} MB Text. Bitte teilen Sie die Tabelle in mehrere Dateien auf."
    )


def too_long_cell() -> FileProblem:
    return FileProblem(f"Eine Zelle der Datei ist viel zu lang für eine Tabelle. {SAVE_AS}")


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


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
