"""What the page of one post says besides its own words."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse

from core.publishing.revision import once_per_revision
from core.publishing.states import State, Visibility
from core.templatetags.formats import full_date
from news.cards import deadline_of
from news.lists import Question, keys
from news.models import Post, PostPicture

MORE = 3


@dataclass(frozen=True, slots=True)
class Headline:
    title: str
    url: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Article:
    """`post` comes from `with_everything`."""

    post: Post
    deadline: tuple[str, str] | None

    @property
    def office_url(self) -> str:
        """Empty where the office has no public page."""
        office = self.post.office
        return office.get_absolute_url() if office and office.is_public else ""

    @property
    def phone(self) -> str:
        """Of an office that people can turn to."""
        office = self.post.office
        return office.phone if office and office.is_listed else ""

    @property
    def writer(self) -> str:
        """Only who has agreed to be named."""
        person = self.post.created_by
        return person.name if person and person.name_stays else ""

    @property
    def first_picture(self) -> PostPicture | None:
        return next(iter(self.post.pictures.all()), None)

    @property
    def other_pictures(self) -> list[PostPicture]:
        return list(self.post.pictures.all())[1:]

    @property
    def listing(self) -> tuple[str, str]:
        """Name and address of the list it belongs to."""
        if self.post.visibility == Visibility.NETWORK:
            return "Internes aus dem Netzwerk", reverse("news:members")
        return "Aktuelles", reverse("news:list")

    @property
    def topics(self) -> list[tuple[str, str]]:
        _, listing = self.listing
        return [(topic.name, f"{listing}?thema={topic.slug}") for topic in self.post.topics.all()]

    @property
    def source_name(self) -> str:
        return urlsplit(self.post.source).netloc.removeprefix("www.")

    @property
    def state(self) -> tuple[str, str] | None:
        """Title and sentence for those who see what not everybody sees."""
        post = self.post
        if post.is_public:
            return None
        if post.is_published:
            return "Nur für das Netzwerk", "Diese Meldung lesen nur Menschen aus den Seniorenbüros."
        if post.state == State.SCHEDULED:
            return "Noch nicht erschienen", f"Diese Meldung erscheint am {full_date(post.published_at)}."
        if post.state == State.ARCHIVED:
            return "Im Archiv", "Diese Meldung ist nicht mehr zu sehen. Nur Sie und Ihr Team finden sie hier."
        return "Noch nicht veröffentlicht", "Diese Meldung sehen nur Sie und Ihr Team."

    @property
    def neighbours(self) -> tuple[Headline | None, Headline | None]:
        """The older and the newer one among those that everybody sees."""
        return _neighbours(self.post.pk) if self.post.is_public else (None, None)

    @property
    def more(self) -> list[Headline]:
        """The newest other ones of the same office."""
        if self.post.office_id is None:
            return []
        others = [headline for pk, headline in _latest(self.post.office_id) if pk != self.post.pk]
        return others[:MORE]


def article_of(post: Post, day: date) -> Article:
    return Article(post=post, deadline=deadline_of(post, day))


@once_per_revision
def _neighbours(pk: int) -> tuple[Headline | None, Headline | None]:
    """Two steps along the index."""
    post = Post.objects.only("published_at").get(pk=pk)
    shown = Post.objects.public().only("title", "slug", "published_at")
    return _headline(shown.older_than(post).first()), _headline(shown.newer_than(post).first())


@once_per_revision
def _latest(office_id: int) -> tuple[tuple[int, Headline], ...]:
    """One more than is shown: the post that is being read may be among them."""
    found = keys(Question(office=office_id), 0, MORE + 1)
    posts = Post.objects.filter(pk__in=found).only("title", "slug", "published_at").newest_first()
    return tuple((post.pk, _shown(post)) for post in posts)


def _headline(post: Post | None) -> Headline | None:
    return _shown(post) if post else None


def _shown(post: Post) -> Headline:
    return Headline(post.title, post.get_absolute_url(), post.published_on)
