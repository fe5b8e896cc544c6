"""Who is there: marked on a telephone, by the code on a badge, or on a printed list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from events.attendance import attending, papers
from events.forms.attendance import AttendanceForm, MarkForm
from events.models import Event
from events.models.units import current, expected_at, present_at, units_of
from events.people.names_on_paper import unprintable_names
from events.views.desk.documents import pdf_response
from events.views.desk.frame import event_at_desk, frame_of


@member_required
@require_safe
def attendance(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = AttendanceForm(request.GET, event=event)
    context = frame_of(event, "Anwesenheit") | {
        "form": form,
        "unit": form.unit,
        "unprintable": unprintable_names(event.registrations.coming().named()),
    }
    if form.unit:
        people = expected_at(event, form.unit).select_related("office").alphabetical()
        context |= {
            "people": form.filter(people),
            "present": (present := present_at(form.unit)),
            "present_count": len(present),
            "expected_count": people.count(),
        }
    return render(request, "events/desk/attendance/attendance.html", context)


@member_required
@require_POST
def mark(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = MarkForm(request.POST, event=event)
    if form.is_valid():
        attending.mark(form.registration, form.unit, by=request.user)
    return _answer(request, event, form)


@member_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = MarkForm(request.POST, event=event)
    if form.is_valid():
        attending.undo(form.registration, form.unit)
    return _answer(request, event, form)


def _answer(request: HttpRequest, event: Event, form: MarkForm) -> HttpResponse:
    """A script that sends what was marked offline asks for JSON; everybody else gets the list again."""
    if not request.accepts("text/html"):
        return JsonResponse({"done": form.is_valid()})
    if not form.is_valid():
        messages.warning(request, "Diese Person steht nicht mehr auf der Liste. Bitte suchen Sie noch einmal.")
    kept = {name: form.cleaned_data.get(name, "") for name in ("wo", "suche")}
    query = urlencode({name: value for name, value in kept.items() if value})
    anchor = f"#p{form.registration.pk}" if form.is_valid() else ""
    return redirect(f"{reverse('events:attendance', args=[event.pk])}{'?' if query else ''}{query}{anchor}")


@member_required
def badge(request: MemberRequest, pk: int, badge: str) -> HttpResponse:
    """Where the code on a badge leads: one person, one button."""
    event = event_at_desk(request, pk)
    person = get_object_or_404(event.registrations.admitted().named().select_related("office"), badge=badge)
    unit = current(units_of(event), timezone.now())
    if request.method == "POST" and unit:
        attending.mark(person, unit, by=request.user)
        return redirect("events:badge", event.pk, badge)
    context: dict[str, Any] = frame_of(event, ("Anwesenheit", reverse("events:attendance", args=[pk])), "Namensschild")
    context |= {"person": person, "unit": unit, "is_there": unit is not None and person.pk in present_at(unit)}
    return render(request, "events/desk/attendance/badge.html", context)


@member_required
@require_safe
def attendance_list(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    unit = AttendanceForm(request.GET, event=event).unit
    if unit is None:
        messages.warning(request, "Für eine Liste braucht die Veranstaltung mindestens einen Tag.")
        return redirect("events:attendance", event.pk)
    people = expected_at(event, unit).alphabetical()
    content = papers.attendance_list(event, unit, people, at=timezone.now())
    return pdf_response(content, f"anwesenheit-{event.slug}-{unit.key}.pdf")


@member_required
@require_safe
def participant_list(request: MemberRequest, pk: int) -> HttpResponse:
    """To hand out: those who have agreed."""
    event = event_at_desk(request, pk)
    return pdf_response(papers.participants(event, at=timezone.now()), f"teilnehmende-{event.slug}.pdf")


@member_required
@require_safe
def badges(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    people = event.registrations.coming().named().select_related("office").alphabetical()
    if not people:
        messages.info(request, "Noch ist niemand angemeldet. Darum gibt es keine Namensschilder.")
        return redirect("events:attendance", event.pk)
    return pdf_response(papers.badges(event, people, at=timezone.now()), f"namensschilder-{event.slug}.pdf")
