"""The way to a registration for several modules: who comes and to which, check, send."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import reader
from events.forms.registration.form import CHECK, PERSON
from events.forms.registration.modules import SeriesRegistrationForm
from events.models import Event, Series, Standing
from events.places import bundles
from events.places.rehearsing import modules_of, rehearse_modules
from events.views.registering import DONE_FOR, TOO_MANY, may_send

TEMPLATES = {PERSON: "events/registering/series_person.html", CHECK: "events/registering/series_check.html"}
DONE = "events.series.done"
NONE_OPEN = "Zurzeit kann man sich für kein Modul anmelden. Rufen Sie uns an: Vielleicht geht es noch."
View = Callable[..., HttpResponse]


def open_modules(request: HttpRequest, series: Series) -> list[Event]:
    """For which somebody can register now, be it for the waiting list."""
    events = Event.objects.visible_to(reader(request)).filter(series=series).open().select_related("office")
    return [event for event in events.soonest_first() if event.has_places or event.has_waiting_list]


def page(view: View) -> View:
    """Of the form, under the rules of the form of one event (events/views/registering.py)."""

    @csrf_exempt
    @cache_control(private=True, no_cache=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        if request.method != "POST" and view.__name__ != "register":
            return redirect("events:register_series", slug)
        series = get_object_or_404(Series.objects.select_related("office"), slug=slug)
        sent = request.POST if request.method == "POST" else None
        return view(request, series, SeriesRegistrationForm(open_modules(request, series), sent))

    return guarded


@page
def register(request: HttpRequest, series: Series, form: SeriesRegistrationForm) -> HttpResponse:
    """Empty, or with everything for somebody who comes back to it."""
    return _show(request, series, form, PERSON) if form.events else redirect(series)


@page
def check(request: HttpRequest, series: Series, form: SeriesRegistrationForm) -> HttpResponse:
    return _show(request, series, form, CHECK if form.is_valid() else PERSON)


@page
def send(request: HttpRequest, series: Series, form: SeriesRegistrationForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, series, form, PERSON)
    if doubt := form.envelope.doubt:
        return _show(request, series, form, CHECK, said=doubt)
    if not may_send(request):
        return _show(request, series, form, CHECK, said=TOO_MANY, status=429)
    booked = bundles.register_for_modules(form.chosen, form.application)
    if not booked.registrations:
        return _show(request, series, form, CHECK, said=booked.refused[0][1])
    number: UUID | str | None = form.envelope.nonce
    if any(one.bundle != number for one in booked.registrations):
        # Whoever was registered before hears of it by mail alone; the page says what it says to a newcomer.
        number = rehearse_modules(form.chosen, form.application)
    return redirect("events:series_registered", series.slug, done_token(number, (event for event, _ in booked.refused)))


@never_cache
@require_safe
def done(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went. The address works for a day, for the person who has just sent the form."""
    try:
        said = _signer().unsign_object(token, max_age=DONE_FOR)
    except signing.BadSignature:
        return redirect("events:series", slug)
    series = get_object_or_404(Series, slug=slug)
    registrations = _booked(said["bundle"])
    context = _words(series) | {
        "outcome": _outcome(registrations),
        "registrations": registrations,
        "refused": series.modules.filter(pk__in=said["refused"]),
    }
    return render(request, "events/registering/series_done.html", context)


def _outcome(registrations: Sequence[Any]) -> str:
    """The heading: what is true of all of them."""
    if not registrations:
        return "Ihre Anmeldung ist angekommen"
    if registrations[0].is_unconfirmed:
        return "Fast fertig: bitte bestätigen"
    waiting = sum(one.standing == Standing.WAITING for one in registrations)
    if waiting == len(registrations):
        return "Sie stehen auf der Warteliste"
    return "Sie sind angemeldet, teils auf der Warteliste" if waiting else "Sie sind angemeldet"


def _booked(number: str) -> Sequence[Any]:
    try:
        return bundles.of_bundle(UUID(number))
    except ValueError:
        return modules_of(number)


def done_token(number: UUID | str | None, refused: Iterable[Event] = ()) -> str:
    """For the page that says how it went: what was booked together, and the modules that did not work out."""
    return _signer().sign_object({"bundle": str(number or ""), "refused": [event.pk for event in refused]})


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=DONE, sep=".")


def _words(series: Series) -> dict[str, Any]:
    trail = [("Start", reverse("portal:home")), (series.title, series.get_absolute_url()), ("Anmeldung", "")]
    return {"nav": "events", "trail": trail, "series": series}


def _show(
    request: HttpRequest,
    series: Series,
    form: SeriesRegistrationForm,
    page: str,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """`said` is what the reader has to know before anything else on this page."""
    first = form.events[0] if form.events else None
    said = said if first else NONE_OPEN
    words = {
        "form": form,
        "steps": form.steps(list(TEMPLATES).index(page)),
        "said": said,
        "event": first,
        "travelling": "",
    }
    return render(request, TEMPLATES[page], _words(series) | words, status=status)
