"""Whatever HTML comes in, only harmless and well-built HTML goes out.

Two steps: nh3 reads the text as browsers do and lets only known elements through; then core.richtext.shape reads
that as text with marks and writes it anew, so that nothing of the original markup itself is ever kept.
"""

import re
from html import unescape

import nh3

from core.richtext.lines import SPACES
from core.richtext.shape import LINE_END, TOKEN, shaped

MAX_LENGTH = 100_000  # characters of cleaned HTML
_MAX_DEPTH = 500  # browsers stop there too; parsing takes time by the square of it

_CONTENT = {
    *("p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "b", "strong", "i", "em", "blockquote"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img", "hr"),
    *("abbr", "sub", "sup"),
}
# These go in the end, but first they tell where a paragraph ends and what Word meant.
_TELLING = {
    *("div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "form"),
    *("dl", "dt", "dd", "pre", "fieldset", "legend", "details", "summary", "option", "span"),
}
_DROPPED_WITH_CONTENT = {
    *("script", "style", "title", "xml", "svg", "math", "template", "iframe", "object", "embed", "applet"),
    *("noscript", "noembed", "noframes", "audio", "video", "canvas", "datalist"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "p": {"class", "style"},  # Word's lists are known by them
    "span": {"style"},
}
_CLEANER = nh3.Cleaner(
    tags=_CONTENT | _TELLING,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMAT = re.compile(r"<(b|strong|i|em|u|s|strike|small|big|tt|code|font|nobr)\s([^<>]*)>", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<!bidi-)font-weight:\s*(normal|400)", re.IGNORECASE)
_TAG_START = re.compile(r"<(/?)([a-z][\w:-]*)([^<>]*)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_CLOSED_BY_THE_NEXT = set(
    "p li tr td th dt dd option br hr img meta link input col area base embed source track wbr".split()
)


def clean(html: str) -> str:
    """Cleaning twice gives the same as cleaning once."""
    html = _LONE_SURROGATE.sub("", html)
    if "<" in html and _depth(html) > _MAX_DEPTH:
        html = _ANY_TAG.sub(" ", html).replace("<", "&lt;")
    return shaped(_CLEANER.clean(_FORMAT.sub(_without_attributes, html)))


def _without_attributes(tag: re.Match[str]) -> str:
    """Parsers compare attributes of such elements with each other, which takes long. <b> as "not bold" is what
    Google Docs puts around everything."""
    name = tag[1].lower()
    is_bold = name in {"b", "strong"} and not _NOT_BOLD.search(tag[2])
    return f"<{name}>" if is_bold or name not in {"b", "strong"} else "<span>"


def _depth(html: str) -> int:
    """How deep elements are nested at most, roughly."""
    depth = deepest = 0
    for closing, name, rest in _TAG_START.findall(html):
        if name.lower() in _CLOSED_BY_THE_NEXT or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def text_of(html: str) -> str:
    """The words alone; where a block ends, a line ends."""
    parts = []
    for _, name, attributes, text in TOKEN.findall(clean(html)):
        if text:
            parts.append(text)
        elif name == "img":
            parts.append(attributes.partition(' alt="')[2].partition('"')[0])
        elif name in LINE_END:
            parts.append("\n")
        elif name in {"td", "th"}:
            parts.append(" ")
    lines = unescape("".join(parts)).replace("\N{SOFT HYPHEN}", "").split("\n")
    return "\n".join(words for line in lines if (words := SPACES.sub(" ", line).strip()))
