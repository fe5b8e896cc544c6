"""Whoever changes places, people or the programme of an event holds the lock of its row, and reads under it."""

from events.models.events import Event
from events.models.registrations import Registration


def lock(event: Event) -> Event:
    """The event as it is now; whoever else wants it waits. SQLite lets only one writer in anyway."""
    found: Event = Event.objects.select_for_update().get(pk=event.pk)
    return found


def lock_for(registration: Registration) -> tuple[Registration, Event]:
    """Both as they are now."""
    event = lock(registration.event)
    found = Registration.objects.select_related("office").get(pk=registration.pk)
    found.event = event
    return found, event
