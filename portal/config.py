"""The one place that reads the environment.

Every variable has a default that serves `make run` on a bare machine. A value that can't be used stops the
start with one sentence that names the variable and what is expected, because a portal that runs with half
a configuration does its damage later.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formataddr, getaddresses
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
TRUE_WORDS = {"1", "true", "yes", "ja", "on"}
FALSE_WORDS = {"", "0", "false", "no", "nein", "off"}
SENDER = re.compile(r"[!-?A-~]+@[^\s@,;<>]+")
SENDER_NAME = "Seniorenbüros NRW"


class ConfigError(SystemExit):
    """Stops the start; its text is the sentence the operator reads."""

    def __init__(self, variable: str, value: str, expected: str) -> None:
        super().__init__(f"Start abgebrochen: {variable}={value!r} ist nicht brauchbar. Erwartet wird {expected}.")


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says, as values Django's settings take over unchanged."""

    port: int
    data_dir: Path
    database: dict[str, Any]
    cache: dict[str, Any]
    email: dict[str, Any]
    mail_from: str
    secret_key: str
    allowed_hosts: list[str]
    base_url: str
    debug: bool
    demo: bool
    check_every_days: int

    @property
    def https(self) -> bool:
        """True where visitors reach the portal over https; then the strict transport headers go out."""
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """Raises ConfigError for the first value that can't be used."""
    port = _port(environ.get("PORT", "8000"))
    data_dir = _data_dir(environ.get("DATA_DIR", str(ROOT / "var")))
    base_url = _base_url(environ.get("BASE_URL", f"http://127.0.0.1:{port}"))
    return Config(
        port=port,
        data_dir=data_dir,
        database=_database(environ.get("DATABASE_URL", ""), data_dir),
        cache=_cache(environ.get("CACHE_URL", "")),
        email=_email(environ.get("EMAIL_URL", "")),
        mail_from=_mail_from(environ.get("MAIL_FROM", ""), base_url),
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), data_dir),
        allowed_hosts=_allowed_hosts(environ.get("ALLOWED_HOSTS", ""), base_url),
        base_url=base_url,
        debug=_switch("DEBUG", environ.get("DEBUG", "")),
        check_every_days=_days("CHECK_EVERY_DAYS", environ.get("CHECK_EVERY_DAYS", "365")),
        demo=_switch("DEMO", environ.get("DEMO", "") or ("1" if _is_at_home(base_url) else "0")),
    )


def _port(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ConfigError("PORT", value, "eine Zahl von 1 bis 65535")
    return int(value)


def _days(variable: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= 3650:
        raise ConfigError(variable, value, "eine Anzahl von Tagen, 1 bis 3650")
    return int(value)


def _data_dir(value: str) -> Path:
    path = Path(value or ".").expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = "ein Ordner, in den der Dienst schreiben darf"
        raise ConfigError("DATA_DIR", value, expected) from error
    if not os.access(path, os.W_OK):
        raise ConfigError("DATA_DIR", value, "ein Ordner, in den der Dienst schreiben darf")
    return path


def _base_url(value: str) -> str:
    parts = _split("BASE_URL", value, expected := "eine Adresse wie https://www.example.org ohne Pfad")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ConfigError("BASE_URL", value, expected)
    return value.rstrip("/")


def _database(value: str, data_dir: Path) -> dict[str, Any]:
    if not value:
        return _sqlite(data_dir / "portal.sqlite3")
    expected = "postgres://benutzer:kennwort@rechner:5432/datenbank oder sqlite:////ordner/datei.sqlite3"
    parts = _split("DATABASE_URL", value, expected)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ConfigError("DATABASE_URL", _without_password(value, parts), expected)
    found: dict[str, Any] = dict(dj_database_url.parse(value, conn_max_age=600, conn_health_checks=True))
    # Whoever waits longer for somebody else's row hears that nothing can be stored now.
    found["OPTIONS"] = {"options": "-c lock_timeout=8s", **found.get("OPTIONS", {})}
    return found


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets visitors read while somebody writes; IMMEDIATE takes the write lock at the start of a
    transaction, so that two writers wait for each other and never fail halfway."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # of the worker; a request waits less (core/storage.py)
            # 4 MB of pages per connection instead of 2: the indexes of ten thousand offices stay in memory.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-4000",
        },
    }


def _cache(value: str) -> dict[str, Any]:
    """Limits of sign-in attempts count here, so all processes share it. Visitors' pages never ask it."""
    if not value:
        return {
            "BACKEND": "core.counters.Counters",
            "LOCATION": "cache",
            # Far above what the counters of sign-in attempts fill, so that nobody can push them out.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    parts = _split("CACHE_URL", value, expected := "redis://rechner:6379/0 oder valkey://rechner:6379/0")
    scheme = parts.scheme.replace("valkey", "redis")
    if scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ConfigError("CACHE_URL", _without_password(value, parts), expected)
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": parts._replace(scheme=scheme).geturl(),
    }


def _email(value: str) -> dict[str, Any]:
    """Settings names and values. Without a mail server, mails go to the console."""
    if not value or value == "console://":
        return {"EMAIL_BACKEND": "core.mail.console.EmailBackend"}
    expected = "smtp://benutzer:kennwort@rechner:587 (STARTTLS), smtps://…:465 (TLS) oder console://"
    parts = _split("EMAIL_URL", value, expected)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError("EMAIL_URL", _without_password(value, parts), expected)
    encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if encrypted else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": not encrypted and bool(parts.username),
        "EMAIL_TIMEOUT": 30,
    }


def _mail_from(value: str, base_url: str) -> str:
    """Name and address, written as in the head of a mail."""
    host = urlsplit(base_url).hostname or ""
    found = getaddresses([value or f"portal@{f'[IPv6:{host}]' if ':' in host else host}"])
    name, address = found[0]
    if len(found) > 1 or not SENDER.fullmatch(address) or not value.isprintable():
        raise ConfigError("MAIL_FROM", value, "eine Adresse wie portal@example.org oder Name <portal@example.org>")
    return formataddr((name or SENDER_NAME, address))


def _secret_key(value: str, data_dir: Path) -> str:
    if value:
        if len(value) < 50:
            raise ConfigError("SECRET_KEY", "…", "eine zufällige Zeichenfolge mit mindestens 50 Zeichen")
        return value
    path = data_dir / "secret_key"
    if not path.exists():
        # O_EXCL: of two processes that start at once, one writes and the other reads.
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass
    return path.read_text().strip()


def _allowed_hosts(value: str, base_url: str) -> list[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if any("/" in host or " " in host for host in hosts):
        raise ConfigError("ALLOWED_HOSTS", value, "Rechnernamen mit Komma getrennt, ohne http:// und ohne Pfad")
    own = urlsplit(base_url).hostname or ""
    return list(dict.fromkeys([*hosts, own, "127.0.0.1", "localhost"]))


def _switch(variable: str, value: str) -> bool:
    word = value.strip().lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ConfigError(variable, value, "1 oder 0")
    return word in TRUE_WORDS


def _is_at_home(base_url: str) -> bool:
    """Somebody looks at the portal on their own machine, as after `make run`."""
    parts = urlsplit(base_url)
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}


def _split(variable: str, value: str, expected: str) -> SplitResult:
    """urlsplit whose complaints (a bad port, unbalanced brackets) name the variable."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ConfigError(variable, value.split("@")[-1], expected) from error
    return parts


def _without_password(value: str, parts: SplitResult) -> str:
    return value.replace(f":{parts.password}@", ":…@") if parts.password else value
