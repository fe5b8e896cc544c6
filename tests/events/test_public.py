"""The public pages of events."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.language.dates import long_date
from core.publishing import revision
from events.models import Event, ItemDocument, Speaker
from tests.events.visitors import text
from tests.events_factories import make_event, make_item, make_person, register, wish
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECRET = "https://video.example.org/geheim"  # noqa: S105 (an address that must not be shown)


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_names_what_is_to_come_soonest_first(client):
    today = timezone.localdate()
    make_event("Später", first=today + timedelta(days=20))
    make_event("Bald", first=today + timedelta(days=10))
    make_event("Vorbei", first=today - timedelta(days=10))
    make_event("Intern", visibility="netzwerk")
    text = page(client, "/veranstaltungen/")
    assert text.index(">Bald<") < text.index(">Später<")
    assert ">Vorbei<" not in text
    assert ">Intern<" not in text
    assert ">Vorbei<" in page(client, "/veranstaltungen/archiv/")


def test_the_free_places_of_a_card_are_those_of_now(client):
    event = make_event(capacity=2, takes_registrations=True)
    assert "Noch 2 Plätze frei" in page(client, "/veranstaltungen/")
    register(event)
    assert "Noch 1 Platz frei" in page(client, "/veranstaltungen/")
    register(event)
    assert "Ausgebucht – Warteliste möglich" in page(client, "/veranstaltungen/")


def test_only_what_has_free_places(client):
    full = make_event("Voll", capacity=1)
    make_event("Leer", capacity=1)
    register(full)
    text = page(client, "/veranstaltungen/?frei=on")
    assert ">Leer<" in text
    assert ">Voll<" not in text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("von=30.2.2027", "ist kein Datum"),
        ("von=5.5.2027&bis=4.5.2027", "Der letzte Tag liegt vor dem ersten"),
        ("art=quatsch", "können wir nicht auswählen"),
        ("region=quatsch", "können wir nicht auswählen"),
        ("von=31.12.2100&bis=31.12.2100", "Dazu ist keine Veranstaltung geplant"),
    ],
)
def test_what_cannot_be_used_is_named_in_a_sentence(client, question, sentence):
    assert sentence in page(client, f"/veranstaltungen/?{question}")


@pytest.mark.parametrize("path", ["/veranstaltungen/", "/veranstaltungen/{slug}/", "/veranstaltungen/kalender.ics"])
def test_pages_need_the_same_queries_for_one_and_for_three(client, path):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            event = make_event(workshops=[2] * (1 if more == 1 else 3), extras=[3] * more)
        client.get(path.format(slug=event.slug))
        with CaptureQueriesContext(connection) as captured:
            client.get(path.format(slug=event.slug))
        counts.append(len(captured))
        revision.forget_everything()
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_the_online_address_is_never_public(client):
    event = make_event(mode="beides", online_link=SECRET)
    for path in ("", "termin.ics"):
        assert SECRET not in page(client, f"/veranstaltungen/{event.slug}/{path}")


def test_an_event_called_off_says_so_first(client):
    event = make_event()
    Event.objects.filter(pk=event.pk).update(
        called_off_at=timezone.now(), called_off_by=make_user(), reason="Das Haus hat einen Wasserschaden."
    )
    text = page(client, f"/veranstaltungen/{event.slug}/")
    assert text.index("Abgesagt") < text.index("Wann?")
    assert "Wasserschaden" in text
    assert "EventCancelled" in text
    assert "Platz anmelden" not in text


def test_the_programme_says_where_workshops_have_places(client):
    event = make_event(workshops=[1, 2])
    register(event, make_person(), wishes=wish(event, "A"))
    text = page(client, f"/veranstaltungen/{event.slug}/")
    assert "Raum 1" in text
    assert "Ausgebucht – Warteliste möglich" in text
    assert "Noch 2 Plätze frei" in text


@pytest.mark.parametrize(("released", "shown"), [(True, True), (False, False)])
def test_results_and_documents_wait_for_those_who_spoke(client, released, shown):
    event = make_event(first=timezone.localdate() - timedelta(days=9))
    item = make_item(event, "Vortrag", result="<p>Gute Netze tragen.</p>")
    Speaker.objects.create(item=item, name="Erika Beispiel", released=released)
    ItemDocument.objects.create(item=item, title="Thesenpapier", bytes=1000, pages=1)
    Event.objects.filter(pk=event.pk).update(documented_at=timezone.now(), documented_by=make_user())
    text = page(client, f"/veranstaltungen/{event.slug}/")
    assert ("Gute Netze tragen." in text) is shown
    assert ("Thesenpapier" in text) is shown


def test_of_a_past_conference_nothing_is_said_that_nobody_knows(client):
    event = make_event(first=date(2009, 5, 5), town="", takes_registrations=False)
    page = client.get(event.get_absolute_url()).content.decode()
    for words in ("kostenfrei", "Der Ort steht noch nicht fest", "isAccessibleForFree", '"price"'):
        assert words not in page


def test_what_costs_nothing_says_so(client):
    page = client.get(make_event().get_absolute_url()).content.decode()
    assert "Die Teilnahme ist kostenfrei." in page
    assert '"isAccessibleForFree": true' in page or '"isAccessibleForFree":true' in page


def test_a_day_that_is_full_says_so(client):
    event = make_event(days=2)
    last = event.days.order_by("date").last()
    last.capacity = 1
    last.save()
    sentence = f"Am {long_date(last.date)} ist kein Platz mehr frei."
    assert sentence not in text(client.get(event.get_absolute_url()))
    register(event)
    assert sentence in text(client.get(event.get_absolute_url()))


def test_with_a_motto_the_teaser_is_shown_too(client):
    event = make_event(motto="Gemeinsam stark", teaser="Zwei Tage für Büros.")
    page = text(client.get(event.get_absolute_url()))
    assert "Gemeinsam stark" in page
    assert "Zwei Tage für Büros." in page
