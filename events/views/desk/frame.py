"""The desk where events are planned: which events somebody may open, and the frame of its pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from events.models import Event
from events.planning.changes import changes_of
from events.planning.editing import Edit
from events.planning.publishing import events

event_at_desk, frame, frame_of = events.at_desk, events.frame, events.frame_of  # said by every page of this desk


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
