"""Everything that waits for the Geschäftsstelle."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required
from core.mail import outage
from core.models import Message, Proposal
from core.web.paging import paginate
from offices.models import Office
from offices.upkeep import checks, revisions
from portal.background import reports
from portal.desk import frame, queue
from portal.desk_forms import AnswerForm
from portal.models import Operator


@coordinator_required
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    items = paginate(request, queue())
    context = frame("queue") | {
        "items": items,
        "stale": checks.unanswered().count(),
        "doubtful_mails": Message.objects.unsettled().count(),
        "sending": outage.current(),
        "still": sum(report.is_late for report in reports()),
        "operator_gaps": Operator.load().missing,
    }
    return render(request, "portal/desk/queue.html", context)


@coordinator_required
def office_change(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Before and after; POST lets the change through."""
    office, proposal = _change(slug, pk)
    if request.method == "POST":
        try:
            revisions.accept(proposal, by=request.user)
        except revisions.OutdatedError as error:
            messages.warning(request, str(error))
            return redirect("portal:office_change", slug, pk)
        messages.success(request, f"Die Änderung an {office.name} steht jetzt im Portal.")
        return redirect("portal:desk")
    context = frame("queue", f"Änderung: {office.name}") | {
        "office": office,
        "proposal": proposal,
        "changes": revisions.changes_of(proposal, office),
    }
    return render(request, "portal/desk/office_change.html", context)


@coordinator_required
def refuse_office_change(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    office, proposal = _change(slug, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revisions.refuse(proposal, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, "Die Änderung ist zurückgegeben. Die Person bekommt eine E-Mail mit Ihrer Antwort.")
        return redirect("portal:desk")
    context = frame("queue", "Änderung zurückgeben") | {"office": office, "form": form}
    return render(request, "portal/desk/refuse.html", context)


@coordinator_required
@require_safe
def stale(request: MemberRequest) -> HttpResponse:
    offices = checks.unanswered()
    context = frame("stale", "Lange nicht bestätigt") | {"offices": paginate(request, offices.for_cards())}
    return render(request, "portal/desk/stale.html", context)


def _change(slug: str, pk: int) -> tuple[Office, Proposal]:
    office = get_object_or_404(Office, slug=slug)
    waiting = Proposal.objects.of(office).waiting().select_related("proposed_by")
    return office, get_object_or_404(waiting, pk=pk)
