"""Where imported data came from, so that a second import knows what a person has corrected since."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ImportOrigin(models.Model):
    """What the last import said about one office, column by column: the common ancestor of a three-way merge."""

    office = models.OneToOneField("offices.Office", models.CASCADE, related_name="import_origin", verbose_name="Büro")
    key = models.CharField("Schlüssel", max_length=400, unique=True)
    columns = models.JSONField("Angaben des letzten Imports", default=dict)
    imported_at = models.DateTimeField("importiert am", auto_now=True)

    class Meta:
        verbose_name = "Herkunft"
        verbose_name_plural = "Herkunft"

    def __str__(self) -> str:
        return self.key


class ImportRun(models.Model):
    """A file somebody uploaded: looked at first, written after a second click."""

    file_name = models.CharField("Datei", max_length=200)
    content = models.BinaryField("Inhalt")
    report = models.JSONField("Bericht", default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="hochgeladen von"
    )
    created_at = models.DateTimeField("hochgeladen am", auto_now_add=True)
    applied_at = models.DateTimeField("übernommen am", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "Import"
        verbose_name_plural = "Importe"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
