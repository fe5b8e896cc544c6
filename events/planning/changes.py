"""What people who have registered must hear of: another day, another place, called off, or another room of what they
have chosen. Whether they are told is decided by a person, and the question stays until she has answered it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.language.dates import long_date
from core.publishing.activity import note
from events.models import Event, Mode, RegistrationQuerySet
from events.models.locking import lock
from events.places import offers
from events.planning import chosen_changes
from events.planning.chosen_changes import Change, Said, booked_items
from events.showing.calendar import LOOK_BACK, mark_of
from events.telling import notices

if TYPE_CHECKING:
    from accounts.models import User

DATE, PLACE, STATE = "Termin", "Ort", "Stand"
TAKES_PLACE = "Die Veranstaltung findet statt"
NOT_KNOWN = "steht noch nicht fest"


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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Of an event before somebody changes it."""

    facts: dict[str, str]
    booked: dict[int, Said]
    mark: str
    began_at: datetime | None
    is_on: bool


def snapshot(event: Event) -> Snapshot:
    facts, booked = facts_of(event), booked_items(event)
    return Snapshot(facts, booked, mark_of(event), event.starts_at, is_on=event.is_published and not event.is_off)


def remember(event: Event, before: Snapshot) -> None:
    """What people were told last stays that, however often the event changes until they hear of it, and whatever state
    it has in between. The number that calendars go by rises with each change that they show. Running offers follow the
    beginning of the event."""
    now = facts_of(event)
    if event.registrations.active().exists():
        event.told = event.told or before.facts
        event.untold = {label: old for label, old in event.told.items() if old != now[label]}
    else:
        event.told, event.untold = now, {}
    _forget_reason(event)
    event.calendar_mark = event.calendar_mark or (before.mark if event.published_at else "")
    _number(event)
    chosen_changes.remember(event, before.booked)
    offers.follow(event, began_at=before.began_at, was_on=before.is_on)


def _number(event: Event) -> None:
    """While its page is hidden no calendar shows it."""
    if not event.is_published:
        return
    mark = mark_of(event)
    if event.calendar_mark and event.calendar_mark != mark:
        event.sequence, event.calendar_at = event.sequence + 1, timezone.now()
    event.calendar_mark = mark


def renumber_due(now: datetime) -> int:
    """A duty of the worker: calendars also show what is changed elsewhere, such as the name of the office. Returns how
    many entries got a new number."""
    shown = Event.objects.published().upcoming(now - LOOK_BACK).select_related("office").prefetch_related("days")
    stale = [event.pk for event in shown if event.calendar_mark != mark_of(event)]
    return sum(_renumber(pk) for pk in stale)


@transaction.atomic
def _renumber(pk: int) -> bool:
    event = lock(Event(pk=pk))
    before = event.sequence
    _number(event)
    event.save(update_fields=["sequence", "calendar_mark", "calendar_at"])
    return event.sequence > before


def _forget_reason(event: Event) -> None:
    """Why it was put off is told together with the new day."""
    if not event.is_off and not event.untold:
        event.reason = ""


def changes_of(event: Event) -> list[Change]:
    """What people have not been told yet: all of them, or those who have a place in what has changed."""
    own = [change for changes in chosen_changes.by_person(event).values() for change in changes]
    return [*_changes_for_all(event), *dict.fromkeys(own)]


def concerns_all(event: Event) -> bool:
    return bool(_changes_for_all(event))


def people_to_tell(event: Event) -> RegistrationQuerySet:
    """Whom it concerns."""
    people = event.registrations.active().named()
    return people if concerns_all(event) else people.filter(pk__in=list(chosen_changes.by_person(event)))


def _changes_for_all(event: Event) -> list[Change]:
    """While the page of the event is hidden nobody is asked about it. Of what does not take place people need not hear
    where and when it does not; it is asked about once it takes place again."""
    if not event.untold or not event.is_published:
        return []
    now, labels = facts_of(event), (STATE,) if event.is_off else (STATE, DATE, PLACE)
    return [Change(label, event.untold[label], now[label]) for label in labels if label in event.untold]


@transaction.atomic
def tell(event: Event, *, by: "User", words: str = "") -> int:
    """To everybody whom it concerns; how many. Nought where somebody has done it already."""
    locked = lock(event)
    common, own = _changes_for_all(locked), chosen_changes.by_person(locked)
    if not common and not own:
        return 0
    people = list(people_to_tell(locked).select_related("office").prefetch_related("days"))
    for registration in people:
        registration.event = locked
        if locked.is_off:
            notices.event_called_off(registration, words=words)
        elif common:
            said = [str(change) for change in (*common, *own[registration.pk])]
            notices.event_changed(registration, changes=said, words=words, has_new_date=DATE in locked.untold)
        else:
            said = [str(change) for change in own[registration.pk]]
            notices.programme_changed(registration, changes=said, words=words)
    _answered(locked)
    note(by, f"hat {len(people)} Angemeldete über eine Änderung benachrichtigt", locked)
    return len(people)


@transaction.atomic
def keep_quiet(event: Event, *, by: "User") -> None:
    locked = lock(event)
    _answered(locked)
    note(by, "hat entschieden, Angemeldete über eine Änderung nicht zu benachrichtigen", locked)


def _answered(event: Event) -> None:
    """What nobody was asked about yet stays open."""
    asked = {change.label for change in _changes_for_all(event)}
    if not event.is_off and event.is_published:
        chosen_changes.answered(event)
    event.untold = {label: old for label, old in event.untold.items() if label not in asked}
    event.told = facts_of(event) | event.untold
    _forget_reason(event)
    event.save(update_fields=["told", "untold", "reason"])
