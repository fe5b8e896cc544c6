"""The way of an event from a draft to everybody: handed in, released, given back. Each step locks the event, writes who
and when, tells whoever has to know, and leaves a line in the record."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.activity import note
from core.letters import write
from core.publishing import WrongStateError
from events.models import Event
from events.seating import lock

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
    locked.release(by, timezone.now())
    locked.save()
    note(by, "hat freigegeben", locked)
    if _author(locked) != by:
        _tell(locked, "event_released", "Freigegeben")


@transaction.atomic
def send_back(event: Event, *, by: "User", request: str) -> None:
    locked = lock(event)
    locked.send_back(by, timezone.now(), request)
    locked.save()
    note(by, "hat zur Überarbeitung zurückgegeben", locked)
    _tell(locked, "event_sent_back", "Zur Überarbeitung", request)


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
