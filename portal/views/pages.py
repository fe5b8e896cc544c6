"""Pages of words: legal notices and explanations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.texts import FIELDS_OF_WORK, written


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return _page(request, "imprint", "Impressum")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy", "Datenschutz")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility", "Erklärung zur Barrierefreiheit")


@require_safe
def plain_language(request: HttpRequest) -> HttpResponse:
    return _page(request, "plain_language", "Leichte Sprache")


@require_safe
def about_offices(request: HttpRequest) -> HttpResponse:
    return _page(request, "about_offices", "Was ist ein Seniorenbüro?", nav="about", **FIELDS_OF_WORK)


def _page(request: HttpRequest, name: str, title: str, **more: object) -> HttpResponse:
    trail = [("Start", reverse("portal:home")), (title, "")]
    if body := written(name):
        return render(request, "portal/written.html", {"title": title, "trail": trail, "body": body, **more})
    return render(request, f"portal/{name}.html", {"title": title, "trail": trail, **more})
