"""What the lists say about each office."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import revision
from offices.geography.gazetteer import distance_km, gazetteer
from offices.models import Office, Place, Status
from offices.showing.cards import cards
from tests.factories import AHLEN, ALPEN, BECKUM, make_hours, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def shown(client, at):
    """The text of each card of the list, on a Tuesday morning."""
    at(f"{TUESDAY} 08:00")
    return lambda path="/seniorenbueros/": Page(client.get(path)).texts("li", class_="card")


def test_a_card_leads_to_the_office_and_holds_its_telephone_number(client):
    office = make_office("Büro", phone="+4922147100")
    page = Page(client.get("/seniorenbueros/"))
    card = page.all("li", class_="card")[0]
    links = [link.get("href") for link in card.iter("{http://www.w3.org/1999/xhtml}a")]
    assert links == [office.get_absolute_url(), "tel:+4922147100"]


def test_without_a_number_the_card_says_so(shown):
    make_office("Büro")
    assert "Telefonnummer noch nicht bekannt" in shown()[0]


@pytest.mark.parametrize(
    ("fields", "note", "other"),
    [
        ({"is_sample": True}, "Beispieldaten", "Angaben noch nicht bestätigt"),
        ({}, "Angaben noch nicht bestätigt", "Beispieldaten"),
    ],
)
def test_where_the_facts_come_from_is_told(shown, fields, note, other):
    make_office("Büro", **fields)
    [card] = shown()
    assert (note in card, other in card) == (True, False)


def test_a_confirmed_office_needs_no_note(shown):
    make_office("Büro", verified_on=TUESDAY)
    assert "bestätigt" not in shown()[0]


@pytest.mark.parametrize(
    ("status", "word"), [(Status.PAUSED, "vorübergehend geschlossen"), (Status.BUILDING, "in Aufbau")]
)
def test_a_state_takes_the_place_of_the_hours(shown, status, word):
    office = make_office("Büro", status=status)
    make_hours(office.places.get(), 1, "9:00", "12:00")
    [card] = shown()
    assert (word in card, "Heute geöffnet" in card) == (True, False)


def test_an_office_that_has_closed_for_a_while_is_not_open_today(client, at):
    at(f"{TUESDAY} 08:00")
    for status in (Status.ACTIVE, Status.PAUSED):
        make_hours(make_office(status.value, status=status).places.get(), 1, "9:00", "12:00")
    assert Page(client.get("/seniorenbueros/?heute=on")).offices == ["aktiv"]


def test_hours_of_today_are_told_in_one_sentence(shown):
    office = make_office("Büro")
    make_hours(office.places.get(), 1, "9:00", "12:00")
    make_hours(office.places.get(), 1, "14:00", "16:30")
    assert "Heute geöffnet: 9 bis 12 Uhr und 14 bis 16:30 Uhr" in shown()[0]


def test_at_most_four_offers_stand_on_a_card():
    names = ["Tanz", "Pflegeberatung", "Bürgerbus", "Wohnberatung", "Lesekreis", "Repair-Café"]
    make_office("Büro", topics=names)
    [card] = cards(Office.objects.all().keys(), day=TUESDAY)
    assert card.markup.count('class="tag"') == 4
    assert sum(name in card.markup for name in names) == 4


def test_the_distance_is_told_from_the_place_searched_for_and_only_then(shown):
    centre = gazetteer().municipality_by_ags[AHLEN].point
    make_office("Nah", ags=AHLEN, place={"lat": centre.lat + 0.001, "lon": centre.lon})
    make_office("Fern", ags=BECKUM)
    near, far = shown("/seniorenbueros/?ort=Ahlen")
    known = gazetteer().municipality_by_ags
    distance = distance_km(known[AHLEN].point, known[BECKUM].point)
    assert ("unter 1 km entfernt" in near, f"{distance:.0f} km entfernt" in far) == (True, True)
    assert not any("entfernt" in card for card in shown())


def test_who_is_in_charge_of_the_place_is_told(shown):
    office = make_office("Büro", ags=BECKUM)
    Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=ALPEN)
    told = {town: "zuständig für Ihren Ort" in shown(f"/seniorenbueros/?ort={town}")[0] for town in ("Alpen", "Ahlen")}
    assert told == {"Alpen": True, "Ahlen": False}


def test_cards_of_no_office_are_no_cards(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        assert cards([], day=TUESDAY) == []


def test_cards_need_the_same_queries_for_one_and_for_three():
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_hours(make_office(topics=["Tanz"]).places.get(), 1, "9:00", "12:00")
        offices = list(Office.objects.all().keys())
        revision.forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert len(cards(offices, day=TUESDAY)) == len(offices)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
