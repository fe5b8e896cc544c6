"""What each office of the world has of events; the names in the table come from here."""

from django.core import signing

from core.publishing import State
from events.applications import SupportWish
from events.models import Item, ItemKind
from events.registration import cancel
from events.views.registering import DONE
from tests.events_factories import make_event, make_person, register, wish, workshop


def add_events(things, coordinator) -> None:
    things.event = make_event(office=things.office, by=coordinator, workshops=[2, 2], extras=[5])
    things.draft_event = make_event(office=things.office, by=coordinator, state=State.DRAFT)
    things.submitted_event = make_event(office=things.office, by=coordinator, state=State.SUBMITTED)
    things.registration = register(
        things.event,
        make_person(office=things.office),
        wishes=wish(things.event, "A"),
        support=SupportWish(("rest",), note="Bitte einen Stuhl."),
    )
    unconfirmed = register(things.event, confirmed=False)
    things.confirm_token = unconfirmed.confirm_url.rstrip("/").rpartition("/")[2]
    _add_offers(things)


def _add_offers(things) -> None:
    """What the pages of registering and of one registration need: a place and a workshop on offer."""
    slot = Item.objects.get(day__event=things.event, kind=ItemKind.PARALLEL)
    things.workshop_choice = {f"slot{slot.pk}": workshop(things.event, "B").pk}
    things.done_token = signing.TimestampSigner(salt=DONE, sep=".").sign(things.registration.key)
    full = make_event(office=things.office, capacity=1)
    first, things.offered = register(full), register(full)
    cancel(first)
    things.offered.refresh_from_db()
    crowded = make_event(office=things.office, workshops=[1])
    first, second = (register(crowded, wishes=wish(crowded, "A")) for _ in range(2))
    cancel(first)
    things.workshop_offer = second.bookings.get()
