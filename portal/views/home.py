"""The first page: one question, answered with a telephone number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.revision import once_per_revision
from offices.directory import offices_per_kreis, seats, total
from offices.forms import OfficeSearchForm
from offices.models import Topic
from offices.office_map import office_map

MOST_OFFERS = 6


@once_per_revision
def fields_of_action() -> list[tuple[Topic, list[Topic]]]:
    """Each field with the offers that head it."""
    offers = list(Topic.objects.offers())
    return [
        (field, [offer for offer in offers if offer.parent_id == field.pk][:MOST_OFFERS])
        for field in Topic.objects.fields_of_action()
    ]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "form": OfficeSearchForm(),
        "map": office_map(),
        "towns": len(seats()),
        "kreise": len(offices_per_kreis()),
        "offices": total(),
        "fields": fields_of_action(),
    }
    return render(request, "portal/home.html", context)
