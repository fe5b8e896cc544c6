"""The calendar of a month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.language.dates import WEEKDAYS
from events.models import Event
from events.showing.months import Month


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return redirect("events:month", today.year, today.month)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    shown = Month(year, month)
    squares = shown.squares(Event.objects.public())
    start = [("Start", reverse("portal:home")), ("Veranstaltungen", reverse("events:list"))]
    context = {
        "nav": "events",
        "trail": [*start, (shown.title, "")],
        "month": shown,
        "squares": squares,
        "weekdays": WEEKDAYS,
        "is_empty": not any(square.events for square in squares),
    }
    return render(request, "events/month.html", context)
