"""What stays of an event: opinions, figures for the funder, and what is not deleted yet."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.web.paging import paginate
from events.attendance import feedback, figures, papers
from events.models import Event
from events.people import retention
from events.showing.wording import event_dates
from events.views.desk.documents import pdf_response
from events.views.desk.frame import event_at_desk, frame, frame_of
from offices.models import HEADQUARTERS

TITLE = "Verwendungsnachweis"


@member_required
@require_safe
def feedback_results(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, "Rückmeldungen") | {
        "answers": event.feedback.count(),
        "asked": event.registrations.filter(feedback_given=True).count(),
        "questions": feedback.questions(event),
        "remarks": list(feedback.remarks(event)),
    }
    return render(request, "events/desk/attendance/feedback.html", context)


@member_required
@require_safe
def report(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, TITLE) | {
        "groups": papers.groups(figures.of(event)),
        "year": figures.year_of(event),
        "frozen": event.cleared_at,
    }
    return render(request, "events/desk/attendance/report.html", context)


@member_required
@require_safe
def report_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    counted = [(event.title, figures.of(event))]
    subtitle = f"{event.title}, {event_dates(event)}"
    content = papers.report(TITLE, subtitle, counted, organiser=event.organiser, at=timezone.now())
    return pdf_response(content, f"verwendungsnachweis-{event.slug}.pdf")


@coordinator_required
@require_safe
def year_report(request: MemberRequest, year: int) -> HttpResponse:
    events = _of_year(year)
    counted = figures.of_many(events)
    context = frame(None, f"{TITLE} {year}") | {
        "year": year,
        "years": figures.years(),
        "sums": papers.sum_lines(figures.sums(counted.values())),
        "rows": [(event, counted[event.pk]) for event in events],
    }
    return render(request, "events/desk/attendance/year.html", context)


@coordinator_required
@require_safe
def year_report_pdf(request: MemberRequest, year: int) -> HttpResponse:
    events = _of_year(year)
    counted = figures.of_many(events)
    sections = [(f"{event.title}, {event_dates(event)}", counted[event.pk]) for event in events]
    content = papers.report(
        f"{TITLE} {year}",
        f"{len(events)} Veranstaltungen",
        sections,
        sums=figures.sums(counted.values()),
        organiser=HEADQUARTERS,
        at=timezone.now(),
    )
    return pdf_response(content, f"verwendungsnachweis-{year}.pdf")


def _of_year(year: int) -> list[Event]:
    """Published events that took place; a year that no calendar has is not found."""
    if not 1990 <= year <= 2100:
        raise Http404
    return list(figures.events_of(year).select_related("office"))


@coordinator_required
@require_safe
def not_deleted(request: MemberRequest) -> HttpResponse:
    paging = paginate(request, retention.not_deleted())
    rows = [retention.left(event) for event in paging]
    context = frame(None, "Noch nicht gelöscht") | {"paging": paging, "rows": rows}
    return render(request, "events/desk/attendance/not_deleted.html", context)
