from django.db import models
from django.urls import reverse

from offices.publishing.models import ContributionModel


class Recipe(ContributionModel):
    NAMELESS = "rezept"

    portions = models.PositiveSmallIntegerField("Portionen", default=4)

    class Meta(ContributionModel.Meta):
        abstract = False
        verbose_name = "Rezept"
        verbose_name_plural = "Rezepte"

    def get_absolute_url(self):
        return reverse("recipes:recipe", args=[self.slug])
