"""What is due for somebody who works for an office."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from core.models import Proposal
from news.models import Post
from offices.editing.completeness import completeness
from offices.models import Office
from offices.publishing.desk import frame, office_at_desk
from offices.upkeep.checks import is_stale
from offices.upkeep.special_days import days_to_answer

MOST_POSTS = 8


@member_required
@require_safe
def my_desk(request: MemberRequest) -> HttpResponse:
    """Straight to the office for the many who have one; otherwise a choice."""
    offices = list(Office.objects.worked_in_by(request.user).alphabetical())
    if len(offices) == 1:
        return redirect("portal:office_desk", offices[0].slug)
    if not offices and request.user.is_coordinator:
        return redirect("portal:desk")
    context = {"offices": offices, "side_label": "Mein Bereich", "current": "mine", "trail": []}
    return render(request, "portal/desk/mine.html", context)


@member_required
@require_safe
def office_desk(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    posts, state = Post.objects.by_office(office), completeness(office)
    year = timezone.localdate().year
    context = frame(office, "overview") | {
        "is_stale": is_stale(office),
        "special_days": days_to_answer(office, timezone.localdate()),
        "missing": state.missing[:3],
        "percent": state.percent,
        "sent_back": posts.sent_back().for_list(),
        "proposals": Proposal.objects.of(office).waiting().count(),
        "posts": posts.for_list().last_changed_first()[:MOST_POSTS],
        "published_this_year": posts.published_in(year).count(),
        "invitations": office.invitations.open() if Office.objects.led_by(request.user).contains(office) else [],
    }
    return render(request, "portal/desk/office.html", context)
