"""A mail on its way: one row from the moment it is written until nobody needs to know about it any more."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class MessageState(models.TextChoices):
    WAITING = "waiting", "wartet"
    SENDING = "sending", "wird gerade verschickt"
    SENT = "sent", "verschickt"
    FAILED = "failed", "nicht zugestellt"
    IN_DOUBT = "in_doubt", "ungewiss"


OPEN = (MessageState.WAITING, MessageState.SENDING)
UNSETTLED = (MessageState.FAILED, MessageState.IN_DOUBT)


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=MessageState.WAITING)

    def due(self, now: datetime) -> Self:
        """The next first."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")

    def sending(self) -> Self:
        """At most one while a worker runs; with none running, what a killed one left behind."""
        return self.filter(state=MessageState.SENDING)

    def sent(self) -> Self:
        return self.filter(state=MessageState.SENT)

    def failed(self) -> Self:
        return self.filter(state=MessageState.FAILED)

    def in_doubt(self) -> Self:
        """The mail server may have taken them, or not."""
        return self.filter(state=MessageState.IN_DOUBT)

    def unsettled(self) -> Self:
        """Somebody has to decide: failed or in doubt."""
        return self.filter(state__in=UNSETTLED)

    def recent(self) -> Self:
        """All, the newest first."""
        return self.order_by("-created_at", "-pk")

    def remembered(self) -> Self:
        """Those that still hold an address."""
        return self.exclude(to="")

    def forget(self) -> int:
        """Blanks what they hold of people. Returns how many."""
        return self.update(to="", reply_to="", subject="", text="", button="", calendar="")


class Message(models.Model):
    """To one address, so that its state is that of one delivery. `due_at` stands only while it waits, `tried_at` is
    when the mail server was last asked to take it, `attempts` how often it was asked since the mail was put in line.
    Address, subject and text are blanked when they are no longer needed (core.mail.outbox.forget_old)."""

    to = models.CharField("an", max_length=320, blank=True)
    reply_to = models.CharField("Antwort an", max_length=320, blank=True)
    subject = models.CharField("Betreff", max_length=300, blank=True)
    text = models.TextField("Text", blank=True)
    button = models.TextField("Knopf", blank=True)  # its words and its address (core/mail/letters.py)
    calendar = models.TextField("Kalendereintrag", blank=True)  # iCalendar, goes with the mail
    about = models.CharField("Anlass", max_length=60, blank=True)
    is_secret = models.BooleanField("enthält einen Zugang", default=False)  # a code or link that works for its reader
    message_id = models.CharField("Kennung", max_length=255, unique=True)

    state = models.CharField("Stand", max_length=8, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField("geschrieben am", default=timezone.now)
    due_at = models.DateTimeField("fällig am", null=True, default=timezone.now)
    tried_at = models.DateTimeField("zuletzt versucht am", null=True)
    sent_at = models.DateTimeField("verschickt am", null=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    last_error = models.CharField("Grund", max_length=200, blank=True)  # a sentence for the coordinator
    error_detail = models.CharField("technische Angabe", max_length=300, blank=True)  # holds no address

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Mail"
        verbose_name_plural = "Mails"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["state", "-created_at"], name="message_by_state"),
            models.Index(fields=["-created_at", "-id"], name="message_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=MessageState.WAITING, due_at__isnull=False)
                | (~Q(state=MessageState.WAITING) & Q(due_at__isnull=True)),
                name="message_is_due_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
                name="message_sent_at_some_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.WAITING) | Q(tried_at__isnull=False),
                name="message_moves_on_by_trying",
            ),
            models.CheckConstraint(condition=~Q(state__in=OPEN) | ~Q(to=""), name="message_on_its_way_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.about or 'Mail'} {self.pk or ''}".strip()


class Sending(models.Model):
    """One row: whether mails go out at present (core/mail/outage.py). `refused` are the mails that the server refused
    in a row in the same way, by number; `kind` is that way, and `detail` what it said."""

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE)
    paused_at = models.DateTimeField("angehalten am", null=True)
    probe_at = models.DateTimeField("nächster Versuch am", null=True)
    probes = models.PositiveSmallIntegerField("Versuche seitdem", default=0)
    kind = models.CharField("Art der Ablehnung", max_length=40, blank=True)
    detail = models.CharField("technische Angabe", max_length=300, blank=True)  # holds no address
    refused = models.JSONField("abgelehnte Mails", default=list, blank=True)

    class Meta:
        verbose_name = "Versand"
        verbose_name_plural = "Versand"
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, probe_at__isnull=True)
                | Q(paused_at__isnull=False, probe_at__isnull=False),
                name="sending_paused_until_some_probe",
            )
        ]

    def __str__(self) -> str:
        return "angehalten" if self.paused_at else "läuft"
