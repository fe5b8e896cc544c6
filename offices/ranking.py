"""Offices around a place, in the order in which they help: those in charge of it, then the nearest.

The order is made from keys and positions alone, which the database reads from one index. So a region with a thousand
offices costs little more than one with ten.
"""

from math import hypot
from typing import TypeAlias

from core.revision import once_per_revision
from offices.gazetteer import Point
from offices.models import OfficeQuerySet, ServedTown

# Not in charge of the place, kilometres from it, sorting name, key of the office: sorts as shown. A plain tuple, for
# there may be hundreds of which a page shows twenty.
Hit: TypeAlias = tuple[bool, float, str, int]

_POSITION = ("pk", "sort_name", "x_km", "y_km")


def around(offices: OfficeQuerySet, point: Point, *, km: float, ags: tuple[str, ...]) -> list[Hit]:
    """In charge of one of these municipalities, wherever they sit, or sitting within the circle. One query, a second
    where somebody in charge sits farther away."""
    charged = _in_charge_of(ags)
    rows = list(offices.in_square(point, km).order_by().values_list(*_POSITION))
    if farther := charged.difference(row[0] for row in rows):
        rows += offices.filter(pk__in=farther).order_by().values_list(*_POSITION)
    east, north = point.x_km, point.y_km
    return sorted(
        (pk not in charged, distance, name, pk)
        for pk, name, x_km, y_km in rows
        if (distance := hypot(x_km - east, y_km - north)) <= km or pk in charged
    )


@once_per_revision
def _in_charge_of(ags: tuple[str, ...]) -> frozenset[int]:
    return frozenset(ServedTown.objects.in_charge_of(ags).values_list("office_id", flat=True))


def nearest(offices: OfficeQuerySet, point: Point, count: int) -> list[Hit]:
    """Fewer where there are fewer. One query."""
    rows = offices.nearest(point).values_list(*_POSITION)[:count]
    return [(True, hypot(x_km - point.x_km, y_km - point.y_km), name, pk) for pk, name, x_km, y_km in rows]
