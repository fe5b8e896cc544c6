"""Documents on paper: a Typst template in templates/pdf/ and data → a tagged PDF.

What people typed travels as data and is never part of the template's code, so no sign in it means anything to Typst.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typst

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "pdf"
FONTS = Path(__file__).resolve().parent / "fonts"
# All that core/fonts/ can show: one sign more, and the standard refuses the whole document.
_NOT_IN_THE_FONT = re.compile(
    "[^\n -~\xa0-ćĊ-ēĖ-ěĞ-ģĦħĪīĮįıĶķĻ-ľŁ-ňŐ-ŕŘ-śŞ-ťŪūŮ-ųŸ-žȘ-ț"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a€\u2212]"
)


def render(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """PDF/UA-1, readable for screen readers. The template finds `data` as JSON in `sys.inputs.data`; the same data and
    moment give the same bytes. Raises typst.TypstError where the template can't be set or breaks that standard."""
    pages = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_settable(data), ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    return bytes(pages)


def _settable(value: Any) -> Any:
    """What people typed, without the signs that no letter stands for: a page with a gap beats no page."""
    if isinstance(value, str):
        return _NOT_IN_THE_FONT.sub("", normalize("NFC", value))
    if isinstance(value, Mapping):
        return {name: _settable(part) for name, part in value.items()}
    return [_settable(part) for part in value] if isinstance(value, list | tuple) else value
