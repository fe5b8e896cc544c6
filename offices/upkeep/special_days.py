"""Heiligabend, Silvester and carnival: before them every office is asked whether its door is open.

No rule says it, so until the office has answered its page tells people to call first (offices/hours/rules.py). The mail
goes to the people who work for the office; its link is signed, only shows a page, and a button on it answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from core.mail.letters import write
from core.publishing.activity import note
from offices.hours import unsure_day, unsure_days
from offices.models import HoursException, Membership, Office, OfficeQuerySet, Place, Status
from offices.upkeep.versions import keep_first_version, keep_version

if TYPE_CHECKING:
    from accounts.models import User

SALT = "offices.upkeep.special_days"
YEAR_END_ASKED_FROM = (11, 1)  # month and day
CARNIVAL_ASKED_FROM = timedelta(days=28)
APART = timedelta(days=10)  # days that lie closer belong to one question
MOST_AT_ONCE = 200
LINK_VALID = timedelta(days=60)


class DaysAnswer(StrEnum):
    CLOSED = "geschlossen"
    USUAL = "wie-sonst"


@dataclass(frozen=True, slots=True)
class Season:
    """The days of one question; it is asked from `asked_from` until the last of them."""

    days: tuple[date, ...]
    asked_from: date

    @property
    def first(self) -> date:
        return self.days[0]


@dataclass(frozen=True, slots=True)
class DaysQuestion:
    """What a link stands for."""

    office: Office
    user: "User"
    season: Season


def season_after(today: date) -> Season:
    """The one that lies ahead or is going on."""
    days = unsure_days(today - APART, 366)
    ahead = next(day for day in days if day >= today)
    together = tuple(day for day in days if abs(day - ahead) <= APART)
    if ahead.month == 12:
        return Season(together, date(ahead.year, *YEAR_END_ASKED_FROM))
    return Season(together, together[0] - CARNIVAL_ASKED_FROM)


def open_days(office: Office, season: Season) -> list[tuple[date, str]]:
    """Those days of it, with their names, on which one of the office's places would be open and nobody has said."""
    prefetch_related_objects([office], "places__hours", "places__exceptions")
    timetables = [place.timetable for place in office.places.all()]
    return [
        (day, unsure_day(day))
        for day in season.days
        if day >= timezone.localdate() and any(timetable.unsure_on(day) for timetable in timetables)
    ]


def days_to_answer(office: Office, today: date) -> list[tuple[date, str]]:
    """What the desk of the office says is due: while the question is open, and some of it unanswered."""
    season = season_after(today)
    is_open = today >= season.asked_from and office.is_listed and office.status != Status.PAUSED
    return open_days(office, season) if is_open else []


# --- asking ---------------------------------------------------------------------------------------------------


def ask_due(now: datetime) -> int:
    """One mail to each person of every office that has hours on such a day; the number of offices asked. Whoever was
    asked for these days is not asked again."""
    today = timezone.localdate(now)
    season = season_after(today)
    if today < season.asked_from:
        return 0
    asked = Q(special_days_asked__gte=season.first)
    with_people = _running().filter(pk__in=Membership.objects.filter(user__is_active=True).values("office_id"))
    return sum(_ask(pk, season) for pk in with_people.exclude(asked).values_list("pk", flat=True)[:MOST_AT_ONCE])


def _running() -> OfficeQuerySet:
    offices: OfficeQuerySet = Office.objects.listed().exclude(status=Status.PAUSED)
    return offices


@transaction.atomic
def _ask(pk: int, season: Season) -> int:
    office = Office.objects.select_for_update().get(pk=pk)
    if office.special_days_asked and office.special_days_asked >= season.first:
        return 0
    office.special_days_asked = season.first
    office.save(update_fields=["special_days_asked"])
    days = open_days(office, season)
    if not days:
        return 0
    for membership in office.memberships.by_name().filter(user__is_active=True):
        person = membership.user
        path = reverse("offices:special_days_by_link", args=[token_for(office, person, season)])
        words: dict[str, Any] = {"office": office, "name": person.name, "path": path, "days": days}
        write("special_days", to=person.email, about="Geöffnet an besonderen Tagen?", is_secret=True, **words)
    return 1


# --- the link -------------------------------------------------------------------------------------------------


def token_for(office: Office, user: "User", season: Season) -> str:
    return signing.dumps([office.pk, user.pk, season.first.isoformat()], salt=SALT, compress=True)


def days_question_of(token: str) -> DaysQuestion | None:
    """None when the link is none of ours, its days have passed, or the person no longer works for the office."""
    try:
        office_pk, user_pk, first = signing.loads(token, salt=SALT, max_age=LINK_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    season = season_after(timezone.localdate())
    memberships = Membership.objects.select_related("office", "user").filter(user__is_active=True)
    membership = memberships.filter(office_id=office_pk, user_id=user_pk).first()
    if membership is None or season.first.isoformat() != first:
        return None
    return DaysQuestion(membership.office, membership.user, season)


# --- the answer -----------------------------------------------------------------------------------------------


@transaction.atomic
def answer(office: Office, answers: Mapping[date, DaysAnswer], *, by: "User") -> None:
    """For all places of the office that would be open. What somebody has said meanwhile for a day stays."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    keep_first_version(office)
    for place in office.places.all():
        for day, said in answers.items():
            _write(place, day, said)
    keep_version(office, by=by, summary="Zeiten an besonderen Tagen")
    note(by, "hat Zeiten an besonderen Tagen genannt", office)


def _write(place: Place, day: date, said: DaysAnswer) -> None:
    name = place.timetable.unsure_on(day)
    if not name:
        return
    slots = place.timetable.usual_slots(day) if said is DaysAnswer.USUAL else ()
    for slot in slots or (None,):
        times = {"starts": slot.starts, "ends": slot.ends} if slot else {}
        HoursException.objects.create(place=place, first=day, last=day, note=name, **times)
