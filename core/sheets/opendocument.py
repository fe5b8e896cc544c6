"""ODS (LibreOffice, OpenOffice) → sheets, by the same rules as a workbook of Excel."""

import re

from core.sheets.archive import Archive, Attributes, Words
from core.sheets.grid import Grid
from core.sheets.number_formats import iso_moment, shown_number
from core.sheets.table import MOST_COLUMNS, SAVE_AS, FileProblem, Sheet, letters

CONTENT = "content.xml"
_NUMBERS = {"float", "percentage", "currency"}
_TIME = re.compile(r"PT(\d+)H(\d+)M")
_ERROR = re.compile(r"#[\wÄÖÜ/!?]+|(?:Err|Fehler):\d+", re.IGNORECASE)
# Comments, pictures and what was there before have paragraphs of their own.
_BESIDE = {"annotation", "shapes", "frame", "custom-shape", "g", "tracked-changes"}


def read_sheets(archive: Archive) -> list[Sheet]:
    reader = _Content(archive)
    archive.parse(CONTENT, reader)
    if not reader.sheets:
        raise FileProblem(f"Die Datei enthält kein Tabellenblatt. {SAVE_AS}")
    return reader.sheets


class _Content:
    def __init__(self, archive: Archive) -> None:
        self.sheets: list[Sheet] = []
        self._budget = archive.budget
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._style, self._beside = "", 0
        self._grid = Grid("", archive.budget)
        self._words = Words()
        self._reads = self._has_paragraph = False
        self._cell: Attributes = {}
        self._column, self._row, self._repeated, self._is_hidden = 0, 0, 1, False
        self._texts: dict[int, str] = {}
        self._absent: dict[int, str] = {}
        self._struck: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if self._beside or name in _BESIDE:
            self._beside += 1
            if name == "annotation":
                self._grid.sheet.has_comments = True
            return
        if name in {"table-cell", "covered-table-cell"}:
            self._cell, self._has_paragraph = _bare(attributes), False
            self._words.taken()
        elif name == "p":
            if self._has_paragraph:
                self._words.add("\n")
            self._reads = self._has_paragraph = True
        elif name in {"s", "tab", "line-break"}:
            self._words.add("\n" if name == "line-break" else " ")
        elif name == "table-row":
            self._start_row(_bare(attributes))
        elif name == "table":
            self._start_table(_bare(attributes))
        elif name in {"style", "table-properties", "text-properties"}:
            self._start_style(name, _bare(attributes))

    def text(self, text: str) -> None:
        if self._reads and not self._beside:
            self._words.add(text)

    def end(self, name: str) -> None:
        if self._beside:
            self._beside -= 1
        elif name == "p":
            self._reads = False
        elif name in {"table-cell", "covered-table-cell"}:
            self._end_cell(self._words.taken())
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.sheets.append(self._grid.finished())

    def _start_style(self, name: str, attributes: Attributes) -> None:
        """Of what a style says only whether it hides a sheet or strikes words out."""
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "text-properties" and attributes.get("text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    # --- one sheet ----------------------------------------------------------------------------------------

    def _start_table(self, attributes: Attributes) -> None:
        is_hidden = attributes.get("style-name") in self._hidden_styles
        self._grid = Grid(attributes.get("name", "")[:60], self._budget, is_hidden=is_hidden)
        self._row = 0

    def _start_row(self, attributes: Attributes) -> None:
        self._repeated = _count(attributes, "number-rows-repeated")
        self._is_hidden = attributes.get("visibility", "visible") != "visible"
        self._column, self._texts, self._absent, self._struck = 0, {}, {}, set()

    def _end_row(self) -> None:
        """The same row may stand there several times; empty ones are only counted."""
        if self._texts or self._absent:
            struck = frozenset(self._struck)
            for number in range(self._row + 1, self._row + self._repeated + 1):
                self._grid.add(number, self._texts, self._absent, struck=struck, is_hidden=self._is_hidden)
        self._row += self._repeated

    def _end_cell(self, words: str) -> None:
        cell, number = self._cell, self._row + 1
        repeated = _count(cell, "number-columns-repeated")
        place = f"{letters(self._column)}{number}"
        text, problem = self._read(words, place)
        if text or problem:
            # One beyond what there may be is enough to be refused.
            for position in range(self._column, min(self._column + repeated, max(self._column, MOST_COLUMNS) + 1)):
                (self._absent if problem else self._texts)[position] = problem or text
                if cell.get("style-name") in self._struck_styles:
                    self._struck.add(position)
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self._grid.areas.append((number, self._column, number + rows - 1, self._column + columns - 1))
        self._column += repeated

    def _read(self, words: str, place: str) -> tuple[str, str]:
        """What stands in the cell, or the sentence why nothing does."""
        cell = self._cell
        kind, formula = cell.get("value-type", ""), cell.get("formula", "")
        if formula and not kind:
            return "", f"Die Zelle {place} enthält eine Formel ohne gespeichertes Ergebnis und wurde nicht gelesen."
        if formula and _ERROR.fullmatch(words.strip()):
            return "", f"Die Zelle {place} zeigt den Fehler {words.strip()[:20]} und wurde nicht gelesen."
        return self._value(kind, words), ""

    def _value(self, kind: str, words: str) -> str:
        cell = self._cell
        if kind in _NUMBERS:
            number = shown_number(cell.get("value", ""))
            return words if _same_digits(words, number) else number
        if kind == "date":
            return iso_moment(cell.get("date-value", words))
        if kind == "time" and (found := _TIME.match(cell.get("time-value", ""))):
            return f"{int(found[1]):02}:{int(found[2]):02} Uhr"
        if kind == "boolean":
            return "ja" if cell.get("boolean-value") == "true" else "nein"
        return words or cell.get("string-value", "")


def _same_digits(words: str, number: str) -> bool:
    """Shown with noughts before it, as a postcode is."""
    return words.strip().isdecimal() and words.strip().lstrip("0") == number.lstrip("0")


def _bare(attributes: Attributes) -> Attributes:
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def _count(attributes: Attributes, name: str) -> int:
    said = attributes.get(name, "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1
