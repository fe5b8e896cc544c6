"""Lists of news (RSS, RDF, Atom) of other websites: bytes in, plain data out. Strangers write everything in them.

feedparser understands the formats, the broken ones too. Its parts are put together here instead of calling its
`parse`: that one opens files and addresses, keeps declared entities, and looks for e-mail addresses of authors in a way
that takes hours for two megabytes of letters. Nothing is cleaned: `Entry.html` has to go through a RichTextField.
"""

import hashlib
import io
import logging
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape, unescape
from time import thread_time
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from xml.sax import SAXException, handler, make_parser, xmlreader

import nh3
from feedparser.api import LooseFeedParser, StrictFeedParser  # type: ignore[import-untyped]

from core.traces import trace
from core.web.feed_dates import is_ours, read_moment

logger = logging.getLogger(__name__)

MOST_ENTRIES: Final = 50
MOST_BYTES: Final = 2_000_000
MOST_SECONDS: Final = 5.0  # of this thread's own computing
LONGEST_HTML: Final = 100_000
LONGEST_TITLE: Final = 300
LONGEST_IDENTITY: Final = 200
LONGEST_LINK: Final = 2000

_MOST_PARSED = 1000
_MOST_ATTRIBUTES = 100
# The rest of Python's codecs stays closed: some of them take hours for a megabyte.
_ENCODINGS = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-16", "utf-16-le", "utf-16-be"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.-]{1,40})["']""")
_PREAMBLE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROOT = re.compile(r"<[A-Za-z_]")
# No control signs and no halves of signs: neither XML nor PostgreSQL takes them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(\d{1,9}|[xX][0-9a-fA-F]{1,8});?")
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_LINK_TAG = re.compile(r"<link\b([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z]{1,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://(?P<host>[^/?#\s]+)(?P<rest>\S*)", re.IGNORECASE)
_INDEX = re.compile(r"/index\.(?:php|html?)/?\Z")
_COUNTS_READERS = re.compile(r"(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|phpsessid|chash|no_cache)(?:=|\Z)", re.IGNORECASE)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}


class FeedError(Exception):
    """Its text is the German sentence the office reads; `suggestion` the address of a feed the page names, or ""."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Entry:
    """`identity` stays the same when the feed is read again (`same_place`: also when the website has moved to https),
    `fingerprint` for the same words of the same day, whatever the address. `html` is NOT cleaned; title and link are
    plain text.

    `link` is an http or https address or "". `published_at` is aware, or None where the feed says nothing usable.
    """

    identity: str
    title: str
    link: str
    html: str
    published_at: datetime | None
    fingerprint: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    entries: tuple[Entry, ...]


def read_feed(content: bytes, address: str) -> Feed:
    """At most the 50 newest entries, in the order of the feed. `address` completes relative links. Raises FeedError."""
    text = _decode(content[:MOST_BYTES])
    start = _ROOT.search(text, _PREAMBLE.match(text).end())  # type: ignore[union-attr]  # matches nothing too
    if start is None or text[start.start() :][:5].lower() == "<html":
        raise _no_feed(text, address)
    # What stands before the root element is dropped, and with it every declaration that entities could grow from.
    parser = _parse(_NUMBERED.sub(_sign, text[start.start() :]), address)
    if not parser.version and not parser.entries:
        raise _no_feed(text, address)
    found = (_entry(raw, address) for raw in parser.entries[:_MOST_PARSED])
    return Feed(_plain(parser.feeddata.get("title", "")), _newest(entry for entry in found if entry))


def same_place(identity: str) -> str:
    """An identity that is an address, or names one ("12 at https://…"), without what changes when a website moves to
    https or drops its "www.", and without what counts its readers."""
    return _ADDRESS.sub(_place, identity)


def _place(address: re.Match[str]) -> str:
    host = address["host"].lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    path, mark, fragment = unquote(address["rest"].replace("&amp;", "&")).partition("#")
    path, _, query = path.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not _COUNTS_READERS.match(part))
    path = _INDEX.sub("", path).rstrip("/")
    return f"//{host}{path}{'?' if kept else ''}{kept}{mark}{fragment.rstrip('/')}"


# Bytes and parsers


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _visible(content[len(mark) :].decode(encoding, "replace"))
    declared = _DECLARED.match(content)
    if content[:2] in {b"<\0", b"\0<"}:
        return _visible(content.decode("utf-16-le" if content[:1] == b"<" else "utf-16-be", "replace"))
    for encoding in (_known_encoding(declared[1].decode() if declared else ""), "utf-8"):
        try:
            return _visible(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _visible(content.decode("cp1252", "replace"))


def _known_encoding(name: str) -> str:
    folded = name.lower().replace("_", "-").replace("windows-", "cp").replace("iso-8859", "iso8859")
    return folded if folded in _ENCODINGS else "utf-8"


def _visible(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _sign(reference: re.Match[str]) -> str:
    """A numbered sign as it stands, or nothing where there is no such sign: feedparser would break on it."""
    digits = reference[1].lower()
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return reference[0] if number <= 0x10FFFF and not _FORBIDDEN.match(chr(number)) else ""


class _TooMuchError(Exception):
    """The document takes too long."""


class _EnoughError(Exception):
    """More entries than anybody reads."""


class _Guard:
    """Before each element: is there time left? Each step in between is bounded by the size of the document."""

    entries: list[dict[str, Any]]
    deadline = 0.0
    # A relative key stays as it is: completed, it would change with the address of the feed.
    can_be_relative_uri = StrictFeedParser.can_be_relative_uri - {"id"}

    def unknown_starttag(self, tag: str, attributes: Any) -> None:
        if thread_time() > self.deadline or len(attributes) > _MOST_ATTRIBUTES:
            raise _TooMuchError
        if len(self.entries) > _MOST_PARSED:
            raise _EnoughError
        super().unknown_starttag(tag, attributes)  # type: ignore[misc]  # of feedparser, beside us

    def unknown_endtag(self, tag: str) -> None:
        if thread_time() > self.deadline:
            raise _TooMuchError
        super().unknown_endtag(tag)  # type: ignore[misc]  # of feedparser, beside us

    def startElementNS(self, name: Any, qname: Any, attributes: Any) -> None:  # noqa: N802 (the name SAX calls)
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _TooMuchError
        super().startElementNS(name, qname, attributes)  # type: ignore[misc]  # of feedparser, beside us

    def _sync_author_detail(self, key: str = "author") -> None:
        """Authors are not read, and feedparser's search for their e-mail address is quadratic."""


class _Strict(_Guard, StrictFeedParser):  # type: ignore[misc]
    """For well-formed XML."""


class _Loose(_Guard, LooseFeedParser):  # type: ignore[misc]
    """For everything else; knows the entities of HTML too."""


def _parse(text: str, address: str) -> Any:
    """feedparser's parser after its work: `version`, `feeddata`, `entries`. First strictly, then with patience."""
    deadline = thread_time() + MOST_SECONDS
    try:
        try:
            return _read_strictly(text, address, deadline)
        except SAXException:
            return _read_loosely(text, address, deadline)
    except _TooMuchError:
        raise FeedError("Die Meldungsliste ist zu umfangreich, um sie zu lesen.") from None
    except Exception as error:  # whatever strangers make a parser stumble over, the office reads a sentence
        logger.warning("A feed cannot be read: %s", trace(error))
        raise FeedError("Die Meldungsliste ist zu fehlerhaft, um sie zu lesen.") from None


def _read_strictly(text: str, address: str, deadline: float) -> Any:
    parser = _ready(_Strict(address, None, "utf-8"), deadline)
    reader = make_parser()  # noqa: S317 (no declarations are left, and nothing external is read)
    reader.setFeature(handler.feature_namespaces, True)
    reader.setFeature(handler.feature_external_ges, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xmlreader.InputSource()
    source.setByteStream(io.BytesIO(text.encode()))
    try:
        reader.parse(source)
    except _EnoughError:
        return parser
    return parser


def _read_loosely(text: str, address: str, deadline: float) -> Any:
    parser = _ready(_Loose(address, None, "utf-8", {}), deadline)
    try:
        parser.feed(text)
    except _EnoughError:
        return parser
    return parser


def _ready(parser: Any, deadline: float) -> Any:
    parser.deadline = deadline
    parser.resolve_relative_uris = True
    parser.sanitize_html = False  # nh3 does that later, as browsers read
    return parser


# Entries


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each identity once; of a longer list those with the latest date, undated ones before all others."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.identity, entry)
    unique = list(first.values())
    latest = datetime.max.replace(tzinfo=UTC)
    ranked = sorted(unique, key=lambda entry: entry.published_at or latest, reverse=True)[:MOST_ENTRIES]
    kept = {entry.identity for entry in ranked}
    return tuple(entry for entry in unique if entry.identity in kept)


def _entry(raw: dict[str, Any], address: str) -> Entry | None:
    """None where there is nothing to read."""
    title, html = _plain(raw.get("title", "")), _html(raw)
    link, published_at = _web_address(raw.get("link", ""), address), _moment(raw)
    title = title or textwrap.shorten(_plain(html), 100, placeholder=" …")
    if not title:
        return None
    identity = _identity(raw, link, title, published_at)
    fingerprint = _fingerprint(identity, title, html, link, published_at)
    return Entry(identity, title, link, html, published_at, fingerprint)


def _fingerprint(identity: str, title: str, html: str, link: str, published_at: datetime | None) -> str:
    """Pictures and links to its own pages move with a website. A website that numbers its entries and dates none means
    by two numbers two entries, unless they have the same address."""
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    own = re.compile(rf"https?://(?:www\.)?{re.escape(host)}", re.IGNORECASE)
    words = own.sub("", html) if host else html
    day = published_at.date() if published_at else "" if _ADDRESS.fullmatch(identity) else same_place(link)
    return hashlib.sha256(f"{title}\n{words}\n{day}".encode()).hexdigest()


def _identity(raw: dict[str, Any], link: str, title: str, published_at: datetime | None) -> str:
    named = " ".join(_visible(str(raw.get("id") or link)).split())
    if named and len(named) <= LONGEST_IDENTITY:
        return named
    return hashlib.sha256((same_place(named) or f"{title}\n{published_at}").encode()).hexdigest()


def _html(raw: dict[str, Any]) -> str:
    """The whole text if the feed has it, else the summary. Plain text becomes HTML."""
    for part in [*raw.get("content", []), raw.get("summary_detail", {})]:
        value = _visible(str(part.get("value", ""))).strip()[:LONGEST_HTML]
        if value:
            return f"<p>{escape(value)}</p>" if part.get("type") == "text/plain" else value
    return ""


def _plain(text: str) -> str:
    """Without markup, also when it was packed several times; one line."""
    text = str(text)[:LONGEST_HTML]
    for _ in range(3):
        bare = unescape(nh3.clean(text, tags=set()))
        if bare == text:
            break
        text = bare
    words = " ".join(_visible(text).split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def _web_address(text: str, base: str) -> str:
    """Absolute and of the web, or "": javascript:, data: and their like are no links."""
    text = _visible(str(text)).strip()
    try:
        address = urljoin(base, text) if text else ""
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    is_plain = not re.search(r"[\s<>\"'`\\]", address)
    return address if is_web and is_plain and len(address) <= LONGEST_LINK else ""


def _moment(raw: dict[str, Any]) -> datetime | None:
    """When it was published, else changed. feedparser has turned it into UTC, where it understood it."""
    said = str(dict.get(raw, "published") or dict.get(raw, "updated") or "")
    moment = read_moment(said)
    if moment is None and not is_ours(said):
        moment = _parsed(dict.get(raw, "published_parsed") or dict.get(raw, "updated_parsed"))
    return moment if moment and 1990 <= moment.year <= 2100 else None


def _parsed(parts: Any) -> datetime | None:
    try:
        return datetime(*parts[:6]).replace(tzinfo=UTC) if parts else None  # noqa: DTZ001 (the next call says it)
    except (ValueError, OverflowError):
        return None


# What is no feed


def _no_feed(text: str, address: str) -> FeedError:
    if not _PAGE.search(text[:20_000]):
        return FeedError("Unter dieser Adresse liegt keine Meldungsliste (RSS oder Atom).")
    sentence = "Unter dieser Adresse liegt eine Webseite, keine Meldungsliste (RSS oder Atom)."
    return FeedError(sentence, _suggestion(text[:200_000], address))


def _suggestion(page: str, address: str) -> str:
    for tag in _LINK_TAG.finditer(page):
        found = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag[1])
        }
        is_alternate = "alternate" in found.get("rel", "").lower().split()
        if is_alternate and found.get("type", "").lower() in _FEED_TYPES and found.get("href"):
            return _web_address(found["href"], address)
    return ""
