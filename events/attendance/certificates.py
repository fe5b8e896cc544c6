"""Certificates of attendance: for those who were there and nobody else.

A certificate says what attendance says: the days somebody was there, without the breaks. Withdrawn ones stay, so that
whoever types the number learns that it is no longer valid.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.publishing.activity import note
from events.attendance.scope import minutes_for
from events.models import (
    Attendance,
    Booking,
    Certificate,
    Day,
    Event,
    Item,
    ItemKind,
    Registration,
    RegistrationQuerySet,
    Series,
)
from events.models.locking import lock
from events.telling import notices

if TYPE_CHECKING:
    from accounts.models import User

LENGTH = 12
_NOT_IN_A_NUMBER = re.compile("[^0-9A-Z]")


class CertificateError(Exception):
    """The text is the sentence the person reads."""


# --- who gets one -----------------------------------------------------------------------------------------------


def attended(event: Event) -> RegistrationQuerySet:
    """Whose names are known and who was there on at least one day."""
    days = Attendance.objects.of_days().filter(registration=OuterRef("pk"))
    return event.registrations.named().filter(Exists(days))


def without(event: Event) -> RegistrationQuerySet:
    """Those of them who have no valid one yet."""
    valid = Certificate.objects.valid().filter(registration=OuterRef("pk"), event=event)
    return attended(event).exclude(Exists(valid))


def minutes_by_registration(events: Iterable[Event]) -> dict[int, int]:
    """What each person attended, in minutes without breaks."""
    keys = [event.pk for event in events]
    marks = Attendance.objects.of_days().filter(registration__event__in=keys).order_by()
    days = {day.pk: day for day in Day.objects.filter(event__in=keys).prefetch_related("items")}
    took_part = took_part_in(keys)
    lengths: dict[tuple[int, frozenset[int]], int] = {}
    total: dict[int, int] = {}
    for registration, day in marks.values_list("registration", "day"):
        mine = took_part.get(registration, frozenset())
        if (day, mine) not in lengths:
            lengths[day, mine] = minutes_for(days[day], mine)
        total[registration] = total.get(registration, 0) + lengths[day, mine]
    return total


def took_part_in(events: Iterable[int]) -> dict[int, frozenset[int]]:
    """Registration → evenings, excursions and slots of workshops that were hers. Where nobody was marked in any
    workshop of a slot, or at an evening, it is who had a place; a slot of which there is neither is everybody's."""
    keys = list(events)
    marks = Attendance.objects.of_items().filter(registration__event__in=keys)
    places = Booking.objects.admitted().filter(registration__event__in=keys)
    found: dict[int, set[int]] = defaultdict(set)
    noted: set[int] = set()
    for rows, is_mark in ((marks, True), (places, False)):
        said = rows.order_by().values_list("registration", "item", "item__parent")
        for registration, item, slot in list(said):
            unit = slot or item
            if is_mark or unit not in noted:
                found[registration].add(unit)
        if is_mark:
            noted = {unit for units in found.values() for unit in units}
    said_of = {unit for units in found.values() for unit in units}
    open_slots = Item.objects.filter(day__event__in=keys, kind=ItemKind.PARALLEL).exclude(pk__in=said_of)
    for_all = list(open_slots.values_list("pk", "day__event"))
    for registration, event in Registration.objects.filter(event__in=keys).values_list("pk", "event"):
        found[registration] |= {slot for slot, of in for_all if of == event}
    return {registration: frozenset(units) for registration, units in found.items()}


# --- issuing ----------------------------------------------------------------------------------------------------


@transaction.atomic
def issue(event: Event, *, by: "User", now: datetime | None = None) -> int:
    """To all who were there and have none, and tells them. Twice is once. Raises CertificateError."""
    event = lock(event)
    moment = now or timezone.now()
    _expect_last_day(event, moment)
    minutes, today = minutes_by_registration([event]), timezone.localdate(moment)
    people = list(without(event).select_related("office").alphabetical())
    Certificate.objects.bulk_create(
        Certificate(event=event, registration=person, minutes=minutes.get(person.pk, 0), issued_on=today, issued_by=by)
        for person in people
    )
    for person in people:
        person.event = event
        notices.certificate_ready(person)
    if people:
        note(by, "hat Bescheinigungen ausgestellt", event)
    return len(people)


def _expect_last_day(event: Event, now: datetime) -> None:
    if event.ends_at is None or timezone.localdate(event.ends_at) > timezone.localdate(now):
        raise CertificateError("Bescheinigungen gibt es ab dem letzten Tag der Veranstaltung.")


@transaction.atomic
def withdraw(certificate: Certificate, *, by: "User") -> None:
    """Its number is no longer valid. A new one may be issued."""
    if Certificate.objects.valid().filter(pk=certificate.pk).update(withdrawn_at=timezone.now()):
        note(by, "hat eine Bescheinigung zurückgezogen", certificate.event or certificate.series or certificate)


# --- series -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Progress:
    """One person in a series: the same name reached at the same address is the same person."""

    last: Registration
    modules: set[int]
    minutes: int = 0


def modules_needed(series: Series) -> int:
    return series.modules_needed or series.modules.taking_place().count()


def progress(series: Series) -> list[Progress]:
    """How far each has come who was there at least once."""
    modules = list(series.modules.order_by("starts_at", "pk"))
    minutes = minutes_by_registration(modules)
    people: dict[tuple[str, str], Progress] = {}
    for module in modules:
        for registration in attended(module).alphabetical():
            person = (registration.name_key, registration.contact_key)
            found = people.setdefault(person, Progress(registration, set()))
            found.last = registration
            found.modules.add(module.pk)
            found.minutes += minutes.get(registration.pk, 0)
    return list(people.values())


@transaction.atomic
def issue_for_series(series: Series, *, by: "User", now: datetime | None = None) -> int:
    """To all who have attended enough modules and have none yet, and tells them. Returns how many."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    needed, today = modules_needed(series), timezone.localdate(now)
    valid = Certificate.objects.valid().filter(series=series, registration__cleared_at=None)
    have = set(valid.values_list("registration__name_key", "registration__contact_key"))
    ready = [
        person
        for person in progress(series)
        if needed and len(person.modules) >= needed and (person.last.name_key, person.last.contact_key) not in have
    ]
    Certificate.objects.bulk_create(
        Certificate(series=series, registration=person.last, minutes=person.minutes, issued_on=today, issued_by=by)
        for person in ready
    )
    for person in ready:
        notices.certificate_ready(person.last)
    if ready:
        note(by, "hat Zertifikate ausgestellt", series)
    return len(ready)


# --- verifying --------------------------------------------------------------------------------------------------


def tidy_number(typed: str) -> str:
    """ "7k3m q9wd 2hxt" → "7K3M-Q9WD-2HXT"; empty for what can't be a number."""
    signs = _NOT_IN_A_NUMBER.sub("", typed.upper())
    return "-".join(signs[i : i + 4] for i in range(0, LENGTH, 4)) if len(signs) == LENGTH else ""


def find(number: str) -> Certificate | None:
    """By a tidy number, withdrawn ones too."""
    return Certificate.objects.filter(number=number).select_related("event", "series").first() if number else None
