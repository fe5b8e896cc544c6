"""Who did what when, for the coordinators."""

from typing import ClassVar

from django.db import models


class Activity(models.Model):
    """One line of the record. It points to nothing, so it stays whatever is deleted, and it holds no name and no
    address of a person: names are looked up when the line is shown."""

    at = models.DateTimeField("wann")
    actor_id = models.PositiveBigIntegerField("wer", null=True)  # None: the portal itself
    verb = models.CharField("was", max_length=80)
    subject_type = models.CharField("Art", max_length=60)
    subject_id = models.PositiveBigIntegerField("Nummer der Sache", null=True)
    subject_label = models.CharField("woran", max_length=200)

    class Meta:
        verbose_name = "Vorgang"
        verbose_name_plural = "Vorgänge"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="activity_newest_first"),
            models.Index(fields=["actor_id"], name="activity_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label}: {self.verb}"
