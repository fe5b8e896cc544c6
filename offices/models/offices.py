"""The office itself."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.language.german import fold
from core.language.phones import PhoneField
from core.web.links import WebField
from offices.geography.gazetteer import Kreis, Municipality, distance_km, gazetteer
from offices.geography.slugs import free_slug, slug_base
from offices.geography.spellings import key_of, town_book, words_of
from offices.models.places import MunicipalityField, Place
from offices.models.querysets import OfficeQuerySet
from offices.models.states import LANGUAGES, Staffing, Status, validate_languages
from offices.models.topics import Topic
from offices.models.words import ServedTown

if TYPE_CHECKING:
    from offices.models.imports import ImportOrigin


CITY = "000"  # how the AGS of a kreisfreie Stadt ends
NEARBY_KM = 25  # districts of big cities share their names with towns farther away: Werne, Laer, Mülheim


def _runs(words: list[str]) -> set[str]:
    """All that stands in a row: of "a b c" also "b c"."""
    return {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}


def town_served(line: str, home: Municipality | None = None) -> Municipality | None:
    """ "Ahlen (Süd, Vorhelm)" → Ahlen, "Hennef (Sieg)" → Hennef; None unless the line names one town for certain.
    `home`: where the office is. In a city without a Kreis the name of a town far away is that of a district."""
    for name in (line, line.split("(")[0]):
        places = {hit.place for hit in town_book().exact.get(key_of(words_of(name)), ())}
        if len(places) == 1:
            town = gazetteer().municipality_by_ags[places.pop().ags[0]]
            return None if home and _is_district(town, home) else town
    return None


def towns_served(lines: Iterable[str], home: Municipality | None) -> list[Municipality]:
    """Where the list names the city itself, the others beside it are towns too, however far away."""
    named = list(lines)
    beyond = None if home and names_city(named, home) else home
    return [town for line in named if (town := town_served(line, beyond))]


def names_city(lines: Iterable[str], city: Municipality) -> bool:
    """By its own name, not by that of a district."""
    return bool({fold(line.split("(")[0]) for line in lines} & {fold(city.name), fold(city.short_name)})


def _is_district(town: Municipality, home: Municipality) -> bool:
    is_city = home.ags.endswith(CITY)
    return is_city and town != home and distance_km(town.point, home.point) > NEARBY_KM


class Office(models.Model):
    """A Seniorenbüro or an office of another name that does the same."""

    name = models.CharField("Offizieller Name", max_length=200)
    other_names = models.TextField(
        "auch bekannt als",
        max_length=1000,
        blank=True,
        help_text="Ein Name je Zeile. Die Suche findet das Büro unter allen.",
    )
    slug = models.SlugField("Kurzname in der Adresse", max_length=160, unique=True, blank=True)
    summary = models.CharField("In einem Satz", max_length=300, blank=True)
    description = models.TextField("Beschreibung", max_length=5000, blank=True)
    status = models.CharField("Status", max_length=13, choices=Status, default=Status.ACTIVE)
    status_note = models.CharField("Hinweis zum Status", max_length=300, blank=True)
    paused_until = models.DateField("geschlossen bis", null=True, blank=True)
    closed_on = models.DateField("geschlossen am", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolger"
    )
    staffing = models.CharField("Personalform", max_length=12, choices=Staffing, blank=True)
    founded = models.PositiveSmallIntegerField(
        "Gründungsjahr", null=True, blank=True, validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )

    phone = PhoneField("Telefon", blank=True)
    fax = PhoneField("Fax", blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    website = WebField("Internetseite", max_length=300, blank=True)

    topics = models.ManyToManyField(Topic, blank=True, related_name="offices", verbose_name="Angebote")
    offers_note = models.CharField("Mehr zu den Angeboten", max_length=1000, blank=True)
    home_visits = models.BooleanField("Hausbesuche", null=True, blank=True)
    free_of_charge = models.BooleanField("kostenfrei", null=True, blank=True)
    registration_needed = models.BooleanField("Anmeldung nötig", null=True, blank=True)
    languages = models.JSONField("Sprachen der Beratung", default=list, blank=True, validators=[validate_languages])
    catchment = models.TextField(
        "Einzugsgebiet",
        max_length=2000,
        blank=True,
        help_text="Eine Stadt, Gemeinde oder Gegend je Zeile; Ortsteile in Klammern: Ahlen (Süd, Vorhelm). "
        "Leer heißt: die Stadt, in der das Büro sitzt.",
    )

    is_bas_member = models.BooleanField("Mitglied der BaS", null=True, blank=True)
    bas_member_since = models.PositiveSmallIntegerField("Mitglied der BaS seit", null=True, blank=True)
    is_las_member = models.BooleanField("Mitglied der LaS NRW", null=True, blank=True)

    verified_on = models.DateField("Angaben geprüft am", null=True, blank=True)
    verified_by = models.CharField("geprüft durch", max_length=120, blank=True)
    source = WebField("Quelle der Angaben", max_length=500, blank=True)
    note = models.CharField("Öffentlicher Hinweis", max_length=500, blank=True)
    publishes_directly = models.BooleanField(
        "veröffentlicht ohne Freigabe", default=False, help_text="Meldungen dieses Büros erscheinen sofort."
    )
    check_asked_on = models.DateField("gefragt, ob die Angaben stimmen", null=True, editable=False)
    special_days_asked = models.DateField("gefragt nach den Tagen ab", null=True, editable=False)
    check_reminders = models.PositiveSmallIntegerField("Erinnerungen seitdem", default=0, editable=False)
    internal_note = models.TextField("Interne Notiz", blank=True)
    is_sample = models.BooleanField("Beispieldaten", default=False)
    is_public = models.BooleanField("öffentlich sichtbar", default=True)

    # What follows from the main place and the name (`settle`, `save`); lists, map and nearest-first search read one
    # table. Empty only in the moment before the main place is saved.
    ags = MunicipalityField("Sitz", blank=True, editable=False)
    district = models.CharField("Ortsteil des Sitzes", max_length=100, blank=True, editable=False)
    x_km = models.FloatField(default=0, editable=False)
    y_km = models.FloatField(default=0, editable=False)
    sort_name = models.CharField(max_length=300, editable=False)

    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    updated_at = models.DateTimeField("geändert am", auto_now=True)

    objects: ClassVar[OfficeQuerySet] = OfficeQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        import_origin: ImportOrigin
        square_km: float
        successor_name: str | None
        successor_slug: str | None
        successor_is_public: bool | None

    class Meta:
        verbose_name = "Seniorenbüro"
        verbose_name_plural = "Seniorenbüros"
        ordering: ClassVar = ["sort_name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["sort_name", "id"], name="office_a_to_z"),
            models.Index(fields=["ags", "sort_name"], name="office_by_seat"),
            # holds all that the ranking reads, so that it never touches the table
            models.Index(fields=["x_km", "y_km", "is_public", "status", "sort_name"], name="office_by_position"),
            models.Index(fields=["is_public", "status"], name="office_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="successor_is_another_office",
                violation_error_message="Ein Büro kann nicht sein eigener Nachfolger sein.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = fold(self.name)[:300]
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("offices:detail", args=[self.slug])

    def clean(self) -> None:
        if self.pk and self.successor_id == self.pk:
            raise ValidationError({"successor": "Ein Büro kann nicht sein eigener Nachfolger sein."})

    def settle(self) -> None:
        """Writes what follows from the Standorte and the Einzugsgebiet: the seat and the municipalities served. An
        office without Hauptstelle, on the road only, sits where its first Standort is."""
        places = list(self.places.all())
        seat = next((place for place in places if place.role == Place.Role.MAIN), places[0] if places else None)
        if seat:
            point = seat.point
            self.ags, self.district, self.x_km, self.y_km = seat.ags, seat.district, point.x_km, point.y_km
            self.save(update_fields=["ags", "district", "x_km", "y_km", "updated_at"])
        served = {place.ags for place in places} | {town.ags for town in self.catchment_towns}
        ServedTown.objects.filter(office=self).exclude(ags__in=served).delete()
        ServedTown.objects.bulk_create(
            [ServedTown(office=self, ags=ags) for ags in sorted(served)], ignore_conflicts=True
        )

    def _free_slug(self) -> str:
        """Stable, readable, never used twice."""
        base = slug_base(self.name, self.municipality.short_name if self.ags else "")
        taken = set(Office.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return free_slug(base, taken)

    # --- where ------------------------------------------------------------------------------------------

    @property
    def municipality(self) -> Municipality:
        return gazetteer().municipality_by_ags[self.ags]

    @property
    def kreis(self) -> Kreis:
        return self.municipality.kreis

    @property
    def town(self) -> str:
        """ "Bochum-Langendreer", or the town alone."""
        name = self.municipality.name
        return f"{name}-{self.district}" if self.district else name

    @property
    def name_with_town(self) -> str:
        """For lists in which several offices may share a name: "Seniorenbüro Nord, Gladbeck", "Seniorenbüro Ahlen"."""
        town = self.municipality
        says_it = {fold(town.name), fold(town.short_name)} & _runs(fold(self.name).split())
        return self.name if says_it else f"{self.name}, {town.name}"

    @property
    def catchment_towns(self) -> list[Municipality]:
        """The municipalities among the lines of the Einzugsgebiet; other lines are words for people only."""
        return towns_served(self.catchment.splitlines(), self.municipality if self.ags else None)

    @property
    def name_list(self) -> list[str]:
        """The names beside the official one."""
        return [name.strip() for name in self.other_names.splitlines() if name.strip()]

    # --- state ------------------------------------------------------------------------------------------

    @property
    def is_listed(self) -> bool:
        """Python's side of `listed()`."""
        return self.is_public and self.is_running

    @property
    def is_running(self) -> bool:
        """People can turn to it, now or soon: neither merged nor closed."""
        return self.status not in {Status.MERGED, Status.CLOSED}

    @property
    def language_names(self) -> list[str]:
        return [LANGUAGES[code] for code in self.languages if code in LANGUAGES]

    def confirm(self, *, on: date, by: str) -> None:
        """Somebody who knows has checked every statement."""
        self.verified_on, self.verified_by = on, by
        self.check_asked_on, self.check_reminders = None, 0
        fields = ["verified_on", "verified_by", "check_asked_on", "check_reminders", "updated_at"]
        self.save(update_fields=fields)
