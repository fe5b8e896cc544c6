"""People stand in the order of a directory, in every list and on both databases."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from events.models import Series
from events.models.units import expected_at, units_of
from events.telling import letters
from tests.core.test_names import DIRECTORY
from tests.events_factories import make_event, make_person, register
from tests.reading import Page

pytestmark = pytest.mark.django_db

NAMES = [f"{last}, {first}" for last, first in DIRECTORY]


@pytest.fixture
def event(office):
    made = make_event(office=office)
    for number in range(len(DIRECTORY)):
        last, first = DIRECTORY[(number * 7 + 3) % len(DIRECTORY)]
        register(made, make_person(first, last, street="Ring 1", postcode="44137", town="Dortmund"))
    return made


def test_in_every_list_print_and_export(editor, event):
    people = event.registrations.alphabetical()
    assert [f"{one.last_name}, {one.first_name}" for one in people] == NAMES
    unit = units_of(event)[0]
    assert [one.last_name for one in expected_at(event, unit).alphabetical()] == [last for last, _ in DIRECTORY]
    assert [one.registration.last_name for one in letters.to_print(event)] == [last for last, _ in DIRECTORY]
    sent = editor.get(reverse("events:participants_csv", args=[event.pk]))
    text = b"".join(sent).decode("utf-8-sig") if sent.streaming else sent.content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert [f"{row[0]}, {row[1]}" for row in rows[1:]] == NAMES
    page = Page(editor.get(reverse("events:attendance", args=[event.pk]))).text
    assert [page.index(name) for name in NAMES] == sorted(page.index(name) for name in NAMES)


def test_what_is_no_person_stands_in_the_same_order(office):
    for title in ("Zeitzeugen", "Öffentlich auftreten", "Älter werden", "Oase"):
        Series.objects.create(title=title, slug=title[:2], office=office)
    found = [series.title for series in Series.objects.by_office(office)]
    assert found == ["Älter werden", "Oase", "Öffentlich auftreten", "Zeitzeugen"]
