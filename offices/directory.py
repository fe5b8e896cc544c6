"""The directory as a whole: how many offices where, and its map. Computed once per change of content."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from core.german import join_words
from core.revision import once_per_revision
from offices import map as chart
from offices.forms import RADII
from offices.gazetteer import gazetteer
from offices.hours import public_holiday
from offices.models import Office, ServedTown
from offices.spellings import town_book

MOST_NAMES = 4


def prepare() -> None:
    """Loads what never changes while a process runs; asks no database."""
    town_book()
    chart.kreis_paths()
    public_holiday(date.today())  # noqa: DTZ011 (any day loads the calendar)


@once_per_revision
def seats() -> dict[str, int]:
    """AGS → number of listed offices that sit there."""
    counted = Office.objects.listed().order_by().values_list("ags").annotate(count=Count("pk"))
    return {ags: count for ags, count in counted if ags}


@once_per_revision
def served() -> frozenset[str]:
    """The AGS of every municipality for whose people a listed office is there."""
    return frozenset(
        ServedTown.objects.filter(office__in=Office.objects.listed()).values_list("ags", flat=True).distinct()
    )


@once_per_revision
def offices_per_kreis() -> Counter[str]:
    counter: Counter[str] = Counter()
    for ags, count in seats().items():
        counter[ags[:5]] += count
    return counter


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


@once_per_revision
def office_map() -> SafeString:
    """The figure with the map, for home page and list alike."""
    layers = [_layer("wide", chart.FINGER_WIDE), _layer("narrow", chart.FINGER_NARROW)]
    return render_to_string("offices/map.html", {"areas": _areas(), "view_box": chart.VIEW_BOX, "layers": layers})


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
