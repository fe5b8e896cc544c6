"""A line of text with formats: what a paragraph, a heading or a cell says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BREAK = "<br>"
# From the outside to the inside; each at most once around a word.
ORDER = ("a", "abbr", "strong", "em", "sub", "sup")
_ATTRIBUTE = {"a": "href", "abbr": "title"}

SPACES = re.compile(f"[ \t\n\f\r{NO_BREAK_SPACE}]+")
# Control and bidirectional signs, zero-width spaces: nobody types them on purpose, and some deceive.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_EDGES = re.compile(f"^([ {NO_BREAK_SPACE}]?)(.*?)([ {NO_BREAK_SPACE}]?)$", re.DOTALL)

Format = tuple[str, str]  # element and the value of its only attribute


@dataclass(frozen=True)
class Piece:
    """Escaped text, <br> or <img>, and the formats around it."""

    html: str
    formats: frozenset[Format] = frozenset()

    @property
    def is_space(self) -> bool:
        return self.html in {" ", NO_BREAK_SPACE}

    @property
    def is_gap(self) -> bool:
        return self.is_space or self.html == BREAK


def pieces_of(escaped: str, formats: frozenset[Format]) -> Iterator[Piece]:
    """Spaces at the edges stand alone, so that they can leave the formats."""
    text = _UNSEEN.sub("", escaped.replace("&nbsp;", NO_BREAK_SPACE))
    text = SPACES.sub(lambda gap: gap[0] if gap[0] == NO_BREAK_SPACE else " ", text)
    match = _EDGES.match(text)
    for part in match.groups() if match else ():
        if part:
            yield Piece(part, formats)


def tidy_paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    """One list per paragraph: an empty line in the middle parts two. Gaps belong to what both neighbours share."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in _single_gaps(pieces):
        if piece.html == BREAK * 2:
            paragraphs.append([])
        else:
            paragraphs[-1].append(piece)
    return [_shared_gaps(paragraph) for paragraph in paragraphs if paragraph]


def _single_gaps(pieces: list[Piece]) -> Iterator[Piece]:
    """Between two words there is one space, one line end or one empty line (two line ends); none at the edges."""
    gap: list[Piece] = []
    has_begun = False
    for piece in pieces:
        if piece.is_gap:
            gap.append(piece)
            continue
        if has_begun and gap:
            yield Piece(_one_gap(gap))
        gap, has_begun = [], True
        yield piece


def _one_gap(gap: list[Piece]) -> str:
    breaks = sum(piece.html == BREAK for piece in gap)
    if breaks:
        return BREAK * min(breaks, 2)
    return gap[0].html if len(gap) == 1 else " "


def _shared_gaps(pieces: list[Piece]) -> list[Piece]:
    shared: list[Piece] = []
    for index, piece in enumerate(pieces):
        formats = piece.formats
        if piece.is_gap:
            formats = pieces[index - 1].formats & pieces[index + 1].formats
        shared.append(Piece(piece.html, formats))
    return shared


def on_one_line(pieces: list[Piece], without: frozenset[str] = frozenset()) -> list[Piece]:
    """For headings and captions: no line ends, no pictures, and none of these formats."""
    kept = [Piece(" ") if piece.html == BREAK else piece for piece in pieces if not piece.html.startswith("<img")]
    plain = [Piece(piece.html, _except(piece.formats, without)) for piece in kept]
    lines = tidy_paragraphs(plain)
    return lines[0] if lines else []


def _except(formats: frozenset[Format], names: frozenset[str]) -> frozenset[Format]:
    return frozenset(item for item in formats if item[0] not in names)


def written(pieces: list[Piece]) -> str:
    """The HTML, the formats nested in always the same order."""
    parts: list[str] = []
    opened: list[Format] = []
    for piece in [*pieces, Piece("")]:
        wanted = sorted(piece.formats, key=lambda item: ORDER.index(item[0]))
        common = 0
        while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
            common += 1
        parts += [f"</{name}>" for name, _ in reversed(opened[common:])]
        parts += [_start(*item) for item in wanted[common:]]
        parts.append(piece.html)
        opened = wanted
    return "".join(parts)


def _start(name: str, value: str) -> str:
    return f'<{name} {_ATTRIBUTE[name]}="{escape(value)}">' if value else f"<{name}>"
