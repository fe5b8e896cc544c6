"""An event is called off, put off, or takes place after all; and whoever has registered is told, or not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import MemberRequest, member_required
from core.publishing.states import WrongStateError
from events.forms.planning.steps import ReasonForm, TellForm
from events.planning import changes, steps
from events.views.desk.frame import event_at_desk, frame_of, on_from


@member_required
def call_off(request: MemberRequest, pk: int) -> HttpResponse:
    words = ("Absagen", "Veranstaltung absagen", "Die Veranstaltung ist abgesagt.")
    return _with_reason(request, pk, steps.call_off, words)


@member_required
def postpone(request: MemberRequest, pk: int) -> HttpResponse:
    words = ("Verschieben", "Veranstaltung verschieben", "Die Veranstaltung ist verschoben.")
    return _with_reason(request, pk, steps.postpone, words)


def _with_reason(
    request: MemberRequest, pk: int, step: Callable[..., None], words: tuple[str, str, str]
) -> HttpResponse:
    event, (crumb, heading, done) = event_at_desk(request, pk), words
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            step(event, by=request.user, reason=form.cleaned_data["reason"])
        except WrongStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return on_from(event)
    context = frame_of(event, crumb) | {
        "form": form,
        "heading": heading,
        "people": event.registrations.active().count(),
        "is_postponing": step is steps.postpone,
    }
    return render(request, "events/desk/planning/stop.html", context)


@member_required
@require_POST
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    try:
        steps.put_back(event, by=request.user)
    except WrongStateError as error:
        messages.warning(request, str(error))
        return redirect("events:desk_event", event.pk)
    messages.success(request, "Die Veranstaltung findet statt.")
    return on_from(event)


@member_required
def tell(request: MemberRequest, pk: int) -> HttpResponse:
    """Shows what has changed and asks; POST sends."""
    event = event_at_desk(request, pk)
    form = TellForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not event.is_published:
            messages.warning(
                request, "Die Seite der Veranstaltung ist nicht zu sehen. Darum geht keine Nachricht hinaus."
            )
            return redirect("events:desk_event", event.pk)
        count = changes.tell(event, by=request.user, words=form.cleaned_data["words"])
        done = f"{count} Menschen bekommen eine Nachricht." if count != 1 else "Eine Person bekommt eine Nachricht."
        messages.success(request, done)
        return redirect("events:desk_event", event.pk)
    people, found = changes.people_to_tell(event), changes.changes_of(event)
    context = frame_of(event, "Sollen die Angemeldeten davon erfahren?" if found else "Alle wissen Bescheid") | {
        "form": form,
        "changes": found,
        "concerns_all": changes.concerns_all(event),
        "mails": people.exclude(email="").count(),
        "letters": people.filter(email="").count(),
    }
    return render(request, "events/desk/planning/tell.html", context)


@member_required
@require_POST
def keep_quiet(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    changes.keep_quiet(event, by=request.user)
    messages.info(request, "Niemand bekommt eine Nachricht.")
    return redirect("events:desk_event", event.pk)
