"""Called off, put off, back again. Each step locks the event, writes who and when, and leaves a line in the record. The
way of an event to everybody and into the archive is that of everything published (events/planning/publishing.py)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.publishing.activity import note
from core.publishing.states import WrongStateError
from events.models import Event
from events.models.locking import lock
from events.places.seating import offer_free_places
from events.planning.changes import remember, snapshot

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def call_off(event: Event, *, by: "User", reason: str) -> None:
    """Registrations stay, so that people can be told and the way back is open."""
    with _state_changed(event, by, "hat abgesagt") as locked:
        if locked.called_off_at:
            raise WrongStateError("Diese Veranstaltung ist schon abgesagt.")
        _expect_ahead(locked)
        locked.called_off_at, locked.called_off_by, locked.reason = timezone.now(), by, reason
        locked.postponed_at = locked.postponed_by = None


@transaction.atomic
def postpone(event: Event, *, by: "User", reason: str) -> None:
    """To a day that nobody knows yet. Where the new day is known, changing the days is enough; and once it is known,
    changing them ends this (programme.save_days)."""
    with _state_changed(event, by, "hat verschoben") as locked:
        if locked.called_off_at or locked.postponed_at:
            raise WrongStateError("Diese Veranstaltung ist schon abgesagt oder verschoben.")
        _expect_ahead(locked)
        locked.postponed_at, locked.postponed_by, locked.reason = timezone.now(), by, reason


@transaction.atomic
def put_back(event: Event, *, by: "User") -> None:
    """It takes place after all."""
    with _state_changed(event, by, "hat wieder angesetzt") as locked:
        if not locked.called_off_at and not locked.postponed_at:
            raise WrongStateError("Diese Veranstaltung findet schon statt.")
        if locked.starts_at and locked.starts_at <= timezone.now():
            raise WrongStateError("Der Termin liegt in der Vergangenheit. Bitte tragen Sie zuerst den neuen Tag ein.")
        locked.set_again()
        locked.reason = ""
    offer_free_places(locked)


@contextmanager
def _state_changed(event: Event, by: "User", verb: str) -> Iterator[Event]:
    locked = lock(event)
    before = snapshot(locked)
    yield locked
    remember(locked, before)
    locked.edition += 1
    locked.changed_at, locked.changed_by = timezone.now(), by
    locked.save()
    note(by, verb, locked)


def _expect_ahead(event: Event) -> None:
    if not event.is_published:
        raise WrongStateError("Diese Veranstaltung ist nicht veröffentlicht. Niemand weiß davon.")
    if event.ends_at and event.ends_at < timezone.now():
        raise WrongStateError("Diese Veranstaltung ist schon vorbei.")
