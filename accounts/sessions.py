"""Where a person is signed in: as little as they need to recognise a device, and not longer than it is of use."""

import re
from datetime import UTC, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

NO_ADDRESS = "0.0.0.0"  # noqa: S104 (an address that says nothing; the column wants one)
SEEN_KEY = "seen_on"

# First match counts: Edge also calls itself Chrome, and everybody but Firefox calls itself Safari.
BROWSERS = {
    r"Edg(e|A|iOS)?/": "Edge",
    r"OPR/": "Opera",
    r"SamsungBrowser/": "Samsung Internet",
    r"Firefox/|FxiOS/": "Firefox",
    r"Chrome/|CriOS/|Chromium/": "Chrome",
    r"Safari/": "Safari",
}
SYSTEMS = {
    r"iPhone": "einem iPhone",
    r"iPad": "einem iPad",
    r"Android": "einem Android-Gerät",
    r"Windows": "einem Windows-Rechner",
    r"Macintosh|Mac OS X": "einem Mac",
    r"CrOS": "einem Chromebook",
    r"Linux": "einem Linux-Rechner",
}


def device(agent: str) -> str:
    """ "Firefox auf einem Windows-Rechner", made from what the browser says of itself."""
    browser = _first(BROWSERS, agent) or "Browser"
    system = _first(SYSTEMS, agent)
    return f"{browser} auf {system}" if system else f"{browser} auf einem unbekannten Gerät"


def _first(words: dict[str, str], agent: str) -> str:
    return next((word for pattern, word in words.items() if re.search(pattern, agent)), "")


def keep_little(instance: UserSession, **_signal: Any) -> None:
    """Before a session is saved: no network address, and of the browser only what its owner recognises."""
    instance.ip = NO_ADDRESS
    if " auf " not in instance.user_agent:
        instance.user_agent = device(instance.user_agent)


def note_use(request: HttpRequest) -> None:
    """Once a day, because people ask "was that me on Monday?" and not at what minute."""
    today = timezone.localdate().isoformat()
    if request.session.get(SEEN_KEY) != today:
        request.session[SEEN_KEY] = today
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def forget_counters(now: datetime) -> int:
    """A duty of the worker: what the limits of sign-in attempts counted, once it no longer counts. Where the cache is
    a table, nobody else would clear it up, and addresses would stay in it."""
    counters = caches["default"]
    if not isinstance(counters, BaseDatabaseCache):
        return 0
    table = connection.ops.quote_name(counters._table)  # type: ignore[attr-defined]  # has no public name
    last = connection.ops.adapt_datetimefield_value(now.astimezone(UTC).replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [last])  # noqa: S608 (our own name of the table)
        return int(cursor.rowcount)


def forget_old(now: datetime) -> int:
    """A duty of the worker: sessions that have ended, and the devices they stood for."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return ended + UserSession.objects.filter(~Exists(alive)).delete()[0]
