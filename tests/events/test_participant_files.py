"""Who comes, as a file for a spreadsheet: whole, safe, and without what is nobody's business."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Registration
from events.people.exchange.columns import WRITTEN
from events.places.applications import SupportWish
from tests.events_factories import make_event, make_person, register, wish

pytestmark = pytest.mark.django_db


def as_csv(client, event):
    content = client.get(reverse("events:participants_csv", args=[event.pk])).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def as_xlsx(client, event):
    content = client.get(reverse("events:participants_xlsx", args=[event.pk])).content
    return [[cell or "" for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]


@pytest.fixture
def event(at):
    at("2026-11-26 10:00")
    return make_event(workshops=[1, 5], days=2, capacity=2)


def test_both_files_say_the_same_in_german(coordinator, event):
    person = make_person("Erika", "Beispiel", salutation="frau", function="ehrenamt", phone="+492382123456")
    register(event, person, wishes=wish(event, "A", "B"))
    register(event, make_person("Karl", "Muster", institution="Caritas"), wishes=wish(event, "A", "B"))
    register(event, make_person("Paula", "Wartet"), confirmed=False)
    rows = as_csv(coordinator, event)
    assert rows[0] == list(WRITTEN)
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "Nachname": "Beispiel",
        "Vorname": "Erika",
        "Anrede": "Frau",
        "Mitarbeit": "Ehrenamtlich",
        "Seniorenbüro oder Einrichtung": "",
        "E-Mail-Adresse": "",
        "Telefon": "02382 12 34 56",
        "Straße und Hausnummer": "",
        "Postleitzahl": "",
        "Ort": "",
        "Stand": "Angemeldet",
        "Tage": "26.12.2026; 27.12.2026",
        "Werkstätten und Programm": "Werkstatt A",
        "Gewünscht oder Warteliste": "Werkstatt B",
        "Begleitperson": "",
        "Angemeldet am": "26.11.2026",
    }
    assert [row[10] for row in rows[1:]] == [
        "Angemeldet",
        "Angemeldet",
        "Auf der Warteliste, E-Mail-Adresse nicht bestätigt",
    ]
    assert as_xlsx(coordinator, event) == rows


def test_no_cell_is_run_as_a_formula(coordinator, event):
    register(event, make_person("=1+1", "@SUM(A1)", institution="-2+3", email="a@example.org"))
    assert as_csv(coordinator, event)[1][:5] == ["'@SUM(A1)", "'=1+1", "", "", "'-2+3"]
    # A workbook knows text from formulas, so nothing need be put before it.
    assert as_xlsx(coordinator, event)[1][:5] == ["@SUM(A1)", "=1+1", "", "", "-2+3"]


def test_signs_that_no_workbook_may_hold_are_left_out(coordinator, event):
    register(event, make_person("Erika", "Beispiel"))
    Registration.objects.update(last_name="Bei\x07spiel <&>")
    assert as_xlsx(coordinator, event)[1][0] == "Beispiel <&>"


def test_what_somebody_needs_eats_or_remarks_is_in_no_file(coordinator, event):
    support = SupportWish(("wheelchair",), diet="vegan", note="Nussallergie")
    register(event, support=support, remarks="Bitte nicht anrufen")
    for rows in (as_csv(coordinator, event), as_xlsx(coordinator, event)):
        said = str(rows)
        assert not any(word in said for word in ("Rollstuhl", "egan", "Nuss", "anrufen"))


def test_whoever_does_not_come_any_more_is_left_out(coordinator, event):
    from events.places.registration import cancel

    cancel(register(event))
    assert len(as_csv(coordinator, event)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_people_takes_the_same_questions(coordinator, count):
    event = make_event(workshops=[None], days=count)
    for _ in range(count):
        register(event, wishes=wish(event, "A"))
    as_xlsx(coordinator, event)
    with CaptureQueriesContext(connection) as queries:
        as_xlsx(coordinator, event)
    assert len([query for query in queries if '"events_registration"' in query["sql"]]) == 3
