"""What Word and Google Docs mean by their styles: list items faked as paragraphs, bold and italics."""

import re
from dataclasses import dataclass

from core.richtext.lines import NO_BREAK_SPACE, Piece

_LIST_CLASS = re.compile(r"Mso(?:ListParagraph|ListBullet|ListNumber)")
_LEVEL = re.compile(r"mso-list:[^;]*\blevel([1-9])")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_MARKER_LENGTH = 20
_BULLET = re.compile(r"[·•§o\uf0b7\uf0a7\uf0d8▪■◦●○–‑-]")
# A faked marker is followed by at least one no-break space; "1. Mai" is not.
_FAKED = re.compile(rf"\s*({_NUMBER.pattern}|{_BULLET.pattern})[ \t\n]*{NO_BREAK_SPACE}")
_BOLD = re.compile(r"(?<!bidi-)font-weight:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"(?<!bidi-)font-style:\s*italic")


@dataclass(frozen=True)
class Item:
    kind: str  # ul or ol
    level: int  # from 1


@dataclass
class Paragraph:
    """A paragraph of a class or style that Word uses for lists."""

    level: int
    marker: str = ""
    start: str = ""

    def hear(self, text: str, *, in_marker: bool) -> None:
        if in_marker:
            self.marker += text
        elif len(self.start) < _MARKER_LENGTH:
            self.start += text

    def as_item(self, line: list[Piece]) -> tuple[Item | None, list[Piece]]:
        """What it is an item of, and its words without the marker; no item where no marker is found."""
        if marker := self.marker.strip(f" \t\n{NO_BREAK_SPACE}"):
            return self._item(marker), line
        faked = _FAKED.match(self.start)
        words = [piece for piece in line if not piece.is_gap]
        if not faked or not words[0].html.startswith(faked[1]):
            return None, line
        first = Piece(words[0].html.removeprefix(faked[1]).lstrip(), words[0].formats)
        rest = line[line.index(words[0]) + 1 :]
        return self._item(faked[1]), [first, *rest] if first.html else rest

    def _item(self, marker: str) -> Item:
        return Item("ol" if _NUMBER.fullmatch(marker) else "ul", self.level)


def paragraph(css_class: str, style: str) -> Paragraph | None:
    level = _LEVEL.search(style)
    if level or _LIST_CLASS.match(css_class):
        return Paragraph(int(level[1]) if level else 1)
    return None


def is_marker(style: str) -> bool:
    return "mso-list:ignore" in style.replace(" ", "")


def formats(style: str) -> list[str]:
    return [name for name, pattern in (("strong", _BOLD), ("em", _ITALIC)) if pattern.search(style)]
