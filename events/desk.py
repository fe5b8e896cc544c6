"""The desk where events are planned: which events somebody may open, and the frame of its pages."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.models import Event
from offices import desk as office_desk
from offices.models import Office


def event_at_desk(request: HttpRequest, pk: int) -> Event:
    """404 for everybody who may not plan it."""
    events = Event.objects.managed_by(request.user).select_related("office", "series")
    event: Event = get_object_or_404(events, pk=pk)
    return event


def frame(office: Office | None, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """Events of an office lie on its desk, those of the Geschäftsstelle on the coordinators'."""
    if office:
        own = ("Unsere Veranstaltungen", reverse("events:office_events", args=[office.slug]))
        steps = [own, *titles] if titles else ["Unsere Veranstaltungen"]
        return office_desk.frame(office, "events", *steps) | {"frame": "desk/office.html"}
    steps = [("Veranstaltungen", reverse("events:bas_events")), *titles] if titles else ["Veranstaltungen"]
    trail = [("Geschäftsstelle", reverse("portal:desk"))]
    trail += [step if isinstance(step, tuple) else (step, "") for step in steps]
    return {"frame": "desk/coordination.html", "side_label": "Geschäftsstelle", "current": "events", "trail": trail}


def frame_of(event: Event, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """Pages of one event; without titles the event's own."""
    own = reverse("events:desk_event", args=[event.pk])
    steps = [(event.title, own), *titles] if titles else [event.title]
    return frame(event.office, *steps) | {"event": event}
