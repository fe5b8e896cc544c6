"""What the addresses of the event pages stand for, and the events behind them. Needs the portal's settings."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench.events_pages import CERTIFICATES, FEW, MANY
from bench.news_pages import COORDINATOR
from core.publishing.revision import bump
from events.attendance import certificates
from events.models import Attendance, Day, Event, Registration, Standing
from tests.events_factories import make_event

AT_ONCE = 5_000  # rows of one INSERT
PLACES = 50  # so that the large event has a long waiting list, and the small one a short one


def places() -> dict[str, str]:
    conference = Event.objects.public().upcoming().filter(days__items__parent__isnull=False).soonest_first().first()
    if conference is None:
        raise SystemExit("The demo has no conference with workshops.")
    by = User.objects.get(email=COORDINATOR)
    events = [make_event(by=by, capacity=PLACES, workshops=[20, None]) for _event in range(2)]
    for event, count in zip(events, (FEW, MANY), strict=True):
        _register(event, count)
    small, large = (event.get_absolute_url() for event in events)
    bump()
    return {
        "small": small,
        "large": large,
        "conference": conference.get_absolute_url(),
        "certificates": reverse("events:all_certificates", args=[_certified(by).pk]),
    }


def _register(event: Event, count: int) -> None:
    """As many as that, the first with a place and the others in line; written in bulk, the counters too."""
    now = timezone.now()
    rows = (_row(event, number, waits=number >= PLACES) for number in range(count))
    Registration.objects.bulk_create(rows, AT_ONCE)
    Registration.objects.filter(event=event, standing=Standing.WAITING).update(queued_at=now)
    numbers = {"taken": min(count, PLACES), "waiting": max(0, count - PLACES)}
    Event.objects.filter(pk=event.pk).update(**numbers)
    Day.objects.filter(event=event).update(**numbers)
    days = Registration.days.through
    keys = Registration.objects.filter(event=event).values_list("pk", flat=True)
    day = event.days.get()
    days.objects.bulk_create((days(registration_id=key, day=day) for key in keys), AT_ONCE)


def _row(event: Event, number: int, *, waits: bool) -> Registration:
    now = timezone.now()
    row = Registration(
        event=event,
        first_name="Person",
        last_name=f"Nummer {number}",
        email=f"person{number}@example.org",
        standing=Standing.WAITING if waits else Standing.ADMITTED,
        registered_at=now,
        queued_at=now if waits else None,
    )
    row.settle_keys()
    return row


def _certified(by: User) -> Event:
    """Over, with so many people who were there and have their certificates."""
    event: Event = make_event(by=by, first=timezone.localdate() - timedelta(days=2))
    Registration.objects.bulk_create((_row(event, number, waits=False) for number in range(CERTIFICATES)), AT_ONCE)
    day = event.days.get()
    Attendance.objects.bulk_create(
        Attendance(registration=row, day=day, by=by) for row in Registration.objects.filter(event=event)
    )
    certificates.issue(event, by=by)
    return event
