"""What each office of the world has of events; the names in the table come from here."""

from core.publishing import State
from events.models import Series
from tests.events_factories import make_event, make_event_picture, make_item_document, make_person, register, wish


def add_events(things, coordinator) -> None:
    things.event = make_event(office=things.office, by=coordinator, workshops=[2, 2], extras=[5])
    things.draft_event = make_event(office=things.office, by=coordinator, state=State.DRAFT)
    things.submitted_event = make_event(office=things.office, by=coordinator, state=State.SUBMITTED)
    things.registration = register(things.event, make_person(office=things.office), wishes=wish(things.event, "A"))
    unconfirmed = register(things.event, confirmed=False)
    things.confirm_token = unconfirmed.confirm_url.rstrip("/").rpartition("/")[2]
    things.series = Series.objects.create(title="Lernlabor", slug=f"lernlabor-{things.office.pk}")
    make_event(office=things.office, by=coordinator, series=things.series, number=1)
    things.event_picture = make_event_picture(things.event)
    things.event_document = make_item_document(things.event.days.first().items.first())
