"""Before the event everybody with a place is reminded, once: when, where, her workshops, the online link, and how to
say that she can't come after all.

A mail goes three days before: late enough not to be forgotten again, early enough that somebody who is on the waiting
list can still take a place that comes free (she has 72 hours unless the event says otherwise). A letter is ready eight
days before, so that a working day lies within reach for printing and it has most of a week to arrive; three days before
it would come too late, and nobody prints it any more.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from events.models import About, Event, Notice, Registration, RegistrationQuerySet
from events.telling import notices

MAIL_BEFORE, LETTER_BEFORE, NO_LETTER_WITHIN = timedelta(days=3), timedelta(days=8), timedelta(days=3)
REST = timedelta(days=1)  # whoever heard within a day that she has a place need not hear it again at once
GOT_HER_PLACE = (About.REGISTERED, About.HANDED_OVER)
MOST_AT_ONCE = 200


def remind_due(now: datetime) -> int:
    """Returns how many were reminded."""
    keys = list(_due(now).order_by("event__starts_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_remind(pk, now) for pk in keys)


def _due(now: datetime) -> RegistrationQuerySet:
    ahead = Event.objects.published().taking_place().filter(starts_at__gt=now)
    by_mail = Q(event__starts_at__lte=now + MAIL_BEFORE) & ~Q(email="")
    on_paper = Q(email="", event__starts_at__lte=now + LETTER_BEFORE, event__starts_at__gt=now + NO_LETTER_WITHIN)
    just_told = Notice.objects.filter(registration=OuterRef("pk"), about__in=GOT_HER_PLACE, created_at__gt=now - REST)
    people = Registration.objects.coming().named().filter(by_mail | on_paper, event__in=ahead)
    return people.exclude(Exists(_reminders())).exclude(Exists(just_told))


def _reminders() -> QuerySet[Notice]:
    """Of the person who has the place now, for the day it is now: what the one before her was told, or long before an
    event that has been moved since, doesn't count."""
    transferred = Notice.objects.filter(
        registration=OuterRef("registration"), about=About.HANDED_OVER, created_at__gt=OuterRef("created_at")
    )
    for_this_day = Q(created_at__gte=F("registration__event__starts_at") - LETTER_BEFORE)
    return Notice.objects.filter(for_this_day, registration=OuterRef("pk"), about=About.REMINDER).exclude(
        Exists(transferred)
    )


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    """Looks again under the lock of the row: she may have cancelled meanwhile."""
    locked = Registration.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if locked is None or not _due(now).filter(pk=pk).exists():
        return False
    notices.reminder(Registration.objects.select_related("event__office", "office").get(pk=pk))
    return True
