"""The way of an event from a draft to everybody and into the archive; and called off, put off, back again. Each step
locks the event, writes who and when, tells whoever has to know, and leaves a line in the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.mail.letters import write
from core.publishing.activity import note
from core.publishing.states import State, WrongStateError
from events.models import Event
from events.models.locking import lock
from events.places.seating import hand_on
from events.planning.changes import remember, snapshot

if TYPE_CHECKING:
    from accounts.models import User


def may_release(user: "User", event: Event) -> bool:
    """Coordinators, and people of an office that a coordinator trusts."""
    if user.is_coordinator:
        return True
    return bool(event.office and event.office.publishes_directly) and Event.objects.managed_by(user).contains(event)


def what_is_missing(event: Event) -> list[str]:
    """Sentences; without them it can be released."""
    missing = []
    if not event.days.exists():
        missing.append("Es fehlt noch, an welchem Tag die Veranstaltung ist.")
    if not event.teaser:
        missing.append("Es fehlt noch in ein oder zwei Sätzen, worum es geht.")
    if not event.where:
        missing.append("Es fehlt noch, wo die Veranstaltung ist.")
    return missing


@transaction.atomic
def submit(event: Event, *, by: "User") -> None:
    locked = _complete(event)
    locked.submit(by, timezone.now())
    locked.save()
    note(by, "hat zur Freigabe eingereicht", locked)


@transaction.atomic
def withdraw(event: Event, *, by: "User") -> None:
    locked = lock(event)
    locked.withdraw()
    locked.save()
    note(by, "hat die Einreichung zurückgezogen", locked)


@transaction.atomic
def release(event: Event, *, by: "User") -> None:
    locked = _complete(event)
    if not may_release(by, locked):
        raise WrongStateError("Diese Veranstaltung gibt die Geschäftsstelle frei. Bitte reichen Sie sie ein.")
    before = snapshot(locked)
    locked.release(by, timezone.now())
    remember(locked, before)  # much may have happened while nobody saw it
    locked.save()
    note(by, "hat freigegeben", locked)
    hand_on(locked)  # what has become free while nobody saw it
    if _author(locked) != by:
        _tell(locked, "event_released", "Freigegeben")


@transaction.atomic
def send_back(event: Event, *, by: "User", request: str) -> None:
    locked = lock(event)
    locked.send_back(by, timezone.now(), request)
    locked.save()
    note(by, "hat zur Überarbeitung zurückgegeben", locked)
    _tell(locked, "event_sent_back", "Zur Überarbeitung", request)


@transaction.atomic
def archive(event: Event, *, by: "User") -> None:
    """Out of everybody's sight. Somebody may have registered: she is told first, by calling the event off."""
    locked = lock(event)
    coming = locked.registrations.active().exists()
    if coming and not locked.called_off_at and locked.ends_at and locked.ends_at > timezone.now():
        raise WrongStateError("Es sind Menschen angemeldet. Bitte sagen Sie die Veranstaltung zuerst ab.")
    locked.archive(by, timezone.now())
    locked.save()
    note(by, "hat ins Archiv gelegt", locked)


@transaction.atomic
def reopen(event: Event, *, by: "User") -> None:
    locked = lock(event)
    locked.reopen()
    locked.save()
    note(by, "hat aus dem Archiv geholt", locked)


@transaction.atomic
def throw_away(event: Event, *, by: "User") -> None:
    """Only what nobody outside has ever seen."""
    locked = lock(event)
    if locked.state != State.DRAFT or locked.published_at:
        raise WrongStateError("Diese Veranstaltung war schon veröffentlicht. Legen Sie sie stattdessen ins Archiv.")
    if locked.registrations.exists():
        raise WrongStateError("Zu dieser Veranstaltung gibt es Anmeldungen. Löschen geht deshalb nicht.")
    note(by, "hat einen Entwurf gelöscht", locked)
    locked.delete()


# --- does it take place? ------------------------------------------------------------------------------------


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
    hand_on(locked)


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


# --- behind the steps ---------------------------------------------------------------------------------------


def _complete(event: Event) -> Event:
    locked = lock(event)
    if missing := what_is_missing(locked):
        raise WrongStateError(" ".join(missing))
    return locked


def _author(event: Event) -> "User | None":
    """Who sent it in, else who wrote it."""
    author: User | None = event.submitted_by or event.created_by
    return author


def _tell(event: Event, letter: str, about: str, request: str = "") -> None:
    """Only people who can still do something about it."""
    person = _author(event)
    if person is None or not Event.objects.managed_by(person).contains(event):
        return
    path = reverse("events:desk_event", args=[event.pk])
    write(letter, to=person.email, about=about, event=event, name=person.name, path=path, request=request)
