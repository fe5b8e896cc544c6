"""The first page: one question, a map, and what offices can do for people."""

import pytest

from offices.models import Topic
from tests.factories import BECKUM, KOELN, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client):
    return lambda: Page(client.get("/"))


def test_the_first_question_leads_to_the_list(home):
    page = home()
    forms = page.all("form", role="search")
    assert [(form.get("action"), form.get("method")) for form in forms] == [("/seniorenbueros/", "get")]
    assert page.texts("label") == ["Wo wohnen Sie?"]
    assert page.texts("button") == ["Seniorenbüro finden"]


def test_the_first_heading_comes_before_everything_else(home):
    assert home().h1 == "Ihr Seniorenbüro ist näher, als Sie denken"


def test_the_numbers_are_those_of_the_directory(home):
    for ags in (KOELN, KOELN, BECKUM):
        make_office(ags=ags)
    page = home()
    assert page.texts("dd") == ["3", "2", "2 von 53"]


def test_an_empty_directory_has_a_first_page_too(home):
    assert home().texts("dd") == ["0", "0", "0 von 53"]


def test_each_field_of_action_names_offers_that_lead_to_a_list(home, client):
    page = home()
    fields = [field.name for field in Topic.objects.filter(parent=None)]
    assert page.texts("h3") == fields
    offers = [link for link in page.links if link.startswith("/seniorenbueros/?angebot=")]
    assert len(offers) == sum(min(6, field.offers.count()) for field in Topic.objects.filter(parent=None))
    assert [Page(client.get(link)).errors for link in offers] == [[]] * len(offers)


def test_the_map_links_every_kreis_and_every_town_with_an_office(home):
    make_office(ags=KOELN)
    make_office(ags=BECKUM)
    page = home()
    svg = "{http://www.w3.org/2000/svg}"
    links = [link.get("href") for link in page.root.iter(f"{svg}a")]
    kreise = {link for link in links if link.startswith("/seniorenbueros/kreis/")}
    towns = {link for link in links if link.startswith("/seniorenbueros/ort/")}
    assert (len(kreise), towns) == (53, {"/seniorenbueros/ort/koeln/", "/seniorenbueros/ort/beckum/"})
    assert all(link.get("aria-label") for link in page.root.iter(f"{svg}a"))


def test_the_list_beside_the_map_leads_everywhere_the_map_does(home, client):
    make_office(ags=KOELN)
    links = home().links
    kreise = {link for link in links if link.startswith("/seniorenbueros/kreis/")}
    assert kreise - {"/seniorenbueros/kreis/"} <= set(Page(client.get("/seniorenbueros/kreis/")).links)


def test_telephone_and_help_stand_on_the_page(home):
    assert [phone.get("href") for phone in home().all("a", class_="phone")] == ["tel:+49228614074"]
