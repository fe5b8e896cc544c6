"""An event on its way from a draft to everybody, and what its desk says."""

import pytest
from django.urls import reverse

from core.models import Message
from tests.events_factories import make_event, register
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def step(client, name, event, **sent):
    return client.post(reverse(f"events:{name}", args=[event.pk]), sent, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def reload(event):
    return type(event).objects.get(pk=event.pk)


def test_an_office_hands_in_and_a_coordinator_releases(editor, coordinator, office, client):
    event = make_event("Offener Nachmittag", state="entwurf", office=office, by=editor.user)
    assert client.get(event.get_absolute_url()).status_code == 404
    step(editor, "submit", event)
    queue = coordinator.get(reverse("portal:desk")).content.decode()
    assert "Neue Veranstaltung" in queue
    assert "Offener Nachmittag" in queue
    assert said(step(coordinator, "release", event)) == ["Die Veranstaltung ist freigegeben."]
    assert client.get(event.get_absolute_url()).status_code == 200
    assert Message.objects.get().subject == "Freigegeben: Offener Nachmittag"


def test_an_office_that_is_trusted_releases_itself(editor, office):
    office.publishes_directly = True
    office.save()
    event = make_event(state="entwurf", office=office, by=editor.user)
    step(editor, "release", event)
    assert reload(event).is_published


def test_nobody_else_of_an_office_releases(editor, office):
    event = make_event(state="eingereicht", office=office, by=editor.user)
    assert said(step(editor, "release", event)) == [
        "Diese Veranstaltung gibt die Geschäftsstelle frei. Bitte reichen Sie sie ein."
    ]
    assert not reload(event).is_published


def test_what_is_missing_is_said_and_keeps_it_a_draft(editor, office):
    event = make_event(state="entwurf", office=office, by=editor.user, teaser="", town="")
    event.days.all().delete()
    page = editor.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    for sentence in ("an welchem Tag", "worum es geht", "wo die Veranstaltung ist"):
        assert sentence in page
    step(editor, "submit", event)
    assert reload(event).state == "entwurf"


def test_it_goes_back_with_a_request_that_its_author_reads(editor, coordinator, office):
    event = make_event(state="eingereicht", office=office, by=editor.user)
    empty = coordinator.post(reverse("events:send_back", args=[event.pk]), {"request": " "})
    assert empty.context["form"].errors == {"request": ["Bitte schreiben Sie, was geändert werden soll."]}
    step(coordinator, "send_back", event, request="Bitte nennen Sie den Raum.")
    assert reload(event).is_sent_back
    assert "Bitte nennen Sie den Raum." in Message.objects.get().text
    page = editor.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    assert "Bitte nennen Sie den Raum." in page


def test_who_comes_is_counted_on_the_desk(coordinator):
    event = make_event(capacity=2, workshops=[1])
    for _ in range(3):
        register(event)
    page = coordinator.get(reverse("events:desk_event", args=[event.pk])).content.decode()
    assert "2 von 2 vergeben" in page
    assert "Werkstatt A" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_times_for_any_number(coordinator, count, django_assert_num_queries, office):
    by = make_user()
    for _ in range(count):
        make_event(office=office, by=by)
    with django_assert_num_queries(12):
        assert coordinator.get(reverse("events:bas_events")).status_code == 200
