"""What people thought. Who is asked is known, and that she answered; never what she wrote (events.models.Feedback)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from events.models import About, Attendance, Event, Feedback, Notice, Registration, RegistrationQuerySet
from events.models.results import BEST, WORST
from events.telling import notices

SALT = "events.feedback"
ASKED_AFTER, ASKED_WITHIN = timedelta(hours=12), timedelta(days=14)
MOST_AT_ONCE = 200
MARKS = ("overall", "content", "organisation")
WORDS = {5: "sehr gut", 4: "gut", 3: "es geht", 2: "nicht so gut", 1: "gar nicht gut"}
TEXTS = ("good", "better", "topics")


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave this mark; `of` is how many answered the question."""

    label: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class FeedbackQuestion:
    label: str
    mean: float | None
    bars: list[Bar]


# --- asking -------------------------------------------------------------------------------------------------


def token_of(registration: Registration) -> str:
    return signing.Signer(salt=SALT, sep=".").sign(registration.key)


def registration_by(token: str) -> Registration | None:
    """Nobody for what is no link of ours, and for those who were not there."""
    try:
        key = signing.Signer(salt=SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    found: Registration | None = _those_who_came().filter(key=key).select_related("event__office").first()
    return found


def ask_due(now: datetime) -> int:
    """Half a day after the event whoever was there is asked once, unless its page is hidden. Returns how many."""
    asked = Notice.objects.filter(registration=OuterRef("pk"), about=About.FEEDBACK)
    ended = Event.objects.published().filter(ends_at__lte=now - ASKED_AFTER, ends_at__gt=now - ASKED_WITHIN)
    due = _those_who_came().filter(event__in=ended, feedback_given=False).exclude(Exists(asked))
    return sum(_ask(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _ask(pk: int) -> bool:
    people = Registration.objects.named().select_for_update(of=("self",)).select_related("event__office", "office")
    registration = people.filter(pk=pk).first()
    if registration is None or registration.notices.filter(about=About.FEEDBACK).exists():
        return False
    address = reverse("events:feedback", args=[token_of(registration)])
    has_certificate = registration.certificates.valid().filter(event=registration.event_id).exists()
    notices.asked_for_feedback(registration, address=address, has_certificate=has_certificate)
    return True


def _those_who_came() -> RegistrationQuerySet:
    return Registration.objects.named().filter(Exists(Attendance.objects.filter(registration=OuterRef("pk"))))


# --- answering ----------------------------------------------------------------------------------------------


@transaction.atomic
def answer(registration: Registration, opinion: Feedback) -> bool:
    """Keeps what she thought, and apart from it that she answered. False if she had done so before: twice is once."""
    waiting = Registration.objects.filter(pk=registration.pk, feedback_given=False)
    if not waiting.update(feedback_given=True):
        return False
    opinion.event, opinion.on = registration.event, timezone.localdate()
    opinion.save()
    return True


# --- reading ------------------------------------------------------------------------------------------------


def questions(event: Event) -> list[FeedbackQuestion]:
    """The marks that were given, the best first."""
    return [_question(event, name) for name in MARKS]


def _question(event: Event, name: str) -> FeedbackQuestion:
    given = event.feedback.exclude(**{name: None}).order_by().values_list(name).annotate(Count("pk"))
    by: dict[int, int] = dict(given)
    total = sum(by.values())
    mean = round(sum(mark * count for mark, count in by.items()) / total, 1) if total else None
    bars = [Bar(f"{mark} – {WORDS[mark]}", by.get(mark, 0), total) for mark in range(BEST, WORST - 1, -1)]
    return FeedbackQuestion(label_of(name), mean, bars)


def label_of(name: str) -> str:
    return str(getattr(Feedback._meta.get_field(name), "verbose_name", name))


def remarks(event: Event) -> Iterable[tuple[str, list[str]]]:
    """What was written, question by question, in the order of the alphabet: that of arrival would tell who it was."""
    for name in TEXTS:
        written = event.feedback.exclude(**{name: ""}).values_list(name, flat=True)
        yield label_of(name), sorted(written, key=str.casefold)
