"""The words of the house for offices: every list, map, feed, count and test is built from them.

Questions to other tables are asked with `pk__in`, which both databases answer once from an index; EXISTS would be asked
again for each of ten thousand offices.
"""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Prefetch,
    Q,
    Value,
    When,
)

from offices.gazetteer import Kreis, Point, Region
from offices.hours import Kind, public_holiday
from offices.models.contacts import Provision
from offices.models.places import HoursException, OpeningHours, Place
from offices.models.states import Status
from offices.models.topics import Topic
from offices.models.words import ServedTown

if TYPE_CHECKING:
    from accounts.models import User
    from offices.models.offices import Office


class OfficeQuerySet(models.QuerySet["Office"]):
    # --- who may see what -------------------------------------------------------------------------------

    def visible(self) -> Self:
        """Everything with a public page, closed offices included: their page names the successor."""
        return self.filter(is_public=True)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.all() if user.is_active and user.is_staff else self.visible()

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

    def around(self, point: Point, km: float, ags: tuple[str, ...]) -> Self:
        """Who is in charge of these municipalities, wherever it sits, then who sits within the radius."""
        box = Q(x_km__range=(point.x_km - km, point.x_km + km), y_km__range=(point.y_km - km, point.y_km + km))
        near = box & Q(square_km__lte=km * km)
        charged = Q(pk__in=ServedTown.objects.in_charge_of(ags))
        marked = self.with_distance(point).with_serves(*ags)
        return marked.filter(near | charged).order_by("-serves", "square_km", "sort_name", "pk")

    # --- when -------------------------------------------------------------------------------------------

    def open_on(self, day: date) -> Self:
        """With a Sprechzeit on that day. Says the same as `Place.timetable.slots_on(day)` (held by a parity test)."""
        special = HoursException.objects.ruling_on(day).filter(starts__isnull=False)
        opened = Q(pk__in=special.values("place__office_id"))
        if public_holiday(day):
            return self.filter(opened)
        otherwise = HoursException.objects.covering(day).values("place_id")
        usual = OpeningHours.objects.falling_on(day).filter(kind=Kind.VISIT.value).exclude(place_id__in=otherwise)
        return self.filter(opened | Q(pk__in=usual.values("place__office_id")))

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
        return self.select_related("successor").prefetch_related(
            "contacts",
            Prefetch("provisions", Provision.objects.select_related("provider")),
            "places__hours",
            Prefetch("places__exceptions", HoursException.objects.filter(last__gte=day)),
            Prefetch("topics", Topic.objects.select_related("parent")),
        )

    def for_cards(self) -> Self:
        """Only what a list says about an office."""
        shown = ("name", "slug", "ags", "district", "phone", "status", "is_sample", "verified_on", "sort_name")
        return self.only(*shown)

    # --- in which order ---------------------------------------------------------------------------------

    def alphabetical(self) -> Self:
        return self.order_by("sort_name", "pk")

    def with_serves(self, *ags: str) -> Self:
        """`serves`: 1 where the office is there for the people of one of these municipalities, else 0."""
        there = When(pk__in=ServedTown.objects.in_charge_of(ags), then=Value(1))
        return self.annotate(serves=Case(there, default=Value(0), output_field=IntegerField()))
