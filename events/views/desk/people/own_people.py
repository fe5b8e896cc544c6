"""The people of an office at any event, also at those of others: for the office that sends them. Its own people only;
coordinators see everybody at the desks of the events."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.forms.own_people import NewStaffForm, StaffForm
from events.models import Booking, Event, EventQuerySet, Registration, Source
from events.people.participants import own_line
from events.places import registration as use_cases
from events.places.options import options_of
from events.places.quotas import places_left
from events.views.sent_forms import carry_out, sent
from offices.models import Office
from offices.publishing import desk

TITLE = "Unsere Anmeldungen"
KNOWN = "Die Angaben sind angekommen. Mit diesem Namen war schon jemand angemeldet, es ist nichts doppelt eingetragen."


def _own_office(request: MemberRequest, slug: str) -> Office:
    """404 for everybody who doesn't work there herself."""
    office: Office = get_object_or_404(Office.objects.worked_in_by(request.user), slug=slug)
    return office


def _person(office: Office, number: int) -> Registration:
    people = Registration.objects.of_office(office).named().active().select_related("event__office", "office")
    ahead = people.filter(event__ends_at__gt=timezone.now())
    person: Registration = get_object_or_404(ahead, pk=number)
    return person


def _frame(office: Office, *here: str) -> dict[str, Any]:
    own = (TITLE, reverse("events:own_people", args=[office.slug]))
    return desk.frame(office, "people", *([own, *here] if here else [TITLE])) | {"frame": "desk/office.html"}


@member_required
@require_safe
def own_people(request: MemberRequest, slug: str) -> HttpResponse:
    office = _own_office(request, slug)
    people = Registration.objects.of_office(office).named().filter(event__ends_at__gt=timezone.now())
    chosen = Prefetch("bookings", Booking.objects.select_related("item").order_by("item__starts", "wish"))
    rows = people.select_related("event").prefetch_related(chosen)
    paging = paginate(request, rows.order_by("event__starts_at", "event", "sort_key", "pk"))
    context = _frame(office) | {"paging": paging, "lines": [own_line(person) for person in paging]}
    return render(request, "events/desk/own_people/list.html", context)


@member_required
@require_safe
def events(request: MemberRequest, slug: str) -> HttpResponse:
    """Where somebody can be registered now."""
    office = _own_office(request, slug)
    paging = paginate(request, _open_to(request).for_list().soonest_first())
    return render(
        request, "events/desk/own_people/events.html", _frame(office, "Jemanden anmelden") | {"paging": paging}
    )


def _open_to(request: MemberRequest) -> EventQuerySet:
    return Event.objects.visible_to(request.user).open()


@member_required
def register(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    office = _own_office(request, slug)
    event = get_object_or_404(_open_to(request).select_related("office"), pk=pk)
    form = NewStaffForm(office, options_of(event), sent(request))

    def do() -> use_cases.Outcome:
        use_cases.expect_open(event)
        return use_cases.register(event=event, application=form.application, source=Source.OFFICE, by=request.user)

    if outcome := carry_out(form, do):
        messages.success(request, _said(outcome, office))
        return redirect("events:own_people", office.slug)
    left = places_left(event, office)
    context = _frame(office, "Jemanden anmelden") | {"form": form, "event": event, "left": left}
    return render(request, "events/desk/own_people/register.html", context)


def _said(outcome: use_cases.Outcome, office: Office) -> str:
    """Of somebody who was known already and is none of this office nothing is said."""
    found = outcome.registration
    if not outcome.is_new and found.office_id != office.pk:
        return KNOWN
    if not outcome.is_new:
        return f"{found.name} war schon angemeldet."
    return f"{found.name} {'ist angemeldet' if found.is_holding else 'steht auf der Warteliste'}."


@member_required
def cancel(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    office = _own_office(request, slug)
    person = _person(office, number)
    if request.method == "POST":
        use_cases.cancel(person, by=request.user)
        messages.success(request, f"{person.name} ist abgemeldet.")
        return redirect("events:own_people", office.slug)
    context = _frame(office, "Abmelden") | {"person": person, "event": person.event}
    return render(request, "events/desk/own_people/cancel.html", context)


@member_required
def transfer(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    office = _own_office(request, slug)
    person = _person(office, number)
    form = StaffForm(office, sent(request))
    if carry_out(form, lambda: use_cases.transfer(person, form.person, by=request.user)):
        messages.success(request, "Der Platz ist weitergegeben. Beide bekommen Bescheid.")
        return redirect("events:own_people", office.slug)
    context = _frame(office, "Vertretung schicken") | {"person": person, "event": person.event, "form": form}
    return render(request, "events/desk/own_people/transfer.html", context)
