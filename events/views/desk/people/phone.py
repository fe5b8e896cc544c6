"""A registration by telephone or letter: three pages to read aloud, and what the caller is told at the end. Nothing is
kept between the pages; what was written down travels along."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from events.forms.phone import PhoneForm
from events.forms.registration.form import CHECK, PERSON, PROGRAMME
from events.models import Event, Registration
from events.people.namesakes import how_known, namesakes
from events.people.participants import Participant, why_closed
from events.places import registration as use_cases
from events.views.desk.frame import event_at_desk, frame_of
from events.views.desk.people.participants import TITLE

HERE = "Jemanden anmelden"
QUOTA = "Dieses Büro hat seine Plätze schon vergeben. Soll die Person trotzdem kommen, setzen Sie unten den Haken."
FULL = "Alle Plätze sind vergeben. Soll die Person trotzdem kommen, dann setzen Sie unten den Haken."
TEMPLATES = {
    PERSON: "events/desk/phone/person.html",
    PROGRAMME: "events/desk/phone/programme.html",
    CHECK: "events/desk/phone/check.html",
}
View = Callable[[MemberRequest, Event, PhoneForm], HttpResponse]


def page(view: View) -> Callable[..., HttpResponse]:
    """Of the form. Called up without what was written down it leads to the beginning."""

    @member_required
    @wraps(view)
    def guarded(request: MemberRequest, pk: int) -> HttpResponse:
        event = event_at_desk(request, pk)
        if request.method != "POST" and view is not _first:
            return redirect("events:phone", event.pk)
        if sentence := why_closed(event):
            context = frame_of(event, (TITLE, reverse("events:participants", args=[pk])), HERE)
            return render(request, "events/desk/phone/closed.html", context | {"sentence": sentence})
        return view(request, event, PhoneForm(event, request.POST if request.method == "POST" else None))

    return guarded


def _first(request: MemberRequest, event: Event, form: PhoneForm) -> HttpResponse:
    """Empty, or with everything for somebody who comes back to it."""
    return _show(request, event, form, PERSON)


person = page(_first)


@page
def programme(request: MemberRequest, event: Event, form: PhoneForm) -> HttpResponse:
    asked = PROGRAMME if form.asks_programme else PERSON
    return _show(request, event, form, form.first_wrong(PERSON) or asked)


@page
def check(request: MemberRequest, event: Event, form: PhoneForm) -> HttpResponse:
    return _show(request, event, form, form.first_wrong(PERSON, PROGRAMME) or CHECK)


@page
def send(request: MemberRequest, event: Event, form: PhoneForm) -> HttpResponse:
    if wrong := form.first_wrong(PERSON, PROGRAMME):
        return _show(request, event, form, wrong)
    way, application = form.source.chosen, form.application
    try:
        outcome = use_cases.register(
            event=event, application=application, source=way, by=request.user, exceed=form.exceeds
        )
    except use_cases.QuotaError:
        return _show(request, event, form, CHECK, said=QUOTA, over_quota=True)
    except use_cases.FullError:
        event.refresh_from_db(fields=["taken", "waiting"])
        return _show(request, event, form, CHECK, said=FULL, is_full=True)
    except use_cases.RegistrationError as error:
        return _show(request, event, form, form.pages[-2], said=str(error))
    if not outcome.is_new and outcome.registration.nonce != application.nonce:
        messages.info(request, f"{outcome.registration.name} war schon angemeldet. Es ist nichts doppelt eingetragen.")
    return redirect("events:phone_done", event.pk, outcome.registration.pk)


@member_required
@require_safe
def done(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """What the caller is told, and the letter for her."""
    event = event_at_desk(request, pk)
    registration = get_object_or_404(event.registrations.named().select_related("office", "event"), pk=number)
    everybody = (TITLE, reverse("events:participants", args=[pk]))
    context = frame_of(event, everybody, registration.name) | {
        "person": registration,
        "page": Participant(registration, event),
        "letter": registration.notices.on_paper().newest_first().first(),
    }
    return render(request, "events/desk/phone/done.html", context)


def _show(
    request: HttpRequest,
    event: Event,
    form: PhoneForm,
    page: str,
    *,
    said: str = "",
    is_full: bool | None = None,
    over_quota: bool = False,
) -> HttpResponse:
    """`said` is what has to be known before anything else on this page."""
    if page == CHECK and is_full is None:
        is_full = form.is_full
    everybody = (TITLE, reverse("events:participants", args=[event.pk]))
    context = frame_of(event, everybody, HERE) | {
        "form": form,
        "steps": form.steps(page),
        "travelling": form.travelling(page),
        "said": said,
        "is_full": is_full,
        "over_quota": over_quota,
        "namesakes": _namesakes(event, form) if page == CHECK else [],
    }
    return render(request, TEMPLATES[page], context)


def _namesakes(event: Event, form: PhoneForm) -> list[tuple[Registration, str]]:
    """Who may be the same person, each with what tells her apart."""
    return [(other, how_known(other)) for other in namesakes(event, form.application.person)]
