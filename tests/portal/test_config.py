"""Every variable of the environment: what is taken, and the one sentence that stops a start."""

from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path

import pytest

from portal.config import ConfigError, read

KEY = "k" * 50


@pytest.fixture
def config(tmp_path):
    """The environment with these variables, in a folder of its own."""
    return lambda **variables: read({"DATA_DIR": str(tmp_path), "SECRET_KEY": KEY, **variables})


@pytest.fixture
def refusal(config):
    def sentence(**variables):
        with pytest.raises(ConfigError) as stopped:
            config(**variables)
        return str(stopped.value)

    return sentence


def test_a_bare_machine_needs_no_variable(tmp_path):
    found = read({"DATA_DIR": str(tmp_path)})
    assert (found.port, found.base_url, found.debug, found.https) == (8000, "http://127.0.0.1:8000", False, False)
    assert found.allowed_hosts == ["127.0.0.1", "localhost"]
    assert found.database["NAME"] == tmp_path / "portal.sqlite3"
    assert found.cache["BACKEND"] == "core.counters.Counters"
    assert found.demo is True
    assert found.email == {"EMAIL_BACKEND": "core.mail.console.EmailBackend"}


def test_sqlite_runs_with_a_write_ahead_log_locks_at_once_and_holds_foreign_keys(config):
    options = config().database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert {"PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=ON"} <= set(options["init_command"].split("; "))


@pytest.mark.parametrize(
    ("variables", "name", "value"),
    [
        ({"PORT": "80"}, "port", 80),
        ({"PORT": "80"}, "base_url", "http://127.0.0.1:80"),
        ({"BASE_URL": "https://www.example.org/"}, "base_url", "https://www.example.org"),
        ({"BASE_URL": "https://www.example.org"}, "https", True),
        ({"BASE_URL": "https://www.example.org"}, "allowed_hosts", ["www.example.org", "127.0.0.1", "localhost"]),
        ({"ALLOWED_HOSTS": " a.de , b.de,"}, "allowed_hosts", ["a.de", "b.de", "127.0.0.1", "localhost"]),
        ({"DEBUG": "1"}, "debug", True),
        ({"DEBUG": " Ja "}, "debug", True),
        ({"DEBUG": "off"}, "debug", False),
        ({"DEBUG": ""}, "debug", False),
        ({"SECRET_KEY": "x" * 50}, "secret_key", "x" * 50),
        ({"BASE_URL": "http://localhost:8000"}, "demo", True),
        ({"BASE_URL": "https://127.0.0.1"}, "demo", False),
        ({"BASE_URL": "https://www.example.org"}, "demo", False),
        ({"BASE_URL": "http://www.example.org"}, "demo", False),
        ({"BASE_URL": "https://www.example.org", "DEMO": "1"}, "demo", True),
        ({"DEMO": "0"}, "demo", False),
    ],
)
def test_good_values_are_taken(config, variables, name, value):
    assert getattr(config(**variables), name) == value


@pytest.mark.parametrize("variable", ["DATABASE_URL", "CACHE_URL", "EMAIL_URL", "ALLOWED_HOSTS", "DEBUG", "DEMO"])
def test_an_empty_variable_counts_as_none(config, variable):
    assert config(**{variable: ""}) == config()


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("PORT", "", "eine Zahl von 1 bis 65535"),
        ("PORT", "0", "eine Zahl von 1 bis 65535"),
        ("PORT", "65536", "eine Zahl von 1 bis 65535"),
        ("PORT", "80a", "eine Zahl von 1 bis 65535"),
        ("PORT", "-1", "eine Zahl von 1 bis 65535"),
        ("PORT", "²", "eine Zahl von 1 bis 65535"),
        ("BASE_URL", "www.example.org", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("BASE_URL", "https://", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("BASE_URL", "https://a.de/pfad", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("BASE_URL", "https://a.de:port", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("BASE_URL", "ftp://a.de", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("BASE_URL", "https://[a", "eine Adresse wie https://www.example.org ohne Pfad"),
        ("CACHE_URL", "memcached://rechner", "redis://rechner:6379/0 oder valkey://rechner:6379/0"),
        ("CACHE_URL", "redis://", "redis://rechner:6379/0 oder valkey://rechner:6379/0"),
        (
            "EMAIL_URL",
            "mail.example.org",
            "smtp://benutzer:kennwort@rechner:587 (STARTTLS), smtps://…:465 (TLS) oder console://",
        ),
        (
            "EMAIL_URL",
            "smtp://",
            "smtp://benutzer:kennwort@rechner:587 (STARTTLS), smtps://…:465 (TLS) oder console://",
        ),
        (
            "DATABASE_URL",
            "mysql://rechner/datenbank",
            "postgres://benutzer:kennwort@rechner:5432/datenbank oder sqlite:////ordner/datei.sqlite3",
        ),
        (
            "DATABASE_URL",
            "postgres://rechner",
            "postgres://benutzer:kennwort@rechner:5432/datenbank oder sqlite:////ordner/datei.sqlite3",
        ),
        ("ALLOWED_HOSTS", "https://a.de", "Rechnernamen mit Komma getrennt, ohne http:// und ohne Pfad"),
        ("ALLOWED_HOSTS", "a.de b.de", "Rechnernamen mit Komma getrennt, ohne http:// und ohne Pfad"),
        ("DEBUG", "vielleicht", "1 oder 0"),
        ("DEMO", "vielleicht", "1 oder 0"),
        ("DATA_DIR", "/proc/nirgends", "ein Ordner, in den der Dienst schreiben darf"),
    ],
)
def test_a_bad_value_stops_the_start_with_one_sentence(refusal, variable, value, expected):
    sentence = f"Start abgebrochen: {variable}={value!r} ist nicht brauchbar. Erwartet wird {expected}."
    assert refusal(**{variable: value}) == sentence


def test_a_short_secret_is_refused_and_not_repeated(refusal):
    sentence = refusal(**{"SECRET_KEY": "geheim"})
    assert sentence == (
        "Start abgebrochen: SECRET_KEY='…' ist nicht brauchbar. "
        "Erwartet wird eine zufällige Zeichenfolge mit mindestens 50 Zeichen."
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://user:geheim@rechner/x"),
        ("DATABASE_URL", "postgres://user:geheim@rechner:port/x"),
        ("CACHE_URL", "http://:geheim@rechner"),
        ("EMAIL_URL", "imap://user:geheim@rechner"),
        ("EMAIL_URL", "smtp://user:geheim@rechner:port"),
    ],
)
def test_no_sentence_repeats_a_password(refusal, variable, value):
    assert "geheim" not in refusal(**{variable: value})


def test_postgres_and_redis_are_taken_with_what_their_address_says(config):
    found = config(DATABASE_URL="postgres://user:p%40ss@rechner:5433/portal", CACHE_URL="valkey://rechner:6380/1")
    database = {name: found.database[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "rechner",
        "PORT": 5433,
    }
    assert found.cache["LOCATION"] == "redis://rechner:6380/1"


def test_a_sqlite_address_names_its_file(config):
    assert config(DATABASE_URL="sqlite:////srv/mein%20portal.sqlite3").database["NAME"] == Path(
        "/srv/mein portal.sqlite3"
    )


@pytest.mark.parametrize(
    ("value", "port", "ssl", "tls"),
    [
        ("smtp://rechner", 587, False, False),
        ("smtp://user:kennwort@rechner", 587, False, True),
        ("smtps://user:kennwort@rechner", 465, True, False),
        ("smtp://user:kennwort@rechner:2525", 2525, False, True),
    ],
)
def test_mail_goes_encrypted_wherever_somebody_signs_in(config, value, port, ssl, tls):
    email = config(EMAIL_URL=value).email
    assert (email["EMAIL_HOST"], email["EMAIL_PORT"]) == ("rechner", port)
    assert (email["EMAIL_USE_SSL"], email["EMAIL_USE_TLS"]) == (ssl, tls)


def test_the_secret_key_is_made_once_and_only_the_owner_reads_it(tmp_path):
    first, second = (read({"DATA_DIR": str(tmp_path)}).secret_key for _ in "12")
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_missing_is_made(tmp_path):
    assert read({"DATA_DIR": str(tmp_path / "a" / "b")}).data_dir.is_dir()


def test_a_folder_that_cannot_be_written_to_stops_the_start(refusal, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert refusal(DATA_DIR="/").endswith("Erwartet wird ein Ordner, in den der Dienst schreiben darf.")


@pytest.mark.parametrize(
    ("variables", "sender"),
    [
        ({}, ("Seniorenbüros NRW", "portal@127.0.0.1")),
        ({"BASE_URL": "https://www.example.org"}, ("Seniorenbüros NRW", "portal@www.example.org")),
        ({"MAIL_FROM": "post@example.org"}, ("Seniorenbüros NRW", "post@example.org")),
        ({"MAIL_FROM": "Büro <post@example.org>"}, ("Büro", "post@example.org")),
    ],
)
def test_mails_have_a_sender_with_a_name(config, variables, sender):
    name, address = parseaddr(config(**variables).mail_from)
    assert (str(make_header(decode_header(name))), address) == sender


@pytest.mark.parametrize("value", ["Büro", "a@b@c.de", "a@b.de, c@d.de", "a@b.de\nBcc: c@d.de", "ä@b.de"])
def test_a_sender_that_is_no_single_address_stops_the_start(refusal, value):
    assert refusal(MAIL_FROM=value).endswith(
        "Erwartet wird eine Adresse wie portal@example.org oder Name <portal@example.org>."
    )
