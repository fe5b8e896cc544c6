"""Offices around a place, in the order in which they help: those in charge of it, then the nearest.

The order is made from keys and positions alone, which the database reads from one index; whole offices are loaded for
the page that is shown. So a region with a thousand offices costs little more than one with ten.
"""

from collections.abc import Iterable, Sequence
from math import hypot
from typing import NamedTuple, overload

from offices.gazetteer import Point
from offices.models import Office, OfficeQuerySet, ServedTown

_POSITION = ("pk", "sort_name", "x_km", "y_km")


class Hit(NamedTuple):
    """Sorts as shown. `elsewhere` is False for an office in charge of the place."""

    elsewhere: bool
    distance_km: float
    sort_name: str
    office_id: int


class Ranking(Sequence[Office]):
    """A list of offices for a paginator: its length is known at once, a slice is loaded when asked for.

    The offices of a slice carry `distance_km` and `serves`.
    """

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = sorted(hits)

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, part: int) -> Office: ...

    @overload
    def __getitem__(self, part: slice) -> list[Office]: ...

    def __getitem__(self, part: int | slice) -> Office | list[Office]:
        return self._load(self.hits[part]) if isinstance(part, slice) else self._load([self.hits[part]])[0]

    def _load(self, hits: list[Hit]) -> list[Office]:
        loaded = Office.objects.for_cards().in_bulk([hit.office_id for hit in hits])
        offices = [loaded[hit.office_id] for hit in hits]
        for office, hit in zip(offices, hits, strict=True):
            office.distance_km, office.serves = hit.distance_km, not hit.elsewhere
        return offices


def around(offices: OfficeQuerySet, point: Point, *, km: float, ags: tuple[str, ...]) -> Ranking:
    """In charge of one of these municipalities, wherever they sit, or sitting within the circle. Two queries, a third
    where somebody in charge sits farther away."""
    charged = set(ServedTown.objects.in_charge_of(ags).values_list("office_id", flat=True))
    rows = list(offices.in_square(point, km).order_by().values_list(*_POSITION))
    if farther := charged.difference(row[0] for row in rows):
        rows += offices.filter(pk__in=farther).order_by().values_list(*_POSITION)
    hits = (
        Hit(pk not in charged, hypot(x_km - point.x_km, y_km - point.y_km), name, pk) for pk, name, x_km, y_km in rows
    )
    return Ranking(hit for hit in hits if hit.distance_km <= km or not hit.elsewhere)


def nearest(offices: OfficeQuerySet, point: Point, count: int) -> list[Office]:
    """Fewer where there are fewer; each with `distance_km`. One query."""
    found = list(offices.nearest(point)[:count])
    for office in found:
        office.distance_km = office.square_km**0.5
    return found
