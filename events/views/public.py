"""What everybody reads about events."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from accounts.guards import reader
from core.web.paging import paginate
from events.models import Event, Kind, Series
from events.showing.cards import cards
from events.showing.filtering import EventFilterForm
from events.showing.invitation import invitation_to
from events.showing.linked_data import json_ld
from events.showing.months import past_years
from offices.topics.taxonomy import taxonomy


def _trail(*below: tuple[str, str]) -> list[tuple[str, str]]:
    start = [("Start", reverse("portal:home"))]
    return [*start, ("Veranstaltungen", reverse("events:list")), *below] if below else [*start, ("Veranstaltungen", "")]


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    form = EventFilterForm(request.GET)
    form.is_valid()  # what can't be used is named; the rest of the question counts
    found = form.filter(Event.objects.public().upcoming()).soonest_first()
    paging = paginate(request, found.values_list("pk", flat=True))
    context = {"nav": "events", "trail": _trail(), "form": form, "paging": paging, "cards": cards(paging.items)}
    return render(request, "events/list.html", context)


@require_safe
def archive(request: HttpRequest, year: int = 0) -> HttpResponse:
    """All of what is over, or that of one year; there is no page for years without any."""
    years = past_years()
    if year and year not in years:
        raise Http404("In diesem Jahr gab es keine Veranstaltung.")
    past = Event.objects.public().past()
    found = past.on_days(date(year, 1, 1), date(year, 12, 31)) if year else past
    paging = paginate(request, found.latest_first().values_list("pk", flat=True))
    trail = _trail(("Archiv", reverse("events:archive")), (str(year), "")) if year else _trail(("Archiv", ""))
    context = {"nav": "events", "trail": trail, "paging": paging, "cards": cards(paging.items)}
    return render(request, "events/archive.html", context | {"years": years, "year": year})


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Calendars that keep themselves up to date, by kind and by topic."""
    context = {
        "nav": "events",
        "trail": _trail(("Termine abonnieren", "")),
        "base": settings.BASE_URL,
        "kinds": Kind.choices,
        "topics": [(field.name, field.slug) for field, _ in taxonomy()],
    }
    return render(request, "events/subscribe.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Event.objects.read_by(reader(request), slug).select_related("office", "series"))
    response = render(request, "events/event.html", page_of(shown))
    if not shown.is_public:
        add_never_cache_headers(response)
    return response


def page_of(shown: Event, *, is_preview: bool = False) -> dict[str, Any]:
    """What its page shows; also of an event that somebody is still changing."""
    invitation = invitation_to(shown)
    return {
        "nav": "events",
        "trail": _trail((shown.title, "")),
        "event": shown,
        "invitation": invitation,
        "is_preview": is_preview,
        "pictures": list(shown.pictures.all()) if invitation.stage.is_past else [],
        "json_ld": json_ld(shown) if shown.is_public and not is_preview else "",
        "address": f"{settings.BASE_URL}{shown.get_absolute_url()}",
    }


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Its modules in the order of their numbers; there is no page while nobody may see any of them."""
    shown = get_object_or_404(Series.objects.select_related("office"), slug=slug)
    modules = list(Event.objects.visible_to(reader(request)).filter(series=shown).published().order_by("number", "pk"))
    if not modules:
        raise Http404("Von dieser Reihe ist noch kein Modul veröffentlicht.")
    context = {
        "nav": "events",
        "trail": _trail((shown.title, "")),
        "series": shown,
        "count": len(modules),
        "open_count": sum(module.stage().takes_registrations for module in modules),
        "cards": cards(module.pk for module in modules),
    }
    return render(request, "events/series.html", context)
