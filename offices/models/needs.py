"""What the offices said they need, so that each event can say what it answers."""

from typing import ClassVar

from django.db import models


class Need(models.Model):
    """One Bedarf. The first six were collected on 11 November 2008 in Düsseldorf (offices/data/needs.toml)."""

    number = models.PositiveSmallIntegerField("Nummer", unique=True)
    title = models.CharField("Bedarf", max_length=200)
    topics = models.TextField("Themen dazu", blank=True, help_text="Ein Thema je Zeile.")

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.title
