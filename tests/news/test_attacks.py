"""Every way a text takes into a post, with everything that was ever tried: what is stored afterwards can't act."""

import json
from datetime import timedelta
from functools import cache
from html import escape

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.richtext import clean
from core.web.feeds import MOST_ENTRIES
from core.web.fetching import Fetched
from news import incoming
from news.desk_forms import PostForm
from news.models import FeedEntry, Post
from tests.attacks import attacks, harmless
from tests.factories import make_member

pytestmark = pytest.mark.django_db

BATCH = 500


def stored():
    """Texts as the database holds them, past the field."""
    return list(Post.objects.order_by("pk").values_list("body", flat=True))


def typed(**form):
    """What the field of the form makes of a request."""
    field = PostForm.base_fields["body"]
    return str(field.clean(field.widget.value_from_datadict(form, {}, "body")))


@cache
def cleaned():
    """What has to arrive, the same whichever way it comes."""
    return [clean(attack) for attack in attacks()]


def by_create(tmp_path):
    for attack in attacks():
        Post.objects.create(title="Meldung", body=attack)


def by_bulk_create(tmp_path):
    Post.objects.bulk_create((Post(title="Meldung", body=attack) for attack in attacks()), BATCH)


def by_bulk_update(tmp_path):
    posts = Post.objects.bulk_create((Post(title="Meldung") for _ in attacks()), BATCH)
    for post, attack in zip(posts, attacks(), strict=True):
        post.body = attack
    Post.objects.bulk_update(posts, ["body"], 100)


def by_fixture(tmp_path):
    rows = [{"model": "news.post", "fields": {"title": "Meldung", "body": attack}} for attack in attacks()]
    file = tmp_path / "meldungen.json"
    file.write_text(json.dumps(rows))
    call_command("loaddata", file, verbosity=0)


@pytest.mark.parametrize("way", [by_create, by_bulk_create, by_bulk_update, by_fixture])
def test_whatever_writes_a_post_only_clean_text_arrives(way, tmp_path):
    way(tmp_path)
    assert stored() == cleaned()


def test_what_arrives_is_harmless():
    """Of what all ways have in common; tests/core/test_richtext.py asks more."""
    assert [problem for text in cleaned() for problem in harmless(text)] == []


@pytest.mark.any_database
@pytest.mark.parametrize("form", ["html", "marks"])
def test_a_form_hands_on_only_harmless_text(form):
    texts = {typed(**{"body": attack, "body-form": form}) for attack in attacks()}
    texts |= {typed(**{"body": attack, "body-form": form, "body-html": attack}) for attack in attacks()}
    assert [problem for text in texts for problem in harmless(text)] == []


@pytest.mark.any_database
def test_entries_of_a_foreign_feed_become_harmless_drafts(office):
    source = incoming.enter(office, "https://www.example.org/feed", by=make_member(office))
    FeedEntry.objects.create(source=source, identity="known")  # or only the newest five would come in
    now = timezone.now()
    for start in range(0, len(attacks()), MOST_ENTRIES):
        entries = attacks()[start : start + MOST_ENTRIES]
        moment = now + start * timedelta(days=1)
        assert incoming.fetch_due(moment, fetch=lambda *_, entries=entries, **__: feed(entries)) == 1
    source.refresh_from_db()
    assert source.error == ""
    assert Post.objects.count() > 0.98 * len(attacks())  # where nothing is left but nothing, no draft is made
    assert [problem for text in set(stored()) for problem in harmless(text)] == []
    assert not [link for link in Post.objects.values_list("source", flat=True) if not link.startswith("https://")]


def feed(entries):
    items = "".join(
        f"<item><guid>{attacks().index(text)}</guid><title>Meldung {escape(escape(text))}</title>"
        f"<link>https://www.example.org/{number}</link><description>{escape(text)}</description></item>"
        for number, text in enumerate(entries)
    )
    content = f'<rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'
    return Fetched("https://www.example.org/feed", content.encode(errors="ignore"))


# --- addresses, which are links where they are shown --------------------------------------------------------


NO_ADDRESSES = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_does_not_lead_to_the_web_is_not_stored(office, address):
    Post.objects.create(title="Eins", source=address)
    Post.objects.bulk_create([Post(title="Zwei", source=address)])
    Post.objects.update(source=address)
    type(office).objects.update(website=address)
    assert set(Post.objects.values_list("source", flat=True)) == {""}
    assert list(type(office).objects.values_list("website", flat=True)) == [""]
