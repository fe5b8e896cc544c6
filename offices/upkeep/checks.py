""" "Stimmt noch": once a year an office is asked whether its page is still right.

The mail goes to the people who work for the office, never to an address taken from a public source. Its link is signed,
belongs to one person and one question, and only shows a page; the button on that page confirms. After two reminders
nobody is asked any more: the office stands on the coordinators' list.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.mail.letters import write
from core.publishing.activity import note
from offices.models import Membership, Office, OfficeQuerySet

if TYPE_CHECKING:
    from accounts.models import User

ASK_AFTER = timedelta(days=settings.CHECK_EVERY_DAYS)
REMIND_AFTER = timedelta(days=14)
MOST_REMINDERS = 2
LINK_VALID = timedelta(days=90)
MOST_AT_ONCE = 200
SALT = "offices.upkeep.checks"


@dataclass(frozen=True, slots=True)
class Question:
    """What a link stands for."""

    office: Office
    user: "User"


# --- who is asked -----------------------------------------------------------------------------------------


def is_stale(office: Office, on: date | None = None) -> bool:
    """Python's side of `stale()`."""
    last = (on or timezone.localdate()) - ASK_AFTER
    return office.is_listed and (office.verified_on is None or office.verified_on <= last)


def stale(on: date | None = None) -> OfficeQuerySet:
    """Nobody has said for a year that the page is right, or nobody ever has; the longest wait first."""
    last = (on or timezone.localdate()) - ASK_AFTER
    offices: OfficeQuerySet = Office.objects.listed().filter(Q(verified_on=None) | Q(verified_on__lte=last))
    return offices.order_by("verified_on", "sort_name", "pk")


def unanswered(on: date | None = None) -> OfficeQuerySet:
    """Asked and reminded, or nobody there to ask: now it is the coordinators' turn."""
    alone = ~Q(pk__in=Membership.objects.values("office_id"))
    return stale(on).filter(Q(check_reminders__gte=MOST_REMINDERS) | alone)


def ask_due(now: datetime) -> int:
    """Mails to the people of every office whose turn it is; the number of offices asked."""
    today = timezone.localdate(now)
    with_people = stale(today).filter(pk__in=Membership.objects.values("office_id"))
    first = Q(check_asked_on=None)
    again = Q(check_asked_on__lte=today - REMIND_AFTER, check_reminders__lt=MOST_REMINDERS)
    due = with_people.filter(first | again).values_list("pk", flat=True)[:MOST_AT_ONCE]
    return sum(_ask(pk, today) for pk in due)


@transaction.atomic
def _ask(pk: int, today: date) -> int:
    office = Office.objects.select_for_update().get(pk=pk)
    if office.check_asked_on and office.check_asked_on > today - REMIND_AFTER:
        return 0
    reminder = office.check_asked_on is not None
    office.check_reminders += 1 if reminder else 0
    office.check_asked_on = today
    office.save(update_fields=["check_reminders", "check_asked_on"])
    for membership in office.memberships.by_name().filter(user__is_active=True):
        _send(office, membership.user, reminder=reminder)
    return 1


def _send(office: Office, user: "User", *, reminder: bool) -> None:
    path = reverse("offices:check_by_link", args=[token_for(office, user)])
    words: dict[str, Any] = {"office": office, "name": user.name, "path": path, "reminder": reminder}
    write("check", to=user.email, about="Stimmt noch?", is_secret=True, **words)


# --- the link ---------------------------------------------------------------------------------------------


def token_for(office: Office, user: "User") -> str:
    """Ends with the next confirmation, because the day of the last one is part of it."""
    return signing.dumps([office.pk, user.pk, str(office.verified_on)], salt=SALT, compress=True)


def question_of(token: str) -> Question | None:
    """None when the link is none of ours, is too old, was used, or the person no longer works for the office."""
    try:
        office_pk, user_pk, verified_on = signing.loads(token, salt=SALT, max_age=LINK_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    memberships = Membership.objects.select_related("office", "user").filter(user__is_active=True)
    membership = memberships.filter(office_id=office_pk, user_id=user_pk).first()
    if membership is None or str(membership.office.verified_on) != verified_on:
        return None
    return Question(membership.office, membership.user)


# --- the answer -------------------------------------------------------------------------------------------


@transaction.atomic
def confirm(office: Office, *, by: "User") -> None:
    """Everything on the page is right today."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    office.confirm(on=timezone.localdate(), by="die Geschäftsstelle" if by.is_coordinator else "das Büro")
    note(by, "hat die Angaben bestätigt", office)
