"""Who did what when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required
from accounts.models import User
from core.models import Activity
from core.web.paging import paginate
from portal.desk import frame

PORTAL = "das Portal"
GONE = "ein gelöschtes Konto"


@coordinator_required
@require_safe
def activity(request: MemberRequest) -> HttpResponse:
    lines = paginate(request, Activity.objects.all())
    people = User.objects.in_bulk({line.actor_id for line in lines if line.actor_id})
    context = frame("activity", "Wer hat was getan?") | {
        "paging": lines,
        "lines": [(line, _name(people, line.actor_id)) for line in lines],
    }
    return render(request, "portal/desk/activity.html", context)


def _name(people: dict[int, User], pk: int | None) -> str:
    if pk is None:
        return PORTAL
    return people[pk].signature if pk in people else GONE
