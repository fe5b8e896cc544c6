"""The way to a registration for several modules: who comes and to which, check, send."""

from typing import Any

from allauth.core import ratelimit
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import reader
from events import bundles
from events.forms.modules import SeriesRegistrationForm
from events.models import Event, Series
from events.views.registering import DONE_FOR, TOO_MANY

DONE = "events.series.done"
NONE_OPEN = "Zurzeit kann man sich für kein Modul anmelden. Rufen Sie uns an: Vielleicht geht es noch."


def open_modules(request: HttpRequest, series: Series) -> list[Event]:
    """For which somebody can register now, be it for the waiting list."""
    events = Event.objects.visible_to(reader(request)).filter(series=series).open().select_related("office")
    return [event for event in events.soonest_first() if event.has_places or event.has_waiting_list]


@csrf_exempt  # as the form of a single event
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Empty, or with everything for somebody who comes back to it."""
    series = get_object_or_404(Series.objects.select_related("office"), slug=slug)
    form = _form(request, series)
    if not form.events:
        return redirect(series)
    return _show(request, series, form, "events/registering/series_person.html", 0)


@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("events:register_series", slug)
    series = get_object_or_404(Series.objects.select_related("office"), slug=slug)
    form = _form(request, series)
    if not form.is_valid():
        return _show(request, series, form, "events/registering/series_person.html", 0)
    return _show(request, series, form, "events/registering/series_check.html", 1)


@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("events:register_series", slug)
    series = get_object_or_404(Series.objects.select_related("office"), slug=slug)
    form = _form(request, series)
    if not form.is_valid():
        return _show(request, series, form, "events/registering/series_person.html", 0)
    if doubt := form.envelope.doubt:
        return _show(request, series, form, "events/registering/series_check.html", 1, said=doubt)
    if not ratelimit.consume(request, action="register_for_event"):
        return _show(request, series, form, "events/registering/series_check.html", 1, said=TOO_MANY, status=429)
    booked = bundles.register_for_modules(form.chosen, form.application)
    if not booked.registrations:
        return _show(request, series, form, "events/registering/series_check.html", 1, said=booked.refused[0][1])
    # Whoever was registered before hears of it by mail alone.
    number = form.envelope.nonce if any(one.bundle == form.envelope.nonce for one in booked.registrations) else ""
    return redirect("events:series_registered", slug, signing.TimestampSigner(salt=DONE, sep=".").sign(str(number)))


@never_cache
@require_safe
def done(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went. The address works for a day, for the person who has just sent the form."""
    try:
        number = signing.TimestampSigner(salt=DONE, sep=".").unsign(token, max_age=DONE_FOR)
    except signing.BadSignature:
        return redirect("events:series", slug)
    series = get_object_or_404(Series, slug=slug)
    context = _words(series) | {"registrations": bundles.of_bundle(number) if number else []}
    return render(request, "events/registering/series_done.html", context)


def _form(request: HttpRequest, series: Series) -> SeriesRegistrationForm:
    return SeriesRegistrationForm(open_modules(request, series), request.POST if request.method == "POST" else None)


def _words(series: Series) -> dict[str, Any]:
    trail = [("Start", reverse("portal:home")), (series.title, series.get_absolute_url()), ("Anmeldung", "")]
    return {"nav": "events", "trail": trail, "series": series}


def _show(
    request: HttpRequest,
    series: Series,
    form: SeriesRegistrationForm,
    template: str,
    at: int,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """`said` is what the reader has to know before anything else on this page."""
    first = form.events[0] if form.events else None
    said = said if first else NONE_OPEN
    words = {"form": form, "steps": form.steps(at), "said": said, "event": first, "travelling": ""}
    return render(request, template, _words(series) | words, status=status)
