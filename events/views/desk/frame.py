"""The desk where events are planned: which events somebody may open, and the frame of its pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from events.models import Event
from events.planning.changes import changes_of
from events.planning.editing import Edit
from offices.models import Office
from offices.publishing import desk as office_desk


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


def after_saving(request: HttpRequest, edit: Edit) -> HttpResponse:
    """Says what has happened besides, and asks whether people are to be told."""
    messages.success(request, "Gespeichert.")
    if edit.is_on_again:
        messages.info(request, "Der neue Tag steht fest: Die Veranstaltung ist nicht mehr verschoben.")
    say_offered(request, edit)
    if edit.event.capacity is not None and edit.event.taken > edit.event.capacity:
        sentence = (
            f"Vergeben sind schon {edit.event.taken} Plätze. Niemand verliert seinen Platz; neue gibt es vorerst nicht."
        )
        messages.warning(request, sentence)
    return on_from(edit.event)


def say_offered(request: HttpRequest, edit: Edit) -> None:
    """Where more places have brought somebody an offer."""
    if edit.offered:
        people = "eine Person" if edit.offered == 1 else f"{edit.offered} Menschen"
        messages.info(request, f"Von der Warteliste haben wir dafür {people} gefragt.")


def on_from(event: Event, otherwise: str = "events:desk_event") -> HttpResponse:
    """To the question whether people are to be told, where there is one; otherwise to the event, or to another page of
    it."""
    now = Event.objects.select_related("office").get(pk=event.pk)
    return redirect("events:tell" if changes_of(now) else otherwise, event.pk)
