"""The words of the house for offices: every list, map, feed, count and test is built from them.

Questions to other tables are asked with `pk__in`, which both databases answer once from an index; EXISTS would be asked
again for each of ten thousand offices.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    ExpressionWrapper,
    F,
    FloatField,
    Prefetch,
    Q,
    QuerySet,
    Value,
)

from offices.geography.gazetteer import Kreis, Point, Region
from offices.hours import Kind, public_holiday, unsure_day
from offices.models.contacts import Provision
from offices.models.people import Membership, MembershipQuerySet
from offices.models.places import HoursException, OpeningHours, Place
from offices.models.states import Status
from offices.models.topics import Topic
from offices.models.words import ServedTown

if TYPE_CHECKING:
    from accounts.models import User
    from offices.models.offices import Office  # noqa: F401 (named in the line of the class)


class OfficeQuerySet(models.QuerySet["Office"]):
    # --- who may see what -------------------------------------------------------------------------------

    def visible(self) -> Self:
        """Everything with a public page, closed offices included: their page names the successor."""
        return self.filter(is_public=True)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """People see their own office before the public does."""
        if not user.is_authenticated:
            return self.visible()
        if user.is_coordinator:
            return self.all()
        return self.filter(Q(is_public=True) | Q(pk__in=_own(user)))

    def managed_by(self, user: "User | AnonymousUser") -> Self:
        """Whose pages and posts this person may write: her own offices; all of them for coordinators."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.is_coordinator else self.filter(pk__in=_own(user))

    def led_by(self, user: "User | AnonymousUser") -> Self:
        """Where this person invites and removes colleagues."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.is_coordinator else self.filter(pk__in=_own(user).leads())

    def worked_in_by(self, user: "User") -> Self:
        """The offices on this person's own desk."""
        return self.filter(pk__in=_own(user))

    def listed(self) -> Self:
        """What lists, map and search show: offices a person can turn to, now or soon."""
        return self.visible().exclude(status__in=[Status.MERGED, Status.CLOSED])

    # --- where ------------------------------------------------------------------------------------------

    def seated_in(self, area: Kreis | Region) -> Self:
        first, last = area.ags_range
        return self.filter(ags__range=(first, last))

    def serving(self, *ags: str) -> Self:
        """There for the people of these municipalities: seated there, meeting them there, or in charge of them."""
        return self.filter(pk__in=ServedTown.objects.in_charge_of(ags))

    def with_distance(self, point: Point) -> Self:
        """`square_km`: the square of the plane distance, which sorts alike and needs no square root in SQL."""
        east, north = F("x_km") - Value(point.x_km), F("y_km") - Value(point.y_km)
        square = ExpressionWrapper(east * east + north * north, output_field=FloatField())
        return self.annotate(square_km=square)

    def nearest(self, point: Point) -> Self:
        return self.with_distance(point).order_by("square_km", "sort_name", "pk")

    def in_square(self, point: Point, km: float) -> Self:
        """Sitting not farther than that to the east, west, north and south."""
        return self.filter(
            x_km__range=(point.x_km - km, point.x_km + km), y_km__range=(point.y_km - km, point.y_km + km)
        )

    # --- when -------------------------------------------------------------------------------------------

    def open_on(self, day: date) -> Self:
        """With a Sprechzeit on that day, unless closed for a while. Of the times it says the same as
        `Place.timetable.slots_on(day)` (held by a parity test)."""
        running = self.exclude(status=Status.PAUSED)
        special = HoursException.objects.ruling_on(day).filter(starts__isnull=False)
        opened = Q(pk__in=special.values("place__office_id"))
        if public_holiday(day) or unsure_day(day):
            return running.filter(opened)
        otherwise = HoursException.objects.covering(day).values("place_id")
        usual = OpeningHours.objects.falling_on(day).filter(kind=Kind.VISIT.value).exclude(place_id__in=otherwise)
        return running.filter(opened | Q(pk__in=usual.values("place__office_id")))

    def without_hours(self) -> Self:
        """Nobody has told us the times; a filter must not make these offices vanish unnoticed."""
        return self.exclude(pk__in=OpeningHours.objects.values("place__office_id"))

    # --- what -------------------------------------------------------------------------------------------

    def step_free(self) -> Self:
        return self.filter(pk__in=Place.objects.filter(step_free=True).values("office_id"))

    def offering(self, slug: str) -> Self:
        """The offer of that name, or any offer of the field of action of that name."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
        return self.filter(pk__in=self.model.topics.through.objects.filter(topic__in=topics).values("office_id"))

    # --- with what ---------------------------------------------------------------------------------------

    def with_profile(self, day: date) -> Self:
        """Everything the page of an office shows, whatever the number of rows. Exceptions from `day` on."""
        successor = ("name", "slug", "is_public")
        return self.annotate(**{f"successor_{name}": F(f"successor__{name}") for name in successor}).prefetch_related(
            "contacts",
            Prefetch("provisions", Provision.objects.select_related("provider")),
            "places__hours",
            Prefetch("places__exceptions", HoursException.objects.filter(last__gte=day)),
        )

    def keys(self) -> QuerySet[Any, int]:
        """Primary keys in the order asked for."""
        return self.values_list("pk", flat=True)

    def for_cards(self) -> Self:
        """Only what a list says about an office."""
        shown = ("name", "slug", "ags", "district", "phone", "status", "is_sample", "verified_on", "sort_name")
        return self.only(*shown)

    # --- in which order ---------------------------------------------------------------------------------

    def alphabetical(self) -> Self:
        return self.order_by("sort_name", "pk")


def _own(user: "User") -> MembershipQuerySet:
    return Membership.objects.filter(user=user).values("office_id")  # type: ignore[return-value]  # for `in` alone
