"""The places of NRW: municipalities, postcodes, Kreise, Regierungsbezirke. Read once from offices/data.

The AGS (Amtlicher Gemeindeschlüssel, eight digits) carries the whole order: "05570004" is Ahlen in the Kreis
"05570" in the Regierungsbezirk "055". Kreis and Regierungsbezirk are prefixes, derived and never typed.
"""

import csv
import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import atan2, atanh, cos, hypot, radians, sin, tan
from pathlib import Path
from typing import Protocol, TypeVar

from core.language.german import fold, slug

DATA = Path(__file__).parents[1] / "data"

EARTH_RADIUS_KM = 6371.0088  # mean radius of the IUGG
CENTRAL_MERIDIAN = 7.5  # degrees east
ORIGIN_LATITUDE = 51.5  # degrees north


def project(lat: float, lon: float) -> tuple[float, float]:
    """Degrees → kilometres east and north of 51.5° N 7.5° E, spherical transverse Mercator.

    In NRW, at most two degrees from the central meridian, plane distances are less than 0.05 % too long.
    """
    east = radians(lon - CENTRAL_MERIDIAN)
    x = atanh(cos(radians(lat)) * sin(east))
    y = atan2(tan(radians(lat)), cos(east)) - radians(ORIGIN_LATITUDE)
    return EARTH_RADIUS_KM * x, EARTH_RADIUS_KM * y


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees (WGS 84), with its plane coordinates in kilometres."""

    lat: float
    lon: float
    x_km: float = field(init=False, repr=False, compare=False)
    y_km: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        x_km, y_km = project(self.lat, self.lon)
        object.__setattr__(self, "x_km", x_km)
        object.__setattr__(self, "y_km", y_km)


def distance_km(a: Point, b: Point) -> float:
    """As the crow flies."""
    return hypot(a.x_km - b.x_km, a.y_km - b.y_km)


class Located(Protocol):
    @property
    def point(self) -> Point: ...


L = TypeVar("L", bound=Located)


def nearest(point: Point, among: Iterable[L], count: int = 3) -> tuple[tuple[L, float], ...]:
    """The closest ones with their distance in kilometres, closest first; of equals the one named first."""
    distances = ((place, distance_km(point, place.point)) for place in among)
    return tuple(heapq.nsmallest(count, distances, key=lambda pair: pair[1]))


@dataclass(frozen=True, slots=True)
class Region:
    """A Regierungsbezirk; its code is AGS[:3]."""

    code: str
    name: str = field(compare=False)
    slug: str = field(compare=False)

    @property
    def label(self) -> str:
        return f"Regierungsbezirk {self.name}"

    @property
    def ags_range(self) -> tuple[str, str]:
        return _ags_range(self.code)


@dataclass(frozen=True, slots=True)
class Kreis:
    """A Kreis or a kreisfreie Stadt; its AGS is the first five digits of its municipalities'."""

    ags: str
    name: str = field(compare=False)
    kind: str = field(compare=False)  # "Kreis" or "Kreisfreie Stadt"
    region: Region = field(compare=False)
    slug: str = field(compare=False)

    @property
    def is_city(self) -> bool:
        """A kreisfreie Stadt: Kreis and municipality at once."""
        return self.kind != "Kreis"

    @property
    def label(self) -> str:
        """As people say it: "Kreis Warendorf", "Rhein-Sieg-Kreis", "Städteregion Aachen", "Köln"."""
        says_what_it_is = self.is_city or re.search("kreis|region", self.name.lower())
        return self.name if says_what_it_is else f"Kreis {self.name}"

    @property
    def where(self) -> str:
        """Within a sentence: "im Kreis Warendorf", "im Märkischen Kreis", "in Köln"."""
        if self.is_city:
            return f"in {self.name}"
        if "region" in self.name:
            return f"in der {self.name}"
        return f"im {self.label.replace('er Kreis', 'en Kreis')}"

    @property
    def ags_range(self) -> tuple[str, str]:
        return _ags_range(self.ags)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Stadt or Gemeinde; `point` is its centre."""

    ags: str
    name: str = field(compare=False)
    kind: str = field(compare=False)  # "Stadt" or "Gemeinde"
    kreis: Kreis = field(compare=False)
    point: Point = field(compare=False)
    slug: str = field(compare=False)
    short_name: str = field(compare=False)  # as people say it: "Hennef", "Mülheim", "Halle"

    @property
    def region(self) -> Region:
        return self.kreis.region


@dataclass(frozen=True, slots=True)
class Postcode:
    """`municipalities`: one, rarely several that share the code; `point` lies amid the delivery area."""

    code: str
    municipalities: tuple[Municipality, ...] = field(compare=False)
    point: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything in alphabetical order (ä as ae), postcodes by number; and found by its key or its slug."""

    regions: tuple[Region, ...]
    kreise: tuple[Kreis, ...]
    municipalities: tuple[Municipality, ...]
    postcodes: tuple[Postcode, ...]
    region_by_slug: Mapping[str, Region]
    kreis_by_ags: Mapping[str, Kreis]
    kreis_by_slug: Mapping[str, Kreis]
    municipality_by_ags: Mapping[str, Municipality]
    municipality_by_slug: Mapping[str, Municipality]
    postcode_by_code: Mapping[str, Postcode]

    def kreise_of(self, region: Region) -> tuple[Kreis, ...]:
        return tuple(kreis for kreis in self.kreise if kreis.region == region)

    def municipalities_of(self, area: Kreis | Region) -> tuple[Municipality, ...]:
        first, last = area.ags_range
        return tuple(place for place in self.municipalities if first <= place.ags <= last)


@cache
def gazetteer() -> Gazetteer:
    municipalities = _by_name(_read_municipalities())
    kreise = _by_name({place.kreis for place in municipalities})
    regions = _by_name({kreis.region for kreis in kreise})
    by_ags = {place.ags: place for place in municipalities}
    postcodes = tuple(sorted(_read_postcodes(by_ags), key=lambda postcode: postcode.code))
    return Gazetteer(
        regions=regions,
        kreise=kreise,
        municipalities=municipalities,
        postcodes=postcodes,
        region_by_slug={region.slug: region for region in regions},
        kreis_by_ags={kreis.ags: kreis for kreis in kreise},
        kreis_by_slug={kreis.slug: kreis for kreis in kreise},
        municipality_by_ags=by_ags,
        municipality_by_slug={place.slug: place for place in municipalities},
        postcode_by_code={postcode.code: postcode for postcode in postcodes},
    )


class _Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _by_name(things: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(things, key=lambda thing: fold(thing.name)))


def _ags_range(prefix: str) -> tuple[str, str]:
    """First and last AGS with this prefix, for `BETWEEN`: an index serves it on every database."""
    return prefix.ljust(8, "0"), prefix.ljust(8, "9")


def _short_name(name: str) -> str:
    """Without what only tells it from namesakes: "(Sieg)", "/Ruhr", "am Rhein", "an der Ruhr"."""
    return re.sub(r" \(.+\)$|/.+$| (am|an der) .+$", "", name)


def _rows(filename: str) -> Iterator[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_municipalities() -> Iterator[Municipality]:
    regions: dict[str, Region] = {}
    kreise: dict[str, Kreis] = {}
    for row in _rows("nrw_gemeinden.csv"):
        ags, name, region = row["ags"], row["name"], row["regierungsbezirk"]
        regions.setdefault(ags[:3], Region(ags[:3], region, slug(region)))
        kreis = Kreis(ags[:5], row["kreis"], row["kreis_art"], regions[ags[:3]], slug(row["kreis"]))
        yield Municipality(
            ags=ags,
            name=name,
            kind=row["bez"],
            kreis=kreise.setdefault(kreis.ags, kreis),
            point=_point(row),
            slug=slug(name),
            short_name=_short_name(name),
        )


def _read_postcodes(by_ags: Mapping[str, Municipality]) -> Iterator[Postcode]:
    for row in _rows("nrw_plz.csv"):
        yield Postcode(row["plz"], tuple(by_ags[ags] for ags in row["ags"].split(";")), _point(row))


def _point(row: Mapping[str, str]) -> Point:
    return Point(float(row["lat"]), float(row["lon"]))
