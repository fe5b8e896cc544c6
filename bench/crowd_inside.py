"""`python -m bench.crowd_inside make|hurry|count …`: what only the database knows of a crowd, as JSON on standard
output. A process of its own, because settings can't change while one runs."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db.models import Count, QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.news_pages import COORDINATOR  # noqa: E402
from core.models import Message  # noqa: E402
from events.models import BookingState, Event, Item, Notice, Registration  # noqa: E402
from tests.events.counting import counts_of, recounted  # noqa: E402
from tests.events_factories import make_event  # noqa: E402


def make(places: str, in_a: str) -> dict[str, Any]:
    """An event with so many places, and so many in the first of two workshops. Nought: no limit, no workshops."""
    workshops = [int(in_a), None] if int(in_a) else []
    by = User.objects.get(email=COORDINATOR)
    event = make_event(by=by, capacity=int(places) or None, workshops=workshops, asks_support=bool(int(in_a)))
    return {"pk": event.pk, "path": event.get_absolute_url()}


def hurry(event: str, *keys: str) -> dict[str, Any]:
    """Two days pass for those who never confirm, and for whoever was offered a place up to now."""
    now = timezone.now()
    late = Registration.objects.filter(key__in=keys, confirm_until__isnull=False)
    offered = Registration.objects.filter(event=int(event), offered_until__isnull=False)
    return {
        "unconfirmed": late.update(confirm_until=now - timedelta(seconds=1)),
        "offered": offered.update(offered_until=now - timedelta(seconds=1)),
    }


def count(pk: str) -> dict[str, Any]:
    event = Event.objects.get(pk=pk)
    rows = event.registrations
    line = list(rows.in_line().values_list("pk", flat=True))
    last_promoted = rows.exclude(pk__in=line).filter(queued_at__isnull=False).order_by("-queued_at", "-pk").first()
    first = Item.objects.filter(day__event=event, title="Werkstatt A").first()
    waiting = [pk for _item, pk in _lines(event)]
    return {
        "standings": dict(rows.values_list("standing").annotate(Count("pk")).order_by()),
        "holding": rows.holding().count(),
        "in_a": first.bookings.holding().count() if first else 0,
        "line_in_order": line == sorted(line) and waiting == sorted(waiting),
        "nobody_passed": not line or last_promoted is None or last_promoted.pk < line[0],
        "twice": rows.values("email").annotate(often=Count("pk")).filter(often__gt=1).count(),
        "two_places_at_once": _two_places_at_once(event),
        "counters_right": counts_of(event) == recounted(event),
        "without_mail": rows.exclude(pk__in=_written_to(event)).count(),
        "mails": Message.objects.count(),
        "people": sorted(rows.values_list("email", flat=True)),
    }


def _lines(event: Event) -> list[tuple[int, int]]:
    """Item and booking, in the order of the waiting lists of the workshops."""
    found = []
    for item in Item.objects.bookable().filter(day__event=event):
        found += [(item.pk, pk) for pk in item.bookings.in_line().values_list("pk", flat=True)]
    return found


def _two_places_at_once(event: Event) -> int:
    places = event.registrations.filter(bookings__state=BookingState.ADMITTED, bookings__slot__isnull=False)
    return places.values("pk", "bookings__slot").annotate(often=Count("bookings")).filter(often__gt=1).count()


def _written_to(event: Event) -> QuerySet[Notice, Any]:
    notices = Notice.objects.filter(registration__event=event, about="Anmeldung", message__isnull=False)
    return notices.values("registration")


if __name__ == "__main__":
    commands: dict[str, Callable[..., dict[str, Any]]] = {"make": make, "hurry": hurry, "count": count}
    json.dump(commands[sys.argv[1]](*sys.argv[2:]), sys.stdout)
