"""As many posts as a measurement needs, written straight into the tables: no versions, record, mails or pictures."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.language.german import fold, slug
from core.publishing.revision import bump
from core.publishing.states import State, Visibility
from news.models import Kind, Post
from offices.models import Office, Topic
from portal.demo.news import COORDINATOR

MOST_POSTS = 1_000_000
BATCH = 2000
YEARS = timedelta(days=3652)

WHAT = (
    *("Erzählcafé", "Repair-Café", "Seniorenbus", "Mittagstisch", "Besuchsdienst", "Schachgruppe", "Tanztee"),
    *("Sprechstunde für das Smartphone", "Lesekreis", "Wandergruppe", "Pflegeberatung", "Taschengeldbörse"),
)
NEWS = (
    *("freut sich auf neue Gäste", "zieht um", "sucht Menschen mit Zeit", "feiert Geburtstag", "beginnt wieder"),
    *("hat neue Zeiten", "ist jetzt auch abends offen", "macht eine Sommerpause", "lädt zum Kennenlernen ein"),
)
SENTENCES = (
    "Viele von Ihnen haben danach gefragt.",
    "Jetzt ist es so weit.",
    "Wir treffen uns in unserem Haus, im Erdgeschoss.",
    "Der Eingang hat keine Stufen.",
    "Sie müssen nichts mitbringen.",
    "Bitte rufen Sie vorher kurz an.",
    "Die Teilnahme kostet nichts.",
    "Auch Angehörige sind willkommen.",
    "Wer neu ist, bekommt am Anfang Hilfe.",
    "Danach gibt es Kaffee und Kuchen.",
    "Zwei Ehrenamtliche leiten die Gruppe.",
    "Wir freuen uns auf Sie.",
)
END = "Dieser Text ist ein Beispiel."


class NobodyError(Exception):
    """There is no invented office that could have written them."""


@transaction.atomic
def fill(total: int, *, seed: int) -> int:
    """Until there are `total` posts; returns how many it took. Raises NobodyError. Outside the demo nothing at all."""
    missing = total - Post.objects.count()
    if not settings.DEMO or missing <= 0:
        return 0
    writer = _Writer(missing, seed)
    posts = writer.posts()
    while batch := list(islice(posts, BATCH)):
        Post.objects.bulk_create(batch)
        Post.topics.through.objects.bulk_create(writer.topics_of(batch), batch_size=BATCH)
    bump()
    return missing


class _Writer:
    """The same seed writes the same posts of the same offices, the oldest first, up to today."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.random = Random(seed)  # noqa: S311 (nothing secret, only the same content every time)
        self.offices = list(Office.objects.listed().filter(is_sample=True).order_by("pk"))
        if not self.offices:
            raise NobodyError("Es gibt keine erfundenen Büros, die Meldungen schreiben könnten.")
        self.topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
        self.by = User.objects.get(email=COORDINATOR)
        self.first_number = (Post.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self.now = timezone.now()

    def posts(self) -> Iterator[Post]:
        for place in range(self.count):
            yield self._post(self.first_number + place, self.now - YEARS * (1 - place / self.count))

    def topics_of(self, posts: list[Post]) -> list[Post.topics.through]:  # type: ignore[name-defined]  # Django makes it
        """Of each post one topic, or two."""
        chosen = ((post, self.random.sample(self.topics, self.random.choice((1, 1, 2)))) for post in posts)
        return [Post.topics.through(post_id=post.pk, topic_id=topic) for post, topics in chosen for topic in topics]

    def _post(self, number: int, at: datetime) -> Post:
        """The number makes title and address unlike any other; no address ends in one with leading zeros otherwise."""
        choose = self.random.choice
        office, kind = choose(self.offices), choose(Kind.values)
        name = f"{choose(WHAT)} {choose(NEWS)}"
        sentences = self.random.sample(SENTENCES, 6)
        teaser, paragraphs = " ".join(sentences[:2]), (" ".join(sentences[2:4]), " ".join(sentences[4:]), END)
        return Post(
            kind=kind,
            office=office,
            title=f"{name} ({number})",
            slug=f"{slug(name)}-{number:07}",
            teaser=teaser,
            body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            area=choose((office.kreis.ags, office.kreis.ags, office.kreis.region.code, "")),
            deadline=at.date() + timedelta(days=self.random.randint(10, 90)) if kind == Kind.FUNDING else None,
            # folded one by one, because fold() remembers short texts
            search_text=" ".join(fold(part) for part in (name, str(number), *sentences, END)),
            edition=1,
            **self._state(at),
        )

    def _state(self, at: datetime) -> dict[str, object]:
        """One of ten is for the network only, one of fifty lies in the archive."""
        archived = self.random.random() < 0.02
        return {
            "state": State.ARCHIVED if archived else State.PUBLISHED,
            "visibility": Visibility.NETWORK if self.random.random() < 0.1 else Visibility.PUBLIC,
            "created_at": at,
            "changed_at": at,
            "created_by": self.by,
            "changed_by": self.by,
            "published_at": at,
            "published_by": self.by,
            **({"archived_at": at, "archived_by": self.by} if archived else {}),
        }
