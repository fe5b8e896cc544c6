"""What somebody needs to take part, and what she eats: a table of its own, because it can be health data."""

from django.db import models

from events.models.registrations import Registration

# Asked by function, never by diagnosis.
SUPPORT = {
    "wheelchair": "Einen Platz für den Rollstuhl",
    "hearing_loop": "Eine Höranlage",
    "sign_language": "Deutsche Gebärdensprache",
    "large_print": "Unterlagen in großer Schrift",
    "front_seat": "Einen Platz weit vorn",
    "rest": "Einen Raum zum Ausruhen",
}


class Diet(models.TextChoices):
    ANY = "", "Alles"
    VEGETARIAN = "vegetarisch", "Vegetarisch"
    VEGAN = "vegan", "Vegan"
    OTHER = "anderes", "Etwas anderes"


class Support(models.Model):
    """Kept with her own consent only; withdrawing it deletes the row."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="support", verbose_name="Anmeldung")
    needs = models.JSONField("Unterstützung", default=list, blank=True)  # keys of SUPPORT
    diet = models.CharField("Essen", max_length=11, choices=Diet, blank=True)
    note = models.TextField("Was wir noch wissen sollten", max_length=500, blank=True)
    consented_at = models.DateTimeField("eingewilligt am", editable=False)

    class Meta:
        verbose_name = "Unterstützung"
        verbose_name_plural = "Unterstützung"

    def __str__(self) -> str:
        return f"Unterstützung {self.pk or ''}".strip()

    @property
    def says_something(self) -> bool:
        """Beside what she eats."""
        return bool(self.labels or self.note.strip())

    @property
    def labels(self) -> list[str]:
        return [label for key, label in SUPPORT.items() if key in self.needs]
