"""The number that moves with every published change."""

from django.db import models


class ContentRevision(models.Model):
    """One row whose number changes with every published change. What is computed from content is kept until then
    (core/revision.py)."""

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE)
    number = models.PositiveBigIntegerField("Stand", default=1)

    class Meta:
        verbose_name = "Stand der Inhalte"
        verbose_name_plural = "Stand der Inhalte"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_content_revision")]

    def __str__(self) -> str:
        return f"Stand {self.number}"
