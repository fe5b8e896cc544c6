"""Workshop places: how they stand, the proposal that follows the wishes, and what somebody gives out by hand."""

from collections import Counter

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.forms.allocation import AllocateForm, AssignForm, PeopleForm, ReleaseForm
from events.models import Allocation, Booking, Event, Item
from events.places import allocation as use_cases
from events.places.allocation import STALE, StaleProposalError
from events.places.clashes import ClashError
from events.places.registration import FullError
from events.showing.wishing import count_wishes
from events.views.desk.frame import event_at_desk, frame_of

TITLE = "Werkstätten"


@member_required
@require_safe
def workshops(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = PeopleForm(request.GET)
    chosen = Booking.objects.filter(registration__event=event, slot__isnull=False)
    people = event.registrations.admitted().named().filter(pk__in=chosen.values("registration"))
    context = frame_of(event, TITLE) | {
        "workshops": _workshops(event),
        "by_wishes": event.allocation == Allocation.WISHES,
        "form": form,
        "people": paginate(request, form.filter(people).alphabetical().prefetch_related(_in_order())),
    }
    return render(request, "events/desk/lists/workshops.html", context)


@member_required
@require_safe
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """Worked out anew each time: wishes may have changed."""
    event = _by_wishes(request, pk)
    form = ReleaseForm(request.GET, event=event)
    found = use_cases.propose(event, released=form.released)
    filled = Counter[int]()
    for one in found.assignments:
        if one.item:
            filled[one.item.pk] += one.registration.seats
    rows = sorted(found.assignments, key=_disappointed_first)
    context = frame_of(event, _up(event), "Vorschlag") | {
        "proposal": found,
        "released": form.released,
        "workshops": [(item, filled[item.pk]) for item in _workshops(event)],
        "open": [one for one in rows if not one.is_kept],
        "kept": [one for one in rows if one.is_kept],
        "form": AllocateForm(None, event=event),
    }
    return render(request, "events/desk/lists/proposal.html", context)


@member_required
@require_POST
def allocate(request: MemberRequest, pk: int) -> HttpResponse:
    """Only what somebody has read is written."""
    event = _by_wishes(request, pk)
    form = AllocateForm(request.POST, event=event)
    found = use_cases.propose(event, released=form.released)
    try:
        if not form.is_valid() or form.cleaned_data["grundlage"] not in {"", found.basis}:
            raise StaleProposalError(STALE)
        use_cases.apply(event, by=request.user, tell=form.cleaned_data["tell"], released=form.released, proposal=found)
    except StaleProposalError as error:
        messages.warning(request, str(error))
        return redirect("events:proposal", event.pk)
    told = " Alle, für die sich etwas ändert, bekommen eine Nachricht." if form.cleaned_data["tell"] else ""
    sentence = f"Verteilt. Erster Wunsch: {found.firsts}, zweiter: {found.seconds}, keiner: {found.without}.{told}"
    messages.success(request, sentence)
    return redirect("events:workshops", event.pk)


@member_required
def assign(request: MemberRequest, pk: int, person: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    registration = get_object_or_404(event.registrations.admitted().named(), pk=person)
    registration.event = event
    form = AssignForm(registration, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            exceed, agreed = form.cleaned_data["exceed"], form.agreed_to
            use_cases.assign_by_hand(registration, form.item, by=request.user, exceed=exceed, agreed=agreed)
        except ClashError as error:
            form.ask(error.clashes)
        except FullError as error:
            form.add_error("exceed", str(error))
        else:
            messages.success(request, f"{registration.name} hat jetzt einen Platz in „{form.item.title}“.")
            return redirect("events:workshops", event.pk)
    bookings = registration.bookings.filter(slot__isnull=False).select_related("item").order_by("slot", "wish")
    context = frame_of(event, _up(event), "Von Hand") | {"person": registration, "form": form, "bookings": bookings}
    return render(request, "events/desk/lists/assign.html", context)


def _by_wishes(request: MemberRequest, pk: int) -> Event:
    """404 where places go to whoever comes first: there is nothing to distribute."""
    event = event_at_desk(request, pk)
    if event.allocation != Allocation.WISHES:
        raise Http404
    return event


def _workshops(event: Event) -> list[Item]:
    items = Item.objects.workshops().filter(day__event=event).select_related("day")
    found = list(items.order_by("day__date", "starts", "position", "pk"))
    count_wishes(event, found)
    return found


def _in_order() -> Prefetch:
    chosen = Booking.objects.select_related("item").order_by("item__day__date", "item__starts", "slot", "wish", "pk")
    return Prefetch("bookings", chosen)


def _up(event: Event) -> tuple[str, str]:
    return TITLE, reverse("events:workshops", args=[event.pk])


def _disappointed_first(one: use_cases.Assignment) -> tuple[int, tuple[str, int]]:
    """Those whom a coordinator may want to ring up stand on top."""
    rank = {0: 0, 2: 1}.get(one.wish, 2)
    return rank, (one.registration.sort_key, one.registration.pk)
