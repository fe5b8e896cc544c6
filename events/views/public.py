"""What everybody reads about events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import reader
from events.models import Event


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Event.objects.read_by(reader(request), slug).select_related("office"))
    trail = [("Start", reverse("portal:home")), (shown.title, "")]
    return render(request, "events/event.html", {"nav": "events", "trail": trail, "event": shown})
