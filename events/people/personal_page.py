"""What the page of one registration says: how she stands first, then each thing she has chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.language.dates import long_date
from events.models import Attendance, Booking, BookingState, Notice, Registration, Standing, Support
from events.places.options import Options, options_of
from events.showing.wording import STATES, reason_said, when

NOT_YET = "Die Plätze werden verteilt, wenn alle ihre Wünsche genannt haben. Dann schreiben wir Ihnen."
JUST_NOW = timedelta(minutes=10)
SIGNS = {
    BookingState.WISHED: "rest",
    BookingState.ADMITTED: "ok",
    BookingState.WAITING: "warn",
    BookingState.OFFERED: "warn",
}
HEADLINES = {
    Standing.ADMITTED: ("ok", "Sie sind angemeldet"),
    Standing.OFFERED: ("warn", "Ein Platz ist für Sie frei"),
    Standing.CANCELLED: ("off", "Sie haben sich abgemeldet"),
    Standing.DECLINED: ("off", "Ihr Platz ist weitergegeben"),
    Standing.REFUSED: ("off", "Wir konnten Ihnen leider keinen Platz geben"),
}


@dataclass(frozen=True, slots=True)
class ChosenLine:
    when: str
    title: str
    room: str
    sign: str
    state: str
    reason: str
    offer: Booking | None
    is_workshop: bool


class PersonalPage:
    def __init__(self, registration: Registration, now: datetime | None = None) -> None:
        self.registration, self.event = registration, registration.event
        self.now = now or timezone.now()
        self.bookings = list(
            registration.bookings.select_related("item__day").order_by("item__day__date", "item__starts", "wish")
        )
        self.days = list(registration.days.all())
        self.support = Support.objects.filter(registration=registration).first()

    @cached_property
    def modules(self) -> list[tuple[Registration, str]]:
        """The same person in this series, module by module, each with what there is to say about it. Nothing before she
        has confirmed that the address is hers."""
        one = self.registration
        if self.event.series_id is None or one.is_unconfirmed or one.cleared_at:
            return []
        same = Registration.objects.named().filter(name_key=one.name_key, contact_key=one.contact_key)
        found = same.filter(event__series=self.event.series_id, confirm_until=None).select_related("event")
        was_there = Exists(Attendance.objects.filter(registration=OuterRef("pk")))
        rows = found.annotate(was_there=was_there).order_by("event__starts_at", "pk")
        return [(row, "Sie waren da" if row.was_there else row.get_standing_display()) for row in rows]

    @property
    def attended(self) -> int:
        return sum(words == "Sie waren da" for _, words in self.modules)

    @property
    def is_off(self) -> bool:
        return self.event.is_off

    @property
    def is_over(self) -> bool:
        return self.event.ends_at is not None and self.event.ends_at <= self.now

    @property
    def headline(self) -> tuple[str, str]:
        """Sign and sentence."""
        if self.is_off and self.registration.is_active:
            return "off", "Die Veranstaltung ist abgesagt" if self.event.called_off_at else "Der Termin ist verschoben"
        if self.is_over and self.registration.is_active:
            return "rest", "Die Veranstaltung ist vorbei"
        if self.registration.is_unconfirmed:
            return "warn", "Fast fertig: bitte bestätigen Sie Ihre E-Mail-Adresse"
        if self.registration.standing == Standing.WAITING:
            return "warn", f"Sie stehen auf der Warteliste, Platz {self.registration.position}"
        if self.registration.standing == Standing.OFFERED and not self.is_offered:
            return "off", "Das Angebot ist abgelaufen"
        return HEADLINES[Standing(self.registration.standing)]

    @property
    def is_offered(self) -> bool:
        """She is to say yes or no."""
        return self.registration.standing == Standing.OFFERED and self._is_kept(self.registration.offered_until)

    def _is_kept(self, until: datetime | None) -> bool:
        """An offer without an end is one of which nobody has told her yet."""
        return until is None or until > self.now

    @property
    def day_names(self) -> list[str]:
        """Where there was something to choose."""
        chosen = sorted(day.date for day in self.days)
        return [long_date(day) for day in chosen] if len(chosen) > 1 or self.event.days.count() > 1 else []

    @cached_property
    def chosen(self) -> list[ChosenLine]:
        """Wishes are left out where she has a place at the same time."""
        settled = {
            booking.slot_id for booking in self.bookings if booking.slot_id and booking.state == BookingState.ADMITTED
        }
        return [
            self._chosen(booking)
            for booking in self.bookings
            if booking.state != BookingState.WISHED or booking.slot_id not in settled
        ]

    def _chosen(self, booking: Booking) -> ChosenLine:
        state = BookingState(booking.state)
        words = STATES[state]
        if state == BookingState.WISHED and booking.item.is_workshop:
            words = "Ihr zweiter Wunsch" if booking.wish == 2 else "Ihr Wunsch"
        is_offered = state == BookingState.OFFERED and self._is_kept(booking.offered_until)
        return ChosenLine(
            when(booking.item.day, booking.item),
            booking.item.title,
            booking.item.room,
            SIGNS[state],
            words,
            reason_said(booking) or self._why_only_wished(booking),
            booking if is_offered else None,
            booking.slot_id is not None,
        )

    def _why_only_wished(self, booking: Booking) -> str:
        if booking.state != BookingState.WISHED or not self.registration.is_active:
            return ""
        if self.registration.standing != Standing.ADMITTED:
            return "Das entscheidet sich, wenn Sie einen Platz bei der Veranstaltung haben."
        return NOT_YET if booking.slot_id and self.event.waits_for_allocation else ""

    @property
    def chosen_parts(self) -> list[tuple[str, list[ChosenLine]]]:
        """Under headings; what is empty is left out."""
        workshops = [one for one in self.chosen if one.is_workshop]
        others = [one for one in self.chosen if not one.is_workshop]
        named = [("Ihre Werkstätten", workshops), ("Abend, Exkursion und weiteres Programm", others)]
        return [(title, part) for title, part in named if part]

    @property
    def options(self) -> Options:
        return options_of(self.event)

    @property
    def is_before_deadline(self) -> bool:
        return self.event.deadline is None or self.event.deadline > self.now

    @property
    def may_change(self) -> bool:
        return self.may_transfer and self.is_before_deadline and not self.options.is_empty

    @property
    def may_transfer(self) -> bool:
        is_ahead = self.event.starts_at is None or self.event.starts_at > self.now
        return self.registration.is_active and is_ahead and not self.is_off

    @property
    def may_cancel(self) -> bool:
        """Also while it is put off: the new day may not suit her."""
        is_ahead = not self.is_over or self.event.postponed_at is not None
        return self.registration.is_active and is_ahead and not self.event.called_off_at

    @cached_property
    def has_certificate(self) -> bool:
        return self.registration.certificates.valid().exists()

    @property
    def notices(self) -> list[Notice]:
        """What we have told her, the newest first."""
        return list(self.registration.notices.newest_first()[:10])

    @property
    def just_now(self) -> str:
        """What she has just done, in a word or two."""
        newest = next(iter(self.notices), None)
        return newest.about if newest and newest.created_at > self.now - JUST_NOW else ""
