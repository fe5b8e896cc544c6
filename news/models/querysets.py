"""The words of the house for posts: every list, feed, count and test is built from them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from core.german import fold
from core.publishing import PublishableQuerySet, State, Visibility
from offices.areas import keys_concerning
from offices.gazetteer import Kreis, Region
from offices.models import Office, Topic
from offices.team import is_member

if TYPE_CHECKING:
    from accounts.models import User
    from news.models.posts import Post


class PostQuerySet(PublishableQuerySet):
    # --- who may see what -------------------------------------------------------------------------------

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Published posts: for everybody, or for the network. Besides that, people see what they manage."""
        if not user.is_authenticated or not is_member(user):
            return self.public()
        if user.is_coordinator:
            return self.all()
        own = Office.objects.worked_in_by(user).values("pk")
        return self.filter(Q(state=State.PUBLISHED) | Q(office_id__in=own))

    def read_by(self, user: "User | AnonymousUser", slug: str) -> Self:
        """The one of that short name, if this person may see it. Visibility is asked of that one row: SQLite can't know
        that a short name says more than a state, and would walk through everything that is published."""
        visible = self.model.objects.visible_to(user).filter(pk=OuterRef("pk"))
        return self.filter(Exists(visible), slug=slug)

    def for_network(self) -> Self:
        """What members read and nobody else."""
        return self.published().filter(visibility=Visibility.NETWORK)

    def managed_by(self, user: "User | AnonymousUser") -> Self:
        """What this person may write: the posts of her offices; all posts for coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(office_id__in=Office.objects.worked_in_by(user).values("pk"))

    # --- which ------------------------------------------------------------------------------------------

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def by_office(self, office: Office) -> Self:
        return self.filter(office=office)

    def by_headquarters(self) -> Self:
        return self.filter(office=None)

    def about(self, slug: str) -> Self:
        """The offer of that name, or any offer of the field of action of that name."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug)).values("pk")
        return self.filter(pk__in=self.model.topics.through.objects.filter(topic__in=topics).values("post_id"))

    def concerning(self, area: Kreis | Region) -> Self:
        return self.filter(area__in=keys_concerning(area))

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

    def containing(self, words: str) -> Self:
        """Every word somewhere in title, teaser or text."""
        posts = self
        for word in fold(words).split():
            posts = posts.filter(search_text__contains=word)
        return posts

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
