"""What programs ask for: sitemap, robots, health, favicon."""

import json
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from offices.geography.gazetteer import gazetteer
from offices.models import Status
from portal.views import machines
from tests.factories import make_office

pytestmark = pytest.mark.django_db

BASE = "http://127.0.0.1:8000"


def addresses(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own answer)
    return [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_names_every_page_once(client):
    for status in Status:
        make_office(status.value, status=status)
    found = addresses(client)
    pages = (
        *("/", "/seniorenbueros/", "/seniorenbueros/kreis/", "/seniorenbueros/ort/", "/daten/"),
        *("/was-ist-ein-seniorenbuero/", "/leichte-sprache/", "/impressum/", "/datenschutz/", "/barrierefreiheit/"),
        *("/aktuelles/", "/aktuelles/abonnieren/", "/presse/", "/veranstaltungen/", "/veranstaltungen/archiv/"),
    )
    expected = [f"{BASE}{path}" for path in pages]
    expected += [f"{BASE}/seniorenbueros/{status.value}/" for status in Status]
    expected += [f"{BASE}/seniorenbueros/kreis/{kreis.slug}/" for kreis in gazetteer().kreise]
    expected += [f"{BASE}/seniorenbueros/ort/{town.slug}/" for town in gazetteer().municipalities]
    assert sorted(found) == sorted(expected)


def test_every_tenth_address_of_the_sitemap_answers(client):
    make_office()
    paths = [address.removeprefix(BASE) for address in addresses(client)]
    assert {path: status for path in paths[::10] if (status := Client().get(path).status_code) != 200} == {}


def test_the_sitemap_is_written_under_the_name_of_the_operator(client, settings):
    settings.BASE_URL = "https://www.example.org"
    assert {address.split("/")[2] for address in addresses(client)} == {"www.example.org"}


def test_robots_stay_away_from_the_administration_and_find_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        f"User-agent: *\nDisallow: /verwaltung/\nDisallow: /darstellung/\nSitemap: {BASE}/sitemap.xml\n"
    )


def test_monitors_hear_that_the_database_answers(client):
    response = client.get("/health/")
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_monitors_hear_that_the_database_does_not_answer(client):
    def broken(*_):
        raise DatabaseError("gone")

    machines._state.cache_clear()
    with connection.execute_wrapper(broken):
        response = client.get("/health/")
    assert (response.status_code, json.loads(response.content)) == (503, {"status": "nothing can be stored"})
    machines._state.cache_clear()


def test_browsers_find_the_icon_under_its_old_name(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (301, "/static/img/favicon.ico")
