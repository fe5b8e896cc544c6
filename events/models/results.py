"""What stays of an event when nobody's name is left: opinions and figures."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from events.models.events import Event

WORST, BEST = 1, 5


def _mark(label: str) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(WORST), MaxValueValidator(BEST)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


class Feedback(models.Model):
    """What one person thought. Points to nobody, and knows the day only: nothing says who wrote it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="feedback", verbose_name="Veranstaltung")
    on = models.DateField("am")
    overall = _mark("Wie hat es Ihnen insgesamt gefallen?")
    content = _mark("Waren die Inhalte für Sie nützlich?")
    organisation = _mark("War alles gut organisiert?")
    good = models.TextField("Was war gut?", max_length=2000, blank=True)
    better = models.TextField("Was können wir besser machen?", max_length=2000, blank=True)
    topics = models.TextField("Welche Themen wünschen Sie sich?", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (WORST, BEST)}),
                name=f"feedback_{field}_from_one_to_five",
            )
            for field in ("overall", "content", "organisation")
        ]

    def __str__(self) -> str:
        return f"Rückmeldung {self.pk or ''}".strip()


class Figures(models.Model):
    """One event in numbers, for the funder. Written anew until the names are cleared, and never changed after that."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="figures", verbose_name="Veranstaltung")
    data = models.JSONField("Zahlen", default=dict)
    counted_at = models.DateTimeField("gezählt am")

    class Meta:
        verbose_name = "Zahlen einer Veranstaltung"
        verbose_name_plural = "Zahlen von Veranstaltungen"

    def __str__(self) -> str:
        return f"Zahlen: {self.event}"
