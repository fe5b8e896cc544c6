"""Words that somebody at the desk wrote to many people at once."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from core.models import MessageState
from core.models.outbox import OPEN, UNSETTLED
from events.models.events import Event


class MailingQuerySet(models.QuerySet["Mailing"]):
    def newest_first(self) -> Self:
        return self.order_by("-sent_at", "-pk")

    def with_outcome(self) -> Self:
        """What became of its mails and letters: `sent`, `failed`, `on_their_way`, `to_print`."""
        of_mails: dict[str, Any] = {"sent": [MessageState.SENT], "failed": UNSETTLED, "on_their_way": OPEN}
        counts = {
            name: Count("notices", filter=Q(notices__message__state__in=states)) for name, states in of_mails.items()
        }
        return self.annotate(
            **counts, to_print=Count("notices", filter=Q(notices__message=None, notices__printed_at=None))
        )


class Mailing(models.Model):
    """Stays when the people are forgotten: to what kind of group, when and by whom, and how many mails and letters. Its
    words go with the names (events/people/retention.py)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="mailings", verbose_name="Veranstaltung")
    nonce = models.UUIDField(editable=False)  # of the form: sent twice is once
    audience = models.CharField("An wen", max_length=200)  # in words, as it was chosen
    subject = models.CharField("Betreff", max_length=120, blank=True)
    text = models.TextField("Text", blank=True)
    mails = models.PositiveIntegerField("E-Mails", default=0)
    letters = models.PositiveIntegerField("Briefe", default=0)
    sent_at = models.DateTimeField("geschrieben am", default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geschrieben von"
    )

    objects: ClassVar[MailingQuerySet] = MailingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Rundnachricht"
        verbose_name_plural = "Rundnachrichten"
        indexes: ClassVar = [models.Index(fields=["event", "-sent_at"], name="mailing_newest_first")]
        constraints = [models.UniqueConstraint(fields=["event", "nonce"], name="mailing_once")]

    def __str__(self) -> str:
        return self.subject or self.audience
