"""Whether what happens in the background happens."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required
from core.mail import outage
from portal.background import MAILS, reports
from portal.desk import frame


@coordinator_required
@require_safe
def background(request: MemberRequest) -> HttpResponse:
    found, sending = reports(), outage.current()
    context = frame("background", "Was im Hintergrund läuft") | {
        "troubled": [report for report in found if report.is_troubled],
        "others": [report for report in found if not report.is_troubled],
        "has_begun": any(report.run for report in found),
        "still": sum(report.is_late for report in found),
        "is_failing": any(report.is_failing and not report.is_late for report in found),
        "sending": sending,
        "paused": MAILS if sending.paused_at else "",
    }
    return render(request, "portal/desk/background.html", context)
