"""News on pages of the floors below: a template may know everything."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.media.pictures import Picture
from news.cards import cards
from news.lists import EVERYTHING, Question, keys
from offices.models import Office

register = template.Library()

NEWEST = 3


@register.simple_tag
def news_of(office: Office) -> SafeString:
    """The newest of one office, and the way to all of them; nothing while there are none."""
    found = keys(Question(office=office.pk), 0, NEWEST)
    return _band("news/of_office.html", found, office=office)


@register.simple_tag
def newest_news() -> SafeString:
    """The newest of all; nothing while there are none."""
    return _band("news/newest.html", keys(EVERYTHING, 0, NEWEST))


@register.simple_tag
def picture_small(picture: Picture) -> SafeString:
    """Beside words that say what it is about, so it is passed over when the page is read aloud."""
    width, height = picture.sizes[0]
    words = {"webp": picture.address(width, "webp"), "jpeg": picture.address(width, "jpeg")}
    return render_to_string("news/picture_small.html", {"width": width, "height": height, **words})


def _band(name: str, found: tuple[int, ...], **words: Any) -> SafeString:
    if not found:
        return SafeString("")
    return render_to_string(name, {"cards": cards(found, level=3), **words})
