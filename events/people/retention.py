"""What an event forgets, and when: health data first, then those who did not get in, then everybody. The worker does
it; docs/decisions/retention.md says why.

Each period belongs to the event. Names are kept until so many days after the event, its last certificate or, for a
module, the end of the last module of its series: whichever comes last, so that the series can still be certified.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.attendance import figures
from events.models import Certificate, Event, EventQuerySet, Notice, Registration, Standing, Support
from events.models.locking import lock
from events.people.erasing import erase, forget_letters

MOST_AT_ONCE = 50
LATE_AFTER = timedelta(days=1)
# Whoever registered for what is put off keeps her place, while there is hope of a new day.
POSTPONED_DAYS = 180
# Those who never got a place, gave it back, or never confirmed their address.
_DID_NOT_GET_IN = ~Q(standing=Standing.ADMITTED) | Q(confirm_until__isnull=False)


# --- duty of the worker -------------------------------------------------------------------------------------


def forget_due(now: datetime) -> int:
    """Everything whose time has come; returns in how many events something was deleted, and how many letters."""
    due = _knowing_people().past(now).order_by("ends_at", "pk")
    done = sum(_forget(pk, now) for pk in list(due.values_list("pk", flat=True)))
    cleared = Notice.objects.filter(registration__cleared_at__isnull=False).order_by()
    return done + forget_letters(cleared.values_list("registration", flat=True).distinct()[:MOST_AT_ONCE])


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    lock(Event(pk=pk))
    event, deleted = with_periods().get(pk=pk), 0
    if _over(support_until(event), now):
        deleted, _ = Support.objects.filter(registration__event=event).delete()
    if _over(waiting_until(event), now):
        deleted += _erase(event.registrations.named().filter(_DID_NOT_GET_IN), now)
    if _over(named_until(event), now):
        deleted += _clear(event, now)
    return bool(deleted)


def _clear(event: Event, now: datetime) -> int:
    """The figures first: what they count is gone afterwards."""
    figures.freeze(event, now=now)
    done = _erase(event.registrations.named(), now)
    event.registrations.update(office=None, function="", has_companion=False)
    Certificate.objects.filter(event=event).update(registration=None, issued_by=None)
    event.mailings.update(subject="", text="")
    Event.objects.filter(pk=event.pk, cleared_at=None).update(cleared_at=now)
    return done


def _erase(registrations: Iterable[Registration], now: datetime) -> int:
    found = list(registrations)
    for registration in found:
        erase(registration, now=now)
    return len(found)


def _over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now


# --- how long (of events read by `with_periods`) ----------------------------------------------------------------


def with_periods() -> EventQuerySet:
    """Events with the last moment that counts for the names of those who came."""
    modules = Event.objects.filter(series=OuterRef("series")).order_by().values("series")
    own = Certificate.objects.filter(Q(event=OuterRef("pk")) | Q(registration__event=OuterRef("pk")))
    return Event.objects.annotate(
        last_module=Subquery(modules.annotate(last=Max("ends_at")).values("last")),
        last_certificate=Subquery(own.order_by("-issued_on").values("issued_on")[:1]),
    )


def support_until(event: Event) -> datetime | None:
    return event.kept_until(event.keep_support_days)


def is_support_over(event: Event, *, at: datetime | None = None) -> bool:
    """From then on nobody is shown what people need, even where the worker is late."""
    return _over(support_until(event), at or timezone.now())


def waiting_until(event: Event) -> datetime | None:
    return event.kept_until(_days(event, event.keep_waiting_days))


def named_until(event: Any) -> datetime | None:  # Any: an event with the columns of `with_periods`
    """Of names, addresses, remarks and notes."""
    day = event.last_certificate
    issued = timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None
    moments = [moment for moment in (event.ends_at, event.last_module, issued) if moment]
    return max(moments) + timedelta(days=_days(event, event.keep_contact_days)) if moments else None


def _days(event: Event, days: int) -> int:
    return max(days, POSTPONED_DAYS) if event.postponed_at else days


# --- what is left ---------------------------------------------------------------------------------------------


def not_deleted() -> EventQuerySet:
    """Events that still know somebody, the oldest first, with how many people: `people_support`, `people_waiting` and
    `people_named`."""
    people = Registration.objects.filter(event=OuterRef("pk")).order_by().values("event")
    support = Support.objects.filter(registration__event=OuterRef("pk")).order_by().values("registration__event")
    named = people.filter(cleared_at=None)
    events = with_periods().filter(_KNOWS_PEOPLE).select_related("office")
    found: EventQuerySet = events.annotate(
        people_support=_counted(support),
        people_waiting=_counted(named.filter(_DID_NOT_GET_IN)),
        people_named=_counted(named.exclude(_DID_NOT_GET_IN)),
    ).order_by(F("ends_at").asc(nulls_last=True), "pk")
    return found


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One kind of data of one event: of how many people, and until when it is kept."""

    what: str
    people: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Left:
    event: Event
    lines: list[KeptLine]
    is_late: bool  # the worker should have deleted something by now


def left(event: Any, at: datetime | None = None) -> Left:  # Any: an event with its columns
    """Of an event read by `not_deleted`. What nobody has is left out."""
    now = at or timezone.now()
    lines = [
        KeptLine("Unterstützung und Essen", event.people_support, support_until(event)),
        KeptLine("Warteliste, Abmeldungen, unbestätigte Anmeldungen", event.people_waiting, waiting_until(event)),
        KeptLine("Namen, Adressen, Bemerkungen, Nachrichten", event.people_named, named_until(event)),
    ]
    found = [line for line in lines if line.people]
    return Left(event, found, any(_over(line.until, now - LATE_AFTER) for line in found))


_KNOWS_PEOPLE = Q(Exists(Registration.objects.named().filter(event=OuterRef("pk"))))


def _knowing_people() -> EventQuerySet:
    return Event.objects.filter(_KNOWS_PEOPLE)


def _counted(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
