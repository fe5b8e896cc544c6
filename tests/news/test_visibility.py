"""Who reads what: every state and visibility, through every page and feed, for everybody of the cast."""

from xml.etree import ElementTree

import feedparser
import pytest

from news.models import Post
from offices.models import Topic
from tests.factories import make_full_office
from tests.news_factories import every_state, make_document, make_picture, make_post

pytestmark = pytest.mark.django_db

PUBLIC = "veroeffentlicht-alle"
NETWORK = "veroeffentlicht-netzwerk"
EVERYBODY = ("client", "stranger", "colleague", "editor", "coordinator")
MEMBERS = ("colleague", "editor", "coordinator")


@pytest.fixture
def posts(office):
    """One per state and visibility, all from the office of the cast."""
    return every_state(office=office, topics=["Tanz"])


@pytest.fixture(params=EVERYBODY)
def reader(request):
    return request.getfixturevalue(request.param)


def named(posts, html):
    """The posts whose title stands somewhere in it."""
    return {name for name in posts if f">{name}<" in html or f'"{name}"' in html}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/aktuelles/",
        "/aktuelles/?thema=tanz",
        "/aktuelles/?art=meldung&buero=seniorenbuero-ahlen",
        "/aktuelles/{year}/",
        "/aktuelles/{year}/{month:02}/",
        "/seniorenbueros/seniorenbuero-ahlen/",
        "/aktuelles/meldungen.atom",
        "/aktuelles/meldungen.rss",
        "/aktuelles/meldungen.json",
        "/aktuelles/buero/seniorenbuero-ahlen.atom",
        "/aktuelles/buero/seniorenbuero-ahlen.json",
        "/aktuelles/thema/tanz.rss",
    ],
)
def test_lists_and_feeds_hold_what_is_public_whoever_asks(path, posts, reader):
    day = posts[PUBLIC].published_on
    response = reader.get(path.format(year=day.year, month=day.month))
    html = response.content.decode()
    assert response.status_code == 200
    assert named(posts, html) == {PUBLIC}
    assert "Bitte kürzen" not in html


def test_the_sitemap_names_what_is_public(posts, client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own answer)
    found = [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    own = [address for address in found if "/aktuelles/20" in address]
    assert own == [f"http://127.0.0.1:8000{posts[PUBLIC].get_absolute_url()}"]


def test_the_page_of_a_post_opens_for_those_who_may_read_it(posts, request):
    addressed = {name: post for name, post in posts.items() if post.slug}
    assert len(addressed) == 8
    readable = {
        "client": {PUBLIC},
        "stranger": {PUBLIC},
        "colleague": {PUBLIC, NETWORK},
        "editor": set(addressed),
        "coordinator": set(addressed),
    }
    for who, names in readable.items():
        reader = request.getfixturevalue(who)
        answers = {name: reader.get(post.get_absolute_url()).status_code for name, post in addressed.items()}
        assert answers == {name: 200 if name in names else 404 for name in addressed}, who


def test_a_wrong_month_tells_nobody_that_there_is_something_hidden(posts, client):
    assert client.get(f"/aktuelles/2020/01/{posts[NETWORK].slug}/").status_code == 404


def test_the_page_says_who_else_sees_what_not_everybody_sees(posts, editor):
    states = {
        "veroeffentlicht-netzwerk": "Nur für das Netzwerk",
        "geplant-alle": "Noch nicht erschienen",
        "archiviert-alle": "Im Archiv",
        "zurueckgeholt-alle": "Noch nicht veröffentlicht",
    }
    for name, words in states.items():
        response = editor.get(posts[name].get_absolute_url())
        assert words in response.content.decode(), name
        assert "no-store" in response["Cache-Control"], name
        assert "application/ld+json" not in response.content.decode(), name
    public = editor.get(posts[PUBLIC].get_absolute_url())
    assert not any(words in public.content.decode() for words in states.values())


def test_the_page_of_a_public_post_is_the_same_for_everybody(posts, client, editor):
    path = posts[PUBLIC].get_absolute_url()
    assert client.get(path).content == editor.get(path).content
    assert not client.get(path).has_header("Cache-Control")


def test_neighbours_and_more_of_the_office_are_public_ones(posts, editor):
    html = editor.get(posts[PUBLIC].get_absolute_url()).content.decode()
    assert named(posts, html.partition("<article>")[2].partition("</h1>")[2]) == set()


@pytest.mark.parametrize("who", MEMBERS)
def test_members_read_what_is_for_the_network(who, posts, request):
    html = request.getfixturevalue(who).get("/intern/").content.decode()
    assert named(posts, html) == {NETWORK}


def test_strangers_do_not_learn_of_the_internal_page(posts, client, stranger):
    response = client.get("/intern/")
    assert (response.status_code, response["Location"]) == (302, "/konto/anmelden/?next=/intern/")
    assert stranger.get("/intern/").status_code == 404


def test_files_open_for_those_who_may_read_the_post(posts, client, colleague, editor):
    for name, allowed in (
        (PUBLIC, (client, colleague, editor)),
        (NETWORK, (colleague, editor)),
        ("geplant-alle", (editor,)),
    ):
        picture, document = make_picture(posts[name]), make_document(posts[name])
        for path in (picture.address(480, "webp"), document.get_absolute_url()):
            for reader in (client, colleague, editor):
                assert reader.head(path).status_code == (200 if reader in allowed else 404), (name, path)


def test_a_post_that_is_taken_back_vanishes_everywhere(office, client):
    post = make_post("Fort damit", office=office)
    paths = ["/", "/aktuelles/", "/aktuelles/meldungen.atom", office.get_absolute_url()]
    assert all("Fort damit" in client.get(path).content.decode() for path in paths)
    post.archive(post.created_by, post.published_at)
    post.save()
    assert not any("Fort damit" in client.get(path).content.decode() for path in paths)
    assert client.get(post.get_absolute_url()).status_code == 404


def test_an_office_without_public_page_is_named_but_not_linked(client):
    office = make_full_office("Verborgen", is_public=False)
    html = client.get(make_post(office=office).get_absolute_url()).content.decode()
    assert "Verborgen" in html
    assert office.get_absolute_url() not in html
    assert office.phone not in html
    assert client.get(f"/aktuelles/buero/{office.slug}.atom").status_code == 404


def test_the_words_of_the_house_and_python_agree(posts):
    published = {name for name, post in posts.items() if post.is_published}
    public = {name for name, post in posts.items() if post.is_public}
    assert set(Post.objects.published().values_list("title", flat=True)) == published == {PUBLIC, NETWORK}
    assert set(Post.objects.public().values_list("title", flat=True)) == public == {PUBLIC}
    assert Topic.objects.filter(name="Tanz").exists()


def test_feeds_of_everything_and_nothing_else_are_announced(posts, client):
    entries = feedparser.parse(client.get("/aktuelles/meldungen.atom").content).entries
    assert [entry.title for entry in entries] == [PUBLIC]
