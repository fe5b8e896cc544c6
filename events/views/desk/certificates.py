"""Certificates at the desk: issued for all who came, printed, withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.attendance import certificates as use_cases
from events.attendance import papers
from events.attendance.certificates import CertificateError
from events.models import Certificate, Event
from events.models.attendance import CertificateQuerySet
from events.people.names_on_paper import unprintable_names
from events.views.desk.documents import pdf_response
from events.views.desk.frame import event_at_desk, frame_of


def _certificates(event: Event) -> CertificateQuerySet:
    """Those of the event and those of its series that hang on its people."""
    rows = Certificate.objects.of_desk(event).select_related("registration__office", "event__office", "series__office")
    return rows.order_by("registration__sort_key", "pk")


@member_required
@require_safe
def certificates(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, "Bescheinigungen") | {
        "paging": paginate(request, _certificates(event)),
        "unprintable": unprintable_names(event.registrations.coming().named()),
        "missing": use_cases.without(event).count(),
        "valid": _certificates(event).printable().count(),
        "attended": use_cases.attended(event).count(),
        "needed": use_cases.modules_needed(event.series) if event.series else 0,
    }
    return render(request, "events/desk/attendance/certificates.html", context)


@member_required
@require_POST
def issue(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    try:
        count = use_cases.issue(event, by=request.user)
    except CertificateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _issued(count, "Bescheinigung", "Bescheinigungen"))
    return redirect("events:certificates", event.pk)


@member_required
@require_POST
def issue_for_series(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    if event.series:
        count = use_cases.issue_for_series(event.series, by=request.user)
        messages.success(request, _issued(count, "Zertifikat der Reihe", "Zertifikate der Reihe"))
    return redirect("events:certificates", event.pk)


def _issued(count: int, one: str, many: str) -> str:
    if not count:
        return (
            "Es fehlt keine: Alle, die dabei waren, haben ihre schon."
            if one == "Bescheinigung"
            else ("Zurzeit hat niemand Neues genug Module besucht.")
        )
    return f"1 {one} ist ausgestellt." if count == 1 else f"{count} {many} sind ausgestellt."


@member_required
@require_safe
def all_certificates(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = list(_certificates(event).printable())
    if not found:
        messages.info(request, "Noch ist keine Bescheinigung ausgestellt.")
        return redirect("events:certificates", event.pk)
    return pdf_response(papers.certificates(found, at=timezone.now()), f"bescheinigungen-{event.slug}.pdf")


@member_required
@require_safe
def one_certificate(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    found = get_object_or_404(_certificates(event_at_desk(request, pk)).printable(), number=number)
    return pdf_response(papers.certificates([found], at=timezone.now()), f"bescheinigung-{number}.pdf")


@member_required
def withdraw(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = get_object_or_404(_certificates(event).valid(), number=number)
    if request.method == "POST":
        use_cases.withdraw(found, by=request.user)
        messages.success(request, f"Die Bescheinigung {number} gilt nicht mehr.")
        return redirect("events:certificates", event.pk)
    up = ("Bescheinigungen", reverse("events:certificates", args=[event.pk]))
    context = frame_of(event, up, "Zurückziehen") | {"certificate": found}
    return render(request, "events/desk/attendance/withdraw.html", context)
