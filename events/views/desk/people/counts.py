"""What kitchen and house have to know, in numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from events.people import catering
from events.views.desk.frame import event_at_desk, frame_of


@member_required
@require_safe
def counts(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, "Verpflegung und Räume") | {"counts": catering.count(event), "today": timezone.now()}
    return render(request, "events/desk/lists/counts.html", context)
