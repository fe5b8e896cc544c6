"""News for programs: valid, complete, absolute, and no more work than needed."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_office
from tests.news_factories import make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db

BASE = "http://127.0.0.1:8000"
XML = ("/aktuelles/meldungen.atom", "/aktuelles/meldungen.rss")
ALL = (*XML, "/aktuelles/meldungen.json")


@pytest.fixture
def office():
    return make_office("Büro „Süd“ & Co", slug="sued")


@pytest.mark.parametrize("path", XML)
def test_an_entry_holds_the_whole_post(path, client, office):
    body = '<p>Wir & Sie: <a href="/seniorenbueros/sued/">Büro</a> <a href="https://www.example.org/">fern</a></p>'
    post = make_post("Kaffee & <Kuchen>", office=office, teaser="Für 5 < 6.", body=body, topics=["Tanz"])
    feed = feedparser.parse(client.get(path).content)
    assert (feed.bozo, feed.feed.title) == (False, "Aktuelles – Seniorenbüros NRW")
    assert feed.feed.link == f"{BASE}/aktuelles/"
    [entry] = feed.entries
    assert entry.link == entry.id == f"{BASE}{post.get_absolute_url()}"
    assert "Kaffee & " in entry.title.replace("&amp;", "&")
    assert entry.author == office.name
    assert [tag.term for tag in entry.tags] == ["Meldung", "Tanz"]
    [content] = entry.content
    assert f'href="{BASE}/seniorenbueros/sued/"' in content.value
    assert 'href="https://www.example.org/"' in content.value
    assert "Für 5 &lt; 6." in entry.summary or "Für 5 < 6." in entry.summary


def test_the_json_feed_says_the_same(client, office):
    post = make_post("Kaffee & Kuchen", office=office, topics=["Tanz"])
    response = client.get("/aktuelles/meldungen.json")
    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{BASE}/aktuelles/", f"{BASE}/aktuelles/meldungen.json")
    [item] = feed["items"]
    assert item["id"] == item["url"] == f"{BASE}{post.get_absolute_url()}"
    assert (item["title"], item["summary"], item["tags"]) == ("Kaffee & Kuchen", post.teaser, ["Meldung", "Tanz"])
    assert item["content_html"] == post.body


def test_newest_first_and_no_more_than_thirty(client):
    now = timezone.now()
    for age in range(32):
        make_post(f"Vor {age} Tagen", at=now - timedelta(days=age))
    entries = feedparser.parse(client.get("/aktuelles/meldungen.rss").content).entries
    assert [entry.title for entry in entries] == [f"Vor {age} Tagen" for age in range(30)]


def test_an_office_and_a_topic_have_feeds_of_their_own(client, office):
    make_post("Von Süd", office=office)
    make_post("Zum Tanz", topics=["Tanz"])
    titles = {
        path: [entry.title for entry in feedparser.parse(client.get(path).content).entries]
        for path in ("/aktuelles/buero/sued.rss", "/aktuelles/thema/tanz.atom")
    }
    assert titles == {"/aktuelles/buero/sued.rss": ["Von Süd"], "/aktuelles/thema/tanz.atom": ["Zum Tanz"]}
    assert client.get("/aktuelles/buero/nirgends.rss").status_code == 404
    assert client.get("/aktuelles/thema/unfug.rss").status_code == 404
    assert client.get("/aktuelles/meldungen.doc").status_code == 404


@pytest.mark.parametrize("path", ALL)
def test_an_empty_feed_is_valid(path, client):
    response = client.get(path)
    assert response.status_code == 200
    if path.endswith("json"):
        assert json.loads(response.content)["items"] == []
    else:
        feed = feedparser.parse(response.content)
        assert (feed.bozo, feed.entries) == (False, [])


@pytest.mark.parametrize("path", XML)
def test_signs_that_xml_does_not_know_are_left_out(path, client):
    make_post("Piep\x07", teaser="Ein\x0bTon")
    feed = feedparser.parse(client.get(path).content)
    assert (feed.bozo, feed.entries[0].title) == (False, "Piep")


@pytest.mark.parametrize("path", ALL)
def test_who_has_read_it_gets_nothing_until_something_changes(path, client):
    post = make_post(at="2026-05-01 10:00")
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    post.title, post.changed_at = "Anders", timezone.now()
    post.save()
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_the_moment_of_the_last_change_is_said(client):
    post = make_post(at="2026-05-01 10:00")
    assert parsedate_to_datetime(client.get(XML[0])["Last-Modified"]) == post.changed_at.replace(microsecond=0)
    assert not client.get("/aktuelles/thema/tanz.atom").has_header("Last-Modified")


def test_an_unchanged_feed_is_not_written_again(client):
    make_post()
    etag = client.get(XML[0])["ETag"]
    with CaptureQueriesContext(connection) as captured:
        response = client.get(XML[0], headers={"If-None-Match": etag})
    assert (response.status_code, response.content, len(captured)) == (304, b"", 1)


@pytest.mark.parametrize("path", ALL)
def test_the_operators_name_stands_in_every_address(path, client, settings, office):
    settings.BASE_URL = "https://www.example.org"
    make_post(office=office, body='<p><a href="/daten/">Daten</a></p>')
    assert b"127.0.0.1" not in client.get(path).content


@pytest.mark.parametrize("path", [*ALL, "/aktuelles/buero/sued.rss", "/aktuelles/thema/tanz.atom"])
def test_one_and_three_entries_need_the_same_queries(path, client, office):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_post(office=office, topics=["Tanz", "Pflegeberatung"][:number])
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_pages_announce_their_feeds(client, office):
    def announced(path):
        return [link.get("href") for link in Page(client.get(path)).all("link", rel="alternate")]

    assert announced("/aktuelles/") == [f"/aktuelles/meldungen.{notation}" for notation in ("atom", "rss", "json")]
    assert announced("/seniorenbueros/sued/") == ["/aktuelles/buero/sued.atom", "/aktuelles/buero/sued.rss"]


def test_how_to_subscribe_is_explained_with_addresses_that_answer(client):
    page = Page(client.get("/aktuelles/abonnieren/"))
    addresses = page.texts("code")
    assert addresses[:3] == [f"{BASE}{path}" for path in ALL]
    assert len(addresses) > 20
    answers = {address: client.get(address.removeprefix(BASE)).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("path", ALL)
def test_who_asks_by_date_alone_hears_of_a_post_that_was_withdrawn(path, client):
    make_post(at="2026-05-01 10:00")
    gone = make_post(at="2026-05-02 10:00")
    first = client.get(path)
    gone.archive(gone.created_by, timezone.now())
    gone.save()
    answer = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (answer.status_code, gone.title in answer.content.decode()) == (200, False)
    assert client.get(path, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
