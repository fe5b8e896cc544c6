"""Indexes that are written from the directory itself and never edited: what leads to an office."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet


class SearchWord(models.Model):
    """One folded word of a name, Träger, place or note of one office (offices/finding/wordsearch.py writes it)."""

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="search_words")
    word = models.CharField(max_length=80)

    class Meta:
        verbose_name = "Suchwort"
        verbose_name_plural = "Suchwörter"
        indexes: ClassVar = [models.Index(fields=["word", "office"], name="office_by_word")]
        constraints = [models.UniqueConstraint(fields=["office", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class ServedTownQuerySet(models.QuerySet["ServedTown"]):
    def in_charge_of(self, ags: Iterable[str]) -> QuerySet[Any, Any]:
        """Keys of the offices, for `pk__in`."""
        return self.filter(ags__in=tuple(ags)).values("office_id")


class ServedTown(models.Model):
    """One municipality (AGS) for whose people the office is there: it sits there, meets people there or names it
    in its Einzugsgebiet (`Office.settle` writes it)."""

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="served_towns")
    ags = models.CharField(max_length=8)

    objects: ClassVar[ServedTownQuerySet] = ServedTownQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "zuständig für"
        verbose_name_plural = "zuständig für"
        indexes: ClassVar = [models.Index(fields=["ags", "office"], name="office_by_served_town")]
        constraints = [models.UniqueConstraint(fields=["office", "ags"], name="served_town_once")]

    def __str__(self) -> str:
        return self.ags
