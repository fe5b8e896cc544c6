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
        return office_desk.frame(office, "events", *(titles or ["Unsere Veranstaltungen"])) | {
            "frame": "desk/office.html"
        }
    trail = [("Geschäftsstelle", reverse("portal:desk"))]
    steps = titles or ("Veranstaltungen",)
    trail += [step if isinstance(step, tuple) else (step, "") for step in steps]
    return {"frame": "desk/coordination.html", "side_label": "Geschäftsstelle", "current": "events", "trail": trail}


def frame_of(event: Event, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """Pages of one event."""
    own = reverse("events:attendance", args=[event.pk])
    return frame(event.office, (event.title, own), *titles) | {"event": event}
