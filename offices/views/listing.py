"""The list with its search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from core.publishing.revision import once_per_revision
from core.web.paging import paginate
from offices.finding.forms import OfficeSearchForm
from offices.finding.search import search
from offices.models import Office
from offices.showing.cards import cards
from offices.showing.office_map import Ring, office_map


def search_form(form: OfficeSearchForm) -> SafeString:
    return render_to_string("offices/search_form.html", {"form": form, "filters": _filters(*form.chosen)})


@once_per_revision
def _filters(*chosen: str) -> SafeString:
    """The controls behind "Suche verfeinern", drawn once for every choice that visitors make: they hold a hundred
    options, which change with the content only."""
    form = OfficeSearchForm(dict(zip(OfficeSearchForm.REFINEMENTS, chosen, strict=True)))
    fields = [form[name] for name in form.REFINEMENTS]
    return render_to_string("offices/search_filters.html", {"fields": fields})


@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    form = OfficeSearchForm(request.GET)
    form.is_valid()  # what can't be used is named at its field; the rest of the question counts
    answer = search(form, Office.objects.listed())
    paging = paginate(request, answer.offices, total=answer.total)
    context = {
        "nav": "offices",
        "trail": [("Start", reverse("portal:home")), ("Seniorenbüros", "")],
        "form": form,
        "search_form": search_form(form),
        "answer": answer,
        "paging": paging,
        "cards": cards(paging.items),
        "map": office_map(Ring(answer.place.label, answer.place.point, form.radius) if answer.place else None),
    }
    return render(request, "offices/list.html", context)
