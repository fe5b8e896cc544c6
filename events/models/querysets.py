"""The words of the house for events: every list, calendar, count and test is built from them."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from core.german import fold
from core.publishing import PublishableQuerySet, State
from offices.areas import keys_concerning
from offices.gazetteer import Kreis, Region
from offices.models import Office, Topic
from offices.team import is_member

if TYPE_CHECKING:
    from accounts.models import User


class EventQuerySet(PublishableQuerySet):
    # --- who may see what -------------------------------------------------------------------------------

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Published events: for everybody, or for the network. Besides that, people see what they manage."""
        if not user.is_authenticated or not is_member(user):
            return self.public()
        if user.is_coordinator:
            return self.all()
        own = Office.objects.worked_in_by(user).values("pk")
        return self.filter(Q(state=State.PUBLISHED) | Q(office_id__in=own))

    def read_by(self, user: "User | AnonymousUser", slug: str) -> Self:
        """The one of that short name, if this person may see it."""
        visible = self.model.objects.visible_to(user).filter(pk=OuterRef("pk"))
        return self.filter(Exists(visible), slug=slug)

    def managed_by(self, user: "User | AnonymousUser") -> Self:
        """What this person plans: the events of her offices; all events for coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(office_id__in=Office.objects.worked_in_by(user).values("pk"))

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
        return self.filter(Q(capacity=None) | Q(taken__lt=F("capacity")))

    # --- which ------------------------------------------------------------------------------------------

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def by_office(self, office: Office) -> Self:
        return self.filter(office=office)

    def by_headquarters(self) -> Self:
        return self.filter(office=None)

    def about(self, slug: str) -> Self:
        """The offer of that name, or any offer of the field of action of that name."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug)).values("pk")
        return self.filter(pk__in=self.model.topics.through.objects.filter(topic__in=topics).values("event_id"))

    def concerning(self, area: Kreis | Region) -> Self:
        return self.filter(area__in=keys_concerning(area))

    def on_days(self, first: date | None, last: date | None) -> Self:
        """With at least one moment between the two days, both included."""
        events = self
        if first:
            events = events.filter(ends_at__gte=_midnight(first))
        if last:
            events = events.filter(starts_at__lt=_midnight(last + timedelta(days=1)))
        return events

    def containing(self, words: str) -> Self:
        events = self
        for word in fold(words).split():
            events = events.filter(search_text__contains=word)
        return events

    # --- with what --------------------------------------------------------------------------------------

    def for_list(self) -> Self:
        """What a card says: no texts."""
        return self.select_related("office").defer("body", "conclusion", "search_text", "office__description")

    def with_programme(self) -> Self:
        """Days, and below them the items with what runs in parallel and who speaks, whatever the number of rows."""
        from events.models.programme import Item

        items = (
            Item.objects.in_order()
            .filter(parent=None)
            .prefetch_related(
                "speakers",
                Prefetch("parallel", Item.objects.in_order().prefetch_related("speakers", "documents")),
                "documents",
            )
        )
        return self.prefetch_related("days", Prefetch("days__items", items))

    # --- in which order ---------------------------------------------------------------------------------

    def soonest_first(self) -> Self:
        return self.order_by("starts_at", "pk")

    def latest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))
