import re

import pytest

from portal.models import Operator

pytestmark = pytest.mark.django_db

PAGES = {
    "/impressum/": "Impressum",
    "/datenschutz/": "Datenschutz",
    "/barrierefreiheit/": "Erklärung zur Barrierefreiheit",
    "/leichte-sprache/": "Leichte Sprache",
    "/was-ist-ein-seniorenbuero/": "Was ist ein Seniorenbüro?",
    "/darstellung/": "Darstellung anpassen",
    "/bausteine/": "Bausteine",
}


@pytest.mark.parametrize(("address", "title"), PAGES.items())
def test_every_page_has_its_title_a_number_to_call_and_leaves_no_cookie(client, address, title):
    response = client.get(address)
    html = response.content.decode()
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert re.findall(r"<title>(.*?)</title>", html) == [f"{title} – Seniorenbüros NRW"]
    assert html.count("Brauchen Sie Hilfe?</h2>") == 1


@pytest.mark.parametrize("address", PAGES)
def test_pages_of_words_ask_the_database_at_most_three_times(client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(3):
        client.get(address)


@pytest.mark.parametrize("address", ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/"])
def test_pages_of_words_only_answer_reading(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_every_link_within_a_page_arrives(client, address):
    html = client.get(address).content.decode()
    missing = [name for name in re.findall(r'href="#([^"]+)"', html) if f'id="{name}"' not in html]
    assert missing == []


def test_the_section_of_the_menu_is_marked(client):
    html = client.get("/was-ist-ein-seniorenbuero/").content.decode()
    marked = re.findall(r'<a href="([^"]+)" aria-current="true">', html)
    assert marked == ["/was-ist-ein-seniorenbuero/"] * 2
    assert 'aria-current="true"' not in client.get("/impressum/").content.decode()


def test_the_imprint_shows_only_what_is_known(client):
    before = client.get("/impressum/").content.decode()
    assert ("Registereintrag" in before, "Vertreten durch" in before) == (False, False)
    Operator(register_entry="VR 1234", represented_by="Erika <Beispiel>", street="Musterweg 1", postcode="53111").save()
    html = client.get("/impressum/").content.decode()
    assert "VR 1234" in html
    assert "Erika &lt;Beispiel&gt;" in html
    assert "<br>Musterweg 1<br>53111 Bonn</p>" in html


def test_hours_of_the_telephone_stand_on_every_page_once_they_are_known(client):
    Operator(phone_hours="montags bis freitags 9 bis 12 Uhr").save()
    assert "Sie erreichen uns montags bis freitags 9 bis 12 Uhr." in client.get("/leichte-sprache/").content.decode()


def test_barriers_can_be_reported_by_telephone_and_mail(client):
    html = client.get("/barrierefreiheit/").content.decode()
    section = html.split('id="barriere-melden"')[1].split("<h2")[0]
    assert ("tel:+49228614074" in section, "mailto:bas@seniorenbueros.org" in section) == (True, True)


def test_plain_language_uses_short_sentences(client):
    html = client.get("/leichte-sprache/").content.decode().split("<main")[1].split("</main>")[0]
    text = re.sub(r"<(?:br|/p|/li|/h2)[^>]*>", ". ", html)
    text = re.sub(r"<[^>]+>", " ", text)
    sentences = [sentence.split() for sentence in re.split(r"[.?!:]\s", text)]
    assert [" ".join(words) for words in sentences if len(words) > 13] == []
