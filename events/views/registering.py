"""The way to a registration: who comes, what she chooses, check, send. Nobody needs an account or a cookie.

The pages are open to forms from elsewhere (csrf_exempt): nobody is signed in here, so another site could do
nothing in a visitor's name; and whoever takes two hours over a form or keeps no cookies is let through all the same.
They may be kept by the visitor's own browser, so that its Back button works on every page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.guards import reader
from events.forms.registration.form import CHECK, PERSON, PROGRAMME, RegistrationForm
from events.models import Event, Registration, Standing
from events.places import registration as use_cases
from events.places.applications import Application
from events.places.offered import count, public_event
from events.places.rehearsing import Answer, answer_of, rehearse
from events.showing.wording import choice_lines

TEMPLATES = {
    PERSON: "events/registering/person.html",
    PROGRAMME: "events/registering/programme.html",
    CHECK: "events/registering/check.html",
}
DONE, DONE_FOR = "events.done", 24 * 60 * 60  # seconds that the page after sending can be opened again
TOO_MANY = (
    "Von Ihrem Anschluss kamen gerade sehr viele Anmeldungen. Ihre Angaben stehen noch hier. "
    "Bitte drücken Sie in einer Stunde noch einmal auf den Knopf, oder rufen Sie uns an."
)
View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """Of the form. Called up without what was typed it leads to the beginning."""

    @csrf_exempt
    @cache_control(private=True, no_cache=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        if request.method != "POST" and view.__name__ != "register":
            return redirect("events:register", slug)
        event = _event(request, slug)
        return view(request, event, RegistrationForm(event, request.POST if request.method == "POST" else None))

    return guarded


@page
def register(request: HttpRequest, event: Event, form: RegistrationForm) -> HttpResponse:
    """The first page: empty, or with everything for somebody who comes back to it."""
    return _closed(request, event, form) or _show(request, event, form, PERSON)


@page
def programme(request: HttpRequest, event: Event, form: RegistrationForm) -> HttpResponse:
    if closed := _closed(request, event, form):
        return closed
    asked = PROGRAMME if form.asks_programme else PERSON
    return _show(request, event, form, form.first_wrong(PERSON) or asked)


@page
def check(request: HttpRequest, event: Event, form: RegistrationForm) -> HttpResponse:
    if closed := _closed(request, event, form):
        return closed
    return _show(request, event, form, form.first_wrong(PERSON, PROGRAMME) or CHECK)


@page
def send(request: HttpRequest, event: Event, form: RegistrationForm) -> HttpResponse:
    if wrong := form.first_wrong(PERSON, PROGRAMME):
        return _closed(request, event, form) or _show(request, event, form, wrong)
    if doubt := form.envelope.doubt:
        return _show(request, event, form, CHECK, said=doubt)
    if not may_send(request):
        return _show(request, event, form, CHECK, said=TOO_MANY, status=429)
    try:
        return redirect(_registered(event, form.application))
    except use_cases.ClosedError as error:
        return _closed(request, event, form, str(error)) or _show(request, event, form, CHECK, said=str(error))
    except use_cases.TakenMeanwhileError as error:
        return _show(request, event, form, CHECK, said=f"{error} Ihre Angaben stehen noch hier.", is_full=True)
    except use_cases.FullError as error:
        return _closed(request, event, form, str(error)) or _show(request, event, form, CHECK, said=str(error))
    except use_cases.RegistrationError as error:
        return _show(request, event, form, form.pages[-2], said=str(error))


def may_send(request: HttpRequest) -> bool:
    """Not too often from one connection; the form of a series counts too. Asking counts."""
    return limits.allows(request, "register_for_event", times=settings.REGISTRATIONS_PER_HOUR, seconds=60 * 60)


@never_cache
@require_safe
def done(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went. The address works for a day, for the person who has just sent the form."""
    try:
        key = signing.TimestampSigner(salt=DONE, sep=".").unsign(token, max_age=DONE_FOR)
    except signing.BadSignature:
        return redirect("events:event", slug)
    event = _event(request, slug)
    context = {"nav": "events", "trail": _trail(event, "Ihre Anmeldung"), "event": event} | _outcome(event, key)
    return render(request, "events/registering/done.html", context)


def _event(request: HttpRequest, slug: str) -> Event:
    """404 for whoever may not see it. Most people are no members, and see what everybody sees. Not counted yet."""
    who = reader(request)
    if who.is_anonymous and (public := public_event(slug)):
        return public
    found: Event = get_object_or_404(Event.objects.read_by(who, slug).select_related("office"))
    return found


def _trail(event: Event, here: str) -> list[tuple[str, str]]:
    return [("Start", reverse("portal:home")), (event.title, event.get_absolute_url()), (here, "")]


def _show(
    request: HttpRequest,
    event: Event,
    form: RegistrationForm,
    page: str,
    *,
    said: str = "",
    is_full: bool | None = None,
    status: int = 200,
) -> HttpResponse:
    """`said` is what the reader has to know before anything else on this page."""
    if page != PERSON:
        form.offered.count()
    if page == CHECK and is_full is None:
        count(event)
        is_full = form.is_full
    words = {"nav": "events", "trail": _trail(event, "Anmeldung"), "event": event, "said": said, "is_full": is_full}
    shown = {"form": form, "steps": form.steps(page), "travelling": form.travelling(page)}
    return render(request, TEMPLATES[page], words | shown, status=status)


def _closed(request: HttpRequest, event: Event, form: RegistrationForm, sentence: str = "") -> HttpResponse | None:
    """The page for somebody who comes too late, with what she had typed; nothing while the registration is open."""
    try:
        use_cases.expect_open(event)
    except use_cases.ClosedError as error:
        sentence = str(error)
    if not sentence and not event.has_waiting_list and not count(event).has_places:
        sentence = "Leider sind alle Plätze vergeben, und es gibt keine Warteliste."
    if not sentence:
        return None
    typed = form.person.read_back if form.data and form.person.is_valid() else []
    context = {"nav": "events", "trail": _trail(event, "Anmeldung"), "event": event, "sentence": sentence}
    return render(request, "events/registering/closed.html", context | {"typed": typed, "form": form})


def _registered(event: Event, application: Application) -> str:
    """The address of the page after sending. Only who sent this very form sees what became of it; whoever knows the
    name and the address of somebody who is registered sees what a newcomer would."""
    found = use_cases.register(event=event, application=application).registration
    key = found.key if found.nonce == application.nonce else rehearse(event, application)
    token = signing.TimestampSigner(salt=DONE, sep=".").sign(key)
    return reverse("events:registered", args=[event.slug, token])


def _outcome(event: Event, key: str) -> dict[str, Any]:
    registration = Registration.objects.named().filter(key=key, event=event).first()
    if registration is None:
        if (answer := answer_of(event, key)) is None:
            raise Http404
        return _words(answer, answer.position, answer.choices)
    registration.event = event
    return _words(registration, registration.position, choice_lines(registration))


def _words(registration: Registration | Answer, position: int, choices: list[str]) -> dict[str, Any]:
    """`headline` is how she stands; nothing else counts before she has confirmed that the address is hers."""
    standing = Standing(registration.standing)
    headline = {
        Standing.WAITING: f"Sie stehen auf der Warteliste, Platz {position}",
        Standing.ADMITTED: "Sie sind angemeldet",
    }.get(standing, standing.label)
    if registration.is_unconfirmed:
        headline = "Fast fertig: bitte bestätigen"
    return {"registration": registration, "headline": headline, "position": position, "choices": choices}
