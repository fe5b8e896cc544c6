"""For journalists. Joins news, directory and operator, so it stands on the top floor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.templatetags.formats import pdf_size
from core.web.paging import paginate
from news.cards import cards
from news.lists import Found, Question
from news.models import Kind
from portal import figures


@require_safe
def press(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    paging = paginate(request, Found(Question(kind=Kind.PRESS.value)))
    context = {
        "nav": "press",
        "trail": [("Start", reverse("portal:home")), ("Presse", "")],
        "paging": paging,
        "cards": cards(paging.items, level=3),
        "figures": figures.figures(),
        "sample_note": figures.sample_note(),
        "today": today,
        "size": pdf_size(len(figures.document(today))),
    }
    return render(request, "portal/press.html", context)


@require_safe
def key_figures(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    response = HttpResponse(figures.document(today), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="seniorenbueros-nrw-kennzahlen-{today:%Y-%m-%d}.pdf"'
    return response
