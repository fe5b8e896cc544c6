"""How events are published: what is their own beside what every kind has (core/publishing/, offices/publishing/)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.publishing.kinds import Noun, Verb
from core.publishing.states import WrongStateError
from events.models import Event
from events.places.seating import offer_free_places
from events.planning.changes import remember, snapshot
from offices.publishing.kinds import Contribution

COMES_OUT = {Verb.RELEASE, Verb.APPEAR}


class EventKind(Contribution):
    model = Event
    noun = Noun("Veranstaltung", "Veranstaltungen")
    namespace = "events"
    names = {
        "page": "desk_event",
        "office_list": "office_events",
        "headquarters_list": "bas_events",
        "new": "new_event",
        "new_of_headquarters": "new_bas_event",
        "archive": "archive_event",
        "delete": "delete_event",
    }
    current = "events"

    def at_desk(self, request: Any, pk: int) -> Event:
        event: Event = get_object_or_404(self.managed_by(request.user).select_related("office", "series"), pk=pk)
        return event

    def missing(self, thing: Event) -> list[str]:
        missing = []
        if not thing.days.exists():
            missing.append("Es fehlt noch, an welchem Tag die Veranstaltung ist.")
        if not thing.teaser:
            missing.append("Es fehlt noch in ein oder zwei Sätzen, worum es geht.")
        if not thing.where:
            missing.append("Es fehlt noch, wo die Veranstaltung ist.")
        return missing

    @contextmanager
    def changing(self, verb: Verb, thing: Event) -> Iterator[None]:
        """Much may have happened while nobody saw the event: what people were told last is compared with what holds
        when it comes out."""
        if verb in {Verb.ARCHIVE, Verb.EXPIRE}:
            _expect_nobody_comes(thing)
        if verb == Verb.DELETE and thing.registrations.exists():
            raise WrongStateError("Zu dieser Veranstaltung gibt es Anmeldungen. Löschen geht deshalb nicht.")
        before = snapshot(thing) if verb in COMES_OUT else None
        yield
        if before:
            remember(thing, before)

    def after(self, verb: Verb, thing: Event) -> None:
        """Places that became free while nobody saw the event are handed on."""
        if verb in COMES_OUT:
            offer_free_places(thing)


def _expect_nobody_comes(event: Event) -> None:
    """Somebody may have registered: she is told first, by calling the event off."""
    coming = event.registrations.active().exists()
    if coming and not event.called_off_at and event.ends_at and event.ends_at > timezone.now():
        raise WrongStateError("Es sind Menschen angemeldet. Bitte sagen Sie die Veranstaltung zuerst ab.")


events = EventKind()
