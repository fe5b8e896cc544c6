"""Who comes and who waits: the list, and one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.forms.participants import NotesForm, ParticipantFilterForm
from events.models import Event, Registration
from events.people.namesakes import how_known, others_called
from events.people.participants import Participant, lines_of, why_closed
from events.places import corrections, waiting
from events.views.desk.frame import event_at_desk, frame_of

TITLE = "Teilnehmende"


def person_at_desk(request: HttpRequest, pk: int, number: int) -> tuple[Event, Registration]:
    """404 for whose name is forgotten, and for everybody who may not plan the event."""
    event = event_at_desk(request, pk)
    people = event.registrations.named().select_related("office", "taken_by")
    person: Registration = get_object_or_404(people, pk=number)
    person.event = event
    return event, person


def frame_of_person(event: Event, person: Registration, *here: str) -> dict[str, Any]:
    everybody = (TITLE, reverse("events:participants", args=[event.pk]))
    own = [(person.name, reverse("events:participant", args=[event.pk, person.pk])), *here] if here else [person.name]
    return frame_of(event, everybody, *own) | {"person": person}


@member_required
@require_safe
def participants(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = ParticipantFilterForm(request.GET, event=event)
    paging = paginate(request, form.filter().select_related("office"))
    why = None
    if form.asks_for_the_line:
        why = waiting.why_in_item(form.item, event) if form.item else waiting.why_at_event(event)
    context = frame_of(event, TITLE) | {
        "form": form,
        "paging": paging,
        "lines": lines_of(event, paging, form.item),
        "why": why,
        "closed": why_closed(event),
    }
    return render(request, "events/desk/participants/list.html", context)


@member_required
@require_POST
def move_up(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    if offered := waiting.move_up(event, by=request.user):
        messages.success(request, "Ein Platz ist angeboten." if offered == 1 else f"{offered} Plätze sind angeboten.")
    else:
        messages.info(request, "Zurzeit kann niemand nachrücken.")
    return redirect("events:participants", event.pk)


@member_required
@require_safe
def participant(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event, person = person_at_desk(request, pk, number)
    form = NotesForm(initial={"notes": person.notes})
    return _page(request, event, person, form)


@member_required
@require_POST
def notes(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    event, person = person_at_desk(request, pk, number)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return _page(request, event, person, form)
    corrections.write_notes(person, form.cleaned_data["notes"])
    messages.success(request, "Die Notiz ist gespeichert.")
    return redirect("events:participant", event.pk, person.pk)


def _page(request: HttpRequest, event: Event, person: Registration, form: NotesForm) -> HttpResponse:
    context = frame_of_person(event, person) | {
        "page": Participant(person, event),
        "form": form,
        "namesakes": [(other, how_known(other)) for other in others_called(person)],
    }
    return render(request, "events/desk/participants/person.html", context)
