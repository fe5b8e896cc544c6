"""The first page: one question, answered with a telephone number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offices.finding.directory import offices_per_kreis, seats, total
from offices.finding.forms import OfficeSearchForm
from offices.showing.office_map import office_map
from offices.topics.taxonomy import taxonomy

MOST_OFFERS = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "form": OfficeSearchForm(),
        "map": office_map(),
        "towns": len(seats()),
        "kreise": len(offices_per_kreis()),
        "offices": total(),
        "fields": [(field, offers[:MOST_OFFERS]) for field, offers in taxonomy()],
    }
    return render(request, "portal/home.html", context)
