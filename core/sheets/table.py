"""A table as it was read, before anybody asks what its cells mean. Knows nothing of models."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_BYTES = 10_000_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # characters: what Excel itself holds in one
LONGEST_HEAD = 100  # characters of the name of a column
HEADER_WITHIN = 10  # rows: a title may stand above the header

SAVE_AS = (
    "Speichern Sie die Tabelle als „CSV UTF-8“ oder als Excel-Arbeitsmappe (.xlsx) und versuchen Sie es noch einmal."
)
COMMENTS = "An Zellen der Tabelle hängen Kommentare. Sie wurden nicht gelesen."
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


def blank(header: RawRow, width: int) -> tuple[int, ...]:
    return tuple(position for position, cell in enumerate(header.cells[:width]) if not cell.strip())


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
