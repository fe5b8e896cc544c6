"""News for programs: everything, of one office or about one topic, as Atom, RSS or JSON."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from core.publishing.revision import once_per_revision
from core.web.json_feed import CONTENT_TYPE, FeedItem, json_feed
from news.linked_data import own_address
from news.lists import EVERYTHING, Question, keys
from news.models import Post
from offices.models import Office, Topic

NEWEST = 30
CONTENT = "http://purl.org/rss/1.0/modules/content/"  # the namespace RSS keeps whole texts in
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # signs that XML does not know
_OWN_LINK = re.compile(r'(<[^<>]*\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True, slots=True)
class Channel:
    """`page` is the list people read, `view` and `arguments` name the address of the channel."""

    title: str
    question: Question
    page: str
    view: str
    arguments: tuple[str, ...] = ()

    def address(self, notation: str) -> str:
        return f"{settings.BASE_URL}{reverse(self.view, args=[*self.arguments, notation])}"

    @property
    def home(self) -> str:
        return f"{settings.BASE_URL}{self.page}"

    @property
    def changed_at(self) -> datetime | None:
        """None while nothing has appeared."""
        return _changed_at(self.question)

    @property
    def posts(self) -> list[Post]:
        found = Post.objects.filter(pk__in=keys(self.question, 0, NEWEST))
        return list(found.select_related("office").prefetch_related("topics").newest_first())


def whole() -> Channel:
    return Channel("Aktuelles – Seniorenbüros NRW", EVERYTHING, reverse("news:list"), "news:feed")


def of_office(office: Office) -> Channel:
    page = f"{reverse('news:list')}?buero={office.slug}"
    return Channel(f"Meldungen – {office.name}", Question(office=office.pk), page, "news:office_feed", (office.slug,))


def about(topic: Topic) -> Channel:
    page = f"{reverse('news:list')}?thema={topic.slug}"
    return Channel(f"Meldungen zu: {topic.name}", Question(topic=topic.slug), page, "news:topic_feed", (topic.slug,))


@once_per_revision
def _changed_at(question: Question) -> datetime | None:
    """The newest change of what the channel holds now, or the moment when something of it went: whoever asks by date
    has to hear of a post that was withdrawn."""
    found = Post.objects.filter(pk__in=keys(question, 0, NEWEST))
    moments = found.aggregate(changed=Max("changed_at"), published=Max("published_at"))
    gone = Post.objects.gone()
    if question.office:
        gone = gone.filter(office=question.office)
    moments |= gone.aggregate(archived=Max("archived_at"), taken_back=Max("changed_at"))
    return max((moment for moment in moments.values() if moment), default=None)


# --- how it is written --------------------------------------------------------------------------------------


class _Atom(Atom1Feed):
    """With the whole text."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


class _Rss(Rss201rev2Feed):
    """With the whole text."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])


def _xml(kind: type[SyndicationFeed], channel: Channel, notation: str) -> str:
    feed = kind(
        title=_clean(channel.title),
        link=channel.home,
        description="Meldungen der Seniorenbüros in Nordrhein-Westfalen",
        language="de",
        feed_url=channel.address(notation),
        feed_guid=channel.address("atom"),
    )
    for item in _items(channel):
        feed.add_item(
            title=_clean(item.title),
            link=item.url,
            description=_clean(escape(item.summary)),
            unique_id=item.identity,
            pubdate=item.published_at,
            updateddate=item.modified_at,
            author_name=_clean(item.authors[0]),
            categories=[_clean(tag) for tag in item.tags],
            html=_clean(item.html),
        )
    return str(feed.writeString("utf-8"))


def _json(channel: Channel) -> str:
    feed = json_feed(title=channel.title, home=channel.home, address=channel.address("json"), items=_items(channel))
    return DjangoJSONEncoder(ensure_ascii=False).encode(feed)


def _items(channel: Channel) -> Iterator[FeedItem]:
    for post in channel.posts:
        address = own_address(post)
        yield FeedItem(
            identity=address,
            url=address,
            title=post.title,
            html=_OWN_LINK.sub(rf"\g<1>{settings.BASE_URL}/", str(post.body)),
            summary=post.teaser,
            published_at=post.published_at,
            modified_at=max(post.changed_at, post.published_at),
            authors=[post.author],
            tags=[str(post.get_kind_display()), *(topic.name for topic in post.topics.all())],
        )


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


NOTATIONS: dict[str, tuple[str, Callable[[Channel], str]]] = {
    "atom": ("application/atom+xml; charset=utf-8", lambda channel: _xml(_Atom, channel, "atom")),
    "rss": ("application/rss+xml; charset=utf-8", lambda channel: _xml(_Rss, channel, "rss")),
    "json": (f"{CONTENT_TYPE}; charset=utf-8", _json),
}
