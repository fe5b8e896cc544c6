"""Who has remarked something or needs something to take part: for the desk, on its own page and on paper, never in a
file for a spreadsheet (events/people/exchange/export.py says why). Meals are counted in events/people/catering.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from events.models import Day, Event, Registration, RegistrationQuerySet, Support
from events.people.retention import is_support_over

SUPPORT, REMARK = "Unterstützung", "Bemerkung"


@dataclass(frozen=True, slots=True)
class Remarks:
    """Of one person. `needs` are the answers she has ticked and what she wrote beside them."""

    person: Registration
    days: list[date]
    needs: list[str]
    remark: str


def remarks_of(event: Event, day: Day | None = None, *, at: datetime | None = None) -> list[Remarks]:
    """Of those who come or would like to, by name; on that day. Two questions, whatever the number of people."""
    people: RegistrationQuerySet = event.registrations.active().named().alphabetical()
    people = people.filter(Q(Exists(Support.objects.filter(registration=OuterRef("pk")))) | ~Q(remarks=""))
    if day:
        people = people.filter(days=day)
    forgotten = is_support_over(event, at=at)
    found = [_remarks(one, forgotten) for one in people.select_related("office", "support").prefetch_related("days")]
    return [one for one in found if one.needs or one.remark]


def hints(people: Iterable[Registration], event: Event) -> dict[int, list[str]]:
    """Key of the registration → whether there is a need or a remark to read. One question."""
    found = list(people)
    asked = Support.objects.filter(registration__in=found) if not is_support_over(event) else Support.objects.none()
    needy = {one.registration_id for one in asked if one.says_something}
    return {
        one.pk: [*([SUPPORT] if one.pk in needy else []), *([REMARK] if one.remarks.strip() else [])] for one in found
    }


def _remarks(person: Registration, forgotten: bool) -> Remarks:
    support: Support | None = None if forgotten else getattr(person, "support", None)
    needs = [*support.labels, support.note.strip()] if support else []
    return Remarks(
        person, sorted(day.date for day in person.days.all()), list(filter(None, needs)), person.remarks.strip()
    )
