"""Documents on paper: a Typst template in templates/pdf/ and data → a tagged PDF.

What people typed travels as data and is never part of the template's code, so no sign in it means anything to Typst.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "pdf"
FONTS = Path(__file__).resolve().parent / "fonts"


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
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    return bytes(pages)
