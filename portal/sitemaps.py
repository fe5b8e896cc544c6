"""What search engines should know."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from events.models import Event, EventQuerySet
from news.models import Post, PostQuerySet
from offices.geography.gazetteer import Kreis, Municipality, gazetteer
from offices.models import Office, OfficeQuerySet

PAGES = (
    *("portal:home", "offices:list", "offices:kreise", "offices:municipalities", "offices:data"),
    *(
        "portal:about_offices",
        "portal:plain_language",
        "portal:imprint",
        "portal:privacy",
        "portal:accessibility",
    ),
    *("news:list", "news:subscribe", "portal:press"),
    *("events:list", "events:archive"),
)
MOST_POSTS = 40_000  # a sitemap may name 50,000 addresses


class PortalSitemap(Sitemap):
    """Addresses as the operator set them, whatever name the request came under."""

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        scheme, _, domain = settings.BASE_URL.partition("://")
        return super().get_urls(page, SimpleNamespace(domain=domain), scheme)  # type: ignore[arg-type]  # reads the domain only


class PageSitemap(PortalSitemap):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class OfficeSitemap(PortalSitemap):
    def items(self) -> OfficeQuerySet:
        return Office.objects.visible().only("slug", "updated_at").alphabetical()

    def lastmod(self, item: Office) -> datetime:
        return item.updated_at


class PostSitemap(PortalSitemap):
    limit = MOST_POSTS

    def items(self) -> PostQuerySet:
        """The newest ones; older ones are found from month to month."""
        return Post.objects.public().only("slug", "published_at", "changed_at").newest_first()[:MOST_POSTS]

    def lastmod(self, item: Post) -> datetime:
        newest: datetime = max(item.published_at, item.changed_at)
        return newest


class EventSitemap(PortalSitemap):
    limit = MOST_POSTS

    def items(self) -> EventQuerySet:
        return Event.objects.public().only("slug", "changed_at").latest_first()[:MOST_POSTS]

    def lastmod(self, item: Event) -> datetime:
        return item.changed_at


class KreisSitemap(PortalSitemap):
    def items(self) -> tuple[Kreis, ...]:
        return gazetteer().kreise

    def location(self, item: Kreis) -> str:
        return reverse("offices:kreis", args=[item.slug])


class MunicipalitySitemap(PortalSitemap):
    def items(self) -> tuple[Municipality, ...]:
        return gazetteer().municipalities

    def location(self, item: Municipality) -> str:
        return reverse("offices:municipality", args=[item.slug])


SITEMAPS = {
    "seiten": PageSitemap,
    "bueros": OfficeSitemap,
    "meldungen": PostSitemap,
    "veranstaltungen": EventSitemap,
    "kreise": KreisSitemap,
    "orte": MunicipalitySitemap,
}
