"""Offices around a place, in the order in which they help: those in its Ortsteil, those in charge of it, the nearest.

The order is made from keys and positions alone, which the database reads from one index. So a region with a thousand
offices costs little more than one with ten.
"""

from enum import IntEnum
from math import hypot
from typing import TypeAlias

from core.publishing.revision import once_per_revision
from offices.geography.gazetteer import Point, gazetteer
from offices.geography.places import SearchPlace
from offices.models import OfficeQuerySet, Place, ServedTown


class Relation(IntEnum):
    IN_DISTRICT = 0
    IN_CHARGE = 1
    ELSEWHERE = 2


# Relation, kilometres, sorting name, key of the office, True where only its town is known: sorts as shown. A plain
# tuple, for there may be hundreds of which a page shows twenty.
Hit: TypeAlias = tuple[int, float, str, int, bool]

_POSITION = ("pk", "sort_name", "x_km", "y_km")


def around(offices: OfficeQuerySet, place: SearchPlace, *, km: float) -> list[Hit]:
    """In charge of the place, wherever they sit, or sitting within the circle. One query, a second where somebody in
    charge sits farther away."""
    point, relations = place.point, _relations(place.ags, place.district)
    rows = list(offices.in_square(point, km).order_by().values_list(*_POSITION))
    if farther := relations.keys() - {row[0] for row in rows}:
        rows += offices.filter(pk__in=farther).order_by().values_list(*_POSITION)
    east, north, centres = point.x_km, point.y_km, _centres(place.ags)
    return sorted(
        (relations.get(pk, Relation.ELSEWHERE), distance, name, pk, (x_km, y_km) in centres)
        for pk, name, x_km, y_km in rows
        if (distance := hypot(x_km - east, y_km - north)) <= km or pk in relations
    )


def nearest_offices(offices: OfficeQuerySet, point: Point, count: int) -> list[Hit]:
    """Fewer where there are fewer. One query."""
    rows = offices.nearest(point).values_list(*_POSITION)[:count]
    east, north, there = point.x_km, point.y_km, Relation.ELSEWHERE
    return [(there, hypot(x_km - east, y_km - north), name, pk, False) for pk, name, x_km, y_km in rows]


@once_per_revision
def _relations(ags: tuple[str, ...], district: str | None) -> dict[int, Relation]:
    """The offices in charge of these municipalities; before them those that meet people in the district."""
    charged = ServedTown.objects.in_charge_of(ags).values_list("office_id", flat=True)
    relations = dict.fromkeys(charged, Relation.IN_CHARGE)
    if district:
        there = Place.objects.filter(ags__in=ags, district=district).values_list("office_id", flat=True)
        relations |= dict.fromkeys(there, Relation.IN_DISTRICT)
    return relations


def _centres(ags: tuple[str, ...]) -> frozenset[tuple[float, float]]:
    """Where an office is put of which only the municipality is known."""
    points = (gazetteer().municipality_by_ags[each].point for each in ags)
    return frozenset((point.x_km, point.y_km) for point in points)
