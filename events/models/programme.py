"""What happens when: days, their items, workshops that run in parallel, and who speaks."""

from datetime import time
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from core.forms.date_fields import clock_text
from core.richtext import RichTextField
from events.models.events import Event
from events.models.seats import Seats, SeatsQuerySet

ENDS_LATER = "Das Ende muss nach dem Anfang liegen. Geht es bis Mitternacht, schreiben Sie 23.59."


class Day(Seats):
    """One day of an event. Its capacity counts where the days differ; otherwise that of the event is enough."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="days", verbose_name="Veranstaltung")
    date = models.DateField("Datum")
    starts = models.TimeField("von", null=True, blank=True)
    ends = models.TimeField("bis", null=True, blank=True)

    objects: ClassVar[SeatsQuerySet] = SeatsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Tag"
        verbose_name_plural = "Tage"
        ordering: ClassVar = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "date"], name="day_once", violation_error_message="Diesen Tag gibt es schon."
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(starts__lt=F("ends")),
                name="day_starts_before_it_ends",
                violation_error_message=ENDS_LATER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"

    @property
    def hours(self) -> str:
        return hours_text(self.starts, self.ends)


class ItemKind(models.TextChoices):
    ITEM = "punkt", "Programmpunkt"
    TALK = "vortrag", "Vortrag"
    PLENARY = "plenum", "Plenum"
    BREAK = "pause", "Pause"
    PARALLEL = "parallel", "Werkstätten zur gleichen Zeit"
    WORKSHOP = "werkstatt", "Werkstatt"
    EVENING = "abend", "Abendprogramm"
    EXCURSION = "exkursion", "Exkursion"


class ItemQuerySet(SeatsQuerySet):
    def of_event(self, event: Event) -> Self:
        return self.filter(day__event=event)

    def in_order(self) -> Self:
        return self.order_by("starts", "position", "pk")

    def bookable(self) -> Self:
        """What somebody chooses when she registers."""
        return self.filter(Q(kind=ItemKind.WORKSHOP) | Q(needs_booking=True))

    def workshops(self) -> Self:
        return self.filter(kind=ItemKind.WORKSHOP)

    def extras(self) -> Self:
        """Evening, excursion and whatever else is chosen apart from the workshops."""
        return self.filter(needs_booking=True).exclude(kind=ItemKind.WORKSHOP)


class Item(Seats):
    """A line of the programme. Workshops lie within an item of the kind PARALLEL: of these one person takes part in at
    most one, and they begin and end with it."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="items", verbose_name="Tag")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parallel", verbose_name="läuft parallel in"
    )
    kind = models.CharField("Art", max_length=9, choices=ItemKind, default=ItemKind.ITEM)
    starts = models.TimeField("von", null=True, blank=True)
    ends = models.TimeField("bis", null=True, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    title = models.CharField("Titel", max_length=160)
    text = RichTextField("Beschreibung", blank=True)
    room = models.CharField("Raum", max_length=80, blank=True)
    needs_booking = models.BooleanField("Nur mit Anmeldung", default=False)
    # For how many it is the first wish, while wishes are collected (events/showing/wishing.py).
    wished: int | None = None
    result = RichTextField("Ergebnis", blank=True, help_text="Steht in der Dokumentation.")

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Programmpunkt"
        verbose_name_plural = "Programmpunkte"
        indexes: ClassVar = [models.Index(fields=["day", "starts", "position", "id"], name="item_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(starts__lt=F("ends")),
                name="item_starts_before_it_ends",
                violation_error_message=ENDS_LATER,
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.WORKSHOP, parent__isnull=False)
                | (~Q(kind=ItemKind.WORKSHOP) & Q(parent__isnull=True)),
                name="item_workshops_run_in_parallel",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> str:
        return hours_text(self.starts, self.ends)

    @property
    def places(self) -> str:
        """ "12 Personen wünschen es sich zuerst, 25 Plätze" until places are given out."""
        if self.wished is None:
            return super().places
        people = "Eine Person wünscht" if self.wished == 1 else f"{self.wished} Personen wünschen"
        said = f"{people} es sich zuerst" if self.wished else "Noch wünscht es sich niemand zuerst"
        if self.capacity is None:
            return said
        return f"{said}, {'ein Platz' if self.capacity == 1 else f'{self.capacity} Plätze'}"

    def overlaps(self, other: "Item") -> bool:
        """On the same day, and at the same time as far as anybody has said when they are. One that ends as the other
        begins does not."""
        if self.day_id != other.day_id or not (self.starts and self.ends and other.starts and other.ends):
            return False
        return self.starts < other.ends and other.starts < self.ends

    @property
    def is_workshop(self) -> bool:
        return self.kind == ItemKind.WORKSHOP

    @property
    def is_bookable(self) -> bool:
        """Python's side of `bookable()`."""
        return self.is_workshop or self.needs_booking


class SpeakerRole(models.TextChoices):
    SPEAKER = "vortrag", "Vortrag"
    MODERATOR = "moderation", "Moderation"
    HOST = "leitung", "Leitung"


class Speaker(models.Model):
    """Somebody who is announced by name. Her documents and her part of the documentation appear once she has agreed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="speakers", verbose_name="Programmpunkt")
    role = models.CharField("Aufgabe", max_length=10, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    name = models.CharField("Name", max_length=120)
    organisation = models.CharField("Einrichtung", max_length=160, blank=True)
    released = models.BooleanField("Hat der Veröffentlichung ihrer Unterlagen zugestimmt", default=False)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Mitwirkende Person"
        verbose_name_plural = "Mitwirkende"
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


def hours_text(starts: time | None, ends: time | None) -> str:
    """ "10 bis 16:30 Uhr", "ab 10 Uhr", "bis 16 Uhr"; empty without times."""
    first, last = (_clock(moment) for moment in (starts, ends))
    if first and last:
        return f"{first} bis {last} Uhr"
    if last:
        return f"bis {last} Uhr"
    return f"ab {first} Uhr" if first else ""


def _clock(moment: time | None) -> str:
    return clock_text(moment).removesuffix(":00") if moment else ""
