"""How often somebody may try, counted for all processes together in a table that visitors never touch."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import limits, sessions
from portal.config import read
from tests.accounts.people import is_signed_in, letters, sign_in
from tests.factories import make_full_office, make_user
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

WRONG = "falsch-geraten-1"


@pytest.fixture(autouse=True)
def table(settings, tmp_path):
    """The cache as it is in operation."""
    settings.CACHES = {"default": read({"DATA_DIR": str(tmp_path)}).cache}
    call_command("createcachetable", verbosity=0)
    yield
    cache.clear()


def test_migrating_makes_the_table(settings):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    call_command("migrate", verbosity=0)
    assert "cache" in connection.introspection.table_names()


def test_five_wrong_passwords_close_an_address_for_five_minutes(time_machine):
    time_machine.move_to("2026-11-24 10:00", tick=False)
    erika = make_user()
    for _ in range(5):
        assert "passen nicht zusammen" in sign_in(StrictClient(), erika, WRONG).content.decode()
    client = StrictClient()
    assert "Bitte warten Sie fünf Minuten." in sign_in(client, erika).content.decode()
    time_machine.move_to("2026-11-24 10:05:01", tick=False)
    sign_in(client, erika)
    assert is_signed_in(client)


def test_an_unknown_address_is_closed_just_so():
    fields = {"login": "niemand@example.org", "password": WRONG}
    pages = [StrictClient().post("/konto/anmelden/", fields).content.decode() for _ in range(6)]
    assert ["Bitte warten Sie fünf Minuten." in page for page in pages] == [False] * 5 + [True]


def test_one_place_cannot_try_one_address_after_another():
    for number in range(30):
        Client().post("/konto/anmelden/", {"login": f"p{number}@example.org", "password": WRONG})
    page = Client().post("/konto/anmelden/", {"login": "p99@example.org", "password": WRONG}).content.decode()
    assert "Bitte warten Sie fünf Minuten." in page
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    page = elsewhere.post("/konto/anmelden/", {"login": "p99@example.org", "password": WRONG}).content.decode()
    assert "passen nicht zusammen" in page


def test_right_passwords_do_not_use_up_the_tries():
    erika = make_user()
    for _ in range(8):
        client = Client()
        sign_in(client, erika)
        assert is_signed_in(client)


@pytest.mark.parametrize("known", [True, False])
def test_codes_by_mail_are_limited_for_each_address(known):
    email = make_user().email if known else "niemand@example.org"
    statuses = [Client().post("/konto/code/", {"login": email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [200]
    assert len(letters()) == (5 if known else 0)


@pytest.mark.parametrize("known", [True, False])
def test_too_many_resets_get_a_page_with_our_number(known):
    email = make_user().email if known else "niemand@example.org"
    for _ in range(5):
        assert StrictClient().post("/konto/kennwort/vergessen/", {"email": email}).status_code == 302
    response = StrictClient().post("/konto/kennwort/vergessen/", {"email": email})
    html = response.content.decode()
    assert response.status_code == 429
    assert "Bitte warten Sie fünf Minuten." in html
    assert "0228 61 40 74" in html


def test_showing_who_one_is_again_is_limited():
    client = StrictClient()
    client.force_login(make_user())
    statuses = [client.post("/konto/bestaetigen/", {"password": WRONG}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


@pytest.mark.parametrize(
    ("proxies", "headers", "same"),
    [
        (0, ["198.51.100.1", "198.51.100.2"], True),  # without a proxy the header is anybody's word
        (1, ["198.51.100.1", "198.51.100.2"], False),
        (1, ["203.0.113.9, 198.51.100.1", "203.0.113.8, 198.51.100.1"], True),  # only the last one is the proxy's
    ],
)
def test_the_client_is_whom_the_proxy_names(settings, proxies, headers, same):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(30):
        fields = {"login": f"p{number}@example.org", "password": WRONG}
        Client().post("/konto/anmelden/", fields, headers={"x-forwarded-for": headers[0]})
    fields = {"login": "p99@example.org", "password": WRONG}
    page = Client().post("/konto/anmelden/", fields, headers={"x-forwarded-for": headers[1]}).content.decode()
    assert ("Bitte warten Sie fünf Minuten." in page) is same


@pytest.mark.parametrize("path", ["/", "/seniorenbueros/", "/seniorenbueros/voll/", "/daten/", "/konto/anmelden/"])
def test_looking_at_a_page_never_asks_the_table(path):
    make_full_office(slug="voll")
    with CaptureQueriesContext(connection) as captured:
        Client().get(path)
    assert [query["sql"] for query in captured if '"cache"' in query["sql"]] == []
    assert [query["sql"] for query in captured if "django_session" in query["sql"]] == []


def test_counters_that_no_longer_count_are_deleted_with_their_addresses():
    cache.set("allauth:rl:account:login:60/5m/ip:ip:192.0.2.7", [1.0], timeout=300)
    now = timezone.now()
    assert sessions.forget_counters(now) == 0
    assert sessions.forget_counters(now + timedelta(seconds=302)) == 1
    assert cache.get("allauth:rl:account:login:60/5m/ip:ip:192.0.2.7") is None


# --- forms that anybody may send (accounts/limits.py) ---------------------------------------------------------


def tries(rf, count, address="203.0.113.7"):
    requests = [rf.post("/", REMOTE_ADDR=address) for _ in range(count)]
    return [limits.allows(request, "form", times=3, seconds=3600) for request in requests]


def test_so_many_times_an_hour_from_one_connection_and_others_do_not_notice(rf, time_machine):
    time_machine.move_to("2026-11-01T10:00+01:00", tick=False)
    assert tries(rf, 4) == [True, True, True, False]
    assert tries(rf, 1, "203.0.113.8") == [True]
    time_machine.move_to("2026-11-01T11:01+01:00", tick=False)
    assert tries(rf, 1) == [True]


def test_whoever_has_ipv6_has_many_addresses_and_one_connection(rf):
    assert tries(rf, 3, "2001:db8::1") == [True] * 3
    assert tries(rf, 1, "2001:db8::2") == [False]
    assert tries(rf, 1, "2001:db8:0:1::1") == [True]


def test_of_two_who_reach_for_the_same_slot_the_other_takes_the_next(rf, monkeypatch):
    monkeypatch.setattr(type(caches["default"]), "get_many", lambda self, keys: {})  # as if nobody had been there yet
    assert tries(rf, 4) == [True, True, True, False]
