"""Offices around a place, in the order in which they help: those in charge of it, then the nearest.

The order is made from keys and positions alone, which the database reads from one index. So a region with a thousand
offices costs little more than one with ten.
"""

from math import hypot
from typing import NamedTuple

from offices.gazetteer import Point
from offices.models import OfficeQuerySet, ServedTown

_POSITION = ("pk", "sort_name", "x_km", "y_km")


class Hit(NamedTuple):
    """Sorts as shown. `elsewhere` is False for an office in charge of the place."""

    elsewhere: bool
    distance_km: float
    sort_name: str
    office_id: int


def around(offices: OfficeQuerySet, point: Point, *, km: float, ags: tuple[str, ...]) -> list[Hit]:
    """In charge of one of these municipalities, wherever they sit, or sitting within the circle. Two queries, a third
    where somebody in charge sits farther away."""
    charged = set(ServedTown.objects.in_charge_of(ags).values_list("office_id", flat=True))
    rows = list(offices.in_square(point, km).order_by().values_list(*_POSITION))
    if farther := charged.difference(row[0] for row in rows):
        rows += offices.filter(pk__in=farther).order_by().values_list(*_POSITION)
    hits = (
        Hit(pk not in charged, hypot(x_km - point.x_km, y_km - point.y_km), name, pk) for pk, name, x_km, y_km in rows
    )
    return sorted(hit for hit in hits if hit.distance_km <= km or not hit.elsewhere)


def nearest(offices: OfficeQuerySet, point: Point, count: int) -> list[Hit]:
    """Fewer where there are fewer. One query."""
    rows = offices.nearest(point).values_list(*_POSITION)[:count]
    return [Hit(True, hypot(x_km - point.x_km, y_km - point.y_km), name, pk) for pk, name, x_km, y_km in rows]
