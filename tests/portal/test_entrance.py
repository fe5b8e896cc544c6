"""The way to one's own desk in the header: the same for everybody on public pages, one's own behind the sign-in."""

import pytest

from offices.models import Membership
from tests.factories import BECKUM, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = [("Einloggen für Büros", "/konto/anmelden/")]
OWN = [("Mein Büro", "/buero/")]
COORDINATION = [("Geschäftsstelle", "/geschaeftsstelle/")]


def entrances(client, path):
    """Twice on each page: in the line on top, and behind the word "Menü" on a phone. Both say the same."""
    header = Page(client.get(path)).all("header")[0]
    links = [
        link for link in header.iter() if link.get("href") in {"/konto/anmelden/", "/buero/", "/geschaeftsstelle/"}
    ]
    found = [("".join(link.itertext()), link.get("href")) for link in links]
    assert found[:1] * 2 == found
    return found[:1]


@pytest.mark.parametrize("path", ["/", "/aktuelles/", "/seniorenbueros/seniorenbuero-ahlen/"])
def test_public_pages_say_the_same_to_everybody(client, editor, coordinator, path):
    assert [entrances(who, path) for who in (client, editor, coordinator)] == [SIGN_IN] * 3


def test_behind_the_sign_in_the_way_leads_to_the_own_desk(editor, coordinator, office):
    for path in (f"/buero/{office.slug}/", "/intern/", "/konto/"):
        assert entrances(editor, path) == OWN
    for path in ("/geschaeftsstelle/", "/konto/"):
        assert entrances(coordinator, path) == COORDINATION


def test_who_is_about_to_sign_in_reads_what_visitors_read(client):
    assert entrances(client, "/konto/anmelden/") == SIGN_IN


@pytest.mark.parametrize(("path", "words"), [("/buero/", "Meine Büros"), ("/intern/", "Internes aus dem Netzwerk")])
def test_the_menu_beside_the_page_marks_where_one_is(editor, path, words):
    Membership.objects.create(office=make_office("Seniorenbüro Beckum", ags=BECKUM), user=editor.user)
    page = Page(editor.get(path))
    here = [text for nav in page.all("nav", class_="side--wide") for text in current(nav)]
    assert here == [words]


def current(nav):
    return ["".join(link.itertext()) for link in nav.iter() if link.get("aria-current") == "page"]
