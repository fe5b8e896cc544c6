"""Who runs the portal, and the words of its pages: both drift over the years, so they are content and never code. And
when each duty of the worker last ran."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.language.phones import PhoneField
from core.richtext import RichTextField


class Operator(models.Model):
    """The one row of operator data, shown in the header, the help block, the Impressum and on error pages."""

    SINGLE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE, editable=False)
    name = models.CharField("Name", max_length=200, default="Bundesarbeitsgemeinschaft Seniorenbüros e.V.")
    short_name = models.CharField("Kurzname", max_length=40, default="BaS")
    street = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    town = models.CharField("Ort", max_length=100, blank=True, default="Bonn")
    phone = PhoneField("Telefon", default="+49228614074")
    phone_hours = models.CharField(
        "Telefonzeiten",
        max_length=120,
        blank=True,
        help_text="Zum Beispiel: montags bis freitags 9 bis 12 Uhr",
    )
    fax = PhoneField("Fax", blank=True, default="+49228614060")
    email = models.EmailField("E-Mail-Adresse", default="bas@seniorenbueros.org")
    represented_by = models.CharField("Vertreten durch", max_length=200, blank=True)
    register_entry = models.CharField("Registereintrag", max_length=200, blank=True)
    responsible_person = models.CharField(
        "Verantwortlich für den Inhalt",
        max_length=200,
        blank=True,
        help_text="Nach § 18 Absatz 2 Medienstaatsvertrag",
    )

    class Meta:
        verbose_name = "Betreiber"
        verbose_name_plural = "Betreiber"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_operator")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = self.SINGLE
        super().save(*args, **kwargs)

    NEEDED = ("street", "postcode", "town", "phone_hours", "represented_by", "register_entry", "responsible_person")

    @property
    def missing(self) -> list[str]:
        """What the law or a caller asks for and nobody has filled in yet; labels."""
        empty = [name for name in self.NEEDED if not getattr(self, name)]
        return [str(self._meta.get_field(name).verbose_name) for name in empty]  # type: ignore[union-attr]

    @classmethod
    def load(cls) -> "Operator":
        """The saved row, or the known facts where nobody has saved one yet."""
        return cls.objects.first() or cls()


class PageText(models.Model):
    """The words of a page as the Geschäftsstelle has written them. Without a row the page shows the words that came
    with the portal (templates/portal/<key>.html)."""

    class Key(models.TextChoices):
        IMPRINT = "imprint", "Impressum"
        PRIVACY = "privacy", "Datenschutz"
        ACCESSIBILITY = "accessibility", "Erklärung zur Barrierefreiheit"
        PLAIN_LANGUAGE = "plain_language", "Leichte Sprache"
        ABOUT = "about_offices", "Was ist ein Seniorenbüro?"

    key = models.CharField("Seite", max_length=20, choices=Key, unique=True)
    body = RichTextField("Text")
    changed_at = models.DateTimeField("geändert am", default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geändert von"
    )

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"

    def __str__(self) -> str:
        return self.get_key_display()


class LastRun(models.Model):
    """One row per duty (portal/duties.py), written by the worker (portal/last_runs.py). `error` and `place` are those
    of the last failure and stay after a success: the class, and a line of ours. `failures` are those in a row."""

    LONGEST = 200  # of class and line

    name = models.CharField("Aufgabe", max_length=40, unique=True)
    awaited_since = models.DateTimeField("erwartet seit")  # the worker's first start since the last success
    started_at = models.DateTimeField("zuletzt begonnen am", null=True)
    succeeded_at = models.DateTimeField("zuletzt gelungen am", null=True)
    failed_at = models.DateTimeField("zuletzt misslungen am", null=True)
    error = models.CharField("Art des Fehlers", max_length=LONGEST, blank=True)
    place = models.CharField("Stelle im Programm", max_length=LONGEST, blank=True)
    failures = models.PositiveIntegerField("Fehler nacheinander", default=0)

    class Meta:
        verbose_name = "letzter Lauf"
        verbose_name_plural = "letzte Läufe"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failed_at__isnull=True, error="", place="", failures=0)
                | (models.Q(failed_at__isnull=False) & ~models.Q(error="")),
                name="last_run_failed_with_some_error",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=False)
                | models.Q(succeeded_at__isnull=True, failed_at__isnull=True),
                name="last_run_ended_after_a_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quiet_since(self) -> datetime:
        """Since when nothing has come of it. While no worker ran nobody waited for it: time counts from its start."""
        return max(self.succeeded_at or self.awaited_since, self.awaited_since)
