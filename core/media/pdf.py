"""Documents on paper: a Typst template in templates/pdf/ and data → a tagged PDF.

What people typed travels as data and is never part of the template's code, so no sign in it means anything to Typst.
Names are written in many scripts; each is a file of its own in core/fonts/ (tools/fonts.py), read where it is needed.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"
FONTS = Path(__file__).resolve().parents[1] / "fonts"
MAIN = "atkinson"  # sets everything it has letters for
UNKNOWN = "\ufffd"  # a question mark in a box stands where a letter is that no font of ours has
_KEPT = "\n"
# Pictures, and what joins or colours them, are no letters of a name: a line without them says the same.
_DECORATION = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf"})
_JOINERS = frozenset("\u200c\u200d")  # between letters of Persian and of Indian languages
_ALIKE = {"\t": " ", "\u2028": "\n", "\u2029": "\n", "\u00ad": "", "\u2007": " ", "\u2008": " ", "\u200a": " "}


def render(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """PDF/UA-1, readable for screen readers. The template finds `data` as JSON in `sys.inputs.data`; the same data and
    moment give the same bytes. Raises typst.TypstError where the template can't be set or breaks that standard."""
    said = json.dumps(_settable(data), ensure_ascii=False)
    pages = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS / script) for script in _scripts(said)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": said},
        timestamp=int(at.timestamp()),
    )
    return bytes(pages)


def unprintable(text: str) -> str:
    """The letters of it that no font of ours has, each once; empty where all of it can be printed."""
    return "".join(dict.fromkeys(sign for sign in _normal(text) if _is_letter(sign) and not _script_of(sign)))


@lru_cache(maxsize=1)
def _letters() -> dict[str, frozenset[str]]:
    """Script → the signs its font has, the main one first."""
    found = json.loads((FONTS / "letters.json").read_text())
    return {
        script: frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))
        for script, ranges in found.items()
    }


@lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    """The first that has it; empty where none does."""
    return next((script for script, signs in _letters().items() if sign in signs), "")


def _scripts(text: str) -> Iterable[str]:
    return dict.fromkeys([MAIN, *(script for sign in set(text) if (script := _script_of(sign)))])


def _settable(value: Any) -> Any:  # Any: JSON, and given back as such
    """What people typed, as far as it can be set; a letter that can't leaves a box, so that nobody overlooks it."""
    if isinstance(value, str):
        return "".join(_set(sign) for sign in _normal(value))
    if isinstance(value, Mapping):
        return {name: _settable(part) for name, part in value.items()}
    return [_settable(part) for part in value] if isinstance(value, list | tuple) else value


def _normal(text: str) -> str:
    return "".join(map(_plainer, unicodedata.normalize("NFC", text)))


def _plainer(sign: str) -> str:
    """Of a letter that no font has, the same one in its usual shape: of another width, in a circle, a capital of
    Georgian."""
    if _script_of(sign) or sign in _ALIKE:
        return _ALIKE.get(sign, sign)
    usual = (unicodedata.normalize("NFKC", sign), sign.lower())
    return next((letters for letters in usual if letters and all(map(_script_of, letters))), sign)


def _set(sign: str) -> str:
    if sign in _KEPT or _script_of(sign):
        return sign
    return UNKNOWN if _is_letter(sign) else ""


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign) not in _DECORATION and sign not in _JOINERS and not sign.isspace()
