"""One piece of news, whoever wrote it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.web.links import WebField
from news.models.querysets import PostQuerySet
from offices.publishing.models import ContributionModel


class Kind(models.TextChoices):
    NEWS = "meldung", "Meldung"
    PRACTICE = "praxisbeispiel", "Praxisbeispiel"
    PRESS = "presse", "Presse"
    FUNDING = "foerdertipp", "Fördertipp"


class Post(ContributionModel):
    """Published by an office or by the Geschäftsstelle (no office)."""

    NAMELESS = "meldung"

    kind = models.CharField("Art", max_length=14, choices=Kind, default=Kind.NEWS)
    deadline = models.DateField("Frist", null=True, blank=True)
    source = WebField("Zuerst erschienen auf", max_length=500, blank=True)

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(ContributionModel.Meta):
        abstract = False
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        indexes: ClassVar = [
            # Lists, archive and feeds walk along this one and stop after a page.
            models.Index(fields=["state", "visibility", "-published_at", "-id"], name="post_newest_first"),
            models.Index(fields=["state", "visibility", "kind", "-published_at", "-id"], name="post_by_kind"),
            models.Index(fields=["office", "state", "visibility", "-published_at", "-id"], name="post_by_office"),
            models.Index(fields=["state", "submitted_at"], name="post_queue"),
            models.Index(fields=["state", "visibility", "area", "-published_at", "-id"], name="post_by_area"),
            models.Index(fields=["office", "-changed_at", "-id"], name="post_desk"),
            models.Index(fields=["-changed_at", "-id"], name="post_all_desks"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="post_expiry"),
        ]

    def get_absolute_url(self) -> str:
        """Only what has been released has an address."""
        day = timezone.localdate(self.published_at)
        return reverse("news:post", args=[day.year, f"{day.month:02}", self.slug])

    @property
    def is_over(self) -> bool:
        """A funding tip whose deadline has passed still tells what there was."""
        return self.deadline is not None and self.deadline < timezone.localdate()
