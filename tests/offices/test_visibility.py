"""What is not public shows nowhere: tested with offices, names and notes that every page could let slip."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser

from offices.finding import directory
from offices.models import Contact, Office, Place, Status
from tests.cast import signed_in
from tests.factories import (
    ALPEN,
    BECKUM,
    KOELN,
    every_state,
    make_exception,
    make_hours,
    make_office,
    make_user,
)
from tests.reading import Page

PUBLIC_PATHS = (
    "/",
    "/seniorenbueros/",
    "/seniorenbueros/?ort=59227",
    "/seniorenbueros/?ort=Ahlen-Geheimdorf",
    "/seniorenbueros/?ort=Geheimdorf",
    "/seniorenbueros/?ort=Geheimdrof",
    "/seniorenbueros/?q=Verborgenheit",
    "/seniorenbueros/?q=Verborgenheid",
    "/seniorenbueros/?q=Tarnverein",
    "/seniorenbueros/?kreis=warendorf&heute=on",
    "/seniorenbueros/?ohne_zeiten=1",
    "/seniorenbueros/?angebot=pflegeberatung",
    "/seniorenbueros/?barrierefrei=on",
    "/seniorenbueros/kreis/",
    "/seniorenbueros/kreis/warendorf/",
    "/seniorenbueros/ort/",
    "/seniorenbueros/ort/ahlen/",
    "/seniorenbueros/ort/alpen/",
    "/seniorenbueros/vorher/",
    "/seniorenbueros/vorher-eingegliedert/",
    "/seniorenbueros/vorher/kontakt.vcf",
    "/daten/",
    "/daten/seniorenbueros.geojson",
    "/daten/seniorenbueros.csv",
    "/sitemap.xml",
)

pytestmark = pytest.mark.django_db


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


@pytest.fixture
def secret():
    """A hidden office that everything knows: words, district, offers, times, area, predecessors."""
    office = make_office(
        "Büro Verborgenheit",
        slug="verborgenheit",
        district="Geheimdorf",
        other_names="Decknamenbüro",
        catchment="Ahlen\nAlpen",
        topics=["Pflegeberatung"],
        providers=["Tarnverein"],
        phone="+4922147109",
        is_public=False,
        place={"step_free": True, "name": "Haus Heimlich"},
    )
    for weekday in range(7):
        make_hours(office.places.get(), weekday, "9:00", "12:00")
    make_office("Vorher", slug="vorher", ags=BECKUM, status=Status.CLOSED, successor=office)
    make_office("Vorher auch", slug="vorher-eingegliedert", ags=BECKUM, status=Status.MERGED, successor=office)
    make_office("Offen", ags=KOELN)
    return office


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_a_hidden_office_shows_nowhere(client, secret, path):
    text = body(client.get(path)).casefold()
    asked = path.casefold()
    secrets = ["verborgenheit", "geheimdorf", "tarnverein", "decknamen", "heimlich", "47109", "471 09"]
    assert [word for word in secrets if word in text and word not in asked] == []


@pytest.mark.parametrize("path", ["/seniorenbueros/verborgenheit/", "/seniorenbueros/verborgenheit/kontakt.vcf"])
def test_a_hidden_office_has_no_page_for_visitors_and_strangers(client, stranger, secret, path):
    assert client.get(path).status_code == 404
    assert stranger.get(path).status_code == 404


def test_coordinators_see_the_page_of_a_hidden_office_before_it_is_public(coordinator, secret):
    assert Page(coordinator.get("/seniorenbueros/verborgenheit/")).h1 == "Büro Verborgenheit"


def test_a_person_of_the_administration_who_was_locked_out_sees_what_visitors_see(secret):
    locked = signed_in(user := make_user(is_staff=True))
    user.is_active = False
    user.save()
    assert locked.get("/seniorenbueros/verborgenheit/").status_code == 404


def test_the_district_of_a_hidden_office_is_no_place_to_find(client, secret):
    assert Page(client.get("/seniorenbueros/?ort=Geheimdorf")).offices == []
    assert Page(client.get("/seniorenbueros/?ort=Geheimdorf")).answer == "Diesen Ort finden wir nicht"


def test_a_word_of_a_hidden_office_is_nobodys_spelling(client, secret):
    """Otherwise the page would tell it: "Wir haben nach Verborgenheit statt … gesucht"."""
    page = Page(client.get("/seniorenbueros/?q=Verborgenheid"))
    assert page.answer == "Dazu haben wir kein Seniorenbüro gefunden"
    assert "Wir haben nach" not in page.text


def test_hidden_offices_count_nowhere(secret):
    assert directory.seats() == {KOELN: 1}
    assert directory.served() == {KOELN}
    assert dict(directory.offices_per_kreis()) == {"05315": 1}


def test_the_pages_of_predecessors_do_not_name_a_hidden_successor(client, secret):
    for slug in ("vorher", "vorher-eingegliedert"):
        page = Page(client.get(f"/seniorenbueros/{slug}/"))
        assert "/seniorenbueros/verborgenheit/" not in page.links
        assert "/seniorenbueros/ort/beckum/" in page.links


def test_an_office_vanishes_with_its_next_request_when_it_is_hidden(client):
    """Nothing that is kept per revision outlives the change."""
    office = make_office("Sichtbar", district="Eigendorf")
    paths = ["/", "/seniorenbueros/", "/seniorenbueros/ort/ahlen/", "/seniorenbueros/?ort=Eigendorf", "/sitemap.xml"]
    before = {
        path: "ichtbar" in body(client.get(path)) or "1 Seniorenbüro: Ahlen" in body(client.get(path)) for path in paths
    }
    office.is_public = False
    office.save()
    after = {
        path: "ichtbar" in body(client.get(path)) or "1 Seniorenbüro: Ahlen" in body(client.get(path)) for path in paths
    }
    assert (before, after) == (dict.fromkeys(paths, True), dict.fromkeys(paths, False))


# --- closed offices keep their page, nobody is sent there -------------------------------------------------------


@pytest.fixture
def states():
    offices = every_state()
    for office in offices.values():
        make_exception(office.places.get(), office.created_at.date(), starts="9:00", ends="12:00")
    return offices


def test_lists_show_what_is_public_and_neither_merged_nor_closed(states):
    """`listed()` in the database and `is_listed` in Python say the same of every state."""
    in_python = {office.name for office in states.values() if office.is_listed}
    assert {office.name for office in Office.objects.listed()} == in_python
    assert in_python == {"aufbau-öffentlich", "aktiv-öffentlich", "pause-öffentlich"}


def test_visitors_see_all_public_offices_and_coordinators_all(states):
    public = {name for name in states if name.endswith("öffentlich")}
    for user in (AnonymousUser(), make_user(), make_user(is_staff=True, is_active=False)):
        assert {office.name for office in Office.objects.visible_to(user)} == public
    assert {office.name for office in Office.objects.visible_to(make_user(is_staff=True))} == set(states)


@pytest.mark.parametrize(
    "path",
    [
        "/seniorenbueros/",
        "/seniorenbueros/?ort=Ahlen",
        "/seniorenbueros/?kreis=warendorf",
        "/seniorenbueros/kreis/warendorf/",
        "/seniorenbueros/ort/ahlen/",
    ],
)
def test_every_list_shows_the_same_three_states(client, states, path):
    assert Page(client.get(path)).offices == ["aktiv-öffentlich", "aufbau-öffentlich", "pause-öffentlich"]


def test_the_map_file_shows_listed_offices_and_the_table_all_public_ones(client, states):
    features = json.loads(body(client.get("/daten/seniorenbueros.geojson")))["features"]
    rows = csv.DictReader(
        io.StringIO(body(client.get("/daten/seniorenbueros.csv")).removeprefix("\ufeff")), delimiter=";"
    )
    assert {feature["properties"]["name"] for feature in features} == {
        office.name for office in states.values() if office.is_listed
    }
    assert {row["name"] for row in rows} == {name for name in states if name.endswith("öffentlich")}


def test_each_public_office_has_a_page_a_card_and_a_line_in_the_sitemap(client, states):
    sitemap = body(client.get("/sitemap.xml"))
    answers = {
        name: (
            client.get(office.get_absolute_url()).status_code,
            client.get(f"{office.get_absolute_url()}kontakt.vcf").status_code,
            f"{office.get_absolute_url()}<" in sitemap,
        )
        for name, office in states.items()
    }
    gone = {"geschlossen-öffentlich", "eingegliedert-öffentlich"}  # nobody shall keep their number
    assert answers == {
        name: (200, 404 if name in gone else 200, True) if name.endswith("öffentlich") else (404, 404, False)
        for name in states
    }


# --- names, notes, sources of the answer ----------------------------------------------------------------------


@pytest.fixture
def talkative():
    office = make_office(
        "Büro",
        slug="buero",
        internal_note="Vertraulich: Streit",
        verified_by="Petra Prüferin",
        phone="+4922147100",
        verified_on="2026-01-01",
    )
    Contact.objects.create(office=office, function="Leitung", person="Anna Ohne", phone="+4922147101")
    Contact.objects.create(
        office=office, function="Beratung", person="Berta Mit", phone="+4922147102", consent_on="2026-01-01"
    )
    Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=ALPEN)
    return office


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/seniorenbueros/",
        "/seniorenbueros/?q=Ohne",
        "/seniorenbueros/?q=Vertraulich",
        "/seniorenbueros/buero/",
        "/seniorenbueros/buero/kontakt.vcf",
        "/seniorenbueros/ort/ahlen/",
        "/daten/seniorenbueros.geojson",
        "/daten/seniorenbueros.csv",
    ],
)
def test_names_without_consent_and_internal_notes_show_nowhere(client, talkative, path):
    text = body(client.get(path))
    secrets = ["Anna Ohne", "Vertraulich", "Streit", "Prüferin"]
    assert [word for word in secrets if word in text and word not in path] == []


def test_a_name_with_consent_stands_on_the_page_of_the_office_and_in_no_download(client, talkative):
    texts = {
        name: body(client.get(path))
        for name, path in {
            "page": "/seniorenbueros/buero/",
            "card": "/seniorenbueros/buero/kontakt.vcf",
            "csv": "/daten/seniorenbueros.csv",
            "geojson": "/daten/seniorenbueros.geojson",
        }.items()
    }
    assert {name for name, text in texts.items() if "Berta Mit" in text} == {"page"}


def test_the_function_and_number_of_a_person_without_consent_stay_useful(client, talkative):
    page = Page(client.get("/seniorenbueros/buero/"))
    assert page.texts("dt") == ["Adresse", "Leitung", "Beratung"]
    assert page.texts("dd") == ["Ahlen", "0221 471 01", "Berta Mit0221 471 02"]


def test_what_coordinators_look_at_is_not_kept_for_visitors(client, coordinator):
    office = make_office("Entwurf", slug="entwurf", is_public=False)
    assert coordinator.get("/seniorenbueros/entwurf/").status_code == 200
    assert client.get(office.get_absolute_url()).status_code == 404
    assert Page(client.get("/seniorenbueros/")).offices == []
