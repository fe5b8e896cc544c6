"""The parts of NRW that content can be about: all of it, a Regierungsbezirk, or a Kreis. Knows nothing of offices."""

from functools import cache
from typing import Any

from django.db import models

from core.forms.widgets import Options
from offices.geography.gazetteer import Kreis, Region, gazetteer

ALL_OF_NRW = "Nordrhein-Westfalen"
REGION_PREFIX = "bezirk-"  # Köln is a Regierungsbezirk and a city


def area_choices() -> list[tuple[str, str]]:
    """The key is the beginning of the AGS: three digits for a Regierungsbezirk, five for a Kreis."""
    regions = [(region.code, region.label) for region in gazetteer().regions]
    return [("", ALL_OF_NRW), *regions, *((kreis.ags, kreis.label) for kreis in gazetteer().kreise)]


@cache
def area_label(key: str) -> str:
    return dict(area_choices())[key]


def keys_concerning(area: Kreis | Region) -> list[str]:
    """What to look for. A Kreis: what is of it or of all its Regierungsbezirk. A Regierungsbezirk: what is of any part
    of it, named one by one, which an index can answer. What concerns all of NRW is left out."""
    if isinstance(area, Region):
        return [area.code, *(kreis.ags for kreis in gazetteer().kreise_of(area))]
    return [area.ags, area.region.code]


class AreaField(models.CharField):
    """All of NRW (empty), a Regierungsbezirk or a Kreis."""

    def __init__(self, verbose_name: str = "Region", **kwargs: Any) -> None:
        super().__init__(verbose_name, **{**kwargs, "max_length": 5, "blank": True, "choices": area_choices})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "choices"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


@cache
def areas() -> dict[str, Kreis | Region]:
    """Slug in the address → what it stands for."""
    regions: dict[str, Kreis | Region] = {f"{REGION_PREFIX}{region.slug}": region for region in gazetteer().regions}
    return regions | {kreis.slug: kreis for kreis in gazetteer().kreise}


@cache
def area_options() -> Options:
    """For the filter of a list."""
    regions = tuple((slug, area.label) for slug, area in areas().items() if isinstance(area, Region))
    kreise = tuple((slug, area.label) for slug, area in areas().items() if isinstance(area, Kreis))
    everywhere = ("", (("", "Ganz Nordrhein-Westfalen"),))
    return Options((everywhere, ("Regierungsbezirke", regions), ("Kreise und Städte", kreise)))
