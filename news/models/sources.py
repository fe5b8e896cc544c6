"""What offices publish on their own websites and this portal reads there."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.web.links import WebField
from news.models.posts import Post
from offices.models import Office


class FeedSourceQuerySet(models.QuerySet["FeedSource"]):
    def due(self, at: datetime) -> Self:
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def broken(self) -> Self:
        return self.exclude(error="")


class FeedSource(models.Model):
    """The address of an office's RSS or Atom feed. New entries become drafts of that office."""

    office = models.OneToOneField(Office, models.CASCADE, related_name="feed_source", verbose_name="Büro")
    address = WebField("Adresse der Meldungsliste", max_length=500)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="eingetragen von"
    )
    due_at = models.DateTimeField("nächster Abruf", default=timezone.now)
    fetched_at = models.DateTimeField("zuletzt abgerufen", null=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    error = models.CharField("Warum es nicht ging", max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField("Fehlversuche hintereinander", default=0)

    objects: ClassVar[FeedSourceQuerySet] = FeedSourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Meldungsliste einer Internetseite"
        verbose_name_plural = "Meldungslisten von Internetseiten"
        indexes: ClassVar = [models.Index(fields=["due_at"], name="feed_source_due")]

    def __str__(self) -> str:
        return self.address


class FeedEntry(models.Model):
    """One entry that has come in: it never comes a second time, even if its draft was thrown away."""

    source = models.ForeignKey(FeedSource, models.CASCADE, related_name="entries", verbose_name="Meldungsliste")
    identity = models.CharField("Kennung", max_length=500)
    fingerprint = models.CharField("Prüfsumme des Inhalts", max_length=64, blank=True)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+", verbose_name="Entwurf")
    seen_at = models.DateTimeField("gesehen am", default=timezone.now)

    class Meta:
        verbose_name = "Eintrag einer Meldungsliste"
        verbose_name_plural = "Einträge von Meldungslisten"
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.identity
