"""The words of a page: those the Geschäftsstelle has written, else those that came with the portal."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from core.revision import once_per_revision
from core.richtext import clean
from portal.models import PageText


@once_per_revision
def written(key: str) -> str:
    """Clean HTML; empty where nobody has written anything."""
    return PageText.objects.filter(key=key).values_list("body", flat=True).first() or ""


def delivered(request: HttpRequest, key: str) -> str:
    """What came with the portal, as a start for one's own words: what the editor can hold of it."""
    page = render_to_string(f"portal/{key}.html", {"only_words": True, "title": "", "trail": [("", "")]}, request)
    return clean(page)
