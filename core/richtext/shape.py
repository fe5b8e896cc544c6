"""Reads the well-formed HTML that nh3 writes, and writes it anew in one shape only.

Blocks hold lines or blocks, lines hold words with formats. Whatever else was around the words is left out, what is
empty is left out, headings start at h2 and never jump. Shaping twice gives the same as shaping once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from core.richtext import word
from core.richtext.lines import BREAK, Piece, on_one_line, pieces_of, tidy_paragraphs, written
from core.richtext.links import address, picture

TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_ROWS = {"thead", "tbody", "tfoot", "tr"}
_FORMATS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
_INLINE = {*_FORMATS, "a", "abbr", "span", "img", "br"}
LINE_END = {*HEADINGS, *LISTS, "p", "li", "br", "hr", "blockquote", "table", "caption", "tr", "figure", "figcaption"}

# Which blocks may stand in which; anything else gives its words to the block around it.
_MAY_HOLD: dict[str, set[str]] = {
    "": {*HEADINGS, *LISTS, "li", "blockquote", "table", "figure", "hr"},
    "blockquote": {*HEADINGS, *LISTS, "li"},
    "li": LISTS,
    "td": {*LISTS, "li"},
    "th": set(),
    "ul": {*LISTS, "li"},
    "ol": {*LISTS, "li"},
    "table": {"caption", *_ROWS},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": _CELLS,
    "figure": {"figcaption", "table"},
    "caption": set(),
    "figcaption": set(),
}
_MAX_LIST_DEPTH = 5
_MAX_SPAN = 50
_SCOPES = {"col", "row", "colgroup", "rowgroup"}
_NOT_IN_HEADINGS = frozenset({"strong"})


@dataclass
class Block:
    """`lines` for what holds words (p, h2 …), `blocks` for what holds blocks."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: list["Block"] = field(default_factory=list)
    line: list[Piece] = field(default_factory=list)
    item: word.Item | None = None


@dataclass
class _State:
    """What holds inside an element and is over at its end."""

    leaf: str
    formats: dict[str, str]
    paragraph: word.Paragraph | None
    in_marker: bool


class _Reader:
    def __init__(self) -> None:
        self.root = Block("")
        self.open = [self.root]
        self.line: list[Piece] = []
        self.state = _State("p", {}, None, False)
        self.before: list[tuple[int, _State]] = []

    def read(self, html: str) -> Block:
        for closing, name, attributes, text in TOKEN.findall(html):
            if text:
                self.text(text)
            elif closing:
                self.end(name)
            else:
                self.start(name, {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)})
        self.flush()
        return self.root

    def text(self, escaped: str) -> None:
        if self.state.paragraph:
            self.state.paragraph.hear(unescape(escaped), in_marker=self.state.in_marker)
        if not (self.state.paragraph and self.state.in_marker):
            self.line += pieces_of(escaped, frozenset(self.state.formats.items()))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "br":
            self.line.append(Piece(BREAK))
        elif name == "img":
            self.picture(attributes)
        elif name == "hr":
            self.flush()
            if name in _MAY_HOLD[self.open[-1].name]:
                self.open[-1].blocks.append(Block("hr"))
        else:
            self.before.append((len(self.open), self.state))
            self.state = _State(self.state.leaf, dict(self.state.formats), self.state.paragraph, self.state.in_marker)
            if name in _INLINE:
                self.start_format(name, attributes)
            else:
                self.start_block(name, attributes)

    def start_format(self, name: str, attributes: dict[str, str]) -> None:
        formats, style = self.state.formats, attributes.get("style", "").lower()
        if name in _FORMATS:
            formats.setdefault(_FORMATS[name], "")
        elif name == "a" and (url := address(attributes.get("href", ""))):
            formats.setdefault("a", url)
        elif name == "abbr" and (title := " ".join(attributes.get("title", "").split())):
            formats.setdefault("abbr", title)
        elif name == "span":
            self.state.in_marker = self.state.in_marker or word.is_marker(style)
            formats.update(dict.fromkeys(word.formats(style), ""))

    def picture(self, attributes: dict[str, str]) -> None:
        sizes = attributes.get("width", ""), attributes.get("height", "")
        if html := picture(attributes.get("src", ""), attributes.get("alt", ""), *sizes):
            link = {name: value for name, value in self.state.formats.items() if name == "a"}
            self.line.append(Piece(html, frozenset(link.items())))

    def start_block(self, name: str, attributes: dict[str, str]) -> None:
        self.flush()
        holder = self.open[-1]
        self.state.leaf, self.state.paragraph = "p", None
        if name in HEADINGS:
            self.state.leaf = name if name in _MAY_HOLD[holder.name] else "p"
        elif name == "p":
            self.state.paragraph = word.paragraph(attributes.get("class", ""), attributes.get("style", "").lower())
        elif name in LISTS and sum(block.name in LISTS for block in self.open) >= _MAX_LIST_DEPTH:
            return
        elif name in _MAY_HOLD[holder.name]:
            if name == "li" and holder.name not in LISTS:
                holder = self.push(Block("ul"))
            self.push(Block(name, attributes))

    def push(self, block: Block) -> Block:
        self.open[-1].blocks.append(block)
        self.open.append(block)
        return block

    def end(self, name: str) -> None:
        if name not in _INLINE:
            self.flush()
        depth, self.state = self.before.pop()
        del self.open[depth:]

    def flush(self) -> None:
        """The words so far become a block of their own."""
        block = Block(self.state.leaf, line=self.line)
        self.line = []
        if self.state.paragraph and _has_words(block):
            block.item, block.line = self.state.paragraph.as_item(block.line)
        if _has_words(block):
            self.open[-1].blocks.append(block)


def shaped(html: str) -> str:
    """`html` must come from nh3: its elements are closed and its attributes quoted."""
    return "".join(_Writer().blocks(_Reader().read(html).blocks))


class _Writer:
    def __init__(self) -> None:
        self.level = 1

    def blocks(self, blocks: list[Block]) -> Iterator[str]:
        for block in _joined(blocks):
            if block.name in HEADINGS:
                yield self.heading(block)
            elif block.name in LISTS:
                yield self.items(block)
            elif block.name == "table":
                yield self.table(block)
            elif block.name == "blockquote":
                content = "".join(self.blocks(block.blocks))
                yield f"<blockquote>{content}</blockquote>" if content else ""
            elif block.name == "figure":
                yield self.figure(block)
            elif block.name == "hr":
                yield "<hr>"
            else:
                yield "".join(f"<p>{written(line)}</p>" for line in tidy_paragraphs(block.line))

    def heading(self, block: Block) -> str:
        words = written(on_one_line(block.line, without=_NOT_IN_HEADINGS))
        if not words:
            return ""
        self.level = min(self.level + 1, max(2, min(4, int(block.name[1]))))
        return f"<h{self.level}>{words}</h{self.level}>"

    def items(self, block: Block) -> str:
        items = "".join(f"<li>{content}</li>" for item in _items(block) if (content := self.flow(item.blocks)))
        return f"<{block.name}>{items}</{block.name}>" if items else ""

    def flow(self, blocks: list[Block]) -> str:
        """A single line stands without <p>; in a list, lists may follow it."""
        paragraphs = [line for block in blocks if not block.item for line in tidy_paragraphs(block.line)]
        html = "".join(self.blocks(blocks))
        if len(paragraphs) == 1 and html.startswith("<p>"):
            return html.replace("<p>", "", 1).replace("</p>", "", 1)
        return html

    def table(self, block: Block) -> str:
        caption = "".join(written(_words(part)) for part in block.blocks if part.name == "caption")
        head = "".join(
            self.row(row) for part in block.blocks if part.name == "thead" for row in part.blocks if _has_words(row)
        )
        bodies = [part for name in ("tbody", "tfoot") for part in block.blocks if part.name == name]
        body = "".join(self.row(row) for part in bodies for row in part.blocks)
        if not any(_has_words(part) for part in block.blocks if part.name != "caption"):
            return f"<p>{caption}</p>" if caption else ""
        parts = [("caption", caption), ("thead", head), ("tbody", body)]
        return "<table>" + "".join(f"<{name}>{html}</{name}>" for name, html in parts if html) + "</table>"

    def row(self, row: Block) -> str:
        cells = "".join(self.cell(cell) for cell in row.blocks if cell.name in _CELLS)
        return f"<tr>{cells}</tr>" if cells else ""

    def cell(self, cell: Block) -> str:
        is_head = cell.name == "th"
        content = written(_words(cell)) if is_head else self.flow(cell.blocks)
        name = "th" if is_head and content else "td"
        scope = cell.attributes.get("scope", "").lower()
        attributes = f' scope="{scope}"' if name == "th" and scope in _SCOPES else ""
        for span in ("colspan", "rowspan"):
            value = cell.attributes.get(span, "")
            if value.isascii() and value.isdecimal() and 1 < int(value[:4]) <= _MAX_SPAN:
                attributes += f' {span}="{int(value[:4])}"'
        return f"<{name}{attributes}>{content}</{name}>"

    def figure(self, block: Block) -> str:
        if tables := [self.table(part) for part in block.blocks if part.name == "table"]:
            words = written(_words(Block("", blocks=[part for part in block.blocks if part.name != "table"])))
            return "".join(tables) + (f"<p>{words}</p>" if words else "")
        words = written(_words(block))
        pictures = [piece for piece in _pieces(block) if piece.html.startswith("<img")]
        if not pictures:
            return f"<p>{words}</p>" if words else ""
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f"<figure>{written(pictures)}{caption}</figure>"


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """Paragraphs that Word meant as items become lists; lists of one kind that follow each other become one."""
    last: Block | None = None
    for is_item, group in groupby(blocks, key=lambda block: block.item is not None):
        for block in _lists(group) if is_item else group:
            if last and last.name == block.name and block.name in LISTS:
                last = Block(last.name, blocks=last.blocks + block.blocks)
                continue
            if last:
                yield last
            last = block
    if last:
        yield last


def _lists(items: Iterable[Block]) -> Iterator[Block]:
    """Items with levels → lists within each other."""
    open_lists: list[Block] = []
    for block in items:
        item = block.item or word.Item("ul", 1)
        del open_lists[item.level :]
        if len(open_lists) == item.level and open_lists[-1].name != item.kind:
            open_lists.pop()
        if len(open_lists) < min(item.level, _MAX_LIST_DEPTH):
            fresh = Block(item.kind)
            if open_lists:
                open_lists[-1].blocks[-1].blocks.append(fresh)
            else:
                yield fresh
            open_lists.append(fresh)
        open_lists[-1].blocks.append(Block("li", blocks=[Block("p", line=block.line)]))


def _items(block: Block) -> list[Block]:
    """The items with words of their own; what stands in a list without such an item joins the one before."""
    items: list[Block] = []
    for part in block.blocks:
        inner = part.blocks if part.name == "li" else [part]
        if any(_has_words(each) for each in inner if each.name not in LISTS):
            items.append(Block("li", blocks=list(inner)))
        elif items:
            items[-1].blocks += inner
        else:
            items += [item for each in inner for item in _items(each)]
    return items


def _has_words(block: Block) -> bool:
    return any(not piece.is_gap for piece in block.line) or any(_has_words(inner) for inner in block.blocks)


def _pieces(block: Block) -> Iterator[Piece]:
    yield from block.line
    for inner in block.blocks:
        yield from _pieces(inner)
        yield Piece(" ")


def _words(block: Block) -> list[Piece]:
    return on_one_line(list(_pieces(block)))
