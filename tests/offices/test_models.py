"""What holds for every office whoever saves it: derived fields, addresses, constraints, twin rules."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from offices.finding.ranking import around
from offices.geography.gazetteer import Point, distance_km, gazetteer
from offices.geography.places import SearchPlace
from offices.models import (
    Contact,
    HoursException,
    Office,
    OpeningHours,
    Place,
    Provider,
    Provision,
    ServedTown,
    Topic,
)
from tests.factories import AHLEN, ALPEN, BECKUM, BOCHUM, DORTMUND, KOELN, make_hours, make_office

pytestmark = pytest.mark.django_db

BONN = "05314000"


# --- where ----------------------------------------------------------------------------------------------------


def test_seat_and_position_follow_the_main_place():
    office = make_office(ags=AHLEN, district="Dolberg", place={"lat": 51.7, "lon": 7.9})
    point = Point(51.7, 7.9)
    assert (office.ags, office.district, office.town) == (AHLEN, "Dolberg", "Ahlen-Dolberg")
    assert (office.x_km, office.y_km) == (point.x_km, point.y_km)
    main = office.places.get()
    main.ags, main.lat, main.lon, main.district = KOELN, None, None, ""
    main.save()
    office.refresh_from_db()
    centre = gazetteer().municipality_by_ags[KOELN].point
    assert (office.town, office.x_km, office.y_km) == ("Köln", centre.x_km, centre.y_km)
    assert (office.kreis.label, office.municipality.region.name) == ("Köln", "Köln")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"lat": 51.7, "lon": 7.9, "postcode": "50667"}, Point(51.7, 7.9)),
        ({"postcode": "59227"}, gazetteer().postcode_by_code["59227"].point),
        ({"postcode": "00000"}, gazetteer().municipality_by_ags[AHLEN].point),
        ({}, gazetteer().municipality_by_ags[AHLEN].point),
    ],
)
def test_the_most_exact_of_coordinates_postcode_and_town_places_an_office(fields, where):
    assert Place(ags=AHLEN, **fields).point == where


@pytest.mark.parametrize("centre", [AHLEN, KOELN, ALPEN])
def test_the_distance_of_the_database_is_that_of_the_gazetteer(centre):
    point = gazetteer().municipality_by_ags[centre].point
    for ags in (AHLEN, BECKUM, BOCHUM, DORTMUND, KOELN, ALPEN, BONN):
        make_office(ags=ags)
    offices = list(Office.objects.nearest(point))
    expected = [distance_km(point, office.municipality.point) for office in offices]
    assert [office.square_km**0.5 for office in offices] == pytest.approx(expected, abs=1e-9)
    assert expected == sorted(expected)


@pytest.mark.parametrize("km", [10, 25, 50, 100])
def test_the_radius_of_the_database_is_a_circle(km):
    point = gazetteer().municipality_by_ags[AHLEN].point
    for town in gazetteer().municipalities[::7]:
        make_office(ags=town.ags)
    hits = around(Office.objects.all(), SearchPlace(label="", query="", point=point, ags=()), km=km)
    within = {Office.objects.get(pk=hit[3]).ags for hit in hits}
    assert within == {town.ags for town in gazetteer().municipalities[::7] if distance_km(point, town.point) <= km}


@pytest.mark.parametrize(
    ("catchment", "served"),
    [
        ("", {AHLEN}),
        ("Ahlen\nBeckum", {AHLEN, BECKUM}),
        ("Beckum (Neubeckum, Roland)", {AHLEN, BECKUM}),
        ("neun Stadtquartiere", {AHLEN}),
        ("koeln", {AHLEN, KOELN}),
        ("\n\n", {AHLEN}),
        ("Mülheim", {AHLEN, "05117000"}),
    ],
)
def test_towns_named_in_the_area_are_served_and_other_words_are_for_people(catchment, served):
    office = make_office(catchment=catchment)
    assert set(ServedTown.objects.filter(office=office).values_list("ags", flat=True)) == served


def test_served_towns_follow_places_and_area():
    office = make_office(catchment="Beckum")
    outreach = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=ALPEN)
    assert {office.name for office in Office.objects.serving(ALPEN)} == {office.name}
    outreach.ags = BOCHUM
    outreach.save()
    office.catchment = ""
    office.settle()
    assert set(office.served_towns.values_list("ags", flat=True)) == {AHLEN, BOCHUM}


# --- addresses ------------------------------------------------------------------------------------------------


def test_the_address_of_an_office_is_its_name_and_never_used_twice():
    slugs = [make_office("Seniorenbüro Süd-West (Ä/Ö)").slug for _ in range(3)]
    assert slugs == [
        "seniorenbuero-sued-west-ae-oe",
        "seniorenbuero-sued-west-ae-oe-2",
        "seniorenbuero-sued-west-ae-oe-3",
    ]


def test_an_address_stays_when_the_name_changes():
    office = make_office("Alt")
    office.name = "Neu"
    office.save()
    assert (office.slug, office.sort_name) == ("alt", "neu")


def test_a_name_without_letters_gets_an_address_too():
    assert make_office("!!!").slug == "seniorenbuero"


def test_offices_stand_in_german_alphabetical_order():
    for name in ("Zebra", "Äpfel", "apfel", "Öl", "Ofen", "Straße", "Strasse 2"):
        make_office(name)
    names = [office.name for office in Office.objects.alphabetical()]
    assert names == ["Äpfel", "apfel", "Öl", "Ofen", "Straße", "Strasse 2", "Zebra"]


# --- rules of the database ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "breaks_a_rule",
    [
        lambda office: Office.objects.filter(pk=office.pk).update(successor=office.pk),
        lambda office: Place.objects.create(office=office, role="haupt", ags=AHLEN),
        lambda office: Place.objects.create(office=office, role="aussen", ags=AHLEN, lat=51.0),
        lambda office: make_hours(office.places.get(), 0, "12:00", "9:00"),
        lambda office: [make_hours(office.places.get(), 0, "9:00", "12:00") for _ in range(2)],
        lambda office: [make_hours(office.places.get(), 0, "9:00", "12:00", nth=1) for _ in range(2)],
        lambda office: HoursException.objects.create(
            place=office.places.get(), first=date(2026, 1, 2), last=date(2026, 1, 1), days=1
        ),
        lambda office: HoursException.objects.create(
            place=office.places.get(), first=date(2026, 1, 1), last=date(2026, 1, 1), starts=time(9)
        ),
        lambda office: Contact.objects.create(office=office, function="Leitung"),
        lambda office: [
            Provision.objects.create(office=office, provider=Provider.objects.get(name="AWO")) for _ in "12"
        ],
        lambda office: make_office(slug=office.slug),
    ],
    ids=[
        "own successor",
        "second main place",
        "half a coordinate",
        "ends before it starts",
        "same weekly hours twice",
        "same monthly hours twice",
        "exception ends before it starts",
        "half a time",
        "contact without number",
        "provider twice",
        "address twice",
    ],
)
def test_the_database_refuses_what_cannot_be(breaks_a_rule):
    office = make_office()
    Provider.objects.create(name="AWO")
    with pytest.raises(IntegrityError), transaction.atomic():
        breaks_a_rule(office)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"founded": 1900}, "Dieser Wert muss größer oder gleich 1945 sein."),
        (
            {"languages": ["xx"]},
            "Bitte wählen Sie aus diesen Sprachen: ",
        ),
        ({"phone": "abc"}, "„abc“ ist keine Telefonnummer. "),
        ({"website": "javascript:alert(1)"}, "Bitte eine gültige Adresse eingeben."),
    ],
)
def test_what_cannot_be_right_is_told_in_german(change, sentence):
    office = make_office()
    for name, value in change.items():
        setattr(office, name, value)
    with pytest.raises(ValidationError) as refused:
        office.full_clean()
    assert refused.value.messages[0].startswith(sentence)


def test_offers_have_two_levels_and_no_third():
    offer = Topic.objects.filter(parent__isnull=False).first()
    with pytest.raises(ValidationError) as refused:
        Topic(name="Darunter", slug="darunter", parent=offer).full_clean()
    assert refused.value.messages == ["Bitte wählen Sie ein Handlungsfeld. Mehr als zwei Ebenen gibt es nicht."]


# --- words of the house ---------------------------------------------------------------------------------------


def test_every_weekday_falls_on_its_days():
    place = make_office().places.get()
    for nth in (None, 1, 2, 3, 4, -1):
        make_hours(place, 1, "9:00", "12:00", nth=nth)
    days = {date(2026, 12, 1): {None, 1}, date(2026, 12, 22): {None, 4}, date(2026, 12, 29): {None, -1}}
    found = {day: set(OpeningHours.objects.falling_on(day).values_list("nth", flat=True)) for day in days}
    assert found == days
    assert set(OpeningHours.objects.falling_on(date(2026, 2, 24)).values_list("nth", flat=True)) == {None, 4, -1}


def test_filters_can_be_chained_in_any_order():
    fitting = make_office(topics=["Tanz"], place={"step_free": True})
    make_office()
    kreis = gazetteer().kreis_by_slug["warendorf"]
    one = Office.objects.offering("tanz").step_free().seated_in(kreis).listed()
    other = Office.objects.listed().seated_in(kreis).step_free().offering("tanz")
    assert [*one] == [*other] == [fitting]


def test_a_confirmed_office_says_by_whom_and_when():
    office = make_office()
    office.confirm(on=date(2026, 1, 2), by="Erika")
    office.refresh_from_db()
    assert (office.verified_on, office.verified_by) == (date(2026, 1, 2), "Erika")
