"""The list with its search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.paging import paginate
from offices.cards import cards
from offices.directory import office_map
from offices.forms import OfficeSearchForm
from offices.models import Office
from offices.search import search


@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    form = OfficeSearchForm(request.GET)
    form.is_valid()  # what can't be used is named at its field; the rest of the question counts
    answer = search(form, Office.objects.listed().for_cards())
    paging = paginate(request, answer.offices, total=answer.total)
    context = {
        "nav": "offices",
        "trail": [("Start", reverse("portal:home")), ("Seniorenbüros", "")],
        "form": form,
        "answer": answer,
        "paging": paging,
        "cards": cards(paging.items),
        "map": office_map(),
    }
    return render(request, "offices/list.html", context)
