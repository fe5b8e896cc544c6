"""Stored text as it stands on a page."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from core.richtext.cleaning import clean

_LINK = re.compile(
    r'<a (?P<href>href="(?:https?://(?P<host>[^/"?#:]+))?(?P<path>[^"?#]*)[^"]*")>(?P<words>.*?)</a>', re.DOTALL
)
_NOTE = '<span class="visually-hidden"> (andere Internetseite)</span>'
_PDF = re.compile(r"\bpdf\b", re.IGNORECASE)


def for_reading(html: str) -> SafeString:
    """Links that leave the portal say so, and so do those to a PDF. Cleaned once more: a page relies on no one but
    itself."""
    return _for_reading(html, (urlsplit(settings.BASE_URL).hostname or "").lower())


@lru_cache(maxsize=512)
def _for_reading(html: str, our_host: str) -> SafeString:
    def mark(link: re.Match[str]) -> str:
        words = link["words"]
        if link["path"].lower().endswith(".pdf") and not _PDF.search(strip_tags(words)):
            words += " (PDF)"
        if link["host"] is None or link["host"].lower() == our_host:
            return f"<a {link['href']}>{words}</a>"
        return f'<a class="external" rel="nofollow noopener" {link["href"]}>{words}{_NOTE}</a>'

    return SafeString(_LINK.sub(mark, clean(html)))
