"""JSON Feed 1.1 (jsonfeed.org/version/1.1): news for programs, as a document that `JsonResponse` can send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

VERSION: Final = "https://jsonfeed.org/version/1.1"
CONTENT_TYPE: Final = "application/feed+json"


@dataclass(frozen=True, slots=True)
class Attachment:
    """`address` absolute; `size` in bytes, 0 where nobody knows."""

    address: str
    mime_type: str
    title: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class FeedItem:
    """`identity` never changes; `html` is clean already; both moments are aware."""

    identity: str
    url: str
    title: str
    html: str
    summary: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()


def json_feed(*, title: str, home: str, address: str, items: Iterable[FeedItem]) -> dict[str, Any]:
    """`home` is the page people read, `address` that of the feed itself; both absolute."""
    return {
        "version": VERSION,
        "title": title,
        "home_page_url": home,
        "feed_url": address,
        "language": "de",
        "items": [_item(item) for item in items],
    }


def _item(item: FeedItem) -> dict[str, Any]:
    """Id and content are required; what is empty is left out."""
    optional = {
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "date_published": _moment(item.published_at),
        "date_modified": _moment(item.modified_at),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "attachments": [_attachment(attachment) for attachment in item.attachments],
    }
    required = {"id": item.identity, "content_html": item.html}
    return required | {name: value for name, value in optional.items() if value}


def _attachment(attachment: Attachment) -> dict[str, Any]:
    optional = {"title": attachment.title, "size_in_bytes": attachment.size}
    required = {"url": attachment.address, "mime_type": attachment.mime_type}
    return required | {name: value for name, value in optional.items() if value}


def _moment(moment: datetime | None) -> str:
    """RFC 3339. Raises ValueError for a moment without a time zone, which nobody could place."""
    if moment is None:
        return ""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.isoformat(timespec="seconds")
