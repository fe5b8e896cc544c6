"""Calendars take over what has a higher number: it rises with all that an entry shows, and it says since when."""

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
import vobject
from django.utils import timezone

from core.publishing import workflow
from core.publishing.states import WrongStateError
from events.models import Event, Series
from events.planning import changes, editing, programme, steps
from events.planning.copying import copy
from events.planning.programme import DayRow, ItemRow
from events.showing.calendar import calendar
from tests.events_factories import make_event, register, wish, workshop
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db
COUNTED = {"sequence", "dtstamp", "last-modified"}


@pytest.fixture
def by():
    return make_user(is_staff=True)


@dataclass(frozen=True)
class Entry:
    words: tuple[str, ...]
    sequence: int
    stamp: datetime
    modified: datetime


def entries(event):
    """UID → the entry as a calendar reads it."""
    content = calendar([Event.objects.get(pk=event.pk)], "Termine").decode()
    return {one.uid.value: _entry(one) for one in vobject.readOne(content).contents.get("vevent", ())}


def _entry(found):
    words = sorted(f"{name}: {line.value}" for name, lines in found.contents.items() for line in lines)
    kept = tuple(line for line in words if line.split(":")[0] not in COUNTED)
    return Entry(kept, int(found.sequence.value), found.dtstamp.value, found.last_modified.value)


def check_step(before, after):
    """`before` is what calendars were shown last."""
    for uid in before.keys() & after.keys():
        old, new = before[uid], after[uid]
        assert new.sequence >= old.sequence
        assert new.modified >= old.modified
        assert new.stamp >= old.stamp
        if new.words != old.words:
            assert new.sequence > old.sequence, (old.words, new.words)
            assert new.modified > old.modified


# --- through every use case --------------------------------------------------------------------------------------


def _field(name, words):
    return lambda event, by, chance: editing.save(event, {name: chance.choice(words)}, by=by, edition=event.edition)


def _days(event, by, chance):
    """Moved, given other hours, added, taken away, or swapped."""
    rows = [DayRow(day.pk, day.date, day.starts, day.ends) for day in event.days.order_by("date")]
    deed = chance.randrange(5)
    if deed == 0:
        later = timedelta(days=chance.randint(-3, 9))
        rows = [DayRow(row.pk, row.date + later, row.starts, row.ends) for row in rows]
    elif deed == 1:
        rows[0] = DayRow(rows[0].pk, rows[0].date, time(chance.randint(8, 12)), chance.choice([None, time(17)]))
    elif deed == 2:
        rows.append(DayRow(None, min(row.date for row in rows) - timedelta(days=1)))
    elif deed == 3 and len(rows) > 1:
        rows.pop(chance.randrange(len(rows)))
    elif len(rows) > 1:
        rows[:2] = [DayRow(rows[0].pk, rows[1].date, time(9)), DayRow(rows[1].pk, rows[0].date, time(11))]
    programme.save_days(event, rows, by=by, edition=event.edition)


def _rename(event, by, chance):
    event.office.name = chance.choice(["Seniorenbüro Ahlen", "Netzwerk Ahlen"])
    event.office.save()
    changes.renumber_due(timezone.now())


DEEDS = [
    *(_field("title", ["Fachtag", "Tagung"]), _field("motto", ["", "Zusammen"]), _field("teaser", ["Eins.", "Zwei."])),
    *(_field("venue", ["Saal", "Keller"]), _field("mode", ["ort", "online", "beides"]), _field("audience", ["A", "B"])),
    *(_days, _days, _rename),
    lambda event, by, chance: programme.save_item(
        event, workshop(event), ItemRow({"room": chance.choice("XY")}), by=by
    ),
    lambda event, by, chance: steps.call_off(event, by=by, reason=chance.choice(["Sturm", "Streik"])),
    lambda event, by, chance: steps.postpone(event, by=by, reason=chance.choice(["Sturm", "Streik"])),
    *[lambda event, by, chance: steps.put_back(event, by=by)] * 2,
    lambda event, by, chance: workflow.archive(event, by=by),
    *[lambda event, by, chance: workflow.reopen(event, by=by)] * 3,
    *[lambda event, by, chance: workflow.release(event, by=by)] * 3,
    lambda event, by, chance: changes.tell(event, by=by),
    lambda event, by, chance: changes.keep_quiet(event, by=by),
    lambda event, by, chance: copy(event, title="Noch einmal", first=date(2029, 5, 3), by=by),
]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_a_changed_entry_has_a_higher_number(by, seed, time_machine):
    chance, office = random.Random(seed), make_office("Seniorenbüro Ahlen")
    event = make_event("Fachtag", office=office, workshops=[5], by=by, first=timezone.localdate() + timedelta(days=90))
    shown, rises = entries(event), 0
    for number in range(40):
        time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)
        now = Event.objects.select_related("office").get(pk=event.pk)
        with suppress(WrongStateError):
            chance.choice(DEEDS)(now, by, chance)
        if number == 20:
            register(event, wishes=wish(event, "A"), by=by, exceed=True)  # from now on days are kept, and people told
        if Event.objects.published().filter(pk=event.pk).exists():
            check_step(shown, entries(event))
            rises += shown != entries(event)
            shown = entries(event)
    assert rises > 8


# --- what is changed elsewhere -----------------------------------------------------------------------------------


def test_the_name_of_the_office_stands_in_the_entry_and_counts(time_machine):
    office = make_office("Seniorenbüro Ahlen")
    event, draft = make_event(office=office), make_event(office=office, state="entwurf")
    assert changes.renumber_due(timezone.now()) == 0
    before = entries(event)
    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)
    office.name = "Netzwerk Ahlen"
    office.save()
    assert changes.renumber_due(timezone.now()) == 1
    check_step(before, entries(event))
    assert "Netzwerk Ahlen" in calendar([Event.objects.get(pk=event.pk)], "Termine").decode()
    assert changes.renumber_due(timezone.now()) == 0
    assert Event.objects.get(pk=draft.pk).sequence == 0


def test_what_was_written_past_the_desk_counts_too(by):
    events = [make_event() for _ in range(3)]
    changes.renumber_due(timezone.now())
    Event.objects.filter(pk__in=[event.pk for event in events[:2]]).update(venue="Rathaus")
    assert changes.renumber_due(timezone.now()) == 2
    assert sorted(Event.objects.values_list("sequence", flat=True)) == [0, 1, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_it_costs_the_same_for_any_number(count, django_assert_num_queries):
    for _ in range(count):
        make_event(office=make_office())
    changes.renumber_due(timezone.now())
    with django_assert_num_queries(2):
        assert changes.renumber_due(timezone.now()) == 0


def test_each_module_of_a_series_has_a_number_of_its_own(by):
    series = Series.objects.create(title="Lernlabor", slug="lernlabor")
    one, two = (make_event(f"Modul {number}", series=series, number=number) for number in (1, 2))
    editing.save(one, {"title": "Modul 1: Anfang"}, by=by, edition=0)
    found = vobject.readOne(calendar(Event.objects.filter(series=series), "Reihe").decode())
    assert {entry.uid.value: int(entry.sequence.value) for entry in found.vevent_list} == {
        str(one.uid): 1,
        str(two.uid): 0,
    }


def test_a_copy_begins_anew_under_a_name_of_its_own(by):
    event = make_event()
    editing.save(event, {"title": "Anders"}, by=by, edition=0)
    new = copy(event, title="Anders", first=date(2029, 5, 3), by=by)
    assert {entry.sequence for entry in entries(new).values()} == {0}
    assert not entries(new).keys() & entries(event).keys()


def test_rooms_of_workshops_stand_in_no_entry_and_change_no_number(by):
    event = make_event(workshops=[5])
    before = entries(event)
    programme.save_item(event, workshop(event), ItemRow({"room": "Saal"}), by=by)
    after = entries(event)
    assert [one.words for one in after.values()] == [one.words for one in before.values()]
    assert {one.sequence for one in after.values()} == {0}


def test_the_entry_says_since_when_it_shows_what_it_shows(by, time_machine):
    event = make_event()
    time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
    shown_at = timezone.now().replace(microsecond=0)
    editing.save(event, {"title": "Anders"}, by=by, edition=0)
    time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
    editing.save(event, {"audience": "Alle"}, by=by, edition=1)
    (entry,) = entries(event).values()
    assert entry.modified == entry.stamp == shown_at


def test_what_was_changed_while_hidden_is_shown_since_its_release(by, time_machine):
    event = make_event()
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    editing.save(Event.objects.get(pk=event.pk), {"title": "Anders"}, by=by, edition=0)
    time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
    workflow.release(event, by=by)
    (entry,) = entries(event).values()
    assert (entry.sequence, entry.modified) == (1, timezone.now().replace(microsecond=0))
