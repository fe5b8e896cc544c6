"""Every change at the desk goes through `edited`: it notices other open tabs, counts the change, remembers what people
who have registered do not know yet, and hands on places that have become free."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.publishing.activity import note
from core.publishing.states import WrongStateError
from core.publishing.writing import expect_current
from events.models import Event
from events.models.locking import lock
from events.places.seating import offer_free_places
from events.planning.changes import remember, snapshot

if TYPE_CHECKING:
    from accounts.models import User

MANY = frozenset({"topics", "needs"})  # rows of other tables


@dataclass(slots=True)
class Edit:
    """`event` is locked; `offered` says afterwards how many people got an offer because of it, `is_on_again` whether
    its new day has ended a postponement."""

    event: Event
    offered: int = 0
    is_on_again: bool = False


@contextmanager
def edited(event: Event, *, by: "User", edition: int | None = None) -> Iterator[Edit]:
    """Without `edition` nobody has typed over what somebody else typed: a single row was added or removed. Raises
    StaleError and WrongStateError."""
    with transaction.atomic():
        locked = lock(event)
        expect_current(locked, edition)
        before, edit = snapshot(locked), Edit(locked)
        yield edit
        locked.settle()
        remember(locked, before)
        locked.edition += 1
        locked.changed_at, locked.changed_by = timezone.now(), by
        locked.save()
        if locked.is_released:
            note(by, "hat eine veröffentlichte Veranstaltung geändert", locked)
        edit.offered = offer_free_places(locked)


@transaction.atomic
def create(values: Mapping[str, Any], *, by: "User") -> Event:
    """A draft with its first day."""
    now = timezone.now()
    fields = {name: value for name, value in values.items() if name not in {"first", "last"}}
    event = Event(**fields, created_at=now, created_by=by, changed_at=now, changed_by=by, edition=1)
    event.save()
    for offset in range((values["last"] - values["first"]).days + 1):
        event.days.create(date=values["first"] + timedelta(days=offset))
    event.settle()
    event.save()
    return event


def save(event: Event, values: Mapping[str, Any], *, by: "User", edition: int) -> Edit:
    """What one section says."""
    with edited(event, by=by, edition=edition) as edit:
        for name, value in values.items():
            if name in MANY:
                getattr(edit.event, name).set(value)
            else:
                setattr(edit.event, name, value)
        _expect_sensible(edit.event)
    return edit


def _expect_sensible(event: Event) -> None:
    """What only the database knows."""
    others = Event.objects.filter(series=event.series, number=event.number).exclude(pk=event.pk)
    if event.series and event.number and others.exists():
        raise WrongStateError(
            f"Das Modul {event.number} dieser Reihe gibt es schon. Bitte nehmen Sie eine andere Nummer."
        )
    before = Event.objects.get(pk=event.pk)
    if event.allocation != before.allocation and event.registrations.active().exists():
        raise WrongStateError(
            "Es haben sich schon Menschen angemeldet. Wie die Plätze in Werkstätten vergeben werden, bleibt deshalb so."
        )
