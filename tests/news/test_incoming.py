"""What offices publish elsewhere comes in as drafts, once, and trouble stays among those it concerns."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from core.publishing.states import State
from core.web.fetching import Fetched, FetchError
from news import incoming
from news.models import FeedEntry, FeedSource, Post
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADDRESS = "https://buero.example.org/feed"


def feed(*titles, body="<p>Text.</p>"):
    items = "".join(
        f"<item><title>{title}</title><link>https://buero.example.org/{number}</link><guid>{title}</guid>"
        f"<description><![CDATA[{body}]]></description></item>"
        for number, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Büro</title>{items}</channel></rss>'.encode()


class Website:
    """Answers like `core.web.fetching.fetch` and remembers what it was asked."""

    def __init__(self, content=b"", **answer):
        self.content, self.answer, self.asked = content, answer, []

    def __call__(self, address, *, etag, modified):
        self.asked.append((address, etag, modified))
        if isinstance(self.content, Exception):
            raise self.content
        return Fetched(address=address, content=self.content, **self.answer)


@pytest.fixture
def source(office, editor):
    return incoming.enter(office, ADDRESS, by=editor.user)


def look(website, hours=0):
    return incoming.fetch_due(timezone.now() + timedelta(hours=hours), fetch=website)


def test_new_entries_become_drafts_of_the_office(source, office):
    assert look(Website(feed("Bus fährt", "Café öffnet"))) == 1
    drafts = Post.objects.by_office(office)
    assert {draft.title for draft in drafts} == {"Bus fährt", "Café öffnet"}
    draft = drafts.get(title="Bus fährt")
    assert (draft.state, draft.body, draft.source) == (State.DRAFT, "<p>Text.</p>", "https://buero.example.org/0")
    assert draft.area == "05570"


def test_an_entry_never_comes_twice_even_if_its_draft_was_thrown_away(source):
    look(Website(feed("Bus fährt")))
    Post.objects.all().delete()
    look(Website(feed("Bus fährt", "Neu")), hours=4)
    assert [post.title for post in Post.objects.all()] == ["Neu"]


def test_of_an_old_feed_only_the_newest_come_in_at_first(source):
    look(Website(feed(*(f"Meldung {number}" for number in range(12)))))
    assert Post.objects.count() == incoming.FIRST_TIME
    assert FeedEntry.objects.count() == 12


def test_the_website_is_asked_conditionally_and_not_often(source):
    website = Website(feed("Eins"), etag='"a"', modified="gestern")
    assert look(website) == 1
    assert look(website, hours=1) == 0
    look(Website(is_unchanged=True), hours=4)
    again = Website(feed("Eins"))
    FeedSource.objects.update(etag='"a"', modified="gestern")
    look(again, hours=9)
    assert again.asked == [(ADDRESS, '"a"', "gestern")]
    assert Post.objects.count() == 1


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(source):
    look(Website(feed("Eins"), moved_to="https://neu.example.org/feed"))
    source.refresh_from_db()
    assert source.address == "https://neu.example.org/feed"


@pytest.mark.parametrize("content", [FetchError("Die Adresse antwortet nicht."), b"<html><body>Hallo</body></html>"])
def test_trouble_is_told_to_the_office_and_asked_about_less_and_less(source, office, editor, client, content):
    look(Website(content))
    source.refresh_from_db()
    assert source.error
    assert source.failures == 1
    page = Page(editor.get(f"/buero/{office.slug}/meldungen/von-der-internetseite/"))
    assert source.error in page.text
    assert source.error not in Page(client.get(office.get_absolute_url())).text
    assert look(Website(content), hours=2) == 0
    assert look(Website(content), hours=4) == 1
    source.refresh_from_db()
    assert source.due_at - source.fetched_at == 2 * incoming.EVERY


def test_after_trouble_a_good_answer_clears_it(source):
    look(Website(FetchError("Die Adresse antwortet nicht.")))
    look(Website(feed("Eins")), hours=4)
    source.refresh_from_db()
    assert (source.error, source.failures) == ("", 0)


def test_hostile_entries_come_in_harmless(source):
    title, body = "&lt;script&gt;alert(1)&lt;/script&gt;Titel", '<p onclick="x()">Ja</p><script>x()</script>'
    look(Website(feed(title, body=body)))
    post = Post.objects.get()
    assert "<script" not in post.title
    assert post.body == "<p>Ja</p>"


@pytest.mark.parametrize("address", ["", "kein feed", "ftp://example.org/feed", "javascript:alert(1)"])
def test_an_address_that_cant_be_one_is_refused_kindly(office, editor, address):
    page = Page(editor.post(f"/buero/{office.slug}/meldungen/von-der-internetseite/", {"address": address}))
    assert len(page.errors) == 1
    assert not FeedSource.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/feed", "http://localhost/feed", "http://10.0.0.1/", "http://[::1]/"]
)
def test_an_address_within_the_house_is_never_asked(office, editor, address):
    editor.post(f"/buero/{office.slug}/meldungen/von-der-internetseite/", {"address": address})
    incoming.fetch_due(timezone.now())
    source = FeedSource.objects.first()
    assert source is None or source.error
    assert not Post.objects.exists()


def test_stopping_keeps_the_drafts(source, office, editor):
    look(Website(feed("Eins")))
    editor.post(f"/buero/{office.slug}/meldungen/von-der-internetseite/beenden/")
    assert not FeedSource.objects.exists()
    assert Post.objects.count() == 1


# --- a website moves ------------------------------------------------------------------------------------------

CASES = Path(__file__).parents[1] / "samples" / "cases"


def test_a_website_that_moves_to_https_brings_nothing_twice(source):
    look(Website((CASES / "feed_http.xml").read_bytes()))
    before = Post.objects.count()
    look(Website((CASES / "feed_https.xml").read_bytes()), hours=4)
    assert (Post.objects.count(), FeedEntry.objects.count()) == (before, 12)


def item(title, link, guid="", text="Text.", date=""):
    named = f"<guid>{guid}</guid>" if guid else ""
    moment = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{named}<description>{text}</description>{moment}</item>"


def of_items(*items):
    return f"<rss version='2.0'><channel><title>Büro</title>{''.join(items)}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ({"link": "https://buero.example.org/1"}, {"link": "https://www.buero.example.org/1/"}),
        ({"link": "http://buero.example.org/1"}, {"link": "https://buero.example.org:443/1"}),
        ({"link": "https://alt.example.org/1"}, {"link": "https://neu.example.org/2026/eins"}),
        (
            {"link": "https://buero.example.org/1", "guid": "a"},
            {"link": "https://buero.example.org/neu/1", "guid": "a"},
        ),
        ({"link": "https://buero.example.org/1", "guid": "a"}, {"link": "https://buero.example.org/1", "guid": "b"}),
    ],
)
def test_another_address_is_no_other_post(source, first, later):
    look(Website(of_items(item("Meldung", **first))))
    look(Website(of_items(item("Meldung", **later))), hours=4)
    assert Post.objects.count() == 1


def test_what_is_new_comes_in_though_its_address_or_its_words_were_there_before(source):
    link = "https://buero.example.org/aktuelles"
    look(Website(of_items(item("Sprechstunde", link, guid="1", date="01.10.2026"))))
    look(Website(of_items(item("Sprechstunde", link, guid="2", date="05.11.2026"))), hours=4)
    look(Website(of_items(item("Ausflug", link, guid="3", date="05.11.2026"))), hours=8)
    assert Post.objects.count() == 3
