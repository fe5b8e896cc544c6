"""`python -m bench.inside`: what can only be seen from inside, as JSON on standard output: the address of each page
in this database, its queries and its size. A process of its own, because settings can't change while one runs."""

import gzip
import json
import sys
from dataclasses import asdict, dataclass

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.pages import OTHER_PAGES, PAGES


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one page. Bytes without pictures, which the portal's pages do not have in their HTML."""

    path: str
    queries: int
    first_queries: int  # right after a change of content, when nothing has been computed yet
    page_bytes: int
    wire_bytes: int


def facts_of(path: str) -> Facts:
    from core.revision import forget_everything

    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})
    counts: list[int] = []
    forget_everything()
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        counts.append(len(queries))
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}.")
    wire = response.content
    body = gzip.decompress(wire) if response.headers.get("Content-Encoding") == "gzip" else wire
    return Facts(path, counts[1], counts[0], len(body), len(wire))


def main() -> None:
    django.setup()
    from offices.models import Office

    office = Office.objects.listed().filter(is_sample=True).order_by("pk")[0].get_absolute_url()
    found = {page.key: asdict(facts_of(page.path.format(office=office))) for page in (*PAGES, *OTHER_PAGES)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
