"""Offices by region: the pages of the 53 Kreise and of the 396 municipalities."""

import pytest

from offices.geography.gazetteer import distance_km, gazetteer
from offices.models import Place, Status
from tests.factories import ALPEN, BECKUM, BOCHUM, DORTMUND, KOELN, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


# --- municipality ---------------------------------------------------------------------------------------------


def test_a_town_with_one_office_shows_it(client):
    make_office("Büro Ahlen", phone="+4922147100")
    make_office("Büro Köln", ags=KOELN)
    page = Page(client.get("/seniorenbueros/ort/ahlen/"))
    assert page.h1 == "Ihr Seniorenbüro für Ahlen"
    assert page.title == "Seniorenbüro in Ahlen – Seniorenbüros NRW"
    assert page.offices == ["Büro Ahlen"]
    assert page.texts("a", class_="phone--large") == ["0221 471 00"]


def test_a_town_with_several_offices_shows_the_nearest_to_its_centre_first(client):
    town = gazetteer().municipality_by_slug["ahlen"].point
    for name, north in (("Weiter", 0.04), ("Mitte", 0.0), ("Rand", 0.02)):
        make_office(name, place={"lat": town.lat + north, "lon": town.lon})
    page = Page(client.get("/seniorenbueros/ort/ahlen/"))
    assert page.h1 == "3 Seniorenbüros für Ahlen"
    assert page.offices == ["Mitte", "Rand", "Weiter"]


def test_who_meets_people_in_a_town_or_names_it_in_its_area_is_shown_there(client):
    outreach = make_office("Sprechstunde", ags=BECKUM)
    Place.objects.create(office=outreach, role=Place.Role.OUTREACH, ags=ALPEN)
    make_office("Einzugsgebiet", ags=BOCHUM, catchment="Bochum\nAlpen (Menzelen)")
    make_office("Fremd", ags=DORTMUND, catchment="Das Land hinter den Alpen")
    assert Page(client.get("/seniorenbueros/ort/alpen/")).offices == ["Einzugsgebiet", "Sprechstunde"]


def test_a_town_without_office_names_the_nearest_three_with_their_distance(client):
    for name, ags in (("Köln", KOELN), ("Dortmund", DORTMUND), ("Bochum", BOCHUM), ("Beckum", BECKUM)):
        make_office(name, ags=ags)
    page = Page(client.get("/seniorenbueros/ort/alpen/"))
    assert page.h1 == "Alpen: Kein Büro in Ihrem Ort?"
    assert page.title == "Nächstes Seniorenbüro für Alpen – Seniorenbüros NRW"
    assert page.offices == ["Bochum", "Dortmund", "Köln"]
    known = gazetteer().municipality_by_slug
    distances = [distance_km(known["alpen"].point, known[slug].point) for slug in ("bochum", "dortmund", "koeln")]
    shown = [line.split(" · ")[1] for line in page.texts("p", class_="meta") if "entfernt" in line]
    assert shown == [f"{distance:.0f} km entfernt" for distance in distances]


@pytest.mark.parametrize("status", [Status.MERGED, Status.CLOSED])
def test_an_office_that_is_gone_does_not_answer_for_its_town(client, status):
    make_office("Früher", ags=ALPEN, status=status)
    make_office("Jetzt", ags=BOCHUM)
    page = Page(client.get("/seniorenbueros/ort/alpen/"))
    assert page.h1 == "Alpen: Kein Büro in Ihrem Ort?"
    assert page.offices == ["Jetzt"]


def test_the_town_leads_on_to_its_surroundings_and_its_kreis(client):
    make_office()
    links = Page(client.get("/seniorenbueros/ort/ahlen/")).links
    assert links[-2:] == ["/seniorenbueros/?ort=Ahlen&umkreis=25", "/seniorenbueros/kreis/warendorf/"]
    assert Page(client.get(links[-2])).h1 == "Ihr Seniorenbüro für Ahlen"


@pytest.mark.parametrize("town", gazetteer().municipalities[::40], ids=lambda town: town.slug)
def test_the_link_to_the_surroundings_finds_the_same_town(client, town):
    make_office(ags=town.ags)
    link = Page(client.get(f"/seniorenbueros/ort/{town.slug}/")).links[-2]
    assert Page(client.get(link)).h1 == f"Ihr Seniorenbüro für {town.name}"


# --- Kreis ----------------------------------------------------------------------------------------------------


def test_a_kreis_lists_its_offices_from_a_to_z_and_its_towns(client):
    make_office("Zett")
    make_office("Anfang", ags=BECKUM)
    make_office("Fremd", ags=KOELN)
    page = Page(client.get("/seniorenbueros/kreis/warendorf/"))
    assert page.h1 == "Seniorenbüros im Kreis Warendorf"
    assert page.offices == ["Anfang", "Zett"]
    assert page.texts("h2")[0] == "2 Seniorenbüros"
    towns = [town for town in page.texts("li") if town.startswith(("Ahlen", "Beckum", "Beelen"))]
    assert towns[-3:] == ["Ahlen mit Büro", "Beckum mit Büro", "Beelen"]


def test_a_kreisfreie_stadt_is_no_list_of_towns(client):
    make_office("Büro", ags=KOELN)
    page = Page(client.get("/seniorenbueros/kreis/koeln/"))
    assert page.h1 == "Seniorenbüros in Köln"
    assert "Städte und Gemeinden" not in page.texts("h2")


def test_a_kreis_without_office_sends_on_to_the_towns(client):
    page = Page(client.get("/seniorenbueros/kreis/wesel/"))
    assert page.texts("h2")[0] == "Hier gibt es noch kein Seniorenbüro"
    assert "/seniorenbueros/ort/alpen/" in page.links


def test_all_kreise_stand_under_their_region_with_the_number_of_offices(client):
    make_office()
    make_office(ags=BECKUM)
    make_office(ags=KOELN)
    page = Page(client.get("/seniorenbueros/kreis/"))
    kreise = [link for link in page.links if link.startswith("/seniorenbueros/kreis/")]
    assert sorted(kreise) == sorted(f"/seniorenbueros/kreis/{kreis.slug}/" for kreis in gazetteer().kreise)
    counts = [line for line in page.texts("li") if line.endswith((" Büro", "2 Büros"))]
    assert counts == ["Köln 1 Büro", "Kreis Warendorf 2 Büros"]
    assert page.texts("h2")[:5] == [
        f"Regierungsbezirk {name}" for name in "Arnsberg Detmold Düsseldorf Köln Münster".split()
    ]


def test_all_municipalities_stand_under_their_letter(client):
    make_office()
    page = Page(client.get("/seniorenbueros/ort/"))
    towns = [link for link in page.links if link.startswith("/seniorenbueros/ort/")]
    assert towns == [f"/seniorenbueros/ort/{town.slug}/" for town in gazetteer().municipalities]
    assert "1 von 396 Städten und Gemeinden haben ein Seniorenbüro" in page.text


@pytest.mark.parametrize("path", ["kreis/hamburg", "ort/hamburg", "ort/59227", "kreis/ahlen", "ort/AHLEN"])
def test_a_region_that_does_not_exist_is_a_page_not_found(client, path):
    page = client.get(f"/seniorenbueros/{path}/")
    assert page.status_code == 404
    assert Page(page).h1 == "Diese Seite gibt es nicht"
