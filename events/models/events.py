"""One conference, training or meeting."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.language.german import fold, slug
from core.language.phones import PhoneField
from core.publishing.states import Publishable, moment_field, paired, person_field
from core.richtext import RichTextField, text_of
from core.web.links import WebField
from events.models.querysets import EventQuerySet
from events.models.seats import Seats
from events.models.series import Series
from events.models.stages import Allocation, Kind, Mode, Stage
from offices.geography.areas import AreaField, area_label
from offices.geography.slugs import free_slug
from offices.models import HEADQUARTERS, Office, Topic
from offices.models.needs import Need

OFFER_HOURS = 72
# Addresses below /veranstaltungen/ that are pages of their own (events/urls/public.py).
RESERVED = frozenset({"abonnieren", "archiv", "art", "buero", "monat", "reihe", "thema"})
# Days after the last day of the event; docs/decisions/retention.md says where they come from.
SUPPORT_DAYS, CONTACT_DAYS, WAITING_DAYS = 14, 60, 14


def _days(label: str, default: int, most: int) -> models.PositiveSmallIntegerField:
    limit = MaxValueValidator(most, f"Höchstens {most} Tage sind möglich.")
    return models.PositiveSmallIntegerField(label, default=default, validators=[limit])


# Without hours a day counts from its first moment to its last; nobody types the latter.
NO_START, NO_END = time(0), time(23, 59, 59)


class Event(Publishable, Seats):
    """By an office, or by the Geschäftsstelle (no office). When it begins and ends is told by its days (`settle`)."""

    kind = models.CharField("Art", max_length=18, choices=Kind)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="Veranstalter"
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="modules", verbose_name="Reihe"
    )
    number = models.PositiveSmallIntegerField("Nummer des Moduls", null=True, blank=True)
    title = models.CharField("Titel", max_length=120)
    slug = models.SlugField("Kurzname in der Adresse", max_length=80, unique=True, editable=False)
    motto = models.CharField("Motto", max_length=160, blank=True)
    teaser = models.CharField("Worum geht es, in ein oder zwei Sätzen?", max_length=300, blank=True)
    body = RichTextField("Einladung", blank=True)
    conclusion = RichTextField("Fazit", blank=True, help_text="Steht nach der Veranstaltung oben in der Dokumentation.")
    audience = models.CharField("Für wen?", max_length=200, blank=True)
    cost = models.CharField("Kosten", max_length=160, blank=True, help_text="Leer heißt: Die Teilnahme ist kostenfrei.")
    funder = models.CharField("Gefördert von", max_length=200, blank=True)
    partners = models.TextField("Partner", max_length=600, blank=True, help_text="Einer je Zeile.")
    needs = models.ManyToManyField(Need, blank=True, related_name="events", verbose_name="Antwortet auf den Bedarf")
    topics = models.ManyToManyField(Topic, blank=True, related_name="events", verbose_name="Themen")
    area = AreaField()

    mode = models.CharField("Wo?", max_length=6, choices=Mode, default=Mode.ON_SITE)
    venue = models.CharField("Haus", max_length=120, blank=True)
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    town = models.CharField("Ort", max_length=80, blank=True)
    directions = models.TextField("Anfahrt", max_length=1000, blank=True, help_text="Der Weg von der Haltestelle.")
    access_note = models.TextField("Barrierefreiheit", max_length=1000, blank=True)
    online_link = WebField(
        "Adresse für die Online-Teilnahme",
        max_length=500,
        blank=True,
        help_text="Bekommen nur Menschen, die einen Platz haben.",
    )
    contact_name = models.CharField("Ansprechperson", max_length=120, blank=True)
    contact_phone = PhoneField("Telefon", blank=True)
    contact_email = models.EmailField("E-Mail-Adresse", blank=True)

    takes_registrations = models.BooleanField("Anmeldung über das Portal", default=True)
    office_quota = models.PositiveSmallIntegerField(
        "Plätze je Büro",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Mindestens ein Platz.")],
        help_text="Damit alle Büros dabei sein können. Leer heißt: Es gibt keine Grenze je Büro.",
    )
    opens_at = models.DateTimeField("Anmeldung ab", null=True, blank=True)
    closes_at = models.DateTimeField("Anmeldung bis", null=True, blank=True)
    has_waiting_list = models.BooleanField("Warteliste, wenn alles ausgebucht ist", default=True)
    offer_hours = models.PositiveSmallIntegerField(
        "Stunden, die ein angebotener Platz frei gehalten wird",
        default=OFFER_HOURS,
        validators=[MinValueValidator(1, "Mindestens eine Stunde."), MaxValueValidator(720, "Höchstens 30 Tage.")],
    )
    allocation = models.CharField("Plätze in Werkstätten", max_length=9, choices=Allocation, default=Allocation.DIRECT)
    allocated_at = moment_field("Werkstätten verteilt am")
    asks_support = models.BooleanField("Nach Unterstützung und Essen fragen", default=True)
    privacy_note = models.TextField("Hinweis zum Datenschutz", max_length=2000, blank=True)
    photo_note = models.CharField("Hinweis zu Fotos", max_length=300, blank=True)

    starts_at = models.DateTimeField("beginnt", null=True, editable=False)
    ends_at = models.DateTimeField("endet", null=True, editable=False)
    called_off_at = moment_field("abgesagt am")
    called_off_by = person_field("abgesagt von")
    postponed_at = moment_field("verschoben am")
    postponed_by = person_field("verschoben von")
    reason = models.CharField("Grund", max_length=300, blank=True, editable=False)
    documented_at = moment_field("Dokumentation veröffentlicht am")
    documented_by = person_field("Dokumentation veröffentlicht von")

    keep_support_days = _days("Angaben zu Unterstützung und Essen löschen nach Tagen", SUPPORT_DAYS, 60)
    keep_contact_days = _days("Namen und Adressen löschen nach Tagen", CONTACT_DAYS, 365)
    keep_waiting_days = _days("Warteliste und Absagen löschen nach Tagen", WAITING_DAYS, 90)
    cleared_at = moment_field("persönliche Angaben gelöscht am")

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)  # of the entry in people's calendars
    sequence = models.PositiveIntegerField(default=0, editable=False)  # rises with each change that calendars show
    # Keys of days → their entries for calendars, while many are written to (events/telling/notices.py).
    entries: dict[tuple[int, ...], str] | None = None
    # What people who have registered were told last, and of that what has changed since (events/planning/changes.py).
    told = models.JSONField(default=dict, editable=False)
    untold = models.JSONField(default=dict, editable=False)
    calendar_mark = models.CharField(max_length=32, blank=True, editable=False)  # of what calendars were shown last
    calendar_at = models.DateTimeField(null=True, editable=False)  # since when they show it
    is_sample = models.BooleanField("Beispiel", default=False, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        verbose_name = "Veranstaltung"
        verbose_name_plural = "Veranstaltungen"
        indexes: ClassVar = [
            models.Index(fields=["state", "visibility", "ends_at", "id"], name="event_upcoming"),
            models.Index(fields=["state", "visibility", "-starts_at", "-id"], name="event_archive"),
            models.Index(fields=["office", "-starts_at", "-id"], name="event_by_office"),
            models.Index(fields=["state", "submitted_at"], name="event_queue"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            *(paired(name) for name in ("called_off", "postponed", "documented")),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="event_opens_before_it_closes",
                violation_error_message="Die Anmeldung muss enden, nachdem sie begonnen hat.",
            ),
            models.UniqueConstraint(fields=["series", "number"], name="event_module_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.title} {self.motto} {self.teaser} {text_of(self.body)} {self.town}")
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.slug])

    # --- who and where ------------------------------------------------------------------------------------

    @property
    def organiser(self) -> str:
        return self.office.name if self.office else HEADQUARTERS

    @property
    def telephone(self) -> str:
        """Who answers questions about it: the person named, or the office; empty for the Geschäftsstelle."""
        return self.contact_phone or (self.office.phone if self.office else "")

    @property
    def area_label(self) -> str:
        return area_label(self.area)

    @property
    def where(self) -> str:
        """In a few words: "Dortmund", "Online", "Dortmund und online". Empty where nobody has said."""
        if self.mode == Mode.ONLINE:
            return "Online"
        place = self.town or self.venue
        return f"{place} und online" if place and self.mode == Mode.BOTH else place

    @property
    def costs(self) -> str:
        """In a sentence; empty where nobody has said, as of conferences that were never registered for here."""
        return self.cost or ("Die Teilnahme ist kostenfrei." if self.takes_registrations else "")

    @property
    def address(self) -> list[str]:
        """Line by line; nothing for what only takes place online."""
        if self.mode == Mode.ONLINE:
            return []
        lines = [self.venue, self.street, f"{self.postcode} {self.town}".strip()]
        return [line for line in lines if line]

    # --- when ---------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Takes beginning and end over from the days. Without a time the whole day counts."""
        days = list(self.days.order_by("date"))
        if not days:
            self.starts_at = self.ends_at = None
            return
        self.starts_at = _at(days[0], days[0].starts or NO_START)
        self.ends_at = _at(days[-1], days[-1].ends or NO_END)

    @property
    def known_start(self) -> time | None:
        """When the first day begins, if anybody has said it."""
        return self._clock(self.starts_at, NO_START)

    @property
    def known_end(self) -> time | None:
        """When the last day ends, if anybody has said it."""
        return self._clock(self.ends_at, NO_END)

    @staticmethod
    def _clock(at: datetime | None, unsaid: time) -> time | None:
        clock = timezone.localtime(at).time() if at else unsaid
        return None if clock == unsaid else clock

    @property
    def is_off(self) -> bool:
        """It does not take place: called off, or put off to a day that nobody knows yet."""
        return bool(self.called_off_at or self.postponed_at)

    def set_again(self) -> None:
        """It takes place after all, or on the new day."""
        self.called_off_at = self.called_off_by = self.postponed_at = self.postponed_by = None

    @property
    def is_one_day(self) -> bool:
        """Nobody chooses a day."""
        if self.starts_at is None or self.ends_at is None:
            return True
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)

    def stage(self, at: datetime | None = None) -> Stage:
        """What holds at that moment; the words of EventQuerySet ask the same of the database."""
        now = at or timezone.now()
        if not self.is_published or self.starts_at is None or self.ends_at is None:
            return Stage.DRAFT
        if self.called_off_at:
            return Stage.CALLED_OFF
        if self.postponed_at:
            return Stage.POSTPONED
        if self.ends_at < now:
            return Stage.DOCUMENTED if self.documented_at else Stage.OVER
        if self.starts_at <= now:
            return Stage.RUNNING
        return self._before(now)

    def _before(self, now: datetime) -> Stage:
        if not self.takes_registrations or (self.opens_at and self.opens_at > now):
            return Stage.ANNOUNCED
        if self.closes_at and self.closes_at <= now:
            return Stage.CLOSED
        return Stage.OPEN if self.has_places else Stage.FULL

    @property
    def takes_waiting(self) -> bool:
        return self.has_waiting_list

    @property
    def waits_for_allocation(self) -> bool:
        """Workshops are only wished for until somebody allocates them."""
        return self.allocation == Allocation.WISHES and self.allocated_at is None

    @property
    def deadline(self) -> datetime | None:
        """The last moment to register."""
        return self.closes_at or self.starts_at

    def kept_until(self, days: int) -> datetime | None:
        """Of something that is deleted that many days after the event."""
        return self.ends_at + timedelta(days=days) if self.ends_at else None

    def _free_slug(self) -> str:
        base = slug(self.title)[:70].strip("-") or "veranstaltung"
        taken = RESERVED | set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return free_slug(base, taken)


def _at(day: Any, clock: time) -> datetime:  # Any: a Day, which knows events and not the other way round
    return timezone.make_aware(datetime.combine(day.date, clock))
