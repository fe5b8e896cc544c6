"""Which addresses a text may lead to, and which pictures it may show."""

import re
from html import escape
from urllib.parse import urlsplit

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_OTHER_SITE = re.compile(r"https?://[^/\\?#@<>]+(?:[/?#][^\\]*)?", re.IGNORECASE)
_OUR_PAGE = re.compile(r"/(?![/\\])[^\\]*")
_MAIL = re.compile(r"mailto:[^@\s]+@[^@\s]+", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[\d()/.;=-]+", re.IGNORECASE)
_OUR_PICTURE = re.compile(r"/dateien/(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_MAX_LENGTH = 2000


def address(written: str) -> str:
    """The address as it may stand in href, or nothing where it is not one for people."""
    url = _INVISIBLE.sub("", written.strip().replace(" ", "%20"))
    if url.lower().startswith("tel:"):
        url = url.replace("%20", "")
    if url.lower().startswith("www."):
        url = f"https://{url}"
    is_known = any(kind.fullmatch(url) for kind in (_OUR_PAGE, _MAIL, _PHONE)) or _is_other_site(url)
    return _small_scheme(url) if is_known and len(url) <= _MAX_LENGTH else ""


def _is_other_site(url: str) -> bool:
    """With a host, and without a name and password before it that would look like one."""
    if not _OTHER_SITE.fullmatch(url):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _small_scheme(url: str) -> str:
    scheme, colon, rest = url.partition(":")
    return scheme.lower() + colon + rest if scheme.isalpha() else url


def picture(source: str, alt: str, width: str, height: str) -> str:
    """The <img>, or nothing where the picture is not one of ours."""
    if not _OUR_PICTURE.fullmatch(source):
        return ""
    sizes = [f' {name}="{size}"' for name, size in (("width", width), ("height", height)) if _NUMBER.fullmatch(size)]
    return f'<img src="{source}" alt="{escape(" ".join(alt.split()))}"{"".join(sizes)}>'
