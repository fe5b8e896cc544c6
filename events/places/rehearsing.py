"""What a newcomer would read, for a form with the name and address of somebody who is registered already: whoever
sends it must not learn from the answer that she is. She herself hears of it by mail (events/telling/notices.py)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from events.models import Event, Registration
from events.models.registrations import draw_key
from events.places.applications import Application, Person
from events.places.bundles import register_for_modules
from events.places.registration import register
from events.showing.wording import choice_lines

KEPT_FOR = 24 * 60 * 60  # seconds: as long as the page of a newcomer can be opened


@dataclass(frozen=True, slots=True)
class Answer:
    """Like a registration, as far as the page after sending shows one."""

    name: str
    from_where: str
    email: bool
    street: bool
    standing: str
    confirm_until: datetime | None
    position: int
    choices: list[str]

    @property
    def is_unconfirmed(self) -> bool:
        return self.confirm_until is not None


class _OverError(Exception):
    """Takes everything back."""


def rehearse(event: Event, application: Application) -> str:
    """The key of the answer. Raises what a newcomer would be told. Registers her as if she
    were new, looks, and takes it back."""
    answer: Answer | None = None
    try:
        with transaction.atomic():
            _forget_her(event, application.person)
            found = register(event=event, application=application).registration
            answer = Answer(
                name=found.name,
                from_where=found.from_where,
                email=bool(found.email),
                street=bool(found.street),
                standing=str(found.standing),
                confirm_until=found.confirm_until,
                position=found.position,
                choices=choice_lines(found),
            )
            raise _OverError
    except _OverError:
        key = draw_key()
        cache.set(_name(event, key), answer, KEPT_FOR)
        return key


@dataclass(frozen=True, slots=True)
class Module:
    """Like a registration, as far as the page after sending a form for several modules shows one."""

    event_id: int
    standing: str
    confirm_until: datetime | None
    event: Event | None = None

    @property
    def is_unconfirmed(self) -> bool:
        return self.confirm_until is not None


def rehearse_modules(modules: Sequence[Event], application: Application) -> str:
    """The same for several modules of a series: the key of what a newcomer would have booked."""
    found: list[Module] = []
    key, number = draw_key(), uuid4()
    with suppress(_OverError), transaction.atomic():
        for event in modules:
            _forget_her(event, application.person)
        for one in register_for_modules(modules, application.with_nonce(number)).registrations:
            found.append(Module(one.event_id, str(one.standing), one.confirm_until))
        raise _OverError
    cache.set(f"answer:{key}", found, KEPT_FOR)
    return key


def modules_of(key: str) -> list[Module]:
    """In the order of the modules."""
    kept: list[Module] = cache.get(f"answer:{key}") or []
    events = Event.objects.select_related("series", "office").in_bulk([one.event_id for one in kept])
    found = [replace(one, event=events[one.event_id]) for one in kept if one.event_id in events]
    return sorted(found, key=lambda one: (events[one.event_id].starts_at, one.event_id))


def answer_of(event: Event, key: str) -> Answer | None:
    found: Answer | None = cache.get(_name(event, key))
    return found


def _forget_her(event: Event, person: Person) -> None:
    """Until all of this is taken back."""
    same = Registration(**person.values())
    same.settle_keys()
    known = event.registrations.active().filter(name_key=same.name_key, contact_key=same.contact_key)
    known.update(contact_key=uuid4().hex)


def _name(event: Event, key: str) -> str:
    return f"answer:{event.pk}:{key}"
