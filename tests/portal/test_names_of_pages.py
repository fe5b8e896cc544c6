"""Title and heading on the way of a sign-in and at an office's desk; those of a registration stand in
tests/events/test_states_of_pages.py."""

import pytest
from django.urls import reverse

from core.publishing.states import State
from offices.models import Role
from tests.accounts.people import mailed_code, sign_in
from tests.cast import signed_in
from tests.events_factories import make_event
from tests.factories import make_member, make_user
from tests.news_factories import make_post, make_sent_back
from tests.reading import Page
from tests.strict import SITE

pytestmark = pytest.mark.django_db


def said(response):
    page = Page(response)
    return page.title.removesuffix(SITE), page.h1


def both(words):
    return words, words


def wrong(words):
    return f"Fehler: {words}", words


# --- signing in -------------------------------------------------------------------------------------------------

DOORS = {
    "account_login": "Anmelden",
    "account_request_login_code": "Code per E-Mail",
    "account_reset_password": "Kennwort vergessen",
}
INSIDE = {
    "accounts:overview": "Mein Konto",
    "accounts:details": "Mein Name",
    "account_change_password": "Kennwort ändern",
    "account_email": "E-Mail-Adresse ändern",
    "mfa_index": "Zweiter Faktor",
    "mfa_activate_totp": "Code-App einrichten",
    "mfa_list_webauthn": "Passkeys",
    "mfa_add_webauthn": "Passkey einrichten",
    "usersessions_list": "Geräte",
    "account_logout": "Abmelden",
}


@pytest.mark.parametrize("name", DOORS)
def test_the_doors_say_what_they_are(client, name):
    assert said(client.get(reverse(name))) == both(DOORS[name])


@pytest.mark.parametrize("name", INSIDE)
def test_the_pages_of_an_account_say_what_they_are(client, name):
    sign_in(client, make_user("erika@example.org"))
    assert said(client.get(reverse(name))) == both(INSIDE[name])


def test_a_wrong_password_is_an_error_in_the_title(client):
    assert said(sign_in(client, make_user("erika@example.org"), "falsch")) == wrong("Anmelden")


def test_on_the_way_of_a_code_each_page_says_where_one_is(client):
    erika = make_user("erika@example.org")
    code_page = client.post(reverse("account_request_login_code"), {"login": erika.email})["Location"]
    assert said(client.get(code_page)) == both("Code eingeben")
    assert said(client.post(code_page, {"code": "0000-0000"})) == wrong("Code eingeben")
    assert said(client.get(client.post(code_page, {"code": mailed_code()})["Location"]))[1].startswith("Guten Tag")


def test_on_the_way_to_a_new_password_each_page_says_where_one_is(client):
    erika = make_user("erika@example.org")
    code_page = client.post(reverse("account_reset_password"), {"email": erika.email})["Location"]
    assert said(client.get(code_page)) == both("Code eingeben")
    new_page = client.post(code_page, {"code": mailed_code()})["Location"]
    assert said(client.get(new_page)) == both("Neues Kennwort")
    assert said(client.post(new_page, {"password1": "kurz", "password2": "kurz"})) == wrong("Neues Kennwort")


def test_the_second_factor_is_one_more_step(client):
    page = sign_in(client, make_user("ute@example.org", is_staff=True))["Location"]
    assert said(client.get(page)) == both("Noch ein Schritt")
    assert said(client.post(page, {"code": "000000"})) == wrong("Noch ein Schritt")


# --- at an office's desk ----------------------------------------------------------------------------------------


def test_the_desk_of_an_office_says_which_page_it_is(office):
    """The words of the title before the name of the office, and the heading."""
    lead = signed_in(make_member(office, "lena@example.org", role=Role.LEAD, name="Lena Leitner"))
    pages = {
        "offices:profile": both("Unser Profil"),
        "offices:team": both("Team"),
        "offices:history": both("Verlauf"),
        "offices:check": ("Angaben prüfen", "Stimmen diese Angaben noch?"),
        "news:office_posts": both("Unsere Meldungen"),
        "events:office_events": both("Unsere Veranstaltungen"),
        "events:own_people": both("Unsere Anmeldungen"),
        "offices:invite": ("Jemanden einladen", "Jemanden ins Team einladen"),
    }
    found = {name: said(lead.get(reverse(name, args=[office.slug]))) for name in pages}
    assert {name: (title.removesuffix(f" – {office.name}"), h1) for name, (title, h1) in found.items()} == pages


def test_a_post_and_an_event_are_called_by_their_title_in_every_state(office):
    member = make_member(office, "redaktion@example.org")
    editor, fields = signed_in(member), {"office": office, "by": member}
    posts = [make_post("Der Bücherbus", state=state, **fields) for state in State]
    posts.append(make_sent_back("Der Bücherbus", **fields))
    for post in posts:
        title, h1 = said(editor.get(reverse("news:desk_post", args=[post.pk])))
        assert (title.startswith("Der Bücherbus"), h1) == (True, "Der Bücherbus"), post.state
    for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.ARCHIVED):
        event = make_event("Offener Nachmittag", state=state, **fields)
        title, h1 = said(editor.get(reverse("events:desk_event", args=[event.pk])))
        assert (title.startswith("Offener Nachmittag"), h1) == (True, "Offener Nachmittag"), state
