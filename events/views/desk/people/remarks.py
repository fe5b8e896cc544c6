"""Who has remarked something or needs something, for those who prepare rooms and welcome people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from events.forms.participants import DayForm
from events.people.remarks import remarks_of
from events.people.retention import is_support_over
from events.views.desk.frame import event_at_desk, frame_of
from events.views.desk.people.participants import TITLE


@member_required
@require_safe
def remarks(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = DayForm(request.GET, event=event)
    everybody = (TITLE, reverse("events:participants", args=[event.pk]))
    context = frame_of(event, everybody, "Bemerkungen und Unterstützung") | {
        "form": form,
        "lines": remarks_of(event, form.day),
        "is_forgotten": is_support_over(event),
        "today": timezone.now(),
    }
    return render(request, "events/desk/participants/remarks.html", context)
