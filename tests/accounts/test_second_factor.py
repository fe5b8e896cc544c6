"""Code app, recovery codes, and who must have a second factor."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.http import Http404, HttpResponse
from django.test import Client

from accounts.guards import WHY_SECOND_FACTOR, coordinator_required, member_required
from accounts.models import User
from tests.accounts.people import app_code, is_signed_in, letters, sign_in, step
from tests.factories import PASSWORD, TOTP_SECRET, make_user
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return make_user("erika@example.org")


@pytest.fixture
def hers(erika):
    client = StrictClient()
    sign_in(client, erika)
    return client


def set_up_app(client):
    html = client.get("/konto/zweiter-faktor/app/einrichten/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', html)[1]
    return html, secret, client.post("/konto/zweiter-faktor/app/einrichten/", {"code": app_code(secret)})


def test_a_code_app_is_set_up_and_asked_for_from_then_on(hers, erika, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        html, secret, response = set_up_app(hers)
    assert "<svg" in html
    assert "data:" not in html
    assert step(response) == "mfa_view_recovery_codes"
    assert letters() == [(erika.email, "Zweiter Faktor ist eingerichtet")]
    elsewhere = StrictClient()
    assert step(sign_in(elsewhere, erika)) == "mfa_authenticate"
    assert not is_signed_in(elsewhere)
    elsewhere.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(secret)})
    assert is_signed_in(elsewhere)


def test_a_code_of_the_app_opens_once(erika):
    Authenticator.objects.create(user=erika, type="totp", data={"secret": TOTP_SECRET})
    opened = []
    for _ in range(2):
        client = StrictClient()
        sign_in(client, erika)
        client.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(TOTP_SECRET)})
        opened.append(is_signed_in(client))
    assert opened == [True, False]


def test_recovery_codes_are_shown_saved_and_good_once(hers, erika):
    set_up_app(hers)
    html = hers.get("/konto/zweiter-faktor/ersatzcodes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", html)
    assert len(codes) == 10
    file = hers.get("/konto/zweiter-faktor/ersatzcodes/datei/")
    assert file["Content-Disposition"] == 'attachment; filename="ersatzcodes.txt"'
    assert file.content.decode().split()[-10:] == codes
    opened = []
    for _ in range(2):
        client = StrictClient()
        sign_in(client, erika)
        client.post("/konto/zweiter-faktor/eingeben/", {"code": codes[0]})
        opened.append(is_signed_in(client))
    assert opened == [True, False]
    assert codes[0] not in hers.get("/konto/zweiter-faktor/ersatzcodes/").content.decode()


def test_who_signed_in_long_ago_shows_again_who_they_are(hers, time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=16))
    response = hers.get("/konto/zweiter-faktor/app/einrichten/")
    assert step(response) == "account_reauthenticate"
    hers.get(response["Location"])
    wrong = hers.post(response["Location"], {"password": "falsch-geraten-1"})
    assert "Das Kennwort stimmt nicht." in wrong.content.decode()
    right = hers.post(response["Location"], {"password": PASSWORD, "next": "/konto/zweiter-faktor/app/einrichten/"})
    assert right["Location"] == "/konto/zweiter-faktor/app/einrichten/"
    assert hers.get(right["Location"]).status_code == 200


def test_the_app_can_be_removed_and_the_recovery_codes_go_with_it(hers, erika):
    set_up_app(hers)
    page = hers.get("/konto/zweiter-faktor/app/entfernen/").content.decode()
    assert page.index("Code-App behalten") < page.rindex("Code-App entfernen")
    hers.post("/konto/zweiter-faktor/app/entfernen/")
    assert not Authenticator.objects.exists()


def test_wrong_codes_are_limited(erika):
    Authenticator.objects.create(user=erika, type="totp", data={"secret": TOTP_SECRET})
    client = StrictClient()
    sign_in(client, erika)
    for _ in range(5):
        assert (
            "Der Code stimmt nicht."
            in client.post("/konto/zweiter-faktor/eingeben/", {"code": "000000"}).content.decode()
        )
    response = client.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(TOTP_SECRET)})
    assert "Zu viele Versuche." in response.content.decode()
    assert not is_signed_in(client)


def test_pages_about_passkeys_say_what_to_do_without_javascript(hers):
    html = hers.get("/konto/passkeys/neu/").content.decode()
    assert "Richten Sie stattdessen eine Code-App ein" in html
    assert "Sie haben noch keinen Passkey." in hers.get("/konto/passkeys/").content.decode()


@pytest.mark.parametrize(
    "credential", ["", "null", "{}", "[]", '"x"', '{"id": 1}', '{"response": {"userHandle": "eA"}}']
)
def test_an_answer_that_is_no_passkey_opens_nothing(client, credential):
    response = client.post("/konto/passkeys/anmelden/", {"credential": credential})
    assert step(response) == "account_login"
    assert not is_signed_in(client)


# --- coordinators -------------------------------------------------------------------------------------------------


@coordinator_required
def desk(request):
    return HttpResponse("Geschäftsstelle")


@member_required
def office(request):
    return HttpResponse("Büro")


def visit(view, user, rf, client):
    request = rf.get("/geschaeftsstelle/?seite=2")
    request.user, request.session = user, client.session
    request._messages = SessionStorage(request)
    try:
        response = view(request)
    except Http404:
        return 404
    told = [str(message) for message in request._messages]
    return response.get("Location") or (response.content.decode(), told)


def test_who_comes_to_the_geschaeftsstelle(rf, client, settings):
    settings.DEMO = True
    people = {
        "visitor": AnonymousUser(),
        "member": make_user(),
        "coordinator": make_user(is_staff=True),
        "without factor": make_user(is_staff=True, second_factor=False),
        "sample": make_user(is_staff=True, is_sample=True, second_factor=False),
    }
    assert {name: visit(desk, user, rf, client) for name, user in people.items()} == {
        "visitor": "/konto/anmelden/?next=/geschaeftsstelle/%3Fseite%3D2",
        "member": 404,
        "coordinator": ("Geschäftsstelle", []),
        "without factor": "/konto/zweiter-faktor/",
        "sample": ("Geschäftsstelle", []),
    }
    assert {name: visit(office, user, rf, client) for name, user in people.items()} == {
        "visitor": "/konto/anmelden/?next=/geschaeftsstelle/%3Fseite%3D2",
        "member": ("Büro", []),
        "coordinator": ("Büro", []),
        "without factor": "/konto/zweiter-faktor/",
        "sample": ("Büro", []),
    }


def test_outside_the_demo_sample_coordinators_need_one_too(rf, client, settings):
    settings.DEMO = False
    sample = make_user(is_staff=True, is_sample=True, second_factor=False)
    assert visit(desk, sample, rf, client) == "/konto/zweiter-faktor/"


def test_the_rule_can_be_switched_off(rf, client, settings):
    settings.COORDINATORS_NEED_MFA = False
    assert visit(desk, make_user(is_staff=True, second_factor=False), rf, client) == ("Geschäftsstelle", [])


def test_the_administration_is_behind_the_portals_sign_in():
    client = Client()
    coordinator = make_user(is_staff=True, second_factor=False)
    response = client.get("/verwaltung/", follow=True)
    assert [path for path, _ in response.redirect_chain][-1].startswith("/konto/anmelden/?next=/verwaltung/login/")
    sign_in(client, coordinator)
    response = client.get("/verwaltung/", follow=True)
    assert response.redirect_chain[-1] == ("/konto/zweiter-faktor/", 302)
    assert WHY_SECOND_FACTOR in response.content.decode()
    Authenticator.objects.create(user=coordinator, type="totp", data={"secret": TOTP_SECRET})
    assert client.get("/verwaltung/").status_code == 200
    assert client.get("/verwaltung/login/?next=/verwaltung/offices/")["Location"] == "/verwaltung/offices/"
    assert client.get("/verwaltung/login/?next=https://evil.example/")["Location"] == "/verwaltung/"


def test_the_administration_does_not_exist_for_others():
    client = Client()
    client.force_login(make_user())
    assert client.get("/verwaltung/", follow=True).status_code == 404


def test_coordinators_keep_the_content_and_superusers_the_people():
    coordinator = make_user(is_staff=True)
    allowed = ["offices.change_office", "news.add_post", "portal.change_operator", "accounts.change_user"]
    assert [coordinator.has_perm(name) for name in allowed] == [True, True, True, False]
    assert not any(make_user().has_perm(name) for name in allowed)
    assert not any(make_user(is_staff=True, is_active=False).has_perm(name) for name in allowed)
    superuser = make_user(is_staff=True, is_superuser=True)
    assert all(superuser.has_perm(name) for name in allowed)


def test_people_in_the_administration(client):
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    erika = make_user("erika@example.org", second_factor=True)
    path = f"/verwaltung/accounts/user/{erika.pk}/"
    client.post(f"{path}change/", {"email": "neu@example.org", "name": "Erika", "is_active": "on"})
    assert list(erika.emailaddress_set.values_list("email", "verified", "primary")) == [("neu@example.org", True, True)]
    run = {"action": "drop_second_factor", "_selected_action": [erika.pk]}
    client.post("/verwaltung/accounts/user/", run)
    assert not erika.authenticator_set.exists()
    client.post("/verwaltung/accounts/user/", {**run, "action": "erase"})
    assert not User.objects.get(pk=erika.pk).is_active
    assert client.get(f"{path}delete/").status_code == 403
    for model in ("mfa/authenticator", "account/emailaddress", "usersessions/usersession"):
        assert client.get(f"/verwaltung/{model}/").status_code == 404
