"""What every page knows: who runs the portal, how the reader wants to see it, where constant links lead."""

from functools import lru_cache
from typing import TypedDict

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.publishing.revision import once_per_revision
from portal.display import Display
from portal.models import Operator

LINKS = {
    "home": "portal:home",
    "offices": "offices:list",
    "municipalities": "offices:municipalities",
    "events": "events:list",
    "calendar": "events:subscribe",
    "verify": "events:verify_form",
    "news": "news:list",
    "subscribe": "news:subscribe",
    "press": "portal:press",
    "about": "portal:about_offices",
    "data": "offices:data",
    "plain": "portal:plain_language",
    "display": "portal:display",
    "imprint": "portal:imprint",
    "privacy": "portal:privacy",
    "accessibility": "portal:accessibility",
    "login": "account_login",
}


FILES = {
    "font": "fonts/atkinson-regular.woff2",
    "stylesheet": "css/portal.css",
    "icon": "img/favicon.svg",
    "old_icon": "img/favicon.ico",
    "touch_icon": "img/apple-touch-icon.png",
}


class Site(TypedDict):
    operator: Operator
    display: Display
    to: dict[str, SafeString]


def site(request: HttpRequest) -> Site:
    return {"operator": operator(), "display": Display.of(request), "to": _addresses()}


def site_without_database(request: HttpRequest) -> Site:
    """For the page that says that something broke: the database may be what broke."""
    return {"operator": Operator(), "display": Display.of(request), "to": _addresses()}


@once_per_revision
def operator() -> Operator:
    return Operator.load()


@lru_cache(maxsize=1)
def _addresses() -> dict[str, SafeString]:
    """They stand on every page and never change while a process runs, so one look and one escape will do."""
    pages = {name: reverse(view) for name, view in LINKS.items()}
    files = {name: static(path) for name, path in FILES.items()}
    return {name: escape(address) for name, address in (pages | files).items()}
