"""The events on a desk, and one event on its way."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.publishing.states import WrongStateError
from core.web.paging import paginate
from events.forms.planning.steps import SendBackForm
from events.models import Event, Item, Series
from events.models.programme import ItemQuerySet
from events.planning import steps
from events.planning.changes import changes_of
from events.showing.standing import standing_of
from events.showing.wishing import count_wishes
from events.telling import letters
from events.views.desk.frame import event_at_desk, frame, frame_of
from offices.publishing.desk import office_at_desk


@member_required
@require_safe
def office_events(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    events = paginate(request, Event.objects.by_office(office).for_list().latest_first())
    new = reverse("events:new_event", args=[office.slug]), reverse("events:new_series", args=[office.slug])
    context = frame(office) | {"events": events, "new_urls": new, "series": Series.objects.by_office(office)}
    return render(request, "events/desk/planning/events.html", context)


@coordinator_required
@require_safe
def bas_events(request: MemberRequest) -> HttpResponse:
    """All events, whoever plans them: coordinators look after all of them."""
    events = paginate(request, Event.objects.for_list().latest_first())
    context = frame(None) | {
        "events": events,
        "this_year": timezone.localdate().year,
        "new_urls": (reverse("events:new_bas_event"), reverse("events:new_bas_series")),
        "series": Series.objects.alphabetical(),
    }
    return render(request, "events/desk/planning/events.html", context)


@member_required
@require_safe
def desk_event(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    registrations = event.registrations
    context = frame_of(event) | {
        "standing": standing_of(event),
        "stage": event.stage(),
        "changes": changes_of(event),
        "missing": steps.what_is_missing(event),
        "may_release": steps.may_release(request.user, event),
        "admitted": registrations.admitted().count(),
        "unconfirmed": registrations.active().unconfirmed().count(),
        "gone": registrations.gone().count(),
        "letters": letters.to_print(event).count(),
        "calls": letters.to_tell(event).count(),
        "items": (items := list(_bookable(event))),
    }
    count_wishes(event, items)
    return render(request, "events/desk/planning/event.html", context)


def _bookable(event: Event) -> ItemQuerySet:
    found: ItemQuerySet = Item.objects.bookable().filter(day__event=event).select_related("day")
    return found.order_by("day__date", "starts")


@member_required
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    done = (
        "Die Veranstaltung liegt jetzt der Geschäftsstelle vor. Sie bekommen eine E-Mail, sobald sie freigegeben ist."
    )
    return _step(request, pk, steps.submit, done)


@member_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, steps.withdraw, "Die Veranstaltung ist wieder ein Entwurf.")


@member_required
@require_POST
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """For offices that publish directly, and for coordinators."""
    return _step(request, pk, steps.release, "Die Veranstaltung ist freigegeben.")


@member_required
@require_POST
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, steps.archive, "Die Veranstaltung liegt jetzt im Archiv. Besucher sehen sie nicht mehr.")


@member_required
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, steps.reopen, "Die Veranstaltung ist wieder ein Entwurf.")


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
            steps.send_back(event, by=request.user, request=form.cleaned_data["request"])
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Die Veranstaltung ist zurückgegeben. Die Person bekommt eine E-Mail.")
        return redirect("portal:desk")
    return render(request, "events/desk/planning/send_back.html", frame_of(event, "Zurückgeben") | {"form": form})


@member_required
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    if request.method == "POST":
        try:
            steps.throw_away(event, by=request.user)
        except WrongStateError as error:
            messages.warning(request, str(error))
            return redirect("events:desk_event", event.pk)
        messages.success(request, "Der Entwurf ist gelöscht.")
        return redirect(*(("events:office_events", event.office.slug) if event.office else ("events:bas_events",)))
    return render(request, "events/desk/planning/delete.html", frame_of(event, "Löschen"))
