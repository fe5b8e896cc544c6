"""What something was at one moment, as a whole."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, subject: models.Model) -> Self:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def newest_first(self) -> Self:
        return self.order_by("-number").select_related("by")


class Version(models.Model):
    """One saved state of an office, a post or any other thing with a history: everything in it, who saved it and
    when. Written by core/publishing/history.py; never changed afterwards."""

    subject_type = models.CharField("Art", max_length=60)
    subject_id = models.PositiveBigIntegerField("Nummer der Sache")
    number = models.PositiveIntegerField("Fassung")
    data = models.JSONField("Inhalt")
    summary = models.CharField("Was geschah", max_length=200)
    at = models.DateTimeField("wann")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="wer"
    )  # None: the portal itself, as in an import

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"Fassung {self.number}: {self.summary}"
