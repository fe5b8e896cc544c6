"""Whoever names an office is stored for that one, and reads which one it is before she sends anything."""

import pytest
from django.urls import reverse

from events.forms.registration.origin import WhichOfficeError, office_called, office_suggestions
from events.models import Registration
from tests.events.visitors import send, text
from tests.events_factories import make_event, make_person, register
from tests.factories import AHLEN, BOCHUM, KOELN, make_office

pytestmark = pytest.mark.django_db

GLADBECK = "05562014"


@pytest.fixture
def offices():
    """Two of the same name, the only one of a town, and two of another town."""
    names = [("Seniorenbüro Nord", BOCHUM), ("Seniorenbüro Nord", GLADBECK), ("Seniorenbüro Ahlen", AHLEN)]
    names += [("Seniorenbüro Mitte", KOELN), ("Seniorenbüro Kalk", KOELN)]
    return {(name, ags): make_office(name, ags=ags) for name, ags in names}


@pytest.mark.parametrize(
    ("typed", "name", "ags"),
    [
        ("Seniorenbüro Nord, Gladbeck", "Seniorenbüro Nord", GLADBECK),
        ("Seniorenbüro Nord (Bochum)", "Seniorenbüro Nord", BOCHUM),
        ("senioren-büro nord gladbeck", "Seniorenbüro Nord", GLADBECK),
        ("Nord Gladbeck", "Seniorenbüro Nord", GLADBECK),
        ("Gladbeck", "Seniorenbüro Nord", GLADBECK),
        ("Ahlen", "Seniorenbüro Ahlen", AHLEN),
        ("Büro Ahlen", "Seniorenbüro Ahlen", AHLEN),
        ("seniorenbuero ahlen", "Seniorenbüro Ahlen", AHLEN),
        ("Seniorenbüro Kalk", "Seniorenbüro Kalk", KOELN),
    ],
)
def test_it_is_the_office_that_was_meant(offices, typed, name, ags):
    assert office_called(typed) == offices[name, ags]


@pytest.mark.parametrize("typed", ["Stadt Ahlen", "AWO", "", "Seniorenbüro", "Nirgendwo"])
def test_anything_else_stays_her_own_words(offices, typed):
    assert office_called(typed) is None


@pytest.mark.parametrize(
    ("typed", "named"), [("Seniorenbüro Nord", ("Bochum", "Gladbeck")), ("Köln", ("Mitte", "Kalk"))]
)
def test_what_fits_several_is_asked_about(offices, client, typed, named):
    with pytest.raises(WhichOfficeError):
        office_called(typed)
    event = make_event(asks_support=False)
    page = send(client, event, "programme", origin=typed)
    assert all(words in text(page) for words in (f"Zu „{typed}“ passen mehrere Büros.", *named))
    assert not Registration.objects.exists()


def test_suggestions_and_lists_say_the_town_where_the_name_does_not(offices, editor):
    suggested = office_suggestions()
    assert 'value="Seniorenbüro Nord, Bochum"' in suggested
    assert 'value="Seniorenbüro Ahlen"' in suggested
    person = register(make_event(), make_person(office=offices["Seniorenbüro Nord", GLADBECK]))
    assert Registration.objects.get(pk=person.pk).from_where == "Seniorenbüro Nord, Gladbeck"


def test_the_choice_is_read_on_the_page_to_check_and_stored(offices, client):
    event = make_event(asks_support=False)
    page = send(client, event, "check", origin="Gladbeck")
    assert "Büro oder Einrichtung Seniorenbüro Nord, Gladbeck" in text(page)
    assert "Angaben zur Person ändern" in text(page)
    send(client, event, origin="Gladbeck")
    assert Registration.objects.get().office == offices["Seniorenbüro Nord", GLADBECK]


def test_what_the_desk_corrects_keeps_the_office(offices, coordinator):
    event = make_event()
    person = register(event, make_person("Erika", "Beispiel", office=offices["Seniorenbüro Nord", GLADBECK]))
    address = reverse("events:correct_participant", args=[event.pk, person.pk])
    assert 'value="Seniorenbüro Nord, Gladbeck"' in coordinator.get(address).content.decode()
    fields = {"first_name": "Erika", "last_name": "Beispiel", "email": person.email}
    coordinator.post(address, {**fields, "origin": "Seniorenbüro Nord, Gladbeck"})
    person.refresh_from_db()
    assert person.office == offices["Seniorenbüro Nord", GLADBECK]
