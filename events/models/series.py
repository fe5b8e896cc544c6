"""Trainings of several modules, such as the Lernlabor: one row for what they share."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from core.language.german import fold
from core.richtext import RichTextField
from offices.models import Office

if TYPE_CHECKING:
    from accounts.models import User


class SeriesQuerySet(models.QuerySet["Series"]):
    def by_office(self, office: Office) -> Self:
        return self.filter(office=office).alphabetical()

    def managed_by(self, user: "User") -> Self:
        """Those of the offices she works in; coordinators look after all."""
        if user.is_coordinator:
            return self.all()
        return self.filter(office_id__in=Office.objects.worked_in_by(user).values("pk"))

    def alphabetical(self) -> Self:
        return self.order_by("sort_title", "pk")


class Series(models.Model):
    """Its modules are events (`Event.series`), in the order of their numbers."""

    title = models.CharField("Titel der Reihe", max_length=120)
    sort_title = models.CharField(max_length=300, editable=False)
    slug = models.SlugField("Kurzname in der Adresse", max_length=80, unique=True, editable=False)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="series", verbose_name="Veranstalter"
    )
    body = RichTextField("Worum es geht", blank=True)
    modules_needed = models.PositiveSmallIntegerField(
        "Zertifikat ab so vielen besuchten Modulen",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Mindestens ein Modul muss besucht sein.")],
        help_text="Leer heißt: Es gibt ein Zertifikat, wenn alle Module besucht sind.",
    )

    objects: ClassVar[SeriesQuerySet] = SeriesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Reihe"
        verbose_name_plural = "Reihen"

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_title = fold(self.title)[:300]
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("events:series", args=[self.slug])
