"""`python -m bench.inside directory|news|events`: what can only be seen from inside, as JSON on standard output: the
address of each page in this database, its queries, its size, and who reads it. A process of its own, because settings
can't change while one runs."""

import gzip
import json
import sys
from dataclasses import asdict, dataclass

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.events_pages import CERTIFICATE_FILE, EVENT_PAGES
from bench.news_pages import NEWS_PAGES
from bench.pages import OTHER_PAGES, PAGES, Page

PARTS = {
    "directory": (*PAGES, *OTHER_PAGES),
    "news": NEWS_PAGES,
    "events": (*EVENT_PAGES, CERTIFICATE_FILE),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one page. Bytes without pictures, which the portal's pages do not have in their HTML."""

    path: str
    queries: int
    first_queries: int  # right after a change of content, when nothing has been computed yet
    page_bytes: int
    wire_bytes: int
    cookie: str  # of the person who reads it; empty for visitors


def facts_of(page: Page, path: str) -> Facts:
    from core.publishing.revision import forget_everything

    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})
    cookie = _sign_in(client, page.reader) if page.reader else ""
    known = {"if-none-match": client.get(path).headers["ETag"]} if page.asks_again else {}
    client.get(path)  # what a person causes once a day (accounts/sessions.py) is no part of a page
    counts: list[int] = []
    forget_everything()
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path, headers=known)
        counts.append(len(queries))
    if response.status_code != (304 if page.asks_again else 200):
        raise SystemExit(f"{path} answered {response.status_code}.")
    wire = response.content
    body = gzip.decompress(wire) if response.headers.get("Content-Encoding") == "gzip" else wire
    return Facts(path, counts[1], counts[0], len(body), len(wire), cookie)


def _sign_in(client: Client, email: str) -> str:
    """The session outlives this process, so the server knows it too."""
    from accounts.models import User

    client.force_login(User.objects.get(email=email), "accounts.backends.SignIn")
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


def _places(part: str) -> dict[str, str]:
    """What the braces in the addresses stand for."""
    if part == "news":
        from bench import news_places

        return news_places.places()
    if part == "events":
        from bench import events_places

        return events_places.places()
    from offices.models import Office

    return {"office": Office.objects.listed().filter(is_sample=True).order_by("pk")[0].get_absolute_url()}


def main(part: str) -> None:
    django.setup()
    places = _places(part)
    found = {page.key: asdict(facts_of(page, page.path.format(**places))) for page in PARTS[part]}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
