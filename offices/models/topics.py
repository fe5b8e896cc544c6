"""What offices offer: four fields of action, each with its offers, each with the words people use for it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from core.language.german import fold


class Topic(models.Model):
    """Level 1 (no parent) is a Handlungsfeld, level 2 an Angebot."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="Handlungsfeld"
    )
    name = models.CharField("Name", max_length=120, unique=True)
    slug = models.SlugField("Kurzname in der Adresse", max_length=120, unique=True)
    description = models.CharField("Erklärung in einem Satz", max_length=300, blank=True)
    synonyms = models.TextField(
        "Andere Wörter dafür",
        blank=True,
        help_text="Ein Wort je Zeile. Die Suche findet das Angebot auch unter diesen Wörtern.",
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Angebot oder Handlungsfeld"
        verbose_name_plural = "Angebote und Handlungsfelder"
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "Bitte wählen Sie ein Handlungsfeld. Mehr als zwei Ebenen gibt es nicht."})

    @property
    def words(self) -> tuple[str, ...]:
        """Everything a person may type for it, folded; the name first."""
        texts = [self.name, *self.synonyms.splitlines()]
        return tuple(dict.fromkeys(folded for text in texts if (folded := fold(text))))
