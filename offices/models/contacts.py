"""People and organisations around an office."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.language.phones import PhoneField


class Contact(models.Model):
    """A further number or a person to talk to. The first number of an office stands in the office itself."""

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="contacts", verbose_name="Büro")
    function = models.CharField("wofür", max_length=120, help_text="Zum Beispiel: Wohnberatung, Leitung, Fahrdienst")
    person = models.CharField("Name", max_length=120, blank=True)
    consent_on = models.DateField(
        "Einwilligung am", null=True, blank=True, help_text="Ohne Einwilligung wird der Name nicht gezeigt."
    )
    phone = PhoneField("Telefon", blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Ansprechperson oder weitere Nummer"
        verbose_name_plural = "Ansprechpersonen und weitere Nummern"
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="contact_reachable",
                violation_error_message="Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.",
            )
        ]

    def __str__(self) -> str:
        return self.function

    @property
    def public_person(self) -> str:
        return self.person if self.consent_on else ""


class Provider(models.Model):
    """A Träger: who runs an office or helps to run it."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "kommune", "Stadt oder Gemeinde"
        DISTRICT = "kreis", "Kreis"
        WELFARE = "wohlfahrt", "Wohlfahrtsverband"
        ASSOCIATION = "verein", "Verein"
        FOUNDATION = "stiftung", "Stiftung"
        CHURCH = "kirche", "Kirche"
        OTHER = "andere", "Andere"

    name = models.CharField("Name", max_length=200, unique=True)
    kind = models.CharField("Art", max_length=12, choices=Kind, default=Kind.OTHER)

    class Meta:
        verbose_name = "Träger"
        verbose_name_plural = "Träger"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Provision(models.Model):
    """One Träger's part in one office."""

    class Role(models.TextChoices):
        PROVIDER = "traeger", "Träger"
        CO_PROVIDER = "ko-traeger", "Ko-Träger"
        PARTNER = "partner", "Kooperationspartner"
        FUNDER = "foerderer", "Mitfinanzierung"

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="provisions", verbose_name="Büro")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="provisions", verbose_name="Träger")
    role = models.CharField("Rolle", max_length=12, choices=Role, default=Role.PROVIDER)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Trägerschaft"
        verbose_name_plural = "Trägerschaften"
        ordering: ClassVar = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["office", "provider"], name="provider_once_per_office")]

    def __str__(self) -> str:
        return f"{self.provider} ({self.get_role_display()})"
