"""The references: what Django itself costs (b), and what an ordinary page of an ordinary project costs (c).

Both pass the same middleware as every page of the portal, compression included.
"""

from random import Random

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offices.models import Office

BARE_BYTES = 30_000
ROWS = 20
SYLLABLES = (
    "be ra tung eh ren amt nach bar schaft se ni or bü ro sprech zei ten te le fon stadt kreis alt er hil fe".split()
)


def _page_of(size: int) -> bytes:
    """Text that compresses about as well as a page of words; the same on every run."""
    random = Random(30)  # noqa: S311 (nothing secret, only the same text every time)
    words = ("".join(random.choices(SYLLABLES, k=3)) for _ in range(size // 5))
    return " ".join(words).encode()[:size].ljust(size)


BARE = _page_of(BARE_BYTES)


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BARE)


def plain(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """One SELECT of 20 rows and templates as everybody writes them; sorted by key, so that the size of the
    directory makes no difference."""
    offices = Office.objects.order_by("pk")[:ROWS]
    return render(request, "reference/list.html", {"offices": offices, "selected": pk}, using="plain")
