"""A post in the words of machines: schema.org for search engines."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from core.web.linked_data import data_block
from news.models import Post, PostPicture


def own_address(post: Post) -> str:
    return f"{settings.BASE_URL}{post.get_absolute_url()}"


def json_ld(post: Post) -> SafeString:
    """`post` comes from `with_everything`."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": own_address(post),
        "url": own_address(post),
        "headline": post.title,
        "description": post.teaser,
        "inLanguage": "de",
        "datePublished": post.published_at.isoformat() if post.published_at else "",
        "dateModified": max(post.changed_at, post.published_at).isoformat() if post.published_at else "",
        "author": _author(post),
        "publisher": {"@type": "Organization", "name": "Seniorenbüros NRW", "url": f"{settings.BASE_URL}/"},
        "isBasedOn": post.source,
        "keywords": [topic.name for topic in post.topics.all()],
        "image": [_image(picture) for picture in post.pictures.all()],
    }
    return data_block(facts)


def _author(post: Post) -> dict[str, str]:
    author = {"@type": "Organization", "name": post.author}
    if post.office and post.office.is_public:
        author["url"] = f"{settings.BASE_URL}{post.office.get_absolute_url()}"
    return author


def _image(picture: PostPicture) -> str:
    width, _ = picture.usual_size
    return f"{settings.BASE_URL}{picture.address(width, 'jpeg')}"
