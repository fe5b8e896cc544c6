"""The page of one post."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_full_office, make_office, make_user
from tests.news_factories import make_document, make_picture, make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_full_office()


def page_of(client, post):
    return Page(client.get(post.get_absolute_url()))


def test_who_when_where_and_about_what(client, office):
    post = make_post(
        "Kaffee & Kuchen", office=office, at="2026-05-05 10:00", area="05570", topics=["Tanz"], kind="presse"
    )
    page = page_of(client, post)
    assert post.get_absolute_url() == "/aktuelles/2026/05/kaffee-kuchen/"
    assert page.h1 == "Kaffee & Kuchen"
    for words in ("Presse", "Das Wichtigste.", "Der ganze Text.", "Dienstag, 5. Mai 2026", "Kreis Warendorf"):
        assert words in page.text, words
    assert "Von Seniorenbüro Voll" in page.text
    assert {office.get_absolute_url(), "/aktuelles/?thema=tanz"} <= set(page.links)


def test_the_geschaeftsstelle_is_named_where_there_is_no_office(client):
    page = page_of(client, make_post())
    assert "Von BaS-Geschäftsstelle" in page.text
    assert "tel:+49228614074" in page.links


@pytest.mark.parametrize(("stays", "shown"), [(True, True), (False, False)])
def test_a_person_is_named_only_where_she_agreed(stays, shown, client):
    author = make_user(name="Erika Beispiel", name_stays=stays)
    assert ("Erika Beispiel" in page_of(client, make_post(by=author)).text) is shown


def test_the_telephone_of_the_office_comes_first(client, office):
    post = make_post(office=office)
    older = make_post("Vorher", office=office, at="2026-01-01 10:00")
    page = page_of(client, post)
    assert next(phone.get("href") for phone in page.all("a", class_="phone")) == f"tel:{office.phone}"
    assert {older.get_absolute_url(), "/aktuelles/?buero=seniorenbuero-voll"} <= set(page.links)


def test_nobody_is_sent_to_the_telephone_of_an_office_that_is_gone(client):
    office = make_office("Vorbei", status="geschlossen", phone="+4922147100")
    page = page_of(client, make_post(office=office))
    assert "tel:+4922147100" not in page.links
    assert office.get_absolute_url() in page.links


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        ("2027-01-31 23:00", "Noch bis Sonntag, 31. Januar 2027"),
        ("2027-02-01 00:10", "Frist abgelaufen am Sonntag, 31. Januar 2027"),
    ],
)
def test_the_deadline_of_a_funding_tip(today, sentence, client, at):
    at(today)
    post = make_post(kind="foerdertipp", deadline=date(2027, 1, 31), at="2026-11-24 10:00")
    assert sentence in page_of(client, post).text


def test_pictures_and_documents(client):
    post = make_post()
    picture = make_picture(post, caption="Beim Tanzen")
    make_picture(post, alt="Zweites", position=1)
    document = make_document(post, "Programm 2026")
    page = page_of(client, post)
    assert [image.get("alt") for image in page.all("img")] == [picture.alt, "Zweites"]
    assert "Beim Tanzen" in page.text
    assert "Programm 2026 (PDF, 1,2\xa0MB)".replace("\xa0", " ") in page.text
    assert document.get_absolute_url() in page.links


def test_where_an_imported_post_appeared_first(client):
    page = page_of(client, make_post(source="https://www.example.org/seite"))
    assert "Zuerst erschienen auf einer anderen Internetseite: example.org" in page.text
    assert "Zuerst erschienen" not in page_of(client, make_post()).text


def test_the_way_to_the_older_and_the_newer_one(client):
    same = "2026-03-01 10:00"
    first, second, third = (make_post(title, at=same) for title in ("Eins", "Zwei", "Drei"))
    make_post("Intern", at=same, visibility="netzwerk")
    links = [(link.get("href"), link.get("rel")) for link in page_of(client, second).all("a") if link.get("rel")]
    assert links == [(first.get_absolute_url(), "prev"), (third.get_absolute_url(), "next")]
    assert [link.get("rel") for link in page_of(client, first).all("a") if link.get("rel")] == ["next"]
    assert [link.get("rel") for link in page_of(client, third).all("a") if link.get("rel")] == ["prev"]


def test_a_post_for_the_network_leads_back_to_the_network(colleague):
    page = page_of(colleague, make_post(visibility="netzwerk", topics=["Tanz"]))
    assert {"/intern/", "/intern/?thema=tanz"} <= set(page.links)
    assert "/aktuelles/?thema=tanz" not in page.links


def test_another_month_in_the_address_leads_to_the_right_one(client):
    post = make_post("Umzug", at="2026-05-05 10:00")
    for wrong in ("2026/06", "2025/05"):
        response = client.get(f"/aktuelles/{wrong}/umzug/")
        assert (response.status_code, response["Location"]) == (301, post.get_absolute_url())
    assert client.get("/aktuelles/2026/05/anderes/").status_code == 404


def test_a_month_begins_when_it_begins_in_germany(client):
    assert make_post(at="2026-05-01 00:30").get_absolute_url().startswith("/aktuelles/2026/05/")


def test_machines_learn_the_same(client, office):
    post = make_post("Kaffee </script> & Kuchen", office=office, topics=["Tanz"], source="https://www.example.org/x")
    picture = make_picture(post)
    page = page_of(client, post)
    [block] = page.all("script", type="application/ld+json")
    assert "</script>" not in block.text
    facts = json.loads(block.text)
    assert (facts["@type"], facts["headline"]) == ("NewsArticle", post.title)
    assert facts["datePublished"] == post.published_at.isoformat()
    assert facts["author"]["url"] == f"http://127.0.0.1:8000{office.get_absolute_url()}"
    assert facts["image"] == [f"http://127.0.0.1:8000{picture.address(480, 'jpeg')}"] or len(facts["image"]) == 1
    assert (facts["keywords"], facts["isBasedOn"]) == (["Tanz"], "https://www.example.org/x")
    assert [link.get("href") for link in page.all("link", rel="canonical")] == [facts["url"]]


def test_what_was_typed_is_text(client):
    post = make_post("<img src=x>", teaser="<b>fett</b>", body="<p>Text<script>alert(1)</script></p>")
    html = client.get(post.get_absolute_url()).content.decode()
    assert "<img src=x>" not in html
    assert "<b>fett</b>" not in html
    assert "alert(1)" not in html


def test_one_and_three_of_everything_need_the_same_queries(client, office):
    counts = []
    for number in (1, 3):
        post = make_post(office=office, topics=["Tanz", "Pflegeberatung", "Wohnberatung"][:number])
        for _ in range(number):
            make_picture(post)
            make_document(post)
            make_post(office=office)
        client.get(post.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(post.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
