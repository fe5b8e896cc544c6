"""Whatever an event goes through, people know in the end what holds, and nobody is written to about a hidden page."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.publishing import workflow
from core.publishing.states import WrongStateError
from events.attendance import attending, feedback
from events.models import Booking, Event, Notice
from events.models.units import units_of
from events.people import unconfirmed
from events.places import offers
from events.places import registration as use_cases
from events.planning import changes, editing, programme, steps
from events.planning.programme import DayRow, ItemRow
from events.telling import reminding
from tests.events.counting import check
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db
STEPS = 35


class Walk:
    """Somebody at the desk who presses any button; beside her somebody who writes down what people were told last."""

    def __init__(self, seed):
        self.chance, self.by = random.Random(seed), make_user(is_staff=True)
        first = timezone.localdate() + timedelta(days=200)
        self.pk = make_event("Fachtag", by=self.by, capacity=3, workshops=[1, 5], first=first).pk
        self.has_room = register(self.event, wishes=wish(self.event, "A"))
        leaving = register(self.event)
        register(self.event, make_person(phone="+49221471000", street="Musterweg 1", postcode="50667", town="Köln"))
        register(self.event), register(self.event)
        use_cases.cancel(leaving)  # somebody is offered a place
        self.told, self.room = changes.facts_of(self.event), "Raum 1"

    @property
    def event(self):
        return Event.objects.get(pk=self.pk)

    # --- verbs ------------------------------------------------------------------------------------------

    def call_off(self):
        steps.call_off(self.event, by=self.by, reason="Sturm")

    def postpone(self):
        steps.postpone(self.event, by=self.by, reason="Sturm")

    def put_back(self):
        steps.put_back(self.event, by=self.by)

    def archive(self):
        workflow.archive(self.event, by=self.by)

    def reopen(self):
        workflow.reopen(self.event, by=self.by)

    def release(self):
        workflow.release(self.event, by=self.by)

    def move(self):
        event = self.event
        day = event.days.get()
        on = day.date + timedelta(days=self.chance.choice([-7, 7, 14]))
        programme.save_days(event, [DayRow(day.pk, on, day.starts, day.ends)], by=self.by, edition=event.edition)

    def move_house(self):
        event = self.event
        editing.save(event, {"venue": self.chance.choice(["", "Rathaus"])}, by=self.by, edition=event.edition)

    def change_room(self):
        row = ItemRow({"room": self.chance.choice(["Raum 1", "Saal"])})
        programme.save_item(self.event, workshop(self.event), row, by=self.by)

    def tell(self):
        answered, before = self.expected(), Message.objects.count() + Notice.objects.to_print().count()
        count = changes.tell(self.event, by=self.by)
        assert Message.objects.count() + Notice.objects.to_print().count() - before == count
        common = answered - {"Programm"}
        assert count == (self.event.registrations.active().count() if common else len(answered))
        self.note_down(answered)

    def keep_quiet(self):
        answered = self.expected()
        changes.keep_quiet(self.event, by=self.by)
        self.note_down(answered)

    def wait(self):
        """The worker does its duties."""
        offers.pass_on_expired(timezone.now())
        reminding.remind_due(timezone.now())

    # --- what must hold -----------------------------------------------------------------------------------

    def note_down(self, answered):
        now = changes.facts_of(self.event)
        self.told = {label: now[label] if label in answered else old for label, old in self.told.items()}
        self.room = workshop(self.event).room if "Programm" in answered else self.room

    def expected(self):
        """Labels of what the desk must ask about."""
        event = self.event
        if not event.is_published:
            return set()
        now = changes.facts_of(event)
        differing = {label for label, old in self.told.items() if old != now[label]}
        if event.is_off:
            return differing & {"Stand"}
        return differing | ({"Programm"} if workshop(event).room != self.room else set())

    def check(self, was_hidden, mails):
        event = self.event
        found = changes.changes_of(event)
        assert {change.label for change in found} == self.expected()
        assert {change.before for change in found if change.label != "Programm"} <= set(self.told.values())
        if was_hidden and not event.is_published:
            assert Message.objects.count() == mails
        for one in event.registrations.filter(offered_until__isnull=False):
            assert one.offered_until <= event.starts_at
        assert not Booking.objects.filter(registration=self.has_room, item__title="Werkstatt A").exclude(state="platz")


VERBS = (
    *("call_off", "postpone", "put_back", "put_back", "archive", "reopen", "reopen", "release", "release"),
    *("move", "move_house", "change_room", "tell", "keep_quiet", "wait"),
)


@pytest.mark.parametrize("seed", range(2))
def test_any_walk_ends_with_people_who_know_what_holds(seed, time_machine):
    walk = Walk(seed)
    for _ in range(STEPS):
        time_machine.move_to(timezone.now() + timedelta(hours=walk.chance.choice([1, 20])), tick=False)
        was_hidden, mails = not walk.event.is_published, Message.objects.count()
        with suppress(WrongStateError):
            getattr(walk, walk.chance.choice(VERBS))()
        walk.check(was_hidden, mails)
    for verb in ("reopen", "release", "put_back", "tell"):
        with suppress(WrongStateError):
            getattr(walk, verb)()
    check(walk.event)
    assert changes.changes_of(walk.event) == []
    assert walk.told == changes.facts_of(walk.event)


@pytest.mark.parametrize(("state", "is_written_to"), [("entwurf", False), ("archiviert", False), (None, True)])
def test_no_duty_writes_to_anybody_about_a_hidden_page(state, is_written_to, time_machine):
    """A reminder, an offer that is over, an address to confirm, and a question how it was: each is due."""
    time_machine.move_to(timezone.localtime().replace(hour=12))
    by, today = make_user(), timezone.localdate()
    ahead, over = make_event(capacity=2, first=today + timedelta(days=4)), make_event(first=today - timedelta(days=1))
    leaving = register(ahead)
    for person in (register(ahead), register(ahead)):
        assert person.is_active
    register(ahead, confirmed=False)
    use_cases.cancel(leaving)
    attending.mark(register(over, by=by, source="telefon"), units_of(over)[0], by=None)
    if state:
        archived = {"archived_at": timezone.now()} if state == "archiviert" else {}
        Event.objects.update(state=state, **archived)
    Message.objects.all().delete()
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    offered = ahead.registrations.filter(standing="angeboten")
    offered.update(offered_until=timezone.now())
    duties = (offers.pass_on_expired, reminding.remind_due, unconfirmed.remind_due, feedback.ask_due)
    assert [duty(timezone.now()) for duty in duties] == [int(is_written_to)] * 4
    assert Message.objects.exists() == is_written_to
