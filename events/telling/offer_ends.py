"""How long an offered place is kept. Time runs once somebody has been told: the mail is written, the letter printed,
the call made."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.models import Event, Registration

LONGEST = timedelta(days=365)  # of an event whose day nobody knows
BY_POST = timedelta(days=3)  # until a letter is there


def end_from(event: Event, person: Registration, told_at: datetime) -> datetime:
    """Never beyond the beginning. On paper and on the telephone it is a day, without an hour that nobody can keep."""
    end = told_at + timedelta(hours=event.offer_hours)
    if not person.email:
        end = _end_of_day(end + BY_POST if person.street else end)
    return min(end, event.starts_at or told_at + LONGEST)


def first_end(event: Event, person: Registration, now: datetime) -> datetime | None:
    """Of an offer that is made now; None as long as a letter or a call has to tell her."""
    return end_from(event, person, now) if person.email else None


def _end_of_day(at: datetime) -> datetime:
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))
