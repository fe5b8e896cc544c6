"""What the desk decides about one registration. Each step has its own address and goes through the use cases."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.guards import MemberRequest, member_required
from events.forms.participants import CorrectionForm, ExceedForm, NewPersonForm, RefuseForm
from events.forms.phone import DeskProgrammeForm
from events.forms.registration.origin import office_suggestions
from events.forms.registration.programme import initial_of
from events.models import Event, Registration
from events.people import unconfirmed
from events.people.participants import Participant
from events.places import corrections, offers
from events.places import registration as use_cases
from events.places.options import options_of
from events.views.desk.people.participants import frame_of_person, person_at_desk
from events.views.links import ACT, BOTH
from events.views.sent_forms import carry_out, sent

View = Callable[[MemberRequest, Event, Registration], HttpResponse]
TOO_LATE = "Diese Anmeldung ist beendet, oder die Veranstaltung ist vorbei. Daran lässt sich nichts mehr ändern."


def step(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """While somebody comes or waits, and until the event is over."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @member_required
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, number: int) -> HttpResponse:
            event, person = person_at_desk(request, pk, number)
            if not Participant(person, event).may_change:
                messages.info(request, TOO_LATE)
                return redirect("events:participant", event.pk, person.pk)
            return view(request, event, person)

        return guarded

    return decorate


@step(*BOTH)
def admit(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    form = ExceedForm(sent(request))

    def do() -> object:
        return use_cases.admit(person, by=request.user, exceed=form.cleaned_data["exceed"])

    if answer := _done(request, form, do, f"{person.name} hat jetzt einen Platz.", event, person):
        return answer
    return _ask(request, "events/desk/participants/admit.html", "Platz geben", event, person, {"form": form})


@step(*BOTH)
def refuse(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    form = RefuseForm(sent(request))

    def do() -> object:
        return use_cases.refuse(person, by=request.user, reason=form.cleaned_data["reason"])

    if answer := _done(request, form, do, f"{person.name} bekommt eine Absage.", event, person):
        return answer
    return _ask(request, "events/desk/participants/refuse.html", "Absagen", event, person, {"form": form})


@step(*BOTH)
def cancel(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    if request.method == "POST":
        use_cases.cancel(person, by=request.user)
        messages.success(request, f"{person.name} ist abgemeldet.")
        return redirect("events:participant", event.pk, person.pk)
    return _ask(request, "events/desk/participants/cancel.html", "Abmelden", event, person, {})


@step(*BOTH)
def change(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    choices = options_of(event)
    form = DeskProgrammeForm(choices, sent(request))
    form.initial = initial_of(person, choices)
    exceed = ExceedForm(sent(request))

    def do() -> object:
        exceeds = exceed.is_valid() and exceed.cleaned_data["exceed"]
        return use_cases.change(person, choice=form.choice, by=request.user, exceed=exceeds)

    if answer := _done(request, form, do, "Die Änderung ist gespeichert.", event, person):
        return answer
    context = {"form": form, "exceed": exceed, "nothing_to_choose": choices.is_empty}
    return _ask(request, "events/desk/participants/change.html", "Tage und Werkstätten ändern", event, person, context)


@step(*BOTH)
def transfer(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    form = NewPersonForm(sent(request))

    def do() -> object:
        return use_cases.transfer(person, form.person, by=request.user)

    if answer := _done(request, form, do, "Der Platz ist weitergegeben.", event, person):
        return answer
    context = {"form": form, "office_suggestions": office_suggestions()}
    return _ask(request, "events/desk/participants/transfer.html", "Platz weitergeben", event, person, context)


@member_required
def correct(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Also when all is over: the name stands on the certificate."""
    event, person = person_at_desk(request, pk, number)
    form = CorrectionForm(person, sent(request))

    def do() -> object:
        return corrections.correct(person, form.person, printed_name=form.cleaned_data["printed_name"], by=request.user)

    if answer := _done(request, form, do, "Die Angaben sind gespeichert.", event, person):
        return answer
    context = {"form": form, "office_suggestions": office_suggestions()}
    return _ask(request, "events/desk/participants/correct.html", "Angaben berichtigen", event, person, context)


@member_required
@require_http_methods(ACT)
def answer(request: MemberRequest, pk: int, number: int, booking: int | None = None) -> HttpResponse:
    """What somebody said to an offer, on the telephone or in a letter: of a place at the event or, with the key of its
    `booking`, in a workshop."""
    event, person = person_at_desk(request, pk, number)
    offer = get_object_or_404(person.bookings, pk=booking) if booking else None
    says_yes = "ja" in request.POST
    try:
        offers.answer(person, offer, says_yes=says_yes, by=request.user)
    except offers.OfferOverError as error:
        messages.warning(request, str(error))
    else:
        done = f"{person.name} hat den Platz." if says_yes else f"{person.name} gibt den Platz weiter."
        messages.success(request, done)
    return redirect("events:participant", event.pk, person.pk)


@step(*ACT)
def confirm(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    """She has said on the telephone that she comes."""
    unconfirmed.confirm_for(person, by=request.user)
    messages.success(request, f"Die Anmeldung von {person.name} ist bestätigt.")
    return redirect("events:participant", event.pk, person.pk)


@step(*ACT)
def tell_again(request: MemberRequest, event: Event, person: Registration) -> HttpResponse:
    try:
        notice = corrections.tell_again(person, by=request.user)
    except use_cases.RegistrationError as error:
        messages.warning(request, str(error))
    else:
        done = "Die E-Mail geht gleich hinaus." if notice.message else "Der Brief liegt bei den Briefen zum Drucken."
        messages.success(request, done)
    return redirect("events:participant", event.pk, person.pk)


def _done(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[[], object],
    sentence: str,
    event: Event,
    person: Registration,
) -> HttpResponse | None:
    """Back to the person's page once it is done; nothing while the form has to be shown, with what is wrong."""
    if not carry_out(form, do):
        return None
    messages.success(request, sentence)
    return redirect("events:participant", event.pk, person.pk)


def _ask(
    request: HttpRequest, template: str, title: str, event: Event, person: Registration, context: dict[str, Any]
) -> HttpResponse:
    return render(request, template, frame_of_person(event, person, title) | {"title": title, **context})
