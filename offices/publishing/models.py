"""What everything that offices and the Geschäftsstelle publish is made of."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from core.language.german import fold, slug
from core.publishing.states import Publishable
from core.richtext import RichTextField, text_of
from offices.geography.areas import AreaField, area_label
from offices.geography.slugs import free_slug
from offices.models import HEADQUARTERS, Office, Topic
from offices.publishing.contributions import ContributionQuerySet


class ContributionModel(Publishable):
    """Abstract: by an office, or by the Geschäftsstelle (no office). It gets its short name when it is let through, and
    keeps it. `NAMELESS` is the short name of a title without a letter."""

    NAMELESS: ClassVar[str]

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="Absender"
    )
    title = models.CharField("Überschrift", max_length=120)
    slug = models.SlugField("Kurzname in der Adresse", max_length=80, blank=True, editable=False)
    teaser = models.CharField("Das Wichtigste in ein oder zwei Sätzen", max_length=300, blank=True)
    body = RichTextField("Text", blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="%(class)ss", verbose_name="Themen")
    area = AreaField()
    search_text = models.TextField(editable=False, default="")

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        abstract = True
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["slug"], condition=~models.Q(slug=""), name="%(class)s_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.title} {self.teaser} {text_of(self.body)}")
        if self.is_released and not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    @property
    def author(self) -> str:
        return self.office.name if self.office else HEADQUARTERS

    @property
    def area_label(self) -> str:
        return area_label(self.area)

    @property
    def published_on(self) -> date | None:
        return timezone.localdate(self.published_at) if self.published_at else None

    def _free_slug(self) -> str:
        base = slug(self.title)[:70].strip("-") or self.NAMELESS
        taken = set(type(self).objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return free_slug(base, taken)
