"""What we told somebody about her registration: by e-mail, or on paper where she has none."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.models import Message
from events.models.mailings import Mailing
from events.models.programme import Item
from events.models.registrations import ACTIVE, Booking, Registration, Standing


class About(StrEnum):
    """The occasion, as desk and person read it."""

    REGISTERED = "Anmeldung"
    SERIES_REGISTERED = "Anmeldung zur Reihe"
    REGISTERED_ALREADY = "Schon angemeldet"
    CONFIRMATION_MISSING = "Bestätigung fehlt"
    CHOICE_CHANGED = "Anmeldung geändert"
    CANCELLED = "Abmeldung"
    REFUSED = "Absage"
    PLACE_OFFERED = "Platz angeboten"
    WORKSHOP_OFFERED = "Werkstatt angeboten"
    OFFER_PASSED_ON = "Angebot abgelaufen"
    HANDED_OVER = "Vertretung"
    HANDED_AWAY = "Platz weitergegeben"
    ALLOCATED = "Werkstätten zugeteilt"
    EVENT_CHANGED = "Änderung der Veranstaltung"
    PROGRAMME_CHANGED = "Änderung im Programm"
    CALLED_OFF = "Veranstaltung abgesagt"
    PUT_OFF = "Veranstaltung verschoben"
    REMINDER = "Erinnerung"
    FEEDBACK = "Bitte um Rückmeldung"
    CERTIFICATE = "Teilnahmebescheinigung"
    MESSAGE = "Nachricht"


# Letters that say how somebody stands, and are nothing to her once she stands otherwise.
HOW_SHE_STANDS = (
    *(About.REGISTERED, About.SERIES_REGISTERED, About.REGISTERED_ALREADY, About.CHOICE_CHANGED, About.HANDED_OVER),
    *(About.PLACE_OFFERED, About.WORKSHOP_OFFERED, About.ALLOCATED, About.REMINDER),
    *(About.EVENT_CHANGED, About.PROGRAMME_CHANGED),
)
# What one of these says, a later one of those behind it says too, or says otherwise.
SAID_ANEW = {
    **dict.fromkeys(
        (About.REGISTERED, About.CHOICE_CHANGED, About.REGISTERED_ALREADY),
        (About.REGISTERED, About.CHOICE_CHANGED, About.PLACE_OFFERED),
    ),
    About.ALLOCATED: (About.ALLOCATED, About.REGISTERED, About.CHOICE_CHANGED),
    About.PLACE_OFFERED: (About.PLACE_OFFERED,),
    About.SERIES_REGISTERED: (About.SERIES_REGISTERED,),
    About.REMINDER: (About.REMINDER,),
    About.HANDED_OVER: (About.HANDED_OVER,),
    About.CALLED_OFF: (About.CALLED_OFF,),
    About.PUT_OFF: (About.PUT_OFF,),
}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def on_paper(self) -> Self:
        return self.filter(message=None).exclude(text="")

    def to_print(self) -> Self:
        """Letters that nobody has printed yet."""
        return self.on_paper().filter(printed_at=None)

    def current(self, at: datetime) -> Self:
        """Without letters that are out of date: of an offer that is gone, of a place somebody has no longer, of an
        event that is over or does not take place as they say, or that a newer one says anew."""
        before = Q(created_at__lt=F("registration__event__ends_at")) | Q(about__in=HOW_SHE_STANDS)
        written = self.exclude(before, registration__event__ends_at__lt=at)
        return written.exclude(_is_gone()).exclude(_is_off()).exclude(_is_said_anew())

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


def _is_gone() -> Q:
    """The offer is answered or passed on, or she does not come any more."""
    offered = Booking.objects.offered().filter(registration=OuterRef("registration"), item=OuterRef("item"))
    place = Q(about=About.PLACE_OFFERED) & ~Q(registration__standing=Standing.OFFERED)
    workshop = Q(~Exists(offered), about=About.WORKSHOP_OFFERED)
    return place | workshop | (Q(about__in=HOW_SHE_STANDS) & ~Q(registration__standing__in=ACTIVE))


def _is_off() -> Q:
    """Of an event that is off, nobody needs to read how she stands; of one that is on again, not that it was off."""
    called_off = Q(registration__event__called_off_at__isnull=False)
    put_off = Q(registration__event__postponed_at__isnull=False)
    waits = Q(about__in=[About.PLACE_OFFERED, About.WORKSHOP_OFFERED, About.REMINDER]) | Q(
        about__in=HOW_SHE_STANDS, created_at__lt=F("registration__event__postponed_at")
    )
    is_on_again = (Q(about=About.CALLED_OFF) & ~called_off) | (Q(about=About.PUT_OFF) & ~put_off)
    return (called_off & Q(about__in=HOW_SHE_STANDS)) | (put_off & waits) | is_on_again


def _is_said_anew() -> Q:
    newer = Notice.objects.filter(registration=OuterRef("registration"), pk__gt=OuterRef("pk"))
    anew = Q(Exists(newer.filter(item=OuterRef("item"), about=About.WORKSHOP_OFFERED)), about=About.WORKSHOP_OFFERED)
    for about, later in SAID_ANEW.items():
        anew |= Q(Exists(newer.filter(about__in=later)), about=about)
    return anew


class Notice(models.Model):
    """A mail (`message` says what became of it) or a letter (subject and text stand here until somebody prints it)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="notices", verbose_name="Anmeldung")
    about = models.CharField("Anlass", max_length=60)
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="Programmpunkt"
    )  # that is offered
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, editable=False, related_name="notice", verbose_name="Mail"
    )
    mailing = models.ForeignKey(
        Mailing,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="notices",
        verbose_name="Rundnachricht",
    )
    subject = models.CharField("Betreff", max_length=300, blank=True)
    text = models.TextField("Text", blank=True)
    created_at = models.DateTimeField("geschrieben am", default=timezone.now)
    printed_at = models.DateTimeField("gedruckt am", null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="gedruckt von"
    )

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        indexes: ClassVar = [models.Index(fields=["registration", "-created_at"], name="notice_newest_first")]

    def __str__(self) -> str:
        return self.about
