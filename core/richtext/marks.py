"""Formatted text as people write it in a plain text field: "## " for headings, "- " for lists, **bold** and so on."""

import re
from collections import Counter
from functools import lru_cache
from html import escape, unescape
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString
from markdown_it import MarkdownIt
from markdownify import MarkdownConverter

from core.language.dates import MONTHS
from core.richtext.cleaning import clean

_MAX_ROUNDS = 6
_MONTH = rf"(?:{'|'.join(MONTHS)})\b"
# Written as plain words, because marks have no sign for them.
_UNSAYABLE = re.compile(r"</?(?:sub|sup|abbr)\b[^>]*>")
_NUMBERED = re.compile(rf"([> ]*)(\d{{1,9}})([.)])(?=[ \t]+(?P<month>{_MONTH})?|$)")
_NEXT_LINE = re.compile(r"\n(?!\n)")
_TAG = re.compile(r"(<[^>]*>)")
_TYPED_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'*_“”»«…"

_SIGNS = re.compile(r"[\\*\[\]|]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z])")
_LINE_START = re.compile(
    rf"(?P<sign>#{{1,6}}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|-(?=[ \t]*-)|:(?=-)|={{3,}}|~{{3,}})"
    rf"|(?P<number>\d{{1,9}})(?P<point>[.)])(?=[ \t]|$)(?![ \t]+{_MONTH})"
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_INNER_START = re.compile(r"[(„‚“\"'»«]+")
_INNER_END = re.compile(r"(?<!\\)[.,:;!?)“”‘\"'»«…]+$")
_FOR_POINTED_BRACKETS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "\n": ""})


def from_marks(text: str) -> str:
    """Clean HTML. A single line end stays one; addresses typed as such become links."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return clean(_with_links(_reader().render("\n".join(_dates_kept(lines)))))


def to_marks(html: str) -> str:
    """What from_marks() reads as the same text, as far as marks can say it. Marks in odd places may be read
    otherwise than they were written; then the reading is written again, so that editing settles at once."""
    marks = _written(html)
    for _ in range(_MAX_ROUNDS):
        again = _written(from_marks(marks))
        if again == marks:
            break
        marks = again
    return marks


def _written(html: str) -> str:
    return str(_Writer().convert(clean(_UNSAYABLE.sub("", clean(html)))))


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """Without code, HTML and whatever else nobody means who writes a letter."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    unwanted = ["code", "fence", "html_block", "html_inline", "lheading", "reference", "backticks", "entity"]
    return reader.enable("table").disable(unwanted)


def _dates_kept(lines: list[str]) -> list[str]:
    """ "24. Dezember" at the start of a line is no list; numbers make one when they count from 1."""
    kept, last = [], 0
    for line in lines:
        match = _NUMBERED.match(line)
        if not match:
            last = last if not line.strip() or line.startswith((" ", ">", "-")) else 0
        elif match["month"] or int(match[2]) not in {1, last + 1}:
            line = f"{match[1]}{match[2]}\\{line[match.end(2) :]}"
        else:
            last = int(match[2])
        kept.append(line)
    return kept


def _with_links(html: str) -> str:
    parts, in_link = [], False
    for part in _TAG.split(html):
        if part.startswith("<"):
            in_link = part.startswith("<a ") or (in_link and part != "</a>")
        elif not in_link:
            part = _linked(unescape(part))
        parts.append(part)
    return "".join(parts)


def _linked(text: str) -> str:
    parts, end = [], 0
    for match in _TYPED_ADDRESS.finditer(text):
        written = match[0].rstrip(_AFTER_ADDRESS)
        if written.endswith(")") and "(" not in written:
            written = written.rstrip(")" + _AFTER_ADDRESS)
        url = _reader().normalizeLink(written if "://" in written else f"https://{written}")
        parts += [escape(text[end : match.start()]), f'<a href="{escape(url)}">{escape(written)}</a>']
        end = match.start() + len(written)
    return "".join(parts) + escape(text[end:])


class _Writer(MarkdownConverter):
    class Options:
        heading_style = "atx"
        bullets = "-"
        table_infer_header = True

    def __init__(self) -> None:
        super().__init__()
        self.numbers: Counter[int] = Counter()

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _SIGNS.sub(r"\\\g<0>", text)

    def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
        text = str(super().process_text(el, parent_tags))  # type: ignore[misc]  # its stubs know no such method
        before = el.previous_sibling
        return _LINE_START.sub(_escaped_start, text, count=1) if _starts_line(before) and _at_start(text) else text

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        url = str(el.get("href", "")).translate(_FOR_POINTED_BRACKETS)
        if el.get_text() == url and "://" in url and not el.find("img"):
            return f"<{url}>"
        url = _ENTITY.sub(r"\\&", url)
        is_plain = not set(url) & set("() ")
        return f"[{text}]({url})" if is_plain else f"[{text}](<{url}>)"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _around(el, text, "**")

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _around(el, text, "*")

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = self.escape(str(el.get("alt", "")), parent_tags)
        return f"![{words}]({el.get('src', '')})"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """As in markdownify, but without counting all items before for each item."""
        self.numbers[id(el.parent)] += 1
        is_numbered = el.parent is not None and el.parent.name == "ol"
        bullet = f"{self.numbers[id(el.parent)]}. " if is_numbered else "- "
        return bullet + _NEXT_LINE.sub("\n" + " " * len(bullet), text.strip()) + "\n"


def _starts_line(before: Any) -> bool:
    return before is None or (isinstance(before, Tag) and before.name in {"br", "ul", "ol"})


def _at_start(text: str) -> bool:
    return _LINE_START.match(text) is not None


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match['sign']}" if match["sign"] else f"{match['number']}\\{match['point']}"


def _around(el: Tag, text: str, mark: str) -> str:
    """Signs next to a letter don't count as marks when a full stop or a bracket follows on their inner side; so
    these move out."""
    first = _INNER_START.match(text) if _text(el.previous_sibling)[-1:].isalnum() else None
    text, before = (text[first.end() :], first[0]) if first else (text, "")
    last = _INNER_END.search(text) if _text(el.next_sibling)[:1].isalnum() else None
    text, after = (text[: last.start()], last[0]) if last else (text, "")
    return f"{before}{mark}{text}{mark}{after}" if text else before + after


def _text(node: Any) -> str:
    """Links and other formats begin and end with signs, never with a letter."""
    return str(node) if isinstance(node, NavigableString) else ""
