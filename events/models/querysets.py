"""The words of the house for events: every list, calendar, count and test is built from them."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db.models import Q
from django.utils import timezone

from events.models.seats import HAS_PLACES
from offices.publishing.contributions import ContributionQuerySet


class EventQuerySet(ContributionQuerySet):
    # --- where they stand (Event.stage says the same in Python) ---------------------------------------------

    def upcoming(self, at: datetime | None = None) -> Self:
        """Not over yet; called off or postponed ones too, because people look for them."""
        return self.filter(ends_at__gte=at or timezone.now())

    def past(self, at: datetime | None = None) -> Self:
        return self.filter(ends_at__lt=at or timezone.now())

    def taking_place(self) -> Self:
        return self.filter(called_off_at=None, postponed_at=None)

    def open(self, at: datetime | None = None) -> Self:
        """Registration is possible, be it for the waiting list: stages OPEN and FULL."""
        now = at or timezone.now()
        opened = Q(opens_at=None) | Q(opens_at__lte=now)
        closed = Q(closes_at__lte=now)
        waiting = self.published().taking_place().filter(takes_registrations=True, starts_at__gt=now, ends_at__gte=now)
        return waiting.filter(opened).exclude(closed)

    def with_places(self) -> Self:
        """No limit, or not reached."""
        return self.filter(HAS_PLACES)

    # --- which ------------------------------------------------------------------------------------------

    def on_days(self, first: date | None, last: date | None) -> Self:
        """With at least one moment between the two days, both included."""
        events = self
        if first:
            events = events.filter(ends_at__gte=_midnight(first))
        if last:
            events = events.filter(starts_at__lt=_midnight(last + timedelta(days=1)))
        return events

    # --- with what --------------------------------------------------------------------------------------

    def for_list(self) -> Self:
        """What a card says: no texts."""
        return self.select_related("office").defer("body", "conclusion", "search_text", "office__description")

    def for_standing(self) -> Self:
        """What events/showing/standing.py asks, which every request for a list asks of every event on it."""
        return self.only(*STANDING)

    # --- in which order ---------------------------------------------------------------------------------

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")

    def latest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")


STANDING = (
    *("state", "starts_at", "ends_at", "called_off_at", "postponed_at", "documented_at"),
    *("takes_registrations", "opens_at", "closes_at", "capacity", "taken", "waiting", "has_waiting_list"),
)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))
