"""What people who have registered must hear of: another day, another place, called off. Whether they are told is
decided by a person, and the question stays until she has answered it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from core.activity import note
from core.dates import long_date
from events import notices
from events.models import Event, Mode
from events.seating import lock

if TYPE_CHECKING:
    from accounts.models import User

DATE, PLACE, STATE = "Termin", "Ort", "Stand"
TAKES_PLACE = "Die Veranstaltung findet statt"
NOT_KNOWN = "steht noch nicht fest"


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.label}: {self.now} (bisher: {self.before})"


def facts_of(event: Event) -> dict[str, str]:
    """Label → what holds, in words."""
    days = "; ".join(", ".join(filter(None, (long_date(day.date), day.hours))) for day in event.days.order_by("date"))
    place = ", ".join(event.address) or event.where
    if event.mode == Mode.BOTH and event.address:
        place += ", und online"
    return {DATE: days or NOT_KNOWN, PLACE: place or NOT_KNOWN, STATE: _state(event)}


def _state(event: Event) -> str:
    if event.called_off_at:
        return "Die Veranstaltung ist abgesagt"
    return "Die Veranstaltung ist verschoben" if event.postponed_at else TAKES_PLACE


def remember(event: Event, before: dict[str, str]) -> None:
    """Of what was published: calendars get a new number, and what people do not know yet is kept for the question. What
    they were told last stays "before", however often it changes until they hear of it."""
    if not event.is_published:
        return
    now = facts_of(event)
    changed = {label: old for label, old in before.items() if old != now[label]}
    if changed:
        event.sequence += 1
    if event.registrations.active().exists():
        kept = {**changed, **event.untold}
        event.untold = {label: old for label, old in kept.items() if old != now[label]}


def changes_of(event: Event) -> list[Change]:
    """What people have not been told yet."""
    if not event.untold:
        return []
    now = facts_of(event)
    return [Change(label, event.untold[label], now[label]) for label in (STATE, DATE, PLACE) if label in event.untold]


@transaction.atomic
def tell(event: Event, *, by: "User", words: str = "") -> int:
    """To everybody who comes or waits; how many. Nought where somebody has done it already."""
    locked = lock(event)
    changes = changes_of(locked)
    if not changes:
        return 0
    people = list(locked.registrations.active().named().select_related("office"))
    for registration in people:
        registration.event = locked
        if locked.called_off_at or (locked.postponed_at and STATE in locked.untold):
            notices.event_called_off(registration, words=words)
        else:
            notices.event_changed(registration, changes=[str(change) for change in changes], words=words)
    _answered(locked)
    note(by, f"hat {len(people)} Angemeldete über eine Änderung benachrichtigt", locked)
    return len(people)


@transaction.atomic
def keep_quiet(event: Event, *, by: "User") -> None:
    locked = lock(event)
    _answered(locked)
    note(by, "hat entschieden, Angemeldete über eine Änderung nicht zu benachrichtigen", locked)


def _answered(event: Event) -> None:
    event.untold = {}
    event.save(update_fields=["untold"])
