"""Offices by region: Kreise, and each of the 396 municipalities."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.web.paging import paginate
from offices.finding.directory import offices_per_kreis, served
from offices.finding.ranking import nearest_offices
from offices.finding.search import NEAREST
from offices.geography.gazetteer import gazetteer
from offices.models import Office
from offices.showing.cards import cards


def _trail(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Start", reverse("portal:home")), ("Seniorenbüros", reverse("offices:list")), *below]


@require_safe
def kreise(request: HttpRequest) -> HttpResponse:
    counts = offices_per_kreis()
    regions = [
        (region, [(kreis, counts[kreis.ags]) for kreis in gazetteer().kreise_of(region)])
        for region in gazetteer().regions
    ]
    return render(
        request,
        "offices/kreise.html",
        {"nav": "offices", "trail": _trail(("Kreise und Städte", "")), "regions": regions},
    )


@require_safe
def kreis(request: HttpRequest, slug: str) -> HttpResponse:
    area = gazetteer().kreis_by_slug.get(slug)
    if area is None:
        raise Http404("Diesen Kreis gibt es in Nordrhein-Westfalen nicht.")
    paging = paginate(request, Office.objects.listed().seated_in(area).alphabetical().keys())
    context = {
        "nav": "offices",
        "trail": _trail((area.label, "")),
        "kreis": area,
        "paging": paging,
        "cards": cards(paging.items),
        "towns": [(town, town.ags in served()) for town in gazetteer().municipalities_of(area)],
    }
    return render(request, "offices/kreis.html", context)


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    with_office = served()
    letters: dict[str, list[tuple[object, bool]]] = {}
    for town in gazetteer().municipalities:
        letters.setdefault(town.slug[0].upper(), []).append((town, town.ags in with_office))
    context = {
        "nav": "municipalities",
        "trail": _trail(("Städte und Gemeinden", "")),
        "letters": letters,
        "count": len(with_office),
        "total": len(gazetteer().municipalities),
    }
    return render(request, "offices/municipalities.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    town = gazetteer().municipality_by_slug.get(slug)
    if town is None:
        raise Http404("Diesen Ort gibt es in Nordrhein-Westfalen nicht.")
    offices = Office.objects.listed()
    paging = paginate(request, offices.serving(town.ags).alphabetical().keys())
    closest = [] if paging.total else cards(nearest_offices(offices, town.point, NEAREST))
    context = {
        "nav": "municipalities",
        "trail": _trail((town.kreis.label, reverse("offices:kreis", args=[town.kreis.slug])), (town.name, "")),
        "town": town,
        "paging": paging,
        "cards": cards(paging.items) if paging.total else [],
        "nearest": closest,
    }
    return render(request, "offices/municipality.html", context)
