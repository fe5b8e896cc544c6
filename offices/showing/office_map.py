"""The map of all offices as a figure of links, drawn once per change of content; a ring shows what was searched."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.language.german import join_words
from core.publishing.revision import once_per_revision
from core.web.parts import render_parts
from offices.finding.directory import offices_per_kreis, seats
from offices.finding.forms import RADII
from offices.geography import map as chart
from offices.geography.gazetteer import Point, gazetteer

MOST_NAMES = 4
CENTER = 7  # radius in units of the map


@dataclass(frozen=True, slots=True)
class MapLink:
    x: int
    y: int
    count: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class MapLayer:
    """The marks for one width of screen; radii in units of the map. Around each mark nothing else can be hit."""

    name: str
    reach: int
    small: int
    large: int
    marks: list[MapLink]


@dataclass(frozen=True, slots=True)
class Ring:
    """What a search around a place covered."""

    name: str
    center: Point
    km: int


def office_map(ring: Ring | None = None) -> SafeString:
    """The figure with the map, for home page and list alike."""
    before, between, after = _drawn()
    circle, words = _circle(ring), _words(ring)
    return mark_safe(f"{before}{circle}{between}{words}{after}")  # noqa: S308 (a template and escaped markup)


def _circle(ring: Ring | None) -> str:
    if not ring:
        return ""
    x, y = chart.position(ring.center)
    circles = [("ring", x, y, round(ring.km / chart.SCALE)), ("center", x, y, CENTER)]
    return format_html_join("", '<circle class="map__{}" cx="{}" cy="{}" r="{}"/>', circles)


def _words(ring: Ring | None) -> str:
    return format_html("Der Ring zeigt {} km um {}. ", ring.km, ring.name) if ring else ""


@once_per_revision
def _drawn() -> tuple[str, str, str]:
    """Before the ring, between it and the words for it, after the words."""
    layers = [_layer("wide", chart.FINGER_WIDE), _layer("narrow", chart.FINGER_NARROW)]
    words = {"areas": _areas(), "view_box": chart.VIEW_BOX, "layers": layers}
    before, between, after = render_parts("offices/map.html", words, "ring", "ring_words")
    return before, between, after


def _layer(name: str, finger: int) -> MapLayer:
    return MapLayer(name, reach=finger // 2, small=finger // 6, large=round(finger / 3.2), marks=_marks(finger))


def _marks(finger: float) -> list[MapLink]:
    """Every mark has a finger's width to itself; read from west to east, top to bottom in rows of that width."""
    marks = [_link(marker) for marker in chart.cluster(seats(), finger)]
    return sorted(marks, key=lambda mark: (mark.y // finger, mark.x))


def _areas() -> list[tuple[str, str, str]]:
    """(address, label, path) of every Kreis."""
    known = gazetteer().kreis_by_ags
    counts = offices_per_kreis()
    areas = []
    for path in chart.kreis_paths():
        kreis = known[path.ags]
        label = f"{kreis.label}: {_offices(counts[kreis.ags])}"
        areas.append((reverse("offices:kreis", args=[kreis.slug]), label, path.d))
    return areas


def _link(marker: chart.Marker) -> MapLink:
    """A marker of one town leads to its page, a group to the list around its largest town."""
    names = [town.name for town in marker.municipalities]
    more = len(names) - MOST_NAMES
    shown = names if more <= 0 else [*names[:MOST_NAMES], f"{more} weitere"]
    label = f"{_offices(marker.count)}: {join_words(shown)}"
    if len(names) == 1:
        url = reverse("offices:municipality", args=[marker.leader.slug])
    else:
        radius = next((km for km, _ in RADII if int(km) >= marker.radius_km), RADII[-1][0])
        url = f"{reverse('offices:list')}?{urlencode({'ort': marker.leader.name, 'umkreis': radius})}"
    return MapLink(marker.x, marker.y, marker.count, label, url)


def _offices(count: int) -> str:
    return {0: "kein Seniorenbüro", 1: "1 Seniorenbüro"}.get(count, f"{count} Seniorenbüros")
