"""No place of NRW is left without an answer: 53 Kreise, 396 municipalities, 870 postcodes, with the demo content."""

import pytest
from django.test import Client

from offices.geography.gazetteer import gazetteer

pytestmark = pytest.mark.django_db


def test_every_municipality_page_names_its_offices_or_the_nearest_three(demo):
    client = Client()
    wrong = {}
    for town in gazetteer().municipalities:
        response = client.get(f"/seniorenbueros/ort/{town.slug}/")
        html = response.content.decode()
        offices, is_without = html.count('<li class="card'), "Kein Büro in Ihrem Ort?" in html
        if response.status_code != 200 or not offices or (is_without and offices != 3):
            wrong[town.name] = (response.status_code, offices, is_without)
    assert wrong == {}


def test_every_postcode_finds_offices_or_the_nearest_three(demo):
    client = Client()
    wrong = {}
    for postcode in gazetteer().postcodes:
        response = client.get("/seniorenbueros/", {"ort": postcode.code})
        html = response.content.decode()
        offices, is_without = html.count('<li class="card'), "gibt es kein passendes Seniorenbüro" in html
        if response.status_code != 200 or not offices or (is_without and offices != 3):
            wrong[postcode.code] = (response.status_code, offices, is_without)
    assert wrong == {}


def test_every_kreis_page_answers(demo):
    client = Client()
    paths = [f"/seniorenbueros/kreis/{kreis.slug}/" for kreis in gazetteer().kreise]
    assert [client.get(path).status_code for path in paths] == [200] * 53


@pytest.mark.parametrize(
    "path", ["ort/ahlen", "ort/alpen", "ort/bochum", "kreis/warendorf", "kreis/koeln", "kreis/wesel"]
)
def test_pages_of_regions_hold_what_a_strict_browser_asks_for(demo, client, path):
    assert client.get(f"/seniorenbueros/{path}/").status_code == 200
