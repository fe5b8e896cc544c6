"""From a draft to something everybody can read: the states, who may see them, and who did what when.

One idea for posts, events and practice examples. A state changes through a verb only; the verb says who did it.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class WrongStateError(Exception):
    """What was asked for doesn't fit the state; the text is the sentence the person reads."""


class State(models.TextChoices):
    DRAFT = "entwurf", "Entwurf"
    SUBMITTED = "eingereicht", "Zur Freigabe eingereicht"
    SCHEDULED = "geplant", "Freigegeben, erscheint später"
    PUBLISHED = "veroeffentlicht", "Veröffentlicht"
    ARCHIVED = "archiviert", "Im Archiv"


class Visibility(models.TextChoices):
    PUBLIC = "alle", "Alle Menschen, auch ohne Konto"
    NETWORK = "netzwerk", "Nur Menschen aus den Seniorenbüros"


class PublishableQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def public(self) -> Self:
        """What everybody may read."""
        return self.published().filter(visibility=Visibility.PUBLIC)

    def submitted(self) -> Self:
        return self.filter(state=State.SUBMITTED)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def sent_back(self) -> Self:
        return self.drafts().filter(returned_at__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def due_to_appear(self, at: datetime) -> Self:
        return self.filter(state=State.SCHEDULED, published_at__lte=at)

    def due_to_expire(self, at: datetime) -> Self:
        return self.filter(state=State.PUBLISHED, expires_at__lte=at)


def moment_field(label: str) -> models.DateTimeField:
    return models.DateTimeField(label, null=True, blank=True, editable=False)


def person_field(label: str) -> models.ForeignKey:
    """People are made nameless, never deleted (accounts), so the pair of who and when stays whole."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


def paired(name: str) -> models.CheckConstraint:
    """Of `<name>_at` and `<name>_by` both are there, or neither."""
    both, none = ({f"{name}_at__isnull": missing, f"{name}_by__isnull": missing} for missing in (False, True))
    return models.CheckConstraint(condition=Q(**both) | Q(**none), name=f"%(class)s_{name}_in_pairs")


class Publishable(models.Model):
    """Abstract. `published_at` of something scheduled lies ahead: the day it appears on."""

    state = models.CharField("Stand", max_length=16, choices=State, default=State.DRAFT, editable=False)
    visibility = models.CharField("Wer darf das lesen?", max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    publish_at = models.DateTimeField("Erscheint am", null=True, blank=True)
    expires_at = models.DateTimeField("Verschwindet am", null=True, blank=True)

    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    created_by = person_field("angelegt von")
    submitted_at = moment_field("eingereicht am")
    submitted_by = person_field("eingereicht von")
    returned_at = moment_field("zurückgegeben am")
    returned_by = person_field("zurückgegeben von")
    returned_note = models.TextField("Bitte der Geschäftsstelle", max_length=2000, blank=True, editable=False)
    published_at = moment_field("veröffentlicht am")
    published_by = person_field("veröffentlicht von")
    archived_at = moment_field("archiviert am")
    archived_by = person_field("archiviert von")
    changed_at = models.DateTimeField("geändert am", default=timezone.now, editable=False)
    changed_by = person_field("geändert von")
    edition = models.PositiveIntegerField(default=0, editable=False)  # counts savings: two open tabs notice each other

    objects: ClassVar[PublishableQuerySet]

    class Meta:
        abstract = True
        constraints = [
            *(paired(name) for name in ("submitted", "returned")),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.SUBMITTED])
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="%(class)s_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(submitted_at__isnull=False),
                name="%(class)s_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ARCHIVED) | Q(archived_at__isnull=False),
                name="%(class)s_archived_at_some_moment",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True) | Q(expires_at__isnull=True) | Q(publish_at__lt=F("expires_at")),
                name="%(class)s_appears_before_it_goes",
                violation_error_message="Das Ende muss nach dem Erscheinen liegen.",
            ),
        ]

    # --- what holds -------------------------------------------------------------------------------------

    @property
    def is_published(self) -> bool:
        """Python's side of `published()`."""
        return self.state == State.PUBLISHED

    @property
    def is_public(self) -> bool:
        """Python's side of `public()`."""
        return self.is_published and self.visibility == Visibility.PUBLIC

    @property
    def is_sent_back(self) -> bool:
        """Python's side of `sent_back()`."""
        return self.state == State.DRAFT and self.returned_at is not None

    @property
    def is_released(self) -> bool:
        """It has been let through; changes now need to be let through again."""
        return self.state in {State.SCHEDULED, State.PUBLISHED}

    # --- verbs: each changes the fields, the use case saves --------------------------------------------------

    def submit(self, by: "AbstractBaseUser", at: datetime) -> None:
        self._expect({State.DRAFT}, "Das ist schon eingereicht oder veröffentlicht.")
        self.state, self.submitted_at, self.submitted_by = State.SUBMITTED, at, by
        self._forget_return()

    def withdraw(self) -> None:
        """Back to the desk of the author, before anybody has decided."""
        self._expect({State.SUBMITTED}, "Das liegt gerade nicht zur Freigabe vor.")
        self.state = State.DRAFT

    def send_back(self, by: "AbstractBaseUser", at: datetime, note: str) -> None:
        self._expect({State.SUBMITTED}, "Das liegt gerade nicht zur Freigabe vor.")
        self.state = State.DRAFT
        self.returned_at, self.returned_by, self.returned_note = at, by, note

    def release(self, by: "AbstractBaseUser", at: datetime) -> None:
        """Published now, or on the day asked for if that lies ahead."""
        self._expect({State.DRAFT, State.SUBMITTED}, "Das ist schon freigegeben oder liegt im Archiv.")
        if self.expires_at and self.expires_at <= at:
            raise WrongStateError("Der Tag, an dem es verschwinden soll, ist schon vorbei. Bitte ändern Sie ihn.")
        later = self.publish_at if self.publish_at and self.publish_at > at else None
        self.state = State.SCHEDULED if later else State.PUBLISHED
        self.published_at, self.published_by = later or self._first_published(at), by
        self._forget_return()

    def appear(self) -> None:
        self._expect({State.SCHEDULED}, "Das ist nicht für später vorgemerkt.")
        self.state = State.PUBLISHED

    def archive(self, by: "AbstractBaseUser | None", at: datetime) -> None:
        """By somebody, or by itself when its time is over (`by` is None)."""
        self._expect({State.SCHEDULED, State.PUBLISHED}, "Das ist gerade nicht veröffentlicht.")
        self.state, self.archived_at, self.archived_by = State.ARCHIVED, at, by

    def reopen(self) -> None:
        """From the archive back to a draft; nothing is shown until it is let through again."""
        self._expect({State.ARCHIVED}, "Das liegt nicht im Archiv.")
        self.state, self.archived_at, self.archived_by = State.DRAFT, None, None

    def _first_published(self, at: datetime) -> datetime:
        """Whoever corrects something keeps its place in the row."""
        return self.published_at if self.published_at and self.published_at <= at else at

    def _forget_return(self) -> None:
        self.returned_at, self.returned_by, self.returned_note = None, None, ""

    def _expect(self, states: set[State], sentence: str) -> None:
        if self.state not in states:
            raise WrongStateError(sentence)
