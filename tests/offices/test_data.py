"""The directory as files: GeoJSON, CSV, vCard, and the page that explains them."""

import csv
import io
import json

import pytest
import vobject

from offices.exchange.columns import COLUMNS
from offices.geography.gazetteer import gazetteer
from tests.factories import KOELN, make_full_office, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

HOSTILE = '=cmd|"/c calc"!A0;\r\nBEGIN:VCARD,</script>'


@pytest.fixture
def read(client):
    """Path → (text, content type, file name)."""

    def get(path):
        response = client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        name = response["Content-Disposition"].removeprefix('attachment; filename="').removesuffix('"')
        return content.decode(), response["Content-Type"], name

    return get


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


# --- GeoJSON --------------------------------------------------------------------------------------------------


def test_the_map_file_is_geojson_with_longitude_first(read):
    office = make_full_office()
    text, content_type, name = read("/daten/seniorenbueros.geojson")
    collection = json.loads(text)
    assert (content_type, name) == ("application/geo+json", "seniorenbueros.geojson")
    assert collection == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": office.slug,
                "geometry": {"type": "Point", "coordinates": [7.89, 51.76]},
                "properties": {
                    "name": "Seniorenbüro Voll",
                    "status": "aktiv",
                    "telefon": "+4922147100",
                    "email": "buero@voll.example.org",
                    "strasse": "Markt 1",
                    "plz": "59227",
                    "ort": "Ahlen",
                    "kreis": "Kreis Warendorf",
                    "regierungsbezirk": "Münster",
                    "ags": "05570004",
                    "geprueft_am": "2026-10-12",
                    "beispieldaten": False,
                    "genauigkeit": "Adresse",
                    "seite": f"http://127.0.0.1:8000{office.get_absolute_url()}",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        ({"lat": 51.7, "lon": 7.9}, "Adresse"),
        ({"postcode": "59227"}, "Postleitzahl"),
        ({"postcode": "50000"}, "Ort"),
        ({}, "Ort"),
    ],
)
def test_each_point_says_how_exact_it_is(read, place, precision):
    make_office(place=place)
    feature = json.loads(read("/daten/seniorenbueros.geojson")[0])["features"][0]
    assert feature["properties"]["genauigkeit"] == precision


def test_each_point_lies_where_the_office_is_searched_for(read):
    make_office(ags=KOELN)
    feature = json.loads(read("/daten/seniorenbueros.geojson")[0])["features"][0]
    point = gazetteer().municipality_by_ags[KOELN].point
    assert feature["geometry"]["coordinates"] == [round(point.lon, 5), round(point.lat, 5)]


def test_an_empty_directory_is_an_empty_collection(read):
    assert json.loads(read("/daten/seniorenbueros.geojson")[0]) == {"type": "FeatureCollection", "features": []}


# --- CSV ------------------------------------------------------------------------------------------------------


def test_the_table_has_all_columns_and_opens_in_a_german_spreadsheet(read):
    make_full_office()
    text, content_type, name = read("/daten/seniorenbueros.csv")
    assert (content_type, name) == ("text/csv; charset=utf-8", "seniorenbueros.csv")
    assert text.splitlines()[0] == "\ufeff" + ";".join(COLUMNS)
    assert text.endswith("\r\n")
    row = rows(text)[0]
    assert (row["name"], row["ort"], row["telefon"]) == ("Seniorenbüro Voll", "Ahlen", "0221 471 00")


def test_an_empty_directory_is_a_table_with_a_head(read):
    assert rows(read("/daten/seniorenbueros.csv")[0]) == []


def test_anybody_may_use_the_files_from_another_site(client):
    make_office()
    for path in ("/daten/seniorenbueros.geojson", "/daten/seniorenbueros.csv"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"


# --- vCard ----------------------------------------------------------------------------------------------------


def test_the_visiting_card_holds_number_mail_and_address(read):
    office = make_full_office()
    text, content_type, name = read(f"{office.get_absolute_url()}kontakt.vcf")
    card = vobject.readOne(text)
    assert (content_type, name) == ("text/vcard; charset=utf-8", "seniorenbuero-voll.vcf")
    assert card.fn.value == "Seniorenbüro Voll"
    assert [(tel.type_param, tel.value) for tel in card.tel_list] == [("WORK", "+4922147100"), ("FAX", "+4922147101")]
    assert card.email.value == "buero@voll.example.org"
    address = card.adr.value
    assert (address.street, address.code, address.city) == ("Markt 1", "59227", "Ahlen")


def test_a_card_without_website_leads_to_the_page_of_the_portal(read):
    office = make_office()
    card = vobject.readOne(read(f"{office.get_absolute_url()}kontakt.vcf")[0])
    assert card.url.value == f"http://127.0.0.1:8000{office.get_absolute_url()}"


@pytest.mark.parametrize("words", ['Komma, Strichpunkt; C:\\Daten "Z"', r"D:\Neu und D:\neu", "😀 שלום" * 20, "Ä" * 90])
def test_an_address_book_reads_what_was_meant(read, words):
    office = make_office(words, slug="karte", place={"street": words, "name": words})
    text = read(f"{office.get_absolute_url()}kontakt.vcf")[0]
    card = vobject.readOne(text)
    assert (card.fn.value, card.n.value.family, card.org.value) == (words, words, [words])
    assert (card.adr.value.street, card.adr.value.extended) == (words, words)
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


# --- hostile content ------------------------------------------------------------------------------------------


@pytest.fixture
def hostile():
    return make_office(HOSTILE, slug="feind", place={"street": HOSTILE, "name": HOSTILE}, phone="+4922147100")


def test_a_hostile_name_is_one_value_of_the_map_file(read, hostile):
    properties = json.loads(read("/daten/seniorenbueros.geojson")[0])["features"][0]["properties"]
    assert properties["name"] == HOSTILE


def test_a_hostile_name_is_one_cell_and_no_formula_of_the_table(read, hostile):
    table = rows(read("/daten/seniorenbueros.csv")[0])
    assert len(table) == 1
    cells = [cell for cell in table[0].values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert cells == []


def test_a_hostile_name_adds_no_line_to_the_visiting_card(read, hostile):
    text = read("/seniorenbueros/feind/kontakt.vcf")[0]
    starts = [line for line in text.splitlines() if line.startswith("BEGIN:VCARD")]
    assert starts == ["BEGIN:VCARD"]
    assert sorted(vobject.readOne(text).contents) == ["adr", "fn", "n", "org", "tel", "url", "version"]


# --- the page about it ----------------------------------------------------------------------------------------


def test_the_page_explains_every_column_and_names_the_sources(client):
    make_office()
    page = Page(client.get("/daten/"))
    assert page.texts("code")[: len(COLUMNS)] == list(COLUMNS)
    assert page.texts("dt") == ["Seniorenbüros", "Kreisgrenzen", "Städte und Gemeinden", "Postleitzahlen", "Schrift"]
    assert {"/daten/seniorenbueros.csv", "/daten/seniorenbueros.geojson"} <= set(page.links)
    assert "1 Seniorenbüros" not in page.text
