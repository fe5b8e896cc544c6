"""Texts that a spreadsheet would run, where a file does not tell text from formula (CSV).

Excel takes a cell that begins with "=", "+", "-" or "@" for a formula if it can be read as one, LibreOffice only "=".
What no formula can be made of stays as it is: a number, a telephone number in groups, a dash, a dash before words. Any
other text gets an apostrophe in front, and `shown` takes it off again: what goes out comes back the same.
"""

import re

_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
_HARMLESS = re.compile(
    r"[+-]+"  # a dash alone
    r"|[+-]\d+(?:[.,]\d+)*"  # a number
    r"|\+\d+(?: ?\(0\) ?\d+)?(?: \d+)*"  # with "/" or "-" between its groups Excel would reckon
    r"|-+ [^\W\d_]+(?:[ ,.;!?–-]+[^\W\d_]+)*[ ,.;!?–-]*"  # no call, no cell, no pipe
)


def guarded(text: str) -> str:
    """For a CSV file."""
    return f"'{text}" if _could_run(text) or _looks_guarded(text) else text


def kept(text: str) -> str:
    """For a workbook, which knows text from formulas: only what `shown` would take off needs a second one."""
    return f"'{text}" if _looks_guarded(text) else text


def shown(cell: str) -> str:
    """As it was before, without the spaces around it."""
    bare = cell.strip()
    return bare[1:] if _looks_guarded(bare) else bare


def _looks_guarded(text: str) -> bool:
    return text.startswith("'") and _first(text) in _SIGNS


def _could_run(text: str) -> bool:
    return _first(text) in _SIGNS and not _HARMLESS.fullmatch(text)


def _first(text: str) -> str:
    """The sign a program would look at: neither apostrophes nor spaces before it help reliably."""
    return text.lstrip("' ")[:1]
