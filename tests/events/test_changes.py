"""Another day, another place, called off: who has registered is told, or somebody has decided that she is not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.publishing import workflow
from core.publishing.states import WrongStateError
from events.models import Event, Notice, Stage
from events.places.registration import cancel
from events.planning import changes, editing, programme, steps
from events.planning.programme import DayRow
from tests.events_factories import make_event, make_person, register
from tests.factories import make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def reload(event):
    return Event.objects.get(pk=event.pk)


def move(event, by, days=7):
    event = reload(event)
    day = event.days.get()
    row = DayRow(day.pk, day.date + timedelta(days=days), day.starts, day.ends)
    return programme.save_days(event, [row], by=by, edition=event.edition)


def test_moving_an_event_asks_whether_to_tell(coordinator):
    event = make_event()
    register(event)
    day = event.days.get()
    sent = {"tage-TOTAL_FORMS": "1", "tage-INITIAL_FORMS": "0", "tage-0-pk": day.pk, "tage-0-date": "3. Mai 2027"}
    response = coordinator.post(reverse("events:days", args=[event.pk]), {**sent, "edition": "0"})
    assert response.url == reverse("events:tell", args=[event.pk])
    page = coordinator.get(response.url).content.decode()
    assert "3. Mai 2027" in page
    assert "bisher:" in page
    desk = coordinator.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    assert "Die Angemeldeten wissen noch nicht alles" in desk


def test_everybody_who_comes_or_waits_is_told_once(by):
    event = make_event(capacity=2)
    register(event, make_person(email="eins@example.org"))
    register(event, make_person(phone="+49221471000", street="Musterweg 1", postcode="50667", town="Köln"))
    register(event, make_person(email="wartet@example.org"))
    cancel(register(make_event()))
    move(event, by)
    Message.objects.all().delete()
    assert changes.tell(reload(event), by=by, words="Bitte merken Sie sich den neuen Tag vor.") == 3
    assert {message.to for message in Message.objects.all()} == {"eins@example.org", "wartet@example.org"}
    text = Message.objects.get(to="eins@example.org").text
    assert "Termin: " in text
    assert "(bisher: " in text
    assert "Bitte merken Sie sich den neuen Tag vor." in text
    assert Notice.objects.to_print().filter(about="Änderung der Veranstaltung").count() == 1
    assert changes.tell(reload(event), by=by) == 0
    assert reload(event).untold == {}


def test_what_is_changed_back_is_no_change(by):
    event = make_event()
    register(event)
    move(event, by)
    assert list(reload(event).untold) == ["Termin"]
    move(event, by, days=-7)
    assert reload(event).untold == {}
    assert reload(event).sequence == 2  # whoever has it in a calendar hears of both


def test_before_is_what_people_were_told_last(by):
    event = make_event()
    register(event)
    told = changes.facts_of(event)["Termin"]
    move(event, by)
    move(event, by)
    assert changes.changes_of(reload(event))[0].before == told


def test_nobody_has_to_be_told_of_a_draft_or_where_nobody_comes(by):
    draft, lonely = make_event(state="entwurf"), make_event()
    for event in (draft, lonely):
        move(event, by)
        assert reload(event).untold == {}
    assert (reload(draft).sequence, reload(lonely).sequence) == (0, 1)


def test_keeping_quiet_is_an_answer(coordinator, by):
    event = make_event()
    register(event)
    move(event, by)
    count = Message.objects.count()
    coordinator.post(reverse("events:keep_quiet", args=[event.pk]))
    assert reload(event).untold == {}
    assert Message.objects.count() == count


def test_a_new_place_is_told(by):
    event = make_event()
    register(event)
    editing.save(event, {"venue": "Rathaus", "street": "Markt 1"}, by=by, edition=0)
    assert str(changes.changes_of(reload(event))[0]) == "Ort: Rathaus, Markt 1, Dortmund (bisher: Dortmund)"


def test_calling_off_and_the_way_back(coordinator, client, by):
    event = make_event(capacity=1)
    register(event, make_person(email="eins@example.org"))
    sent = {"reason": "Der Saal ist nicht frei."}
    response = coordinator.post(reverse("events:call_off", args=[event.pk]), sent)
    assert response.url == reverse("events:tell", args=[event.pk])
    event = reload(event)
    assert event.stage() == Stage.CALLED_OFF
    changes.tell(event, by=by)
    mail = (
        Message.objects.newest_first().first() if hasattr(Message.objects, "newest_first") else Message.objects.last()
    )
    assert mail.subject == f"Abgesagt: {event.title}"
    assert "Der Saal ist nicht frei." in mail.text
    assert "Der Saal ist nicht frei." in client.get(event.get_absolute_url()).content.decode()
    coordinator.post(reverse("events:put_back", args=[event.pk]))
    event = reload(event)
    assert event.stage() == Stage.FULL
    assert str(changes.changes_of(event)[0]).startswith("Stand: Die Veranstaltung findet statt")
    assert event.sequence == 2


def test_a_reason_is_asked_for(coordinator):
    event = make_event()
    page = coordinator.post(reverse("events:postpone", args=[event.pk]), {"reason": " "}).content.decode()
    assert "Bitte schreiben Sie in einem Satz, warum." in page
    assert reload(event).postponed_at is None


def test_postponed_to_a_new_day(by):
    event = make_event()
    register(event)
    steps.postpone(event, by=by, reason="Sturm.")
    changes.tell(reload(event), by=by)
    assert Message.objects.last().subject == f"Verschoben: {event.title}"
    move(event, by)
    assert [change.label for change in changes.changes_of(reload(event))] == ["Stand", "Termin"]
    assert reload(event).stage() == Stage.OPEN


@pytest.mark.parametrize("name", ["call_off", "postpone"])
def test_what_is_over_or_nobody_knows_is_not_called_off(by, name):
    over = make_event(first=timezone.localdate() - timedelta(days=3))
    for event, sentence in ((over, "schon vorbei"), (make_event(state="entwurf"), "nicht veröffentlicht")):
        with pytest.raises(WrongStateError, match=sentence):
            getattr(steps, name)(event, by=by, reason="Sturm.")


def test_an_event_with_people_is_called_off_before_it_is_put_away(by):
    event = make_event()
    register(event)
    with pytest.raises(WrongStateError, match="zuerst ab"):
        workflow.archive(event, by=by)
    steps.call_off(event, by=by, reason="Sturm.")
    workflow.archive(event, by=by)
    workflow.reopen(event, by=by)
    assert reload(event).state == "entwurf"


def test_only_drafts_that_nobody_saw_are_thrown_away(by, coordinator):
    seen = make_event()
    workflow.archive(seen, by=by)
    workflow.reopen(seen, by=by)
    with pytest.raises(WrongStateError, match="schon veröffentlicht"):
        workflow.delete(seen, by=by)
    draft = make_event(state="entwurf")
    coordinator.post(reverse("events:delete_event", args=[draft.pk]))
    assert not Event.objects.filter(pk=draft.pk).exists()


def test_nothing_is_changed_in_the_archive(by):
    event = make_event(state="archiviert")
    with pytest.raises(WrongStateError, match="liegt im Archiv"):
        editing.save(event, {"title": "Neu"}, by=by, edition=0)


# --- whatever happens in between ------------------------------------------------------------------------------


def sequence_of(event):
    return Event.objects.values_list("sequence", flat=True).get(pk=event.pk)


def test_called_off_told_archived_taken_back_on_again_and_released_people_hear_of_it(coordinator, by):
    boss = make_user(is_staff=True)
    event = make_event("Fachtag", by=boss)
    register(event, make_person(email="eins@example.org"))
    steps.call_off(event, by=boss, reason="Sturm")
    changes.tell(reload(event), by=boss)
    numbers = [sequence_of(event)]
    workflow.archive(reload(event), by=boss)
    workflow.reopen(reload(event), by=boss)
    steps.put_back(reload(event), by=boss)
    Message.objects.all().delete()
    assert changes.changes_of(reload(event)) == []  # nobody is asked while the page is hidden …
    assert changes.tell(reload(event), by=boss) == 0  # … and nobody is written to
    workflow.release(reload(event), by=boss)
    numbers.append(sequence_of(event))
    assert numbers[1] > numbers[0]
    assert [str(change) for change in changes.changes_of(reload(event))] == [
        "Stand: Die Veranstaltung findet statt (bisher: Die Veranstaltung ist abgesagt)"
    ]
    desk = coordinator.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    assert "Die Angemeldeten wissen noch nicht alles" in desk
    assert changes.tell(reload(event), by=boss) == 1
    assert "findet statt" in Message.objects.get(to="eins@example.org").text
    calendar = coordinator.get(f"/veranstaltungen/{event.slug}/termin.ics").content.decode()
    assert "STATUS:CONFIRMED" in calendar
    assert f"SEQUENCE:{numbers[1]}" in calendar


def test_what_changes_while_the_page_is_hidden_is_asked_about_on_release():
    boss = make_user(is_staff=True)
    event = make_event()
    register(event)
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    move(event, boss)
    assert changes.changes_of(reload(event)) == []
    before = sequence_of(event)
    workflow.release(reload(event), by=boss)
    assert [change.label for change in changes.changes_of(reload(event))] == ["Termin"]
    assert sequence_of(event) == before + 1


@pytest.mark.parametrize(
    ("values", "rises"),
    [({"title": "Anders"}, True), ({"teaser": "Neu."}, True), ({"venue": "Saal"}, True), ({"audience": "Alle"}, False)],
)
def test_the_number_of_a_calendar_rises_with_what_it_shows(by, values, rises):
    event = make_event()
    editing.save(event, values, by=by, edition=0)
    assert sequence_of(event) == int(rises)


def test_nobody_is_offered_a_place_at_what_is_hidden():
    event = make_event(capacity=1)
    first, second = register(event), register(event, waits=True)
    Event.objects.filter(pk=event.pk).update(state="entwurf")
    cancel(first)
    second.refresh_from_db()
    assert second.standing == "warteliste"


def test_where_there_is_nothing_to_tell_title_heading_and_trail_say_so(editor, office):
    event = make_event(office=office)
    page = Page(editor.get(reverse("events:tell", args=[event.pk])))
    trail = page.texts("nav", class_="crumbs")[0]
    assert page.h1 == "Alle wissen Bescheid"
    assert page.title.startswith("Alle wissen Bescheid")
    assert trail.endswith("Alle wissen Bescheid")
