"""What somebody typed survives the end of their session."""

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from accounts import rescue
from accounts.guards import member_required
from portal.urls import handler403, handler404, handler429  # noqa: F401 (this module stands in for portal.urls)
from tests.accounts.people import app_code, mailed_code
from tests.factories import PASSWORD, TOTP_SECRET, make_user
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

TYPED = {"title": "Sommerfest & mehr", "topics": ["a", "b"], "text": "Zeile 1\r\nZeile 2"}


@member_required
def form_page(request):
    kept = rescue.rescued(request, request.path)
    return HttpResponse("nothing" if kept is None else kept.urlencode(), content_type="text/plain")


@csrf_exempt
@member_required
def unguarded(request):
    return form_page(request)


urlpatterns = [
    path("meldung/", form_page),
    path("meldung/senden/", unguarded),
    path("", include("portal.urls")),
]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def erika():
    return make_user("erika@example.org")


def read(client, page="/meldung/"):
    text = client.get(page).content.decode()
    return None if text == "nothing" else dict(QueryDict(text).lists())


KEPT = {"title": ["Sommerfest & mehr"], "topics": ["a", "b"], "text": ["Zeile 1\r\nZeile 2"]}


def by_password(client, user, next_):
    return client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD, "next": next_})


def by_code(client, user, next_):
    response = client.post("/konto/code/", {"login": user.email, "next": next_})
    return client.post(response["Location"], {"code": mailed_code()})


def by_second_factor(client, user, next_):
    user.authenticator_set.create(type="totp", data={"secret": TOTP_SECRET})
    by_password(client, user, next_)
    return client.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(TOTP_SECRET)})


@pytest.mark.parametrize("way", [by_password, by_code, by_second_factor])
def test_fields_survive_every_way_of_signing_in_and_are_there_once(client, erika, way):
    response = client.post("/meldung/", {**TYPED, "csrfmiddlewaretoken": "x"})
    assert response["Location"] == "/konto/anmelden/?next=/meldung/"
    assert "Ihre Eingaben sind noch da." in client.get(response["Location"]).content.decode()
    assert way(client, erika, "/meldung/")["Location"] == "/meldung/"
    assert read(client) == KEPT
    assert read(client) is None


def test_another_page_does_not_get_them(client, erika):
    client.post("/meldung/", TYPED)
    by_password(client, erika, "/meldung/")
    assert read(client, "/meldung/senden/") is None
    assert read(client) == KEPT


def test_the_page_of_the_form_is_known_where_it_is_sent_to_another_address(client, erika):
    headers = {"referer": "http://testserver/meldung/"}
    response = client.post("/meldung/senden/", TYPED, headers=headers)
    assert response["Location"] == "/konto/anmelden/?next=/meldung/"
    by_password(client, erika, "/meldung/")
    assert read(client) == KEPT


def test_files_and_passwords_are_never_kept(client, erika, tmp_path):
    (tmp_path / "bild.png").write_bytes(b"bild")
    with (tmp_path / "bild.png").open("rb") as file:
        client.post("/meldung/", {"title": "A", "bild": file, "password": "geheim", "code": "1234"})
    by_password(client, erika, "/meldung/")
    assert read(client) == {"title": ["A"]}


def test_more_than_a_long_letter_is_not_kept(client, erika):
    response = client.post("/meldung/", {"text": "x" * 300_001})
    assert "Ihre Eingaben" not in client.get(response["Location"]).content.decode()
    by_password(client, erika, "/meldung/")
    assert read(client) is None


def test_reading_anonymously_keeps_nothing(client):
    response = client.get("/meldung/?seite=2")
    assert response["Location"] == "/konto/anmelden/?next=/meldung/%3Fseite%3D2"
    assert rescue.SESSION_KEY not in client.session


def test_nobody_fills_the_table_of_sessions(client):
    for _ in range(40):
        StrictClient().post("/meldung/", TYPED)
    assert Session.objects.count() == 30


# --- a page that was open while its owner signed in anew ----------------------------------------------------------


@pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, {"referer": "http://testserver/meldung/"}])
def test_a_form_with_an_old_token_is_found_again(erika, headers):
    client = StrictClient(enforce_csrf_checks=True)
    client.force_login(erika)
    response = client.post("/meldung/", TYPED, headers=headers)
    html = response.content.decode()
    assert response.status_code == 403
    assert "Ihre Eingaben sind noch da." in html
    assert 'href="/meldung/"' in html
    assert read(client) == KEPT


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://evil.example", "referer": "http://testserver/meldung/"},
        {"referer": "http://testserver.evil.example/meldung/"},
        {"referer": "http://[/"},
    ],
)
def test_no_other_site_plants_its_words_in_a_form(erika, headers):
    client = StrictClient(enforce_csrf_checks=True)
    client.force_login(erika)
    response = client.post("/meldung/", TYPED, headers=headers)
    assert response.status_code == 403
    assert "Ihre Eingaben sind noch da." not in response.content.decode()
    assert read(client) is None


def test_what_was_typed_on_pages_of_the_account_is_not_kept(erika):
    client = Client(enforce_csrf_checks=True)
    client.post("/konto/anmelden/", {"login": "e", "password": "geheim"}, headers={"origin": "http://testserver"})
    assert rescue.SESSION_KEY not in client.session
