"""Shared news of the demo: facts of the founding paper by the Geschäftsstelle, invented posts by invented offices, and
on the desk of a real office (Ahlen) only examples that nobody outside sees.

Each post goes its way through the steps of core/publishing/workflow.py, so that it has versions and lines in the record
like any other; afterwards the moments are moved to where they belong. The mails that those steps write are taken out of
the outbox within the same transaction: they would go to people who don't exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.models import Activity, Message, Proposal, Version
from core.publishing import workflow, writing
from core.publishing.revision import bump
from core.publishing.states import Visibility
from core.richtext import from_marks
from news.models import Post
from offices.models import Membership, Office, Topic
from offices.models.states import Status
from portal.demo import pictures
from portal.demo.people import AHLEN
from portal.demo.texts import DESK, HEADQUARTERS, OFFICES, Goal, Text, texts

COORDINATOR = "petra.probe@example.org"
EDITOR = "erika.beispiel@example.org"
# One for each invented office that writes. Nobody signs in as one of them: they have no password.
AUTHORS = {
    "anna.ausgedacht@example.org": "Anna Ausgedacht",
    "bernd.beispielmann@example.org": "Bernd Beispielmann",
    "carla.fantasie@example.org": "Carla Fantasie",
    "dieter.erfunden@example.org": "Dieter Erfunden",
    "ella.entwurf@example.org": "Ella Entwurf",
    "frank.muster@example.org": "Frank Muster",
    "gisela.vorlage@example.org": "Gisela Vorlage",
    "hans.probemann@example.org": "Hans Probemann",
}
STEPS = ("created_at", "submitted_at", "returned_at", "published_at")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a post is written, and by whom. Without an office: the Geschäftsstelle."""

    author: User
    office: Office | None = None


@transaction.atomic
def load() -> int:
    """The number of posts written. They come once, with their authors: where those are, nothing is added. Outside the
    demo nothing at all."""
    if not settings.DEMO or User.objects.filter(email__in=AUTHORS).exists():
        return 0
    last_mail = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    boss = User.objects.get(email=COORDINATOR)
    written = [_write(text, desk, boss) for text, desk in _plan(boss)]
    people = User.objects.filter(is_sample=True).values("email")
    Message.objects.filter(pk__gt=last_mail, to__in=people).delete()
    bump()
    return len(written)


def _plan(boss: User) -> Iterator[tuple[Text, Desk]]:
    """Oldest first within each folder, because that is how the numbers of posts grow."""
    desks = _desks_of_invented_offices()
    yield from ((text, Desk(boss)) for text in texts(HEADQUARTERS))
    if desks:
        yield from sorted(zip(texts(OFFICES), cycle(desks), strict=False), key=lambda pair: pair[0].last_day)
    ahlen = Office.objects.get(name=AHLEN)
    for text in texts(DESK):
        yield text, Desk(User.objects.get(email=text.author or EDITOR), ahlen)


def _desks_of_invented_offices() -> list[Desk]:
    """Those whose profile was checked last: of the others the portal would ask their invented people whether it is
    still right."""
    authors = [User.objects.create_user(email, name=name, is_sample=True) for email, name in AUTHORS.items()]
    offices = Office.objects.listed().filter(is_sample=True, status=Status.ACTIVE).order_by("-verified_on", "pk")
    desks = [Desk(author, office) for author, office in zip(authors, offices, strict=False)]
    Membership.objects.bulk_create([Membership(office=desk.office, user=desk.author) for desk in desks])
    return desks


# --- one post ---------------------------------------------------------------------------------------------


def _write(text: Text, desk: Desk, boss: User) -> Post:
    post = writing.create(Post, _values(text, desk.office), by=desk.author)
    if text.picture:
        pictures.add(post, text.picture)
    if text.goal != Goal.DRAFT and desk.author != boss:
        workflow.submit(post, by=desk.author)
    if text.goal == Goal.SENT_BACK:
        workflow.send_back(post, by=boss, request=text.note)
    if text.goal == Goal.PUBLISHED:
        workflow.release(post, by=boss)
    post = Post.objects.get(pk=post.pk)
    _date_back(post, text.last_day)
    if text.proposal:
        _propose(post, text, desk.author)
    return post


def _values(text: Text, office: Office | None) -> dict[str, object]:
    return {
        "office": office,
        "kind": text.kind,
        "title": text.title,
        "teaser": text.teaser,
        "body": from_marks(text.body),
        "topics": _topics(text.topics),
        "area": office.kreis.ags if office else "",
        "visibility": Visibility(text.visibility),
        "deadline": text.deadline,
    }


def _topics(names: list[str]) -> list[Topic]:
    """Raises Topic.DoesNotExist for a name that the taxonomy does not know."""
    return [Topic.objects.get(name=name) for name in names]


def _date_back(post: Post, last_day: date) -> None:
    """One step a day, the last one on that day."""
    steps = [step for step in STEPS if getattr(post, step)]
    days = range(len(steps) - 1, -1, -1)
    moments = {step: _morning(last_day - timedelta(days=ago)) for step, ago in zip(steps, days, strict=True)}
    written = moments["created_at"]
    Post.objects.filter(pk=post.pk).update(changed_at=written, **moments)
    Version.objects.of(post).update(at=written)
    lines = Activity.objects.filter(subject_type=post._meta.label_lower, subject_id=post.pk).order_by("pk")
    for line, step in zip(lines, steps[1:], strict=True):
        Activity.objects.filter(pk=line.pk).update(at=moments[step])


def _propose(post: Post, text: Text, author: User) -> None:
    values = {"teaser": text.proposal["teaser"]}
    writing.save(post, values, by=author, edition=post.edition)
    at = _morning(timezone.localdate() - timedelta(days=text.proposal["days_ago"]))
    Proposal.objects.of(post).update(proposed_at=at)
    Activity.objects.filter(pk=Activity.objects.latest("pk").pk).update(at=at)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
