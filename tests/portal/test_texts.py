"""The words of the portal's own pages, as delivered and as the Geschäftsstelle writes them."""

import pytest

from portal.models import Operator, PageText
from tests.reading import Page

pytestmark = pytest.mark.django_db

PAGES = {
    "imprint": "/impressum/",
    "privacy": "/datenschutz/",
    "accessibility": "/barrierefreiheit/",
    "plain_language": "/leichte-sprache/",
    "about_offices": "/was-ist-ein-seniorenbuero/",
}


def desk(key):
    return f"/geschaeftsstelle/seiten/{key.replace('_', '-')}/"


def test_every_page_with_words_of_its_own_can_be_edited():
    assert set(PAGES) == set(PageText.Key.values)


@pytest.mark.parametrize("key", PAGES)
def test_the_editor_starts_with_the_words_of_the_page_and_nothing_around_them(coordinator, client, key):
    start = Page(coordinator.get(desk(key))).all("textarea")[0]
    words = "".join(start.itertext())
    assert len(words) > 300
    assert "Zum Inhalt springen" not in words
    assert "Menü" not in words.split("\n")[0]


@pytest.mark.parametrize("key", PAGES)
def test_what_is_written_is_shown_until_the_delivered_words_come_back(coordinator, client, key):
    before = Page(client.get(PAGES[key])).text
    coordinator.post(desk(key), {"body": "## Neu\n\nGanz eigene Worte.", "body-form": "marks"})
    assert "Ganz eigene Worte." in Page(client.get(PAGES[key])).text
    coordinator.post(f"{desk(key)}zuruecksetzen/")
    assert Page(client.get(PAGES[key])).text == before


def test_what_is_missing_about_the_operator_is_named(coordinator):
    assert "noch nicht ausgefüllt" in Page(coordinator.get("/geschaeftsstelle/")).text
    answers = {
        **{"name": "BaS", "short_name": "BaS", "street": "Weg 1", "postcode": "53111", "town": "Bonn"},
        **{"phone": "0228 614074", "phone_hours": "montags 9 bis 12 Uhr", "email": "bas@example.org"},
        **{"represented_by": "Vorstand", "register_entry": "VR 1", "responsible_person": "Vorstand"},
    }
    assert coordinator.post("/geschaeftsstelle/seiten/betreiber/", answers).status_code == 302
    assert Operator.load().missing == []
    assert "noch nicht ausgefüllt" not in Page(coordinator.get("/geschaeftsstelle/")).text
    assert "Weg 1" in Page(coordinator.get("/impressum/")).text


def test_telephone_numbers_stand_in_the_form_as_people_write_them(coordinator):
    page = Page(coordinator.get("/geschaeftsstelle/seiten/betreiber/"))
    assert [page.all("input", name=name)[0].get("value") for name in ("phone", "fax")] == [
        "0228 61 40 74",
        "0228 61 40 60",
    ]


def test_without_a_telephone_number_the_form_says_so_and_keeps_the_rest(coordinator):
    page = Page(coordinator.post("/geschaeftsstelle/seiten/betreiber/", {"name": "BaS neu", "phone": "abc"}))
    assert page.errors
    assert page.all("input", name="name")[0].get("value") == "BaS neu"
