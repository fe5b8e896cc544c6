"""What each office of the world has of events; the names in the table come from here."""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from core.publishing.states import State
from events.attendance import attending, certificates, feedback
from events.models import Event, Item, ItemKind, Series, Source
from events.models.units import units_of
from events.places import bundles
from events.places.applications import SupportWish
from events.places.registration import cancel
from events.planning.steps import call_off
from events.views.registering.one_event import DONE
from events.views.registering.series import done_token
from tests.events_factories import (
    make_application,
    make_event,
    make_event_picture,
    make_item,
    make_item_document,
    make_person,
    register,
    wish,
    workshop,
)


def add_events(things, coordinator) -> None:
    things.event = make_event(office=things.office, by=coordinator, workshops=[2, 2], extras=[5])
    # Of the Geschäftsstelle: people of every office can come.
    things.common_event = Event.objects.filter(office=None).first() or make_event(by=coordinator)
    things.draft_event = make_event(office=things.office, by=coordinator, state=State.DRAFT)
    things.draft_day = things.draft_event.days.get()
    things.draft_item = make_item(things.draft_event, "Begrüßung")
    things.archived_event = make_event(office=things.office, by=coordinator, state=State.ARCHIVED)
    things.stopped_event = make_event(office=things.office, by=coordinator)
    register(things.stopped_event)
    call_off(things.stopped_event, by=coordinator, reason="Der Saal ist nicht frei.")
    things.own_series = Series.objects.create(title="Kurse", slug=f"kurse-{things.office.slug}", office=things.office)
    things.submitted_event = make_event(office=things.office, by=coordinator, state=State.SUBMITTED)
    things.registration = register(
        things.event,
        make_person(office=things.office),
        wishes=wish(things.event, "A"),
        support=SupportWish(("rest",), note="Bitte einen Stuhl."),
    )
    by_post = make_person(street="Weg 1", postcode="59227", town="Ahlen")
    things.letter = register(things.event, by_post, by=coordinator, source=Source.LETTER).notices.get()
    unconfirmed = register(things.event, confirmed=False)
    things.confirm_token = unconfirmed.confirm_url.rstrip("/").rpartition("/")[2]
    things.wish_event = make_event(office=things.office, by=coordinator, workshops=[1, 1], allocation="wuensche")
    register(things.wish_event, wishes=wish(things.wish_event, "A", "B"))
    _add_offers(things)
    _add_a_past_one(things, coordinator)
    _add_what_visitors_see(things, coordinator)


def _add_offers(things) -> None:
    """What the pages of registering and of one registration need: a place and a workshop on offer."""
    slot = things.slot = Item.objects.get(day__event=things.event, kind=ItemKind.PARALLEL)
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


def _add_a_past_one(things, coordinator) -> None:
    """One was there and has a certificate, one has none yet, and one has not been marked."""
    series = Series.objects.create(title="Lernlabor", slug=f"lernlabor-{things.office.slug}", modules_needed=1)
    things.past_event = make_event(
        series=series,
        office=things.office,
        by=coordinator,
        first=timezone.localdate() - timedelta(days=1),
        workshops=[None],
    )
    guest, second, things.late_guest = (
        register(things.past_event, make_person(office=things.office), by=coordinator, source=Source.PHONE)
        for _ in range(3)
    )
    day, things.unit = units_of(things.past_event)
    attending.mark(guest, day, by=coordinator)
    attending.mark(guest, things.unit, by=coordinator)
    certificates.issue(things.past_event, by=coordinator)
    attending.mark(second, day, by=coordinator)
    things.guest, things.feedback_token = guest, feedback.token_of(guest)
    things.certificate = guest.certificates.get()


def _add_what_visitors_see(things, coordinator) -> None:
    things.public_series = Series.objects.create(title="Lernlabor", slug=f"reihe-{things.office.slug}")
    module = make_event(office=things.office, by=coordinator, series=things.public_series, number=1)
    booked = bundles.register_for_modules([module], make_application())
    things.bundle_token = done_token(booked.registrations[0].bundle)
    things.event_picture = make_event_picture(things.event)
    things.event_document = make_item_document(things.event.days.first().items.first())
