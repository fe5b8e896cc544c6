"""One piece of news, whoever wrote it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.language.german import fold, slug
from core.publishing.states import Publishable
from core.richtext import RichTextField, text_of
from core.web.links import WebField
from news.models.querysets import PostQuerySet
from offices.geography.areas import AreaField, area_label
from offices.geography.slugs import free_slug
from offices.models import HEADQUARTERS, Office, Topic


class Kind(models.TextChoices):
    NEWS = "meldung", "Meldung"
    PRACTICE = "praxisbeispiel", "Praxisbeispiel"
    PRESS = "presse", "Presse"
    FUNDING = "foerdertipp", "Fördertipp"


class Post(Publishable):
    """Published by an office or by the Geschäftsstelle (no office)."""

    kind = models.CharField("Art", max_length=14, choices=Kind, default=Kind.NEWS)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="Absender"
    )
    title = models.CharField("Überschrift", max_length=120)
    slug = models.SlugField("Kurzname in der Adresse", max_length=80, blank=True, editable=False)
    teaser = models.CharField("Das Wichtigste in ein oder zwei Sätzen", max_length=300, blank=True)
    body = RichTextField("Text", blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="posts", verbose_name="Themen")
    area = AreaField()
    deadline = models.DateField("Frist", null=True, blank=True)
    source = WebField("Zuerst erschienen auf", max_length=500, blank=True)

    search_text = models.TextField(editable=False, default="")

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
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
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="post_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.title} {self.teaser} {text_of(self.body)}")
        if self.is_released and not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Only what has been released has an address."""
        day = timezone.localdate(self.published_at)
        return reverse("news:post", args=[day.year, f"{day.month:02}", self.slug])

    @property
    def author(self) -> str:
        return self.office.name if self.office else HEADQUARTERS

    @property
    def area_label(self) -> str:
        return area_label(self.area)

    @property
    def is_over(self) -> bool:
        """A funding tip whose deadline has passed still tells what there was."""
        return self.deadline is not None and self.deadline < timezone.localdate()

    @property
    def published_on(self) -> date | None:
        return timezone.localdate(self.published_at) if self.published_at else None

    def _free_slug(self) -> str:
        base = slug(self.title)[:70].strip("-") or "meldung"
        taken = set(Post.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return free_slug(base, taken)
