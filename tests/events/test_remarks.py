"""Who needs or has remarked what: for the desk alone, on a page and on paper, as long as it may be kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Support
from events.people.exchange import export
from events.places import registration as use_cases
from events.places.applications import SupportWish
from tests.events_factories import make_event, make_person, register
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office):
    made = make_event(office=office, days=2)
    wheelchair = SupportWish(("wheelchair", "hearing_loop"), "vegan", "Nussallergie")
    register(made, make_person("Erika", "Rad", office=office), support=wheelchair)
    register(made, make_person("Otto", "Spät"), remarks="Ich komme später.", days=[made.days.last()])
    register(made, make_person("Ida", "Nichts"))
    register(made, make_person("Max", "Vegan"), support=SupportWish((), "vegan"))
    return made


def url(event, name="remarks"):
    return reverse(f"events:{name}", args=[event.pk])


def rows(client, event, **query):
    page = Page(client.get(url(event), query))
    return page.texts("tr")[1:]


def test_the_list_names_who_needs_or_has_remarked_what(editor, event, office):
    one, other = rows(editor, event)
    assert "Rad, Erika" in one
    assert office.name in one
    assert "Einen Platz für den RollstuhlEine HöranlageNussallergie" in one
    assert "Spät, Otto" in other
    assert "Ich komme später." in other
    assert "vegan" not in (one + other).casefold()


def test_one_day_of_several_can_be_asked_for(editor, event):
    first, last = event.days.all()
    assert [row[:9] for row in rows(editor, event, tag=first.pk)] == ["Rad, Erik"]
    assert len(rows(editor, event, tag=last.pk)) == 2
    assert len(rows(editor, event, tag="quatsch")) == 2


def test_it_is_printed_from_the_page_and_found_from_the_lists(editor, event):
    assert Page(editor.get(url(event))).texts("button", type="button") == ["Diese Liste drucken"]
    for name in ("desk_event", "participants"):
        assert url(event) in Page(editor.get(url(event, name))).links


def test_the_list_of_participants_says_where_there_is_something_to_read(editor, event):
    page = Page(editor.get(url(event, "participants")))
    said = {row[:5]: (("Unterstützung" in row), ("Bemerkung" in row)) for row in page.texts("tr")[1:]}
    assert said == {
        "Nicht": (False, False),
        "Rad, ": (True, False),
        "Spät,": (False, True),
        "Vegan": (False, False),
    }
    assert "Rollstuhl" not in page.text


def test_nobody_else_sees_it(client, stranger, event):
    for one in (client, stranger):
        answer = one.get(url(event), follow=True)
        assert "Rollstuhl" not in answer.content.decode()


def test_files_that_are_passed_on_hold_none_of_it(event):
    text = export.csv_file(event).decode()
    assert not any(words in text for words in ("Rollstuhl", "Nussallergie", "später"))


def test_what_may_not_be_kept_any_longer_is_not_shown_though_the_worker_is_late(editor, event):
    event.starts_at = event.ends_at = timezone.now() - timedelta(days=event.keep_support_days, minutes=1)
    event.save()
    assert Support.objects.exists()
    assert [row[:10] for row in rows(editor, event)] == ["Spät, Otto"]
    assert "Unterstützung" not in "".join(Page(editor.get(url(event, "participants"))).texts("td"))
    assert "nach der Veranstaltung gelöscht worden" in Page(editor.get(url(event))).text


def test_who_does_not_come_any_more_is_not_on_it(editor, event):
    for person in event.registrations.filter(last_name__in=["Rad", "Spät"]):
        use_cases.cancel(person)
    assert "Nichts zu beachten" in Page(editor.get(url(event))).text


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_people_takes_the_same_questions(coordinator, count, django_assert_num_queries):
    event = make_event(days=2)
    for _ in range(count):
        register(event, remarks="Ich komme später.", support=SupportWish(("rest",)))
    coordinator.get(url(event))
    with django_assert_num_queries(8):
        coordinator.get(url(event))
