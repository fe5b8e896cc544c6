"""The map of NRW as data for an inline SVG: borders, positions, and markers that a finger can hit.

Equirectangular projection, the same for borders and markers: x = longitude · cos 51.5°, y = latitude. A map
unit is a thousandth of the width of NRW (`SCALE` kilometres). Source of the borders: offices/data/README.md.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from math import ceil, cos, dist, radians
from typing import Any

from offices.geography.gazetteer import DATA, EARTH_RADIUS_KM, Kreis, Municipality, Point, distance_km, gazetteer

# The outermost borders in nrw_kreise.geojson, in degrees.
WEST, EAST = 5.8663, 9.4596
SOUTH, NORTH = 50.323, 52.5314

_PARALLEL = cos(radians(51.5))
_UNITS_PER_DEGREE = 1000 / ((EAST - WEST) * _PARALLEL)

SCALE = EARTH_RADIUS_KM * radians(1) / _UNITS_PER_DEGREE  # kilometres per map unit

MARGIN = 25  # map units around NRW: room for markers at the border
WIDTH = 1000 + 2 * MARGIN
HEIGHT = ceil((NORTH - SOUTH) * _UNITS_PER_DEGREE) + 2 * MARGIN
VIEW_BOX = f"{-MARGIN} {-MARGIN} {WIDTH} {HEIGHT}"

# 48 CSS pixels, what a finger hits surely, in map units.
FINGER_WIDE = ceil(48 / 540 * WIDTH)  # on a map 540 px wide, as on a desk
FINGER_NARROW = ceil(48 / 320 * WIDTH)  # on a map 320 px wide, as on a small phone

Vertex = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KreisPath:
    """The border of a Kreis; `d` is the SVG path data in map units."""

    kreis: Kreis
    d: str

    @property
    def ags(self) -> str:
        return self.kreis.ags

    @property
    def label(self) -> str:
        return self.kreis.label


@dataclass(frozen=True, slots=True)
class Marker:
    """The offices of one or several municipalities, drawn in the one that has most of them.

    `municipalities` begin with the leader, the others follow by their distance from it.
    `radius_km` reaches the centre of the farthest, rounded up; 0 if the leader is alone.
    """

    x: int
    y: int
    count: int
    leader: Municipality
    municipalities: tuple[Municipality, ...]
    radius_km: int


def position(point: Point) -> Vertex:
    """Map units right of and below the corner of NRW; whole, so that no template writes a decimal comma."""
    x = (point.lon - WEST) * _PARALLEL * _UNITS_PER_DEGREE
    y = (NORTH - point.lat) * _UNITS_PER_DEGREE
    return round(x), round(y)


@cache
def kreis_paths() -> tuple[KreisPath, ...]:
    """All 53 in alphabetical order. Neighbours round their common border alike: no gap opens between them."""
    with (DATA / "nrw_kreise.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    geometries = {feature["properties"]["ags"]: feature["geometry"] for feature in features}
    return tuple(KreisPath(kreis, _path(geometries[kreis.ags])) for kreis in gazetteer().kreise)


def cluster(counts: Mapping[str, int], finger: float) -> tuple[Marker, ...]:
    """`counts`: offices by AGS. No two markers are closer to each other than `finger` map units.

    Greedy: the municipality with most offices (of equals the lowest AGS) absorbs all others within a finger,
    and so on with the rest. An AGS that the gazetteer does not know has no position and is left out.
    """
    return _cluster(tuple(sorted(counts.items())), finger)


@lru_cache(maxsize=64)
def _cluster(counts: tuple[tuple[str, int], ...], finger: float) -> tuple[Marker, ...]:
    known = gazetteer().municipality_by_ags
    number = {ags: count for ags, count in counts if ags in known and count > 0}
    places = {ags: position(known[ags].point) for ags in number}
    waiting = sorted(number, key=lambda ags: (-number[ags], ags))
    markers = []
    while waiting:
        leader, *others = waiting
        near = [ags for ags in others if dist(places[leader], places[ags]) < finger]
        waiting = [ags for ags in others if dist(places[leader], places[ags]) >= finger]
        members = [known[ags] for ags in (leader, *near)]
        markers.append(_marker(members, sum(number[town.ags] for town in members)))
    return tuple(markers)


def _marker(members: Sequence[Municipality], count: int) -> Marker:
    """The first member leads."""
    leader = members[0]
    distances = {town: distance_km(leader.point, town.point) for town in members}
    x, y = position(leader.point)
    return Marker(
        x=x,
        y=y,
        count=count,
        leader=leader,
        municipalities=tuple(sorted(distances, key=lambda town: (distances[town], town.ags))),
        radius_km=ceil(max(distances.values())),
    )


def _path(geometry: dict[str, Any]) -> str:
    """Path data of a GeoJSON Polygon or MultiPolygon, relative and without needless separators."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    rings = [_ring(line) for polygon in polygons for line in polygon]
    return "".join(_steps(ring) for ring in rings if len(ring) > 2)


def _ring(line: Iterable[tuple[float, float]]) -> list[Vertex]:
    """Vertices of a closed line of (lon, lat), without repetitions and those amid a straight line."""
    rounded = [vertex for vertex, _ in groupby(position(Point(lat, lon)) for lon, lat in line)]
    corners = rounded[:-1]  # the last is the first again
    around = zip(corners[-1:] + corners[:-1], corners, corners[1:] + corners[:1], strict=True)
    return [here for before, here, after in around if _turns(before, here, after)]


def _turns(a: Vertex, b: Vertex, c: Vertex) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])


def _steps(ring: Sequence[Vertex]) -> str:
    """ "m261 529 1 11-2 20z": a minus sign separates as well as a space, lines need no letter after an m."""
    (x, y), *_ = ring
    steps = [number for a, b in pairwise(ring) for number in (b[0] - a[0], b[1] - a[1])]
    return f"m{x} {y}" + "".join(str(step) if step < 0 else f" {step}" for step in steps) + "z"
