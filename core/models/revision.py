"""Rows of which there is one: the number that moves with every published change, and the pulse."""

from django.db import models


class ContentRevision(models.Model):
    """One row whose number changes with every published change. What is computed from content is kept until then
    (core/publishing/revision.py)."""

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE)
    number = models.PositiveBigIntegerField("Stand", default=1)

    class Meta:
        verbose_name = "Stand der Inhalte"
        verbose_name_plural = "Stand der Inhalte"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_content_revision")]

    def __str__(self) -> str:
        return f"Stand {self.number}"


class Pulse(models.Model):
    """Written whenever a monitor asks whether something can be stored (core/storage.py)."""

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE)
    at = models.DateTimeField("zuletzt gespeichert am", auto_now=True)
    ballast = models.TextField("Probe", blank=True)  # as much as a registration takes, and taken back at once

    class Meta:
        verbose_name = "Lebenszeichen"
        verbose_name_plural = "Lebenszeichen"

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}"
