"""One registration, seen by the person herself, and what she decides while she means to come."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from events.attendance import papers
from events.forms.registration.programme import ProgrammeForm, initial_of
from events.models import Registration
from events.models.registrations import CONFIRM
from events.people.personal_page import PersonalPage
from events.places import bundles, offers
from events.places import registration as use_cases
from events.places.options import options_of
from events.views.desk.documents import pdf_response
from events.views.links import ACT, BOTH, LOOK, by_link
from events.views.sent_forms import carry_out, sent


def frame(registration: Registration, *here: str) -> dict[str, Any]:
    """What all pages of one registration say above their own words."""
    own = [("Ihre Anmeldung", reverse("events:personal", args=[registration.token]))] if here else []
    trail = [("Start", reverse("portal:home")), *own, (here[0] if here else "Ihre Anmeldung", "")]
    return {"nav": "events", "trail": trail, "registration": registration, "event": registration.event}


@by_link(*LOOK)
def personal(request: HttpRequest, registration: Registration) -> HttpResponse:
    words = {**frame(registration), "page": PersonalPage(registration)}
    return render(request, "events/personal/registration.html", words)


@by_link(*LOOK)
def participants(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Who else comes, for those who come themselves."""
    if not registration.is_coming:
        raise Http404("Die Liste ist für Menschen, die einen Platz haben.")
    return pdf_response(papers.participants(registration.event, at=timezone.now()), "teilnehmende.pdf")


@by_link(*BOTH, salt=CONFIRM)
def confirm(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One button; a program that only follows links changes nothing."""
    if request.method == "POST":
        bundles.confirm_bundle(registration)
        return redirect(registration)
    here = "E-Mail-Adresse bestätigen" if registration.is_unconfirmed else "E-Mail-Adresse bestätigt"
    return render(request, "events/personal/confirm.html", frame(registration, here))


@by_link(*BOTH)
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    page = PersonalPage(registration)
    if not page.may_change:
        return render(request, "events/personal/too_late.html", frame(registration, "Wahl ändern"))
    choices = options_of(registration.event)
    form = ProgrammeForm(choices, sent(request))
    form.initial = initial_of(registration, choices)
    if carry_out(form, lambda: use_cases.change(registration, choice=form.choice)):
        return redirect(registration)
    return render(request, "events/personal/change.html", {**frame(registration, "Wahl ändern"), "form": form})


@by_link(*ACT)
def accept(request: HttpRequest, registration: Registration) -> HttpResponse:
    """ "Ja, ich komme"."""
    return _answer(request, registration, lambda: offers.accept(registration))


@by_link(*ACT)
def decline(request: HttpRequest, registration: Registration) -> HttpResponse:
    """ "Nein, Platz weitergeben"."""
    return _answer(request, registration, lambda: offers.decline(registration))


@by_link(*ACT)
def accept_workshop(request: HttpRequest, registration: Registration, pk: int) -> HttpResponse:
    booking = get_object_or_404(registration.bookings, pk=pk)
    return _answer(request, registration, lambda: offers.accept_workshop(booking))


@by_link(*ACT)
def decline_workshop(request: HttpRequest, registration: Registration, pk: int) -> HttpResponse:
    booking = get_object_or_404(registration.bookings, pk=pk)
    return _answer(request, registration, lambda: offers.decline_workshop(booking))


def _answer(request: HttpRequest, registration: Registration, do: Callable[[], object]) -> HttpResponse:
    """Or the page for an answer that comes too late."""
    try:
        do()
    except (offers.OfferOverError, use_cases.RegistrationError) as error:
        words = {**frame(registration, "Angebot"), "sentence": str(error)}
        return render(request, "events/personal/offer_over.html", words, status=409)
    return redirect(registration)
