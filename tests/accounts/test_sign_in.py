"""The ways in: password, code by mail, second factor; and that none of them tells who has an account."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.accounts.people import app_code, is_signed_in, letters, mailed_code, sign_in, step
from tests.factories import PASSWORD, TOTP_SECRET, make_user
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return make_user("erika@example.org", name="Erika Beispiel")


def test_address_and_password_lead_to_the_own_office(client, erika):
    response = sign_in(client, erika)
    assert (response.status_code, response["Location"]) == (302, "/buero/")
    assert is_signed_in(client)


def test_coordinators_land_at_the_geschaeftsstelle(client):
    coordinator = make_user(is_staff=True)
    assert step(sign_in(client, coordinator)) == "mfa_authenticate"
    response = client.post(reverse("mfa_authenticate"), {"code": app_code(TOTP_SECRET)})
    assert response["Location"] == "/geschaeftsstelle/"


def test_upper_and_lower_case_of_an_address_are_the_same(client, erika):
    assert client.post("/konto/anmelden/", {"login": " ERIKA@example.org ", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("next_", ["/seniorenbueros/", "/konto/geraete/?seite=2"])
def test_signing_in_leads_on_to_where_one_wanted_to_go(client, erika, next_):
    assert sign_in(client, erika, next=next_)["Location"] == next_


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http://testserver/"],
)
def test_signing_in_leads_to_no_other_site(client, erika, next_):
    assert sign_in(client, erika, next=next_)["Location"] == "/buero/"


def test_a_code_by_mail_signs_in(client, erika):
    response = client.post("/konto/code/", {"login": erika.email, "next": "/daten/"})
    assert step(response) == "account_confirm_login_code"
    assert letters() == [(erika.email, "Ihr Code zum Anmelden")]
    response = client.post(response["Location"], {"code": mailed_code().replace("-", " ")})
    assert response["Location"] == "/daten/"
    assert is_signed_in(client)


def test_another_code_can_be_sent_and_the_first_ends(client, erika):
    client.post("/konto/code/", {"login": erika.email})
    first = mailed_code()
    client.post("/konto/code/eingeben/", {"action": "resend"})
    assert len(letters()) == 2
    client.post("/konto/code/eingeben/", {"code": first})
    assert not is_signed_in(client)


def test_the_code_by_mail_does_not_replace_the_second_factor(client):
    user = make_user(second_factor=True)
    client.post("/konto/code/", {"login": user.email})
    assert step(client.post("/konto/code/eingeben/", {"code": mailed_code()})) == "mfa_authenticate"
    assert not is_signed_in(client)


def test_a_code_ends_after_five_wrong_attempts(client, erika):
    client.post("/konto/code/", {"login": erika.email})
    for _ in range(4):
        response = client.post("/konto/code/eingeben/", {"code": "00000000"})
        assert "Der Code stimmt nicht." in response.content.decode()
    assert step(client.post("/konto/code/eingeben/", {"code": "00000000"})) == "account_request_login_code"
    assert step(client.post("/konto/code/eingeben/", {"code": mailed_code()})) == "account_request_login_code"


def test_a_code_ends_after_fifteen_minutes(client, erika, time_machine):
    time_machine.move_to("2026-11-24 10:00", tick=False)
    client.post("/konto/code/", {"login": erika.email})
    time_machine.move_to("2026-11-24 10:16", tick=False)
    client.post("/konto/code/eingeben/", {"code": mailed_code()})
    assert not is_signed_in(client)


def test_signing_out_is_a_button(client, erika):
    sign_in(client, erika)
    client.get("/konto/abmelden/")
    assert is_signed_in(client)
    response = client.post("/konto/abmelden/", follow=True)
    assert "Sie sind abgemeldet." in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(("ticked", "seconds"), [({}, ""), ({"remember": "on"}, 14 * 24 * 60 * 60)])
def test_a_device_is_remembered_only_where_somebody_ticks_it(client, erika, ticked, seconds):
    response = sign_in(client, erika, **ticked)
    assert response.cookies["sessionid"]["max-age"] == seconds


@pytest.mark.parametrize(("ticked", "seconds"), [({}, ""), ({"remember": "on"}, 14 * 24 * 60 * 60)])
def test_the_tick_counts_for_the_code_by_mail_too(client, erika, ticked, seconds):
    client.post("/konto/code/", {"login": erika.email, **ticked})
    response = client.post("/konto/code/eingeben/", {"code": mailed_code()})
    assert response.cookies["sessionid"]["max-age"] == seconds


def test_browsers_and_password_managers_know_the_fields(client):
    html = client.get("/konto/anmelden/").content.decode()
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert "placeholder" not in html
    assert "onpaste" not in html


def test_nobody_can_sign_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert "signup" not in client.get("/konto/anmelden/").content.decode()


# --- nobody learns who has an account ----------------------------------------------------------------------------


def closed():
    return make_user("zu@example.org", is_active=False)


def sample(settings):
    settings.DEMO = False
    return make_user("muster@example.org", is_sample=True)


def without(email, response):
    html = response.content.decode().replace(email, "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


def answers(email):
    """What somebody sees who tries an address, with the address itself and the form's token taken out."""
    found = []
    for path, fields in [
        ("/konto/anmelden/", {"password": "falsch-geraten-1"}),
        ("/konto/code/", {}),
        ("/konto/kennwort/vergessen/", {"email": email}),
    ]:
        client = StrictClient()
        client.get("/konto/anmelden/")
        response = client.post(path, {"login": email, **fields}, follow=True)
        found.append((response.redirect_chain, response.status_code, without(email, response)))
        if response.redirect_chain:
            again = client.post(response.request["PATH_INFO"], {"code": "12345678"}, follow=True)
            found.append((again.redirect_chain, again.status_code, without(email, again)))
    return found


def test_known_unknown_closed_and_sample_addresses_get_the_same_answer(erika, settings):
    closed()
    sample(settings)
    known = answers("erika@example.org")
    assert len(known) == 5
    assert len(letters()) == 2
    for email in ("niemand@example.org", "zu@example.org", "muster@example.org"):
        assert answers(email) == known, email
    assert len(letters()) == 2  # none of the others got a mail


def test_even_the_right_password_of_a_closed_account_says_nothing_else(client, settings):
    wrong = client.post("/konto/anmelden/", {"login": "zu@example.org", "password": "falsch"})
    for user in (closed(), sample(settings)):
        response = sign_in(client, user)
        assert response.status_code == wrong.status_code == 200
        assert "passen nicht zusammen" in response.content.decode()
    assert not is_signed_in(client)


def test_a_password_is_computed_for_unknown_addresses_too(client, erika, monkeypatch):
    """The time it takes would tell otherwise."""
    computed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: computed.append(1) or encode(*a, **k))
    counts = []
    for email in ("erika@example.org", "niemand@example.org"):
        computed.clear()
        client.post("/konto/anmelden/", {"login": email, "password": "falsch-geraten-1"})
        counts.append(len(computed))
    assert counts == [1, 1]


# --- sample people ------------------------------------------------------------------------------------------------


def test_sample_people_sign_in_during_the_demo_and_are_out_when_it_ends(client, settings):
    settings.DEMO = True
    user = make_user(is_sample=True)
    sign_in(client, user)
    assert is_signed_in(client)
    settings.DEMO = False
    assert not is_signed_in(client)


def test_a_closed_account_is_out_at_once(client, erika):
    sign_in(client, erika)
    erika.is_active = False
    erika.save()
    assert not is_signed_in(client)


def test_a_code_that_was_on_its_way_when_the_account_closed_opens_nothing(client, erika):
    client.post("/konto/code/", {"login": erika.email})
    erika.is_active = False
    erika.save()
    response = client.post("/konto/code/eingeben/", {"code": mailed_code()}, follow=True)
    assert "Mit diesem Konto können Sie sich nicht anmelden." in response.content.decode()
    assert not is_signed_in(client)


# --- forgery and visitors ------------------------------------------------------------------------------------------


def test_every_form_of_the_account_is_refused_without_its_token(erika):
    client = Client(enforce_csrf_checks=True)
    client.force_login(erika)
    for path in ("/konto/anmelden/", "/konto/abmelden/", "/konto/kennwort/", "/konto/angaben/", "/konto/geraete/"):
        assert client.post(path, {}).status_code == 403, path


def test_the_way_in_is_the_same_link_for_everybody(client, erika):
    before = client.get("/daten/").content
    sign_in(client, erika)
    assert client.get("/daten/").content == before
    assert client.get("/konto/anmelden/")["Location"] == "/buero/"
