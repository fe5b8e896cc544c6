"""The events on a desk, and one event on its way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.web.paging import paginate
from events.models import Event, Item, Series
from events.models.programme import ItemQuerySet
from events.planning.changes import changes_of
from events.planning.publishing import events
from events.showing.standing import standing_of
from events.showing.wishing import count_wishes
from events.telling import letters
from events.views.desk.frame import event_at_desk, frame, frame_of
from offices.publishing.desk import office_at_desk


@member_required
@require_safe
def office_events(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    page = paginate(request, Event.objects.by_office(office).for_list().latest_first())
    new = reverse("events:new_event", args=[office.slug]), reverse("events:new_series", args=[office.slug])
    context = frame(office) | {"events": page, "new_urls": new, "series": Series.objects.by_office(office)}
    return render(request, "events/desk/planning/events.html", context)


@coordinator_required
@require_safe
def bas_events(request: MemberRequest) -> HttpResponse:
    """All events, whoever plans them: coordinators look after all of them."""
    page = paginate(request, Event.objects.for_list().latest_first())
    context = frame(None) | {
        "events": page,
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
        "missing": events.missing(event),
        "may_release": events.may_release(request.user, event),
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
