"""A table of texts as an Excel workbook. Every cell is written as a string, which no program runs as a formula,
whatever it begins with."""

import io
import re
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

from core.sheets.formulas import kept

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_NAME, LONGEST_TEXT = 31, 32_767  # characters; Excel refuses more


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int] = ()) -> bytes:
    """One sheet with a bold first row that stays in sight. `widths` in characters."""
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:  # each row leaves memory once the next begins
        sheet = book.add_worksheet(
            _NOT_IN_A_NAME.sub(" ", _NOT_IN_XML.sub("", title))[:LONGEST_NAME].strip("' ") or "Liste"
        )
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        bold = book.add_format({"bold": True})
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, bold)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, _NOT_IN_XML.sub("", kept(text))[:LONGEST_TEXT])
    return file.getvalue()
