"""Where an office can be met and when the door is open."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from core.language.dates import WEEKDAYS
from offices.geography.gazetteer import Municipality, Point, gazetteer
from offices.hours import LAST, DayException, Kind, Rule, Slot, Timetable, is_last_in_month, nth_in_month

NTH = [
    (1, "1. im Monat"),
    (2, "2. im Monat"),
    (3, "3. im Monat"),
    (4, "4. im Monat"),
    (LAST, "letzter im Monat"),
]


def municipality_choices() -> list[tuple[str, str]]:
    return [(town.ags, town.name) for town in gazetteer().municipalities]


class MunicipalityField(models.CharField):
    """The official key (AGS, eight digits) of one of the 396 municipalities. Kreis and Regierungsbezirk are its
    first five and three digits, so nobody types them."""

    def __init__(self, verbose_name: str = "Stadt oder Gemeinde", **kwargs: Any) -> None:
        super().__init__(verbose_name, **{**kwargs, "max_length": 8, "choices": municipality_choices})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["choices"]
        return name, path, args, kwargs


@dataclass(frozen=True, slots=True)
class AccessFeature:
    """One thing that is there, is not there, or that nobody has checked."""

    name: str
    label: str
    definition: str


ACCESS_FEATURES = (
    AccessFeature("step_free", "Stufenloser Zugang", "Ohne Stufen oder über eine Rampe mit höchstens 6 % Steigung"),
    AccessFeature("wide_doors", "Breite Türen", "Alle Türen sind mindestens 80 cm breit"),
    AccessFeature("automatic_door", "Automatische Tür", "Die Eingangstür öffnet sich von selbst oder auf Knopfdruck"),
    AccessFeature("lift", "Aufzug", "Aufzug mit mindestens 80 cm breiter Tür, oder alles liegt im Erdgeschoss"),
    AccessFeature("accessible_toilet", "WC für Rollstuhl", "Tür mindestens 80 cm breit, mit Haltegriffen"),
    AccessFeature("disabled_parking", "Behinderten-Parkplatz", "Ausgewiesener Platz in der Nähe des Eingangs"),
    AccessFeature("guidance_system", "Leitlinien für den Langstock", "Tastbare Leitlinien führen zum Büro"),
    AccessFeature("hearing_support", "Hilfe beim Hören", "Höranlage oder ein ruhiger Raum für das Gespräch"),
    AccessFeature("assistance_dogs", "Assistenzhund willkommen", "Hunde, die Menschen unterstützen, dürfen mit hinein"),
)


def _access_field(feature: AccessFeature) -> models.BooleanField:
    choices = [(None, "nicht geprüft"), (True, "ja"), (False, "nein")]
    return models.BooleanField(feature.label, null=True, blank=True, choices=choices, help_text=feature.definition)


class Place(models.Model):
    """A Standort: the main one, one where the office comes to at times, or a mobile one."""

    class Role(models.TextChoices):
        MAIN = "haupt", "Hauptstelle"
        OUTREACH = "aussen", "Außensprechstunde"
        MOBILE = "mobil", "mobil"

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="places", verbose_name="Büro")
    role = models.CharField("Art", max_length=6, choices=Role, default=Role.MAIN)
    name = models.CharField(
        "Gebäude oder Raum", max_length=200, blank=True, help_text="Zum Beispiel: Rathaus, Zimmer 12"
    )
    street = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    postcode = models.CharField(
        "Postleitzahl",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}\Z", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227.")],
    )
    ags = MunicipalityField()
    district = models.CharField("Ortsteil", max_length=100, blank=True)
    hint = models.CharField(
        "Hinweis zum Weg", max_length=300, blank=True, help_text="Zum Beispiel: Eingang hinter dem Rathaus"
    )
    public_transport = models.CharField("Bus und Bahn", max_length=200, blank=True)
    parking = models.CharField("Parken", max_length=200, blank=True)
    lat = models.FloatField(
        "Breitengrad", null=True, blank=True, validators=[MinValueValidator(50.0), MaxValueValidator(53.0)]
    )
    lon = models.FloatField(
        "Längengrad", null=True, blank=True, validators=[MinValueValidator(5.5), MaxValueValidator(9.6)]
    )
    by_appointment = models.BooleanField("auch nach Vereinbarung", default=False)
    hours_note = models.CharField("Zu den Zeiten", max_length=1000, blank=True)
    step_free = _access_field(ACCESS_FEATURES[0])
    wide_doors = _access_field(ACCESS_FEATURES[1])
    automatic_door = _access_field(ACCESS_FEATURES[2])
    lift = _access_field(ACCESS_FEATURES[3])
    accessible_toilet = _access_field(ACCESS_FEATURES[4])
    disabled_parking = _access_field(ACCESS_FEATURES[5])
    guidance_system = _access_field(ACCESS_FEATURES[6])
    hearing_support = _access_field(ACCESS_FEATURES[7])
    assistance_dogs = _access_field(ACCESS_FEATURES[8])
    access_note = models.CharField("Mehr zur Barrierefreiheit", max_length=300, blank=True)
    access_checked_on = models.DateField("Barrierefreiheit geprüft am", null=True, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["step_free", "office"], name="office_by_step_free")]
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(role="haupt"),
                name="one_main_place",
                violation_error_message="Ein Büro hat nur eine Hauptstelle.",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="coordinates_in_pairs",
                violation_error_message="Bitte geben Sie Breitengrad und Längengrad an, oder keines von beiden.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.office.settle()

    @property
    def municipality(self) -> Municipality:
        return gazetteer().municipality_by_ags[self.ags]

    @property
    def label(self) -> str:
        """What people call this Standort: the building, else the district, else the town."""
        return self.name or self.district or self.municipality.name

    @property
    def point(self) -> Point:
        """The typed coordinates, else the middle of the postcode area, else of the municipality."""
        if self.lat is not None and self.lon is not None:
            return Point(self.lat, self.lon)
        postcode = gazetteer().postcode_by_code.get(self.postcode)
        return postcode.point if postcode else self.municipality.point

    @cached_property
    def timetable(self) -> Timetable:
        """Reads `hours` and `exceptions`; rows for the same days are one exception with several slots."""
        grouped: dict[tuple[date, date], list[HoursException]] = {}
        for row in self.exceptions.all():
            grouped.setdefault((row.first, row.last), []).append(row)
        exceptions = tuple(
            DayException(
                first=first,
                last=last,
                slots=tuple(slot for row in rows for slot in row.slots),
                note=next((row.note for row in rows if row.note), ""),
            )
            for (first, last), rows in grouped.items()
        )
        rules = tuple(hours.rule for hours in self.hours.all())
        return Timetable(rules=rules, exceptions=exceptions, by_appointment=self.by_appointment)

    @property
    def accessibility(self) -> list[tuple[AccessFeature, bool | None]]:
        """Every feature with True, False or None (nobody has checked)."""
        return [(feature, getattr(self, feature.name)) for feature in ACCESS_FEATURES]


class OpeningHoursQuerySet(models.QuerySet["OpeningHours"]):
    def falling_on(self, day: date) -> Self:
        """By weekday and its number in the month; exceptions and holidays are another question."""
        nths = [nth_in_month(day), *([LAST] if is_last_in_month(day) else [])]
        return self.filter(Q(nth__isnull=True) | Q(nth__in=nths), weekday=day.weekday())


class OpeningHours(models.Model):
    """One Sprechzeit or Telefonzeit that comes back every week or once a month."""

    KINDS = [(Kind.VISIT.value, "Sprechzeit"), (Kind.PHONE.value, "Telefonzeit")]

    place = models.ForeignKey(Place, models.CASCADE, related_name="hours", verbose_name="Standort")
    kind = models.CharField("Art", max_length=5, choices=KINDS, default=Kind.VISIT.value)
    weekday = models.PositiveSmallIntegerField("Wochentag", choices=list(enumerate(WEEKDAYS)))
    nth = models.SmallIntegerField("nur der", null=True, blank=True, choices=NTH)
    starts = models.TimeField("von")
    ends = models.TimeField("bis")

    objects: ClassVar[OpeningHoursQuerySet] = OpeningHoursQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Zeit"
        verbose_name_plural = "Sprechzeiten und Telefonzeiten"
        ordering: ClassVar = ["kind", "weekday", "nth", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")),
                name="hours_in_order",
                violation_error_message="Das Ende muss nach dem Anfang liegen.",
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "weekday", "starts"],
                condition=Q(nth__isnull=True),
                name="weekly_hours_once",
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "weekday", "nth", "starts"],
                condition=Q(nth__isnull=False),
                name="monthly_hours_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}"

    @property
    def rule(self) -> Rule:
        return Rule(kind=Kind(self.kind), weekday=self.weekday, nth=self.nth, starts=self.starts, ends=self.ends)


class HoursExceptionQuerySet(models.QuerySet["HoursException"]):
    def covering(self, day: date) -> Self:
        return self.filter(first__lte=day, last__gte=day)

    def ruling_on(self, day: date) -> Self:
        """Of several that cover the day at one Standort the shortest, of equally long ones the latest: one closed
        day within the summer hours stays closed. Says the same as `Timetable.exception_on`."""
        nearer = Q(days__lt=OuterRef("days")) | Q(days=OuterRef("days"), first__gt=OuterRef("first"))
        others = HoursException.objects.covering(day).filter(nearer, place=OuterRef("place"))
        return self.covering(day).filter(~Exists(others))


class HoursException(models.Model):
    """Days on which the usual times don't hold: closed, or open at another time."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="exceptions", verbose_name="Standort")
    first = models.DateField("vom")
    last = models.DateField("bis einschließlich")
    starts = models.TimeField("geöffnet von", null=True, blank=True, help_text="Leer heißt: geschlossen")
    ends = models.TimeField("geöffnet bis", null=True, blank=True)
    note = models.CharField("Grund", max_length=120, blank=True)
    days = models.PositiveIntegerField(editable=False)

    objects: ClassVar[HoursExceptionQuerySet] = HoursExceptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Ausnahme"
        verbose_name_plural = "Ausnahmen"
        ordering: ClassVar = ["first", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="exception_days_in_order",
                violation_error_message="Der letzte Tag muss nach dem ersten liegen.",
            ),
            models.CheckConstraint(
                # Named one by one: a comparison with NULL would let half a time pass.
                condition=Q(starts__isnull=True, ends__isnull=True)
                | Q(starts__isnull=False, ends__isnull=False, starts__lt=F("ends")),
                name="exception_hours_in_order",
                violation_error_message="Bitte geben Sie Anfang und Ende an, oder keines von beiden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first:%d.%m.%Y} bis {self.last:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.days = (self.last - self.first).days
        super().save(*args, **kwargs)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return (Slot(self.starts, self.ends),) if self.starts and self.ends else ()
