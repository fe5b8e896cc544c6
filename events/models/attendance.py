"""Who was there, and the certificates that say so."""

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.models.events import Event
from events.models.programme import Day, Item
from events.models.registrations import ALPHABET, Registration
from events.models.series import Series


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of_days(self) -> Self:
        return self.filter(item=None)

    def of_items(self) -> Self:
        return self.filter(item__isnull=False)


class Attendance(models.Model):
    """Somebody was there: on a day (no item), or in a workshop of that day. Marked twice is once, also when two
    telephones mark offline and send later."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances", verbose_name="Anmeldung")
    day = models.ForeignKey(Day, models.CASCADE, related_name="attendances", verbose_name="Tag")
    item = models.ForeignKey(
        Item, models.CASCADE, null=True, blank=True, related_name="attendances", verbose_name="Werkstatt"
    )
    at = models.DateTimeField("wann", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="vermerkt von"
    )

    objects: ClassVar[AttendanceQuerySet] = AttendanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheit"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day"], condition=Q(item=None), name="attendance_once_per_day"
            ),
            models.UniqueConstraint(
                fields=["registration", "item"], condition=Q(item__isnull=False), name="attendance_once_per_item"
            ),
        ]

    def __str__(self) -> str:
        return f"Anwesenheit {self.pk or ''}".strip()


def draw_number() -> str:
    """As in "7K3M-Q9WD-2HXT": readable aloud, and nobody guesses a valid one."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(12)).upper()
    return "-".join(signs[i : i + 4] for i in (0, 4, 8))


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> Self:
        return self.filter(withdrawn_at=None)

    def of_desk(self, event: Event) -> Self:
        """Of that event, and of its series where the person was at that event last."""
        return self.filter(Q(event=event) | Q(series__isnull=False, registration__event=event))

    def printable(self) -> Self:
        """Valid, and the name that goes on it is still known."""
        return self.valid().filter(registration__cleared_at=None, registration__isnull=False)


class Certificate(models.Model):
    """That somebody took part. Holds no name: that stands on the paper, and in the registration until it is cleared.
    What can be verified with the number alone is title and date."""

    number = models.CharField("Nummer", max_length=14, unique=True, default=draw_number, editable=False)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="Veranstaltung"
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="Reihe"
    )
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="certificates", verbose_name="Anmeldung"
    )
    minutes = models.PositiveIntegerField("Umfang in Minuten")
    issued_on = models.DateField("ausgestellt am")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="ausgestellt von"
    )
    withdrawn_at = models.DateTimeField("zurückgezogen am", null=True)

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Bescheinigung"
        verbose_name_plural = "Bescheinigungen"
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, series__isnull=True) | Q(event__isnull=True, series__isnull=False),
                name="certificate_of_event_or_series",
            ),
            models.UniqueConstraint(
                fields=["registration", "event"],
                condition=Q(withdrawn_at=None, event__isnull=False),
                name="certificate_once_per_event",
            ),
            models.UniqueConstraint(
                fields=["registration", "series"],
                condition=Q(withdrawn_at=None, series__isnull=False),
                name="certificate_once_per_series",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        """Python's side of `valid()`."""
        return self.withdrawn_at is None

    @property
    def title(self) -> str:
        return (self.event or self.series).title  # type: ignore[union-attr]  # a constraint: one of the two
