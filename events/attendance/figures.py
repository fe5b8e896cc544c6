"""One event in numbers, for the funder. They are counted anew until the names go, and stand still from then on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.db.models import Avg, Count, Exists, OuterRef, Q
from django.utils import timezone

from core.language.dates import long_date
from events.attendance.scope import minutes_of
from events.models import (
    Attendance,
    Certificate,
    Event,
    EventQuerySet,
    Feedback,
    Figures,
    Function,
    Item,
    ItemKind,
    RegistrationQuerySet,
    Standing,
)
from offices.geography.gazetteer import gazetteer
from offices.models import Office

RECOUNT_EVERY, RECOUNTED_FOR = timedelta(days=1), timedelta(days=500)
MOST_AT_ONCE = 50
MARKS = {"overall": "Insgesamt", "content": "Inhalte", "organisation": "Organisation"}


@dataclass(frozen=True, slots=True)
class Part:
    """A day or a workshop."""

    title: str
    attended: int


@dataclass(frozen=True, slots=True)
class EventFigures:
    """Persons are counted by registration; those they bring along stand apart in `companions`. `attended` is who was
    marked as being there, the sum of `paid`, `volunteers` and `others`; `registered` is that of `admitted`, `waiting`,
    `cancelled`, `declined` and `refused`."""

    registered: int = 0
    admitted: int = 0
    attended: int = 0
    no_shows: int = 0
    companions: int = 0
    waiting: int = 0
    cancelled: int = 0
    declined: int = 0
    refused: int = 0
    paid: int = 0
    volunteers: int = 0
    others: int = 0
    offices: int = 0
    minutes: int = 0
    certificates: int = 0
    kreise: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    days: list[Part] = field(default_factory=list)
    workshops: list[Part] = field(default_factory=list)
    answers: int = 0
    marks: dict[str, float] = field(default_factory=dict)

    @classmethod
    def stored(cls, data: dict[str, Any]) -> Self:
        """What an older version of the portal did not count is nought."""
        known = {part.name for part in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        parts = {name: [Part(**part) for part in values.get(name, [])] for name in ("days", "workshops")}
        return cls(**{**values, **parts})


def count(event: Event) -> EventFigures:
    """As it is now, whatever was frozen."""
    return EventFigures(
        **_standings(event),
        **_people(event),
        **_reached(event),
        **_opinions(event),
        minutes=sum(minutes_of(day) for day in event.days.all()),
        certificates=Certificate.objects.valid().filter(event=event).count(),
        needs=[need.title for need in event.needs.all()],
        days=_days(event),
        workshops=_workshops(event),
    )


def of(event: Event) -> EventFigures:
    """The frozen ones where names have been cleared; otherwise those of now."""
    row = Figures.objects.filter(event=event).first()
    return EventFigures.stored(row.data) if row and event.cleared_at else count(event)


@transaction.atomic
def freeze(event: Event, *, now: datetime) -> None:
    """Before anything is deleted that they count. Never after the names were cleared."""
    if event.cleared_at:
        return
    Figures.objects.update_or_create(event=event, defaults={"data": asdict(count(event)), "counted_at": now})


def recount_due(now: datetime) -> int:
    """Events that are over, once a day while names are known: opinions and certificates still come in."""
    fresh = Figures.objects.filter(event=OuterRef("pk"), counted_at__gt=now - RECOUNT_EVERY)
    due = Event.objects.published().past(now).filter(cleared_at=None, ends_at__gt=now - RECOUNTED_FOR)
    found = list(due.exclude(Exists(fresh)).order_by("pk")[:MOST_AT_ONCE])
    for event in found:
        freeze(event, now=now)
    return len(found)


def _standings(event: Event) -> dict[str, Any]:
    confirmed = event.registrations.filter(confirm_until=None)
    by = dict(confirmed.order_by().values_list("standing").annotate(Count("pk")))
    return {
        "registered": sum(by.values()),
        "admitted": by.get(Standing.ADMITTED, 0),
        "waiting": by.get(Standing.WAITING, 0) + by.get(Standing.OFFERED, 0),
        "cancelled": by.get(Standing.CANCELLED, 0),
        "declined": by.get(Standing.DECLINED, 0),
        "refused": by.get(Standing.REFUSED, 0),
    }


def _people(event: Event) -> dict[str, Any]:
    """Of those who were marked; where nobody noted who came, nothing is said of them."""
    came = event.registrations.filter(_ATTENDED)
    had_place, attended = event.registrations.coming().count(), came.count()
    by = dict(came.order_by().values_list("function").annotate(Count("pk")))
    paid, volunteers = by.get(Function.PAID, 0), by.get(Function.VOLUNTEER, 0)
    return {
        "attended": attended,
        "no_shows": had_place - event.registrations.coming().filter(_ATTENDED).count() if attended else 0,
        "companions": came.filter(has_companion=True).count(),
        "paid": paid,
        "volunteers": volunteers,
        "others": sum(by.values()) - paid - volunteers,
    }


_ATTENDED = Q(pk__in=Attendance.objects.values("registration"))


def _came(event: Event) -> RegistrationQuerySet:
    """Where nobody was marked, who had a place: for the question which towns were reached."""
    came = event.registrations.filter(_ATTENDED)
    return came if came.exists() else event.registrations.coming()


def _reached(event: Event) -> dict[str, Any]:
    keys = _came(event).exclude(office=None).order_by().values_list("office").distinct()
    towns = Office.objects.filter(pk__in=keys).values_list("pk", "ags")
    known = gazetteer().municipality_by_ags
    kreise = {known[ags].kreis.label for _, ags in towns if ags in known}
    return {"offices": len(towns), "kreise": sorted(kreise)}


def _days(event: Event) -> list[Part]:
    counted = event.days.annotate(came=Count("attendances", filter=Q(attendances__item=None)))
    return [Part(long_date(day.date), day.came) for day in counted]


def _workshops(event: Event) -> list[Part]:
    items = Item.objects.filter(day__event=event, kind=ItemKind.WORKSHOP).order_by("day__date", "starts", "position")
    return [Part(item.title, item.came) for item in items.annotate(came=Count("attendances"))]


def _opinions(event: Event) -> dict[str, Any]:
    means = Feedback.objects.filter(event=event).aggregate(
        answers=Count("pk"), **{f"mean_{name}": Avg(name) for name in MARKS}
    )
    marks = {name: round(means[f"mean_{name}"], 1) for name in MARKS if means[f"mean_{name}"] is not None}
    return {"answers": means["answers"], "marks": marks}


# --- a year -------------------------------------------------------------------------------------------------

SUMMED = ("registered", "attended", "paid", "volunteers", "others", "minutes", "certificates", "answers")


@dataclass(frozen=True, slots=True)
class Sums:
    """Of several events. Who came to two of them counts twice, because names are not kept for counting."""

    events: int
    numbers: dict[str, int]
    kreise: list[str]
    needs: list[str]


def year_of(event: Event) -> int:
    return timezone.localtime(event.starts_at).year if event.starts_at else timezone.localdate().year


def events_of(year: int) -> EventQuerySet:
    """What took place in that year and is over, in the order of the calendar; no funder has paid for an example."""
    return _reported().filter(starts_at__year=year).soonest_first()


def _reported() -> EventQuerySet:
    return Event.objects.published().taking_place().past().exclude(is_sample=True)


def years() -> list[int]:
    """In which something took place, the latest first."""
    moments = _reported().datetimes("starts_at", "year")
    return sorted((timezone.localtime(moment).year for moment in moments), reverse=True)


def of_many(events: Iterable[Event]) -> dict[int, EventFigures]:
    """By key of the event, as the worker counted them last; in one question."""
    found = list(events)
    kept = {row.event_id: EventFigures.stored(row.data) for row in Figures.objects.filter(event__in=found)}
    return {event.pk: kept.get(event.pk) or count(event) for event in found}


def sums(counted: Iterable[EventFigures]) -> Sums:
    found = list(counted)
    numbers = {name: sum(getattr(figures, name) for figures in found) for name in SUMMED}
    kreise = {kreis for figures in found for kreis in figures.kreise}
    needs = {need for figures in found for need in figures.needs}
    return Sums(len(found), numbers, sorted(kreise), sorted(needs))
