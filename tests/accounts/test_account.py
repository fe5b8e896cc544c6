"""One's own account: password, address, name, devices, and what happens when somebody leaves."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.usersessions.models import UserSession
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts import joining, sessions
from accounts.joining import AlreadyKnownError, create_person, welcome_back
from accounts.models import FORMER, NAMELESS, User
from accounts.sessions import NO_ADDRESS, device, forget_old
from core.models import Message
from tests.accounts.people import app_code, is_signed_in, letters, mailed_code, sign_in, step
from tests.factories import PASSWORD, TOTP_SECRET, make_user
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

NEW = "vier-neue-woerter-hier"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def erika():
    return make_user("erika@example.org", name="Erika Beispiel")


@pytest.fixture
def hers(erika):
    """Her browser, signed in as people do it."""
    client = StrictClient(headers={"user-agent": FIREFOX})
    sign_in(client, erika)
    return client


# --- password -----------------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_with_a_code(client, erika):
    response = client.post("/konto/kennwort/vergessen/", {"email": erika.email})
    response = client.post(response["Location"], {"code": mailed_code()})
    assert step(response) == "account_complete_password_reset"
    response = client.post(response["Location"], {"password1": NEW}, follow=True)
    assert "Ihr neues Kennwort gilt" in response.content.decode()
    assert not is_signed_in(client)
    sign_in(client, erika, NEW)
    assert is_signed_in(client)
    assert letters()[-1] == (erika.email, "Ihr Kennwort ist geändert")


def test_looking_at_any_page_of_the_reset_changes_nothing(client, erika):
    client.post("/konto/kennwort/vergessen/", {"email": erika.email})
    for path in ("code", "neu", "fertig"):
        client.get(f"/konto/kennwort/vergessen/{path}/")
    assert User.objects.get().check_password(PASSWORD)


def test_a_new_password_ends_the_sessions_elsewhere(hers, erika):
    elsewhere = StrictClient()
    sign_in(elsewhere, erika)
    response = hers.post("/konto/kennwort/", {"oldpassword": PASSWORD, "password1": NEW})
    assert response["Location"] == "/konto/"
    assert is_signed_in(hers)
    assert not is_signed_in(elsewhere)
    assert letters() == [(erika.email, "Ihr Kennwort ist geändert")]


@pytest.mark.parametrize("password", ["kurz", "q1w2e3r4t5y6", "erika@example.org"])
def test_weak_passwords_are_refused_with_a_sentence(hers, password):
    response = hers.post("/konto/kennwort/", {"oldpassword": PASSWORD, "password1": password})
    html = response.content.decode()
    assert "<title>Fehler: Kennwort ändern" in html
    assert 'autocomplete="new-password"' in html
    assert User.objects.get().check_password(PASSWORD)


# --- address ------------------------------------------------------------------------------------------------------


def test_a_new_address_counts_once_its_code_is_typed_and_the_old_one_hears_of_it(hers, erika):
    response = hers.post("/konto/adresse/", {"email": "neu@example.org", "action_add": "1"})
    assert step(response) == "account_email_verification_sent"
    assert User.objects.get().email == "erika@example.org"
    response = hers.post("/konto/adresse/code/", {"code": mailed_code()}, follow=True)
    assert "Ihre Adresse ist jetzt neu@example.org." in response.content.decode()
    assert User.objects.get().email == "neu@example.org"
    assert letters() == [
        ("neu@example.org", "Ihr Code: Neue E-Mail-Adresse bestätigen"),
        ("erika@example.org", "Ihre E-Mail-Adresse ist geändert"),
    ]
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("neu@example.org", True, True)]


def test_an_address_of_somebody_else_is_not_told_and_not_taken(hers):
    make_user("andere@example.org")
    hers.post("/konto/adresse/", {"email": "andere@example.org", "action_add": "1"})
    response = hers.post("/konto/adresse/code/", {"code": mailed_code()})
    assert "gehört schon zu einem anderen Konto" in response.content.decode()
    assert User.objects.filter(email="erika@example.org").exists()


def test_every_letter_says_who_wrote_it_and_whom_to_call(hers, erika, client):
    client.post("/konto/code/", {"login": erika.email})
    message = Message.objects.get()
    assert message.text.startswith("Guten Tag,")
    assert "Geschäftsstelle der Seniorenbüros NRW" in message.text
    assert "0228 61 40 74" in message.text
    assert "Das waren Sie nicht?" in message.text or "Sie wollten sich nicht anmelden?" in message.text


# --- name, overview -----------------------------------------------------------------------------------------------


def test_the_overview_says_what_is_set_and_leads_to_each_part(hers):
    html = hers.get("/konto/").content.decode()
    assert "Sie heißen hier Erika Beispiel." in html
    assert "Ihr Kennwort ist der einzige Schutz." in html
    assert "Sie sind nur auf diesem Gerät angemeldet." in html
    paths = ["angaben", "adresse", "kennwort", "zweiter-faktor", "passkeys", "geraete", "abmelden"]
    assert [path for path in paths if f'"/konto/{path}/"' not in html] == []


def test_name_and_consent_are_changed_together(hers):
    hers.post("/konto/angaben/", {"name": "Erika B.", "name_stays": "on"})
    assert User.objects.values_list("name", "name_stays").get() == ("Erika B.", True)


def test_nothing_but_name_and_consent_can_be_sent_along(hers):
    hers.post("/konto/angaben/", {"name": "E", "is_staff": "on", "is_superuser": "on", "email": "x@example.org"})
    assert User.objects.values_list("is_staff", "is_superuser", "email").get() == (False, False, "erika@example.org")


def test_visitors_are_sent_to_the_sign_in(client):
    for path in ("", "angaben/", "adresse/", "kennwort/", "zweiter-faktor/", "passkeys/", "passkeys/neu/", "geraete/"):
        response = client.get(f"/konto/{path}")
        assert unquote(response["Location"]) == f"/konto/anmelden/?next=/konto/{path}", path


def test_pages_of_an_account_are_kept_nowhere(hers):
    for path in ("", "angaben/", "adresse/", "kennwort/", "zweiter-faktor/", "geraete/"):
        assert "no-store" in hers.get(f"/konto/{path}")["Cache-Control"], path


# --- devices ------------------------------------------------------------------------------------------------------


def test_a_device_is_known_by_its_kind_and_nothing_else(hers):
    session = UserSession.objects.get()
    assert (session.ip, session.user_agent) == (NO_ADDRESS, "Firefox auf einem Windows-Rechner")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox auf einem Windows-Rechner"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari auf einem iPad"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 SamsungBrowser/25 Chrome/121 Mobile Safari/537",
            "Samsung Internet auf einem Android-Gerät",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge auf einem Windows-Rechner"),
        ("", "Browser auf einem unbekannten Gerät"),
    ],
)
def test_browsers_are_recognised(agent, words):
    assert device(agent) == words


def test_one_or_all_other_devices_can_be_ended(hers, erika):
    others = [StrictClient(), StrictClient(), StrictClient()]
    for other in others:
        sign_in(other, erika)
    first = UserSession.objects.get(session_key=others[0].session.session_key)
    hers.post(f"/konto/geraete/{first.pk}/abmelden/")
    assert [is_signed_in(client) for client in [hers, *others]] == [True, False, True, True]
    hers.post("/konto/geraete/")
    assert [is_signed_in(client) for client in [hers, *others]] == [True, False, False, False]
    assert UserSession.objects.count() == 1


def test_nobody_ends_the_sessions_of_others(hers):
    theirs = StrictClient()
    sign_in(theirs, make_user())
    session = UserSession.objects.latest("pk")
    assert hers.post(f"/konto/geraete/{session.pk}/abmelden/").status_code == 404
    assert hers.get(f"/konto/geraete/{session.pk}/abmelden/").status_code == 405
    assert is_signed_in(theirs)


def test_the_worker_forgets_what_has_ended(hers, erika):
    other = StrictClient()
    sign_in(other, erika)
    other.post("/konto/abmelden/")
    assert UserSession.objects.count() == 2
    anonymous = Session.objects.exclude(session_key=hers.session.session_key).count()
    forget_old(datetime.now(UTC))
    assert UserSession.objects.count() == 1
    assert Session.objects.count() == 1 + anonymous
    assert is_signed_in(hers)
    forget_old(datetime.now(UTC) + timedelta(days=15))
    assert (UserSession.objects.count(), Session.objects.count()) == (0, 0)


# --- joining and leaving ------------------------------------------------------------------------------------------


def test_an_invited_person_can_sign_in_at_once(client):
    person = create_person(email="Neu@Example.org", name="Neu Dabei", password=NEW)
    assert EmailAddress.objects.filter(user=person, email="neu@example.org", verified=True, primary=True).exists()
    assert client.post("/konto/anmelden/", {"login": "neu@example.org", "password": NEW}).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("is_active", [True, False])
def test_nobody_becomes_a_person_twice(is_active):
    make_user("erika@example.org", is_active=is_active)
    with pytest.raises(AlreadyKnownError, match="gibt es schon ein Konto"):
        create_person(email="ERIKA@example.org", name="E", password=NEW)


def test_the_first_person_can_sign_in(client):
    user = User.objects.create_superuser("erste@example.org", NEW)
    client.post("/konto/anmelden/", {"login": user.email, "password": NEW})
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Erika"}, "Erika"),
        ({"name": ""}, NAMELESS),
        ({"name": "Erika", "is_active": False}, FORMER),
        ({"name": "Erika", "is_active": False, "name_stays": True}, "Erika"),
        ({"name": "", "is_active": False, "name_stays": True}, FORMER),
    ],
)
def test_a_signature_never_shows_an_address(fields, words):
    assert make_user(**fields).signature == words


def test_an_erased_person_leaves_nothing_but_a_row(hers, erika):
    erika.erase()
    erika.refresh_from_db()
    assert (erika.name, erika.email, erika.is_active) == ("", f"geloescht-{erika.pk}@invalid.invalid", False)
    assert not erika.has_usable_password()
    assert not is_signed_in(hers)
    rows = [erika.emailaddress_set, erika.authenticator_set, erika.usersession_set]
    assert [row.count() for row in rows] == [0, 0, 0]
    assert "erika" not in str(list(User.objects.values())).lower()


def test_the_address_of_an_erased_person_is_free_again(erika):
    erika.erase()
    assert create_person(email="erika@example.org", name="Erika", password=NEW).pk != erika.pk


def test_a_signed_in_session_is_recorded_when_an_invitation_is_accepted(client, rf: RequestFactory, erika):
    request = rf.post("/einladung/")
    request.session, request.user = client.session, erika
    request._messages = SessionStorage(request)
    with request_context(request):
        response = joining.sign_in(request, erika, to="/buero/")
    assert response["Location"] == "/buero/"
    assert UserSession.objects.filter(user=erika).count() == 1


def test_app_codes_of_the_tests_are_what_a_telephone_shows(time_machine):
    """RFC 6238, appendix B: at 59 seconds the secret of the standard gives 94287082, of which six digits count."""
    time_machine.move_to(datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC), tick=False)
    assert app_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == "287082"
    assert app_code(TOTP_SECRET) != "287082"


def test_who_comes_back_gets_nothing_of_the_old_access():
    gone = make_user("weg@example.org", is_staff=True, is_superuser=True, is_active=False)
    back = welcome_back(gone, name="Wieder Da", password=NEW)
    back.refresh_from_db()
    assert (back.name, back.is_active, back.is_staff, back.is_superuser) == ("Wieder Da", True, False, False)
    assert back.check_password(NEW)
    assert not back.authenticator_set.exists()


def test_a_new_address_asks_again_for_the_password_after_a_while_and_then_goes_on(hers, time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=16))
    response = hers.post("/konto/adresse/", {"email": "neu@example.org", "action_add": "1"})
    assert step(response) == "account_reauthenticate"
    assert letters() == []
    response = hers.post(response["Location"], {"password": PASSWORD, "next": "/konto/adresse/"})
    assert step(response) == "account_email_verification_sent"
    assert [to for to, _ in letters()] == ["neu@example.org"]


def test_the_day_a_device_was_used_is_noted_once_a_day(rf, hers, erika, time_machine):
    session = UserSession.objects.get()
    time_machine.move_to(datetime.now(UTC) + timedelta(days=2), tick=False)
    request = rf.get("/buero/")
    request.session, request.user = hers.session, erika
    sessions.note_use(request)
    assert UserSession.objects.get().last_seen_at - session.last_seen_at > timedelta(days=1)
    with CaptureQueriesContext(connection) as captured:
        sessions.note_use(request)
    assert len(captured) == 0
