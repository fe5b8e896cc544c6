"""Spreadsheets as programs write them, for tests of what reads them."""

import io
import zipfile
from html import escape

import openpyxl


def xlsx(*rows, change=None, **more):
    """`more` are further sheets by their names; `change` gets the book before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, others in more.items():
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(*rows):
    """A row is a list of texts, or the XML of a row."""
    return ods_of(ods_table("Tabelle1", *rows))


def ods_table(title, *rows, more=""):
    return f'<table:table table:name="{title}"{more}>{"".join(map(_row, rows))}</table:table>'


def ods_of(*tables, styles=""):
    prefixes = ("office", "table", "text", "style")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in prefixes)
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {names}>{styles}{body}</office:document-content>",
        }
    )


def _row(row):
    return row if isinstance(row, str) else f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"


def ods_cell(text, more=""):
    kind = f' office:value-type="string"{more}' if text else more
    return f"<table:table-cell{kind}>{f'<text:p>{escape(text)}</text:p>' if text else ''}</table:table-cell>"


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def repacked(content, **parts):
    """Some parts replaced; keys are the last parts of their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        found = {name: old.read(name) for name in old.namelist()}
    changed = {name: parts.get(name.rsplit("/", 1)[-1].removesuffix(".xml"), text) for name, text in found.items()}
    return packed(changed)
