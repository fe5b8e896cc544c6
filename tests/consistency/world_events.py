"""What each office of the world has of events; the names in the table come from here."""

from core.publishing import State
from tests.events_factories import make_event, make_person, register, wish


def add_events(things, coordinator) -> None:
    things.event = make_event(office=things.office, by=coordinator, workshops=[2, 2], extras=[5])
    things.draft_event = make_event(office=things.office, by=coordinator, state=State.DRAFT)
    things.submitted_event = make_event(office=things.office, by=coordinator, state=State.SUBMITTED)
    things.registration = register(things.event, make_person(office=things.office), wishes=wish(things.event, "A"))
    unconfirmed = register(things.event, confirmed=False)
    things.confirm_token = unconfirmed.confirm_url.rstrip("/").rpartition("/")[2]
