"""What protects a visitor on every page: headers, no cookies, nothing foreign, nothing written."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_full_office, make_user
from tests.strict import StrictClient

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'"
)
PATHS = (
    "/",
    "/seniorenbueros/",
    "/seniorenbueros/?ort=59227&heute=on",
    "/seniorenbueros/?ort=Alhen",
    "/seniorenbueros/kreis/",
    "/seniorenbueros/kreis/warendorf/",
    "/seniorenbueros/ort/",
    "/seniorenbueros/ort/ahlen/",
    "/seniorenbueros/ort/alpen/",
    "/seniorenbueros/voll/",
    "/seniorenbueros/voll/kontakt.vcf",
    "/daten/",
    "/daten/seniorenbueros.geojson",
    "/daten/seniorenbueros.csv",
    "/was-ist-ein-seniorenbuero/",
    "/leichte-sprache/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/darstellung/",
    "/bausteine/",
    "/health/",
    "/robots.txt",
    "/favicon.ico",
    "/sitemap.xml",
    "/gibt-es-nicht/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_full_office(slug="voll")


def read(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_protecting_headers(client, office, path):
    response = client.get(path)
    assert "; ".join(sorted(response["Content-Security-Policy"].split("; "))) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(response["Permissions-Policy"].split(", "))
    assert "Strict-Transport-Security" not in response


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_who_sets_nothing_gets_no_cookie(client, office, path):
    assert client.get(path).cookies == {}


def test_reading_writes_nothing(office):
    """Any statement but a SELECT fails, on every public page, the first time and again. Only `/health/` tries, now and
    then, whether anything can be written at all."""
    client = Client()

    def only_reading(execute, sql, params, many, context):
        word = sql.lstrip("( ").split(" ", 1)[0].upper()
        assert word in {"SELECT", "SAVEPOINT", "RELEASE", "DECLARE", "FETCH", "CLOSE", "WITH"}, sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reading):
        for path in [path for path in PATHS if path != "/health/"] * 2:
            read(client.get(path))


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path not in {"/darstellung/", "/gibt-es-nicht/", "/sitemap.xml"}]
)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_and_nothing_else(office, path, method):
    response = getattr(Client(), method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/gibt-es-nicht/"])
def test_head_answers_like_get_without_content(office, path):
    client = Client()
    got, headed = client.get(path), client.head(path)
    assert (headed.status_code, headed["Content-Type"]) == (got.status_code, got["Content-Type"])


def test_a_form_sent_from_elsewhere_is_refused_in_plain_german(office):
    strict = StrictClient(enforce_csrf_checks=True)
    response = strict.post("/konto/anmelden/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1@evil.example", "..", "a b", "[::1"])
def test_a_foreign_host_name_gets_no_page(office, host):
    response = StrictClient(headers={"host": host}).get("/")
    assert response.status_code == 400
    assert b"evil" not in response.content


def test_no_page_builds_addresses_from_the_name_it_was_asked_under(office, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for path in PATHS:
        assert b"evil.example" not in read(Client(headers={"host": "evil.example"}).get(path)), path


def test_forwarded_host_names_are_ignored(office):
    client = Client(headers={"x-forwarded-host": "evil.example"})
    assert all(b"evil.example" not in read(client.get(path)) for path in PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_sent_to_another_site(client, office, path):
    assert client.get(path).get("Location", "/").startswith("/")


def test_the_administration_asks_for_a_person(office):
    response = Client().get("/verwaltung/")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('admin:login')}?next=/verwaltung/")


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(office, next_):
    make_user("jemand@example.org")
    answer = {"login": "jemand@example.org", "password": PASSWORD, "next": next_}
    response = Client().post(f"/konto/anmelden/?next={next_}", answer)
    assert (response.status_code, response["Location"]) == (302, settings.LOGIN_REDIRECT_URL)


# --- what differs by environment -------------------------------------------------------------------------------

PROBE = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "DEBUG")
asked = {
    "plain": Client().get("/robots.txt", headers={"host": "portal.example.org"}),
    "secure": Client().get("/robots.txt", secure=True, headers={"host": "portal.example.org"}),
    "proxied": Client().get("/robots.txt", headers={"host": "portal.example.org", "x-forwarded-proto": "https"}),
}
answers = {name: (a.status_code, a.get("Strict-Transport-Security"), a.get("Location")) for name, a in asked.items()}
print(json.dumps({"settings": {name: getattr(settings, name) for name in names}, "answers": answers}))
"""


def probe(tmp_path, base_url):
    (tmp_path / "static").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "BASE_URL": base_url,
        "DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_under_https_everything_goes_encrypted(tmp_path):
    found = probe(tmp_path, "https://portal.example.org")
    transport = "max-age=63072000; includeSubDomains; preload"
    assert found["answers"] == {
        "plain": [301, None, "https://portal.example.org/robots.txt"],
        "secure": [200, transport, None],
        "proxied": [200, transport, None],
    }
    assert found["settings"] == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "DEBUG": False,
    }


def test_without_https_no_browser_is_told_to_insist_on_it(tmp_path):
    found = probe(tmp_path, "http://portal.example.org")
    assert [tuple(answer[:2]) for answer in found["answers"].values()] == [(200, None)] * 3
