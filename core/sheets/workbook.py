"""XLSX → sheets. Cells that only look filled (formulas without a result, errors) are named, not guessed."""

import re
from posixpath import join, normpath

from core.sheets.archive import Archive, Attributes, Words, broken
from core.sheets.grid import Area, Grid
from core.sheets.number_formats import PLAIN, NumberFormat, iso_moment, number_format, shown_number
from core.sheets.table import SAVE_AS, FileProblem, Sheet, letters

ROOT = "xl/workbook.xml"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_COMMENTS = re.compile("xl/(?:threadedC|c)omments")
_HIDDEN = {"hidden", "veryHidden"}
_TRUE = {"1", "true", "on"}


def read_sheets(archive: Archive) -> list[Sheet]:
    book, targets, styles, strings = _Book(), _Targets(), _Styles(), _Strings()
    archive.parse(ROOT, book)
    archive.parse("xl/_rels/workbook.xml.rels", targets)
    for name, reader in ((targets.part("styles"), styles), (targets.part("sharedStrings"), strings)):
        if name in archive.names:
            archive.parse(name, reader)
    sheets = []
    for title, key, is_hidden in book.sheets:
        name = targets.sheets.get(key, "")
        if name in archive.names:
            grid = Grid(title, archive.budget, is_hidden=is_hidden)
            archive.parse(name, _Cells(grid, strings.texts, styles, is_mac=book.is_mac))
            sheets.append(grid.finished())
    has_comments = any(_COMMENTS.match(name) for name in archive.names)
    for sheet in sheets:
        sheet.has_comments = has_comments and not sheet.is_hidden
        has_comments = has_comments and sheet.is_hidden  # told once
    if not sheets:
        raise FileProblem(f"Die Excel-Datei enthält kein Tabellenblatt. {SAVE_AS}")
    return sheets


class _Part:
    def start(self, name: str, attributes: Attributes) -> None:
        pass

    def text(self, text: str) -> None:
        pass

    def end(self, name: str) -> None:
        pass


class _Book(_Part):
    """`sheets` are titles with the key of the part, and whether they are hidden."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_mac = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            key = next((value for label, value in attributes.items() if label.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", "")[:60], key, attributes.get("state") in _HIDDEN))
        elif name == "workbookPr":
            self.is_mac = attributes.get("date1904", "").lower() in _TRUE


class _Targets(_Part):
    """Which part is what."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self._others: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship":
            return
        target, kind = attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if kind == "worksheet":
            self.sheets[attributes.get("Id", "")] = part
        else:
            self._others[kind] = part

    def part(self, kind: str) -> str:
        return self._others.get(kind, "")


class _Styles(_Part):
    """Number of a style → how it shows numbers, and whether it crosses texts out."""

    def __init__(self) -> None:
        self.formats: list[NumberFormat] = []
        self.struck: set[int] = set()
        self._codes: dict[str, str] = {}
        self._fonts, self._struck_fonts = 0, set[str]()
        self._within = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in {"fonts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._within = name
        elif name == "strike" and self._within == "fonts" and attributes.get("val", "1").lower() in _TRUE:
            self._struck_fonts.add(str(self._fonts))
        elif name == "xf" and self._within == "cellXfs":
            key = attributes.get("numFmtId", "")
            if attributes.get("fontId", "") in self._struck_fonts:
                self.struck.add(len(self.formats))
            self.formats.append(number_format(self._codes.get(key, ""), int(key) if key.isdecimal() else -1))

    def end(self, name: str) -> None:
        self._fonts += name == "font" and self._within == "fonts"

    def of(self, number: str) -> NumberFormat:
        index = int(number) if number.isdecimal() else 0
        return self.formats[index] if index < len(self.formats) else PLAIN


class _Strings(_Part):
    """Texts that several cells may share; how they are spoken (Japanese) is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._words = Words()
        self._reads, self._is_spoken = False, False

    def start(self, name: str, attributes: Attributes) -> None:
        self._is_spoken = self._is_spoken or name == "rPh"
        self._reads = name == "t" and not self._is_spoken

    def text(self, text: str) -> None:
        if self._reads:
            self._words.add(text)

    def end(self, name: str) -> None:
        self._reads = False
        if name == "rPh":
            self._is_spoken = False
        elif name == "si":
            self.texts.append(_unescaped(self._words.taken()))


class _Cells(_Part):
    """One sheet, cell by cell."""

    def __init__(self, grid: Grid, strings: list[str], styles: _Styles, *, is_mac: bool) -> None:
        self._grid, self._strings, self._styles, self._is_mac = grid, strings, styles, is_mac
        self._words = Words()
        self._row, self._column = 0, -1
        self._is_hidden = self._reads = self._has_formula = self._is_spoken = False
        self._kind = self._style = ""
        self._texts: dict[int, str] = {}
        self._absent: dict[int, str] = {}
        self._struck: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._column = _column_of(attributes.get("r", ""), self._column + 1)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._has_formula = False
        elif name in {"v", "t"}:
            self._reads = not self._is_spoken
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_spoken = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column, self._is_hidden = -1, attributes.get("hidden", "").lower() in _TRUE
            self._texts, self._absent, self._struck = {}, {}, set()
        elif name == "mergeCell" and (area := _area(attributes.get("ref", ""))):
            self._grid.areas.append(area)

    def text(self, text: str) -> None:
        if self._reads:
            self._words.add(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._reads = False
        elif name == "rPh":
            self._is_spoken = False
        elif name == "c":
            self._end_cell(self._words.taken())
        elif name == "row":
            struck = frozenset(self._struck)
            self._grid.add(self._row, self._texts, self._absent, struck=struck, is_hidden=self._is_hidden)

    def _end_cell(self, value: str) -> None:
        if not value:
            if self._has_formula and self._kind != "str":
                self._leave_out("enthält eine Formel ohne gespeichertes Ergebnis")
        elif self._kind == "e":
            self._leave_out(f"zeigt den Fehler {value[:20]}")
        elif text := self._shown(value):
            self._texts[self._column] = text
            if self._style.isdecimal() and int(self._style) in self._styles.struck:
                self._struck.add(self._column)

    def _leave_out(self, why: str) -> None:
        place = f"{letters(self._column)}{self._row}"
        self._absent[self._column] = f"Die Zelle {place} {why} und wurde nicht gelesen."

    def _shown(self, value: str) -> str:
        match self._kind:
            case "s":
                index = int(value) if value.strip().isdecimal() else -1
                if not 0 <= index < len(self._strings):
                    raise broken()
                return self._strings[index]
            case "inlineStr" | "str":
                return _unescaped(value)
            case "b":
                return "ja" if value.strip().lower() in _TRUE else "nein"
            case "d":
                return iso_moment(value)
        return shown_number(value.strip(), self._styles.of(self._style), is_mac=self._is_mac)


def _column_of(place: str, following: int) -> int:
    """From "AB12"; a cell that does not say where it stands comes after the one before."""
    found = _PLACE.fullmatch(place)
    return _position(found[1]) if found else following


def _position(name: str) -> int:
    number = 0
    for sign in name.upper():
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    begins, ends = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if not (begins and ends):
        return None
    return int(begins[2]), _position(begins[1]), int(ends[2]), _position(ends[1])


def _unescaped(text: str) -> str:
    """Excel writes signs that XML has no room for as "_x000D_", and an underscore that only looks so as "_x005F_"."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
