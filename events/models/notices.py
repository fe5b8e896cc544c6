"""What we told somebody about her registration: by e-mail, or on paper where she has none."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.models import Message
from events.models.mailings import Mailing
from events.models.registrations import Registration


class NoticeQuerySet(models.QuerySet["Notice"]):
    def on_paper(self) -> Self:
        return self.filter(message=None)

    def to_print(self) -> Self:
        """Letters that nobody has printed yet."""
        return self.on_paper().filter(printed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Notice(models.Model):
    """A mail (`message` says what became of it) or a letter (subject and text stand here until somebody prints it)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="notices", verbose_name="Anmeldung")
    about = models.CharField("Anlass", max_length=60)
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, editable=False, related_name="notice", verbose_name="Mail"
    )
    mailing = models.ForeignKey(
        Mailing,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="notices",
        verbose_name="Rundnachricht",
    )
    subject = models.CharField("Betreff", max_length=300, blank=True)
    text = models.TextField("Text", blank=True)
    created_at = models.DateTimeField("geschrieben am", default=timezone.now)
    printed_at = models.DateTimeField("gedruckt am", null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="gedruckt von"
    )

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        indexes: ClassVar = [models.Index(fields=["registration", "-created_at"], name="notice_newest_first")]

    def __str__(self) -> str:
        return self.about
