"""Somebody who wants to come, and what she has chosen. Written in events/places/ alone."""

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.language.german import fold
from core.language.names import sort_key
from core.language.phones import PhoneField
from core.publishing.states import State
from events.models.events import Event
from events.models.programme import Day, Item
from offices.models import Office

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else when it is read out
PERSONAL, CONFIRM = "events.personal", "events.confirm"


class Standing(models.TextChoices):
    ADMITTED = "angemeldet", "Angemeldet"
    WAITING = "warteliste", "Auf der Warteliste"
    OFFERED = "angeboten", "Platz angeboten"
    CANCELLED = "abgemeldet", "Abgemeldet"
    DECLINED = "weitergegeben", "Angebotenen Platz weitergegeben"
    REFUSED = "abgesagt", "Vom Veranstalter abgesagt"


HOLDING = (Standing.ADMITTED, Standing.OFFERED)  # a place is kept for her
ACTIVE = (*HOLDING, Standing.WAITING)


class Function(models.TextChoices):
    PAID = "hauptamt", "Hauptamtlich"
    VOLUNTEER = "ehrenamt", "Ehrenamtlich"
    OTHER = "anderes", "Weder noch"


class Source(models.TextChoices):
    WEB = "web", "Im Internet"
    PHONE = "telefon", "Am Telefon"
    LETTER = "brief", "Per Brief oder Fax"
    OFFICE = "buero", "Durch ihr Büro"
    IMPORT = "liste", "Aus einer Liste"
    WALK_IN = "tageskasse", "Am Tag selbst"


def draw_key() -> str:
    """Twelve signs, 59 bits; with the signature that goes with it in addresses nobody can guess one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        """Those who come, or would like to."""
        return self.filter(standing__in=ACTIVE)

    def admitted(self) -> Self:
        return self.filter(standing=Standing.ADMITTED)

    def coming(self) -> Self:
        """Admitted, and the address is confirmed where one is needed: who gets reminders, badges and lists."""
        return self.admitted().filter(confirm_until=None)

    def holding(self) -> Self:
        """They take places up: `Seats.taken` counts these."""
        return self.filter(standing__in=HOLDING)

    def in_line(self) -> Self:
        """The waiting list of the event, the first first."""
        return self.filter(standing=Standing.WAITING).order_by("queued_at", "pk")

    def gone(self) -> Self:
        return self.exclude(standing__in=ACTIVE)

    def offered(self) -> Self:
        return self.filter(standing=Standing.OFFERED)

    def offers_over(self, at: datetime) -> Self:
        return self.offered().filter(offered_until__lte=at)

    def unconfirmed(self) -> Self:
        return self.filter(confirm_until__isnull=False)

    def to_remind(self, registered_before: datetime, at: datetime) -> Self:
        """Unconfirmed, and not reminded of it yet, while the confirmation is not over."""
        waiting = self.filter(confirm_until__gt=at, registered_at__lte=registered_before, reminded_at=None)
        return waiting.filter(event__state=State.PUBLISHED).exclude(email="")

    def confirmation_over(self, at: datetime) -> Self:
        return self.filter(confirm_until__lte=at)

    def named(self) -> Self:
        """Those whose names have not been deleted yet."""
        return self.filter(cleared_at=None)

    def of_office(self, office: Office) -> Self:
        return self.filter(office=office)

    def alphabetical(self) -> Self:
        return self.order_by("sort_key", "pk")


class Registration(models.Model):
    """One person at one event. Reached by e-mail, telephone or post; a whole office may share one mailbox, so it takes
    name and contact together to be the same person."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", verbose_name="Veranstaltung")
    key = models.CharField(max_length=12, unique=True, default=draw_key, editable=False)  # part of the personal link
    badge = models.CharField(max_length=12, unique=True, default=draw_key, editable=False)  # on the name badge
    nonce = models.UUIDField(null=True, unique=True, editable=False)  # of the form: sent twice is once
    bundle = models.UUIDField(null=True, editable=False)  # the same for all modules booked together

    standing = models.CharField("Stand", max_length=13, choices=Standing, editable=False)
    source = models.CharField("Wie angemeldet", max_length=10, choices=Source, editable=False)
    registered_at = models.DateTimeField("angemeldet am", default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="aufgenommen von",
    )
    queued_at = models.DateTimeField("wartet seit", null=True, editable=False)
    offered_until = models.DateTimeField("Platz angeboten bis", null=True, editable=False)
    confirm_until = models.DateTimeField("zu bestätigen bis", null=True, editable=False)  # None: nothing to confirm
    reminded_at = models.DateTimeField("an die Bestätigung erinnert am", null=True, editable=False)
    confirmed_at = models.DateTimeField("E-Mail-Adresse bestätigt am", null=True, editable=False)
    ended_at = models.DateTimeField("abgemeldet am", null=True, editable=False)

    salutation = models.CharField("Anrede", max_length=4, blank=True, choices=[("frau", "Frau"), ("herr", "Herr")])
    first_name = models.CharField("Vorname", max_length=80, blank=True)
    last_name = models.CharField("Nachname", max_length=80, blank=True)
    function = models.CharField("Wie arbeiten Sie mit?", max_length=8, choices=Function, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="Seniorenbüro"
    )
    institution = models.CharField("Einrichtung", max_length=160, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    phone = PhoneField("Telefon", blank=True)
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    town = models.CharField("Ort", max_length=80, blank=True)
    printed_name = models.CharField("Name für Schild und Bescheinigung", max_length=160, blank=True)

    name_key = models.CharField(max_length=170, editable=False, default="")
    sort_key = models.CharField(max_length=200, editable=False, default="")
    contact_key = models.CharField(max_length=330, editable=False, default="")

    days = models.ManyToManyField(Day, blank=True, related_name="registrations", verbose_name="Tage")
    has_companion = models.BooleanField("Mit Begleitperson", default=False)
    on_list = models.BooleanField("Auf der Liste der Teilnehmenden", default=False)
    remarks = models.TextField("Bemerkung", max_length=1000, blank=True)
    notes = models.TextField("Notiz der Organisation", max_length=1000, blank=True)
    told_workshops = models.TextField(blank=True, editable=False)  # as her last mail or letter had them
    # What she had a place in and is no more, until she has heard of it (events/planning/chosen_changes.py).
    fallen_away = models.JSONField(default=list, editable=False)
    feedback_given = models.BooleanField(default=False, editable=False)
    cleared_at = models.DateTimeField("Angaben gelöscht am", null=True, editable=False)

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        indexes: ClassVar = [
            models.Index(fields=["event", "standing", "queued_at", "id"], name="registration_in_line"),
            models.Index(fields=["event", "sort_key", "id"], name="registration_by_name"),
            models.Index(
                fields=["offered_until"], condition=Q(offered_until__isnull=False), name="registration_offers"
            ),
            models.Index(
                fields=["confirm_until"], condition=Q(confirm_until__isnull=False), name="registration_confirm"
            ),
            models.Index(fields=["office", "event"], name="registration_by_office"),
            models.Index(fields=["bundle"], condition=Q(bundle__isnull=False), name="registration_bundle"),
            # The constraint's own index is no use to SQLite, which can't see that the values asked for are those of its
            # condition; without this one, each registration would read all those before it.
            models.Index(fields=["event", "name_key", "contact_key"], name="registration_same_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name_key", "contact_key"],
                condition=Q(standing__in=ACTIVE, cleared_at__isnull=True),
                name="registration_once_per_person",
            ),
            # An offer without an end is one that nobody has told her of: her letter or her call still waits.
            models.CheckConstraint(
                condition=Q(standing=Standing.OFFERED) | Q(offered_until__isnull=True),
                name="registration_only_offers_end",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.WAITING, Standing.OFFERED]) | Q(queued_at__isnull=False),
                name="registration_waits_since",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=ACTIVE, ended_at__isnull=True)
                | (~Q(standing__in=ACTIVE) & Q(ended_at__isnull=False)),
                name="registration_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Anmeldung {self.pk or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("events:personal", args=[self.token])

    # --- who --------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name_on_paper(self) -> str:
        """As it stands on badges, lists, certificates and envelopes."""
        return self.printed_name or self.name

    @property
    def greeting(self) -> str:
        """How letters begin: "Guten Tag Frau Beispiel", "Guten Tag Erika Beispiel"."""
        title = {"frau": "Frau ", "herr": "Herr "}.get(self.salutation, "")
        name = f"{title}{self.last_name}" if title else self.name
        return f"Guten Tag {name}".strip()

    @property
    def from_where(self) -> str:
        return self.office.name_with_town if self.office else self.institution

    @property
    def address(self) -> list[str]:
        """As on an envelope; nothing where no street is known."""
        return [self.name_on_paper, self.street, f"{self.postcode} {self.town}".strip()] if self.street else []

    def settle_keys(self) -> None:
        """By which the same person is known again, and by which she stands in a list."""
        self.sort_key = sort_key(self.last_name, self.first_name)
        self.name_key, self.contact_key = name_key(self.first_name, self.last_name), self._contact()

    def draw_new_keys(self) -> None:
        """Links and badge of before stop working."""
        self.key, self.badge = draw_key(), draw_key()

    def _contact(self) -> str:
        if self.email:
            return f"mail:{self.email.casefold()}"
        return f"tel:{self.phone}" if self.phone else f"post:{fold(f'{self.street} {self.postcode}')}"

    # --- how she stands -----------------------------------------------------------------------------------

    @property
    def seats(self) -> int:
        """How many places she takes up."""
        return 2 if self.has_companion else 1

    @property
    def position(self) -> int:
        """On the waiting list of the event, the first is 1; nought for everybody else."""
        if self.standing != Standing.WAITING:
            return 0
        line = Registration.objects.in_line().filter(event=self.event_id, queued_at__lte=self.queued_at)
        return line.exclude(queued_at=self.queued_at, pk__gt=self.pk).count()

    @property
    def is_active(self) -> bool:
        """Python's side of `active()`."""
        return self.standing in ACTIVE

    @property
    def is_holding(self) -> bool:
        """Python's side of `holding()`."""
        return self.standing in HOLDING

    @property
    def is_unconfirmed(self) -> bool:
        """Python's side of `unconfirmed()`."""
        return self.confirm_until is not None

    @property
    def is_coming(self) -> bool:
        """Python's side of `coming()`."""
        return self.standing == Standing.ADMITTED and self.confirm_until is None

    # --- her links ----------------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """For her personal page. Drawing a new key makes old links void."""
        return signing.Signer(salt=PERSONAL, sep=".").sign(self.key)

    @property
    def confirm_url(self) -> str:
        return reverse("events:confirm", args=[signing.Signer(salt=CONFIRM, sep=".").sign(self.key)])


def name_key(first_name: str, last_name: str) -> str:
    """What no Latin letter stands for keeps its own signs."""
    typed = f"{first_name} {last_name}"
    return (fold(typed) or " ".join(typed.casefold().split()))[:170]


class BookingState(models.TextChoices):
    WISHED = "wunsch", "Gewünscht"
    ADMITTED = "platz", "Platz"
    WAITING = "warteliste", "Auf der Warteliste"
    OFFERED = "angeboten", "Platz angeboten"


BOOKED = (BookingState.ADMITTED, BookingState.OFFERED)


class BookingQuerySet(models.QuerySet["Booking"]):
    def admitted(self) -> Self:
        return self.filter(state=BookingState.ADMITTED)

    def wished(self) -> Self:
        return self.filter(state=BookingState.WISHED)

    def holding(self) -> Self:
        """They take places up: `Seats.taken` of the item counts these."""
        return self.filter(state__in=BOOKED)

    def in_line(self) -> Self:
        """The waiting list of an item, the first first."""
        return self.filter(state=BookingState.WAITING).order_by("queued_at", "pk")

    def offered(self) -> Self:
        return self.filter(state=BookingState.OFFERED)

    def offers_over(self, at: datetime) -> Self:
        return self.offered().filter(offered_until__lte=at)


class Booking(models.Model):
    """What somebody has chosen of the programme. Only wished while she has no place at the event itself, or while the
    workshops have not been allocated."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="bookings", verbose_name="Anmeldung")
    item = models.ForeignKey(Item, models.PROTECT, related_name="bookings", verbose_name="Programmpunkt")
    slot = models.ForeignKey(
        Item, models.CASCADE, null=True, editable=False, related_name="+", verbose_name="Zeit"
    )  # of a workshop: the item it runs within
    wish = models.PositiveSmallIntegerField("Wunsch", default=1)  # 1 or 2
    state = models.CharField("Stand", max_length=10, choices=BookingState)
    queued_at = models.DateTimeField("wartet seit", null=True)
    offered_until = models.DateTimeField("Platz angeboten bis", null=True)
    by_hand = models.BooleanField("von Hand zugeteilt", default=False)
    reason = models.CharField("Begründung", max_length=300, blank=True)
    told = models.CharField(max_length=400, blank=True, editable=False)  # how the item was, while she knows no better

    objects: ClassVar[BookingQuerySet] = BookingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Wahl"
        verbose_name_plural = "Wahlen"
        indexes: ClassVar = [
            models.Index(fields=["item", "state", "queued_at", "id"], name="booking_in_line"),
            models.Index(fields=["offered_until"], condition=Q(offered_until__isnull=False), name="booking_offers"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["registration", "item"], name="booking_once_per_item"),
            models.UniqueConstraint(
                fields=["registration", "slot"],
                condition=Q(state=BookingState.ADMITTED, slot__isnull=False),
                name="booking_one_place_per_slot",
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.OFFERED) | Q(offered_until__isnull=True),
                name="booking_only_offers_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BookingState.WAITING, BookingState.OFFERED]) | Q(queued_at__isnull=False),
                name="booking_waits_since",
            ),
            models.CheckConstraint(condition=Q(wish__in=[1, 2]), name="booking_first_or_second_wish"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"
