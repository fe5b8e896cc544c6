"""A table of texts as an Excel workbook, written by hand: five small files in a ZIP. openpyxl, which reads what people
send, makes an object of every cell and takes about six times as long. Every cell is an inline string, which no program
runs as a formula, whatever it begins with.

The format is ECMA-376 (Office Open XML), parts 1 and 2.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import count
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FONT = '<sz val="11"/><name val="Calibri"/>'
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
# What XML can't hold; a text with such a sign would make the whole workbook unreadable.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int] = ()) -> bytes:
    """One sheet with a bold first row that stays in sight. `widths` in characters."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _HEAD + content)
        archive.writestr("xl/workbook.xml", _HEAD + _book(title))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write((_HEAD + _opening(widths)).encode())
            sheet.write(_row(1, head, ' s="1"').encode())
            for number, row in zip(count(2), rows, strict=False):
                sheet.write(_row(number, row).encode())
            sheet.write(b"</sheetData></worksheet>")
    return file.getvalue()


def _book(title: str) -> str:
    name = escape(_NOT_IN_XML.sub("", title)[:31], {'"': "&quot;"})
    sheet = f'<sheet name="{name}" sheetId="1" r:id="r1"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheet}</sheets></workbook>'


def _opening(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    views = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{views}{f"<cols>{columns}</cols>" if columns else ""}<sheetData>'


def _row(number: int, texts: Sequence[str], style: str = "") -> str:
    cells = "".join(
        f'<c r="{_letters(column)}{number}"{style} t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_NOT_IN_XML.sub('', text))}</t></is></c>"
        for column, text in enumerate(texts)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def _letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
