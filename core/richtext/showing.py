"""Stored text as it stands on a page."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString

from core.richtext.cleaning import clean

_OTHER_SITE = re.compile(r'<a (href="https?://([^/"?#:]+)[^"]*")>(.*?)</a>', re.DOTALL)
_NOTE = '<span class="visually-hidden"> (andere Internetseite)</span>'


def for_reading(html: str) -> SafeString:
    """Links that leave the portal say so. Cleaned once more: a page relies on no one but itself."""
    return _for_reading(html, (urlsplit(settings.BASE_URL).hostname or "").lower())


@lru_cache(maxsize=512)
def _for_reading(html: str, our_host: str) -> SafeString:
    def mark(link: re.Match[str]) -> str:
        if link[2].lower() == our_host:
            return link[0]
        return f'<a class="external" rel="nofollow noopener" {link[1]}>{link[3]}{_NOTE}</a>'

    return SafeString(_OTHER_SITE.sub(mark, clean(html)))
