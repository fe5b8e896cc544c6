"""Who runs the portal. An address drifts over the years, so it is content and never code."""

from typing import Any

from django.db import models

from core.phones import PhoneField


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

    @classmethod
    def load(cls) -> "Operator":
        """The saved row, or the known facts where nobody has saved one yet."""
        return cls.objects.first() or cls()
