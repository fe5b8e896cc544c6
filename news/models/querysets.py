"""The words of the house for posts: every list, feed, count and test is built from them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from core.publishing.states import State, Visibility
from offices.models import Topic
from offices.publishing.contributions import ContributionQuerySet

if TYPE_CHECKING:
    from news.models.posts import Post


class PostQuerySet(ContributionQuerySet):
    # --- who may see what -------------------------------------------------------------------------------

    def for_network(self) -> Self:
        """What members read and nobody else."""
        return self.published().filter(visibility=Visibility.NETWORK)

    def gone(self) -> Self:
        """Once published, not any more."""
        return self.filter(published_at__isnull=False).exclude(state=State.PUBLISHED)

    # --- which ------------------------------------------------------------------------------------------

    def in_month(self, year: int, month: int) -> Self:
        first = timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 (made aware in the same breath)
        after = timezone.make_aware(datetime(year + month // 12, month % 12 + 1, 1))  # noqa: DTZ001
        return self.filter(published_at__gte=first, published_at__lt=after)

    def in_year(self, year: int) -> Self:
        first, after = (timezone.make_aware(datetime(which, 1, 1)) for which in (year, year + 1))  # noqa: DTZ001
        return self.filter(published_at__gte=first, published_at__lt=after)

    def older_than(self, post: "Post") -> Self:
        """Further down in `newest_first`; begins to read where that post stands."""
        at, key = post.published_at, post.pk
        return self.filter(published_at__lte=at).exclude(published_at=at, pk__gte=key).newest_first()

    def newer_than(self, post: "Post") -> Self:
        """Further up, the nearest one first."""
        at, key = post.published_at, post.pk
        return self.filter(published_at__gte=at).exclude(published_at=at, pk__lte=key).order_by("published_at", "pk")

    def published_in(self, year: int) -> Self:
        """Whether they are still to be seen or not."""
        return self.filter(published_at__year=year).exclude(state__in=[State.DRAFT, State.SUBMITTED, State.SCHEDULED])

    # --- with what --------------------------------------------------------------------------------------

    def for_list(self) -> Self:
        """What a card says: no texts, no files."""
        return self.select_related("office").defer("body", "search_text", "office__description")

    def keys(self) -> QuerySet[Any, int]:
        """Primary keys in the order asked for; of a page of the newest ones the index alone knows them."""
        return self.values_list("pk", flat=True)

    def with_everything(self) -> Self:
        """What the page of one post shows, whatever the number of rows."""
        topics = Prefetch("topics", Topic.objects.order_by("position", "name"))
        return self.select_related("office", "created_by", "published_by").prefetch_related(
            topics, "pictures", "documents"
        )

    # --- in which order ---------------------------------------------------------------------------------

    def last_changed_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")
