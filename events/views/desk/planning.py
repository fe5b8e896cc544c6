"""The events on a desk, and one event on its way."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.paging import paginate
from core.publishing import WrongStateError
from events import planning
from events.desk import event_at_desk, frame, frame_of
from events.models import Event, Item
from events.planning_forms import SendBackForm
from events.standing import standing_of
from offices.desk import office_at_desk


@member_required
@require_safe
def office_events(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    events = paginate(request, Event.objects.by_office(office).for_list().latest_first())
    return render(request, "events/desk/planning/events.html", frame(office) | {"events": events})


@coordinator_required
@require_safe
def bas_events(request: MemberRequest) -> HttpResponse:
    """All events, whoever plans them: coordinators look after all of them."""
    events = paginate(request, Event.objects.for_list().latest_first())
    context = frame(None) | {"events": events, "this_year": timezone.localdate().year}
    return render(request, "events/desk/planning/events.html", context)


@member_required
@require_safe
def desk_event(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    registrations = event.registrations
    context = frame_of(event) | {
        "standing": standing_of(event),
        "missing": planning.what_is_missing(event),
        "may_release": planning.may_release(request.user, event),
        "admitted": registrations.admitted().count(),
        "unconfirmed": registrations.active().unconfirmed().count(),
        "gone": registrations.gone().count(),
        "items": Item.objects.bookable().filter(day__event=event).select_related("day").order_by("day__date", "starts"),
    }
    return render(request, "events/desk/planning/event.html", context)


@member_required
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    done = (
        "Die Veranstaltung liegt jetzt der Geschäftsstelle vor. Sie bekommen eine E-Mail, sobald sie freigegeben ist."
    )
    return _step(request, pk, planning.submit, done)


@member_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, planning.withdraw, "Die Veranstaltung ist wieder ein Entwurf.")


@member_required
@require_POST
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """For offices that publish directly, and for coordinators."""
    return _step(request, pk, planning.release, "Die Veranstaltung ist freigegeben.")


def _step(request: MemberRequest, pk: int, step: Callable[..., object], done: str) -> HttpResponse:
    event = event_at_desk(request, pk)
    try:
        step(event, by=request.user)
    except WrongStateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)
    return redirect("events:desk_event", event.pk)


@coordinator_required
def send_back(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.send_back(event, by=request.user, request=form.cleaned_data["request"])
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Die Veranstaltung ist zurückgegeben. Die Person bekommt eine E-Mail.")
        return redirect("portal:desk")
    return render(request, "events/desk/planning/send_back.html", frame_of(event, "Zurückgeben") | {"form": form})
