"""Certificates of attendance: for those who were there and nobody else.

A certificate says what attendance says: the days somebody was there, without the breaks. Withdrawn ones stay, so that
whoever types the number learns that it is no longer valid.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.activity import note
from events import notices
from events.models import Attendance, Certificate, Event, Registration, Series
from events.scope import minutes_of
from events.seating import lock

if TYPE_CHECKING:
    from accounts.models import User

LENGTH = 12
_NOT_IN_A_NUMBER = re.compile("[^0-9A-Z]")


class CertificateError(Exception):
    """The text is the sentence the person reads."""


# --- who gets one -----------------------------------------------------------------------------------------------


def attended(event: Event) -> Any:
    """Whose names are known and who was there on at least one day."""
    days = Attendance.objects.of_days().filter(registration=OuterRef("pk"))
    return event.registrations.named().filter(Exists(days))


def without(event: Event) -> Any:
    """Those of them who have no valid one yet."""
    valid = Certificate.objects.valid().filter(registration=OuterRef("pk"), event=event)
    return attended(event).exclude(Exists(valid))


def minutes_by_registration(events: Iterable[Event]) -> dict[int, int]:
    """What each person attended, in minutes without breaks."""
    keys = [event.pk for event in events]
    marks = Attendance.objects.of_days().filter(registration__event__in=keys).select_related("day")
    lengths: dict[int, int] = {}
    total: dict[int, int] = {}
    for mark in marks.prefetch_related("day__items"):
        if mark.day_id not in lengths:
            lengths[mark.day_id] = minutes_of(mark.day)
        total[mark.registration_id] = total.get(mark.registration_id, 0) + lengths[mark.day_id]
    return total


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
