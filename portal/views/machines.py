"""Addresses that only programs ask for."""

import logging
import time
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import storage
from core.mail import outage
from core.traces import trace
from portal import background

logger = logging.getLogger(__name__)

PROBED_EVERY = 5  # seconds
LONGEST_PROBE = 3.0  # seconds


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while something can be stored and nothing vital stands still, 503 otherwise, within a few seconds. Says
    nothing about content or versions. However often somebody asks, it is tried once in so many seconds."""
    found = _state(int(time.monotonic() / PROBED_EVERY))
    return JsonResponse(found, status=200 if found["status"] == "ok" else 503)


@lru_cache(maxsize=1)
def _state(turn: int) -> dict[str, str]:
    """Mails that wait for their server are no reason to start the portal anew, so they are told beside the status. What
    stands still is named as in portal/duties.py."""
    try:
        with storage.at_most(LONGEST_PROBE):
            storage.probe()
            still = background.standing_still()
            status = {"status": "standing still", "reason": ", ".join(still)} if still else {"status": "ok"}
            return status | ({"mails": "paused"} if outage.is_paused() else {})
    except DatabaseError as error:
        logger.error("Nothing can be stored: %s", trace(error))
        return {"status": "nothing can be stored"}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('portal:display')}",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Browsers ask for this name whatever the page says."""
    return redirect(static("img/favicon.ico"), permanent=True)
