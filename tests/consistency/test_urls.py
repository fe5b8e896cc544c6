"""Addresses read well, and every link on every page for visitors leads somewhere. Who may open which is said by
tests/consistency/access.py."""

import re
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from news.models import Kind
from offices.models import Office
from tests.news_factories import make_post

pytestmark = pytest.mark.django_db

HREF = re.compile(r'\shref="([^"#][^"]*)"')


def test_addresses_are_german_lower_case_and_end_in_a_slash():
    patterns = [re.sub(r"<[^>]+>", "x", str(pattern.pattern)) for pattern in walk()]
    pages = [path for path in patterns if "." not in path.split("/")[-1]]
    assert [path for path in pages if path and (not path.endswith("/") or path != path.lower() or "_" in path)] == []


def walk(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.namespace != "admin":
            yield from walk(pattern)


def shape(path):
    """Pages that differ only in their question or their place are one kind; a few of each kind are enough."""
    parts = urlsplit(path)
    kind = re.sub(r"(/seniorenbueros/(?:ort|kreis)/|/seniorenbueros/)(?!ort/$|kreis/$)[^/]+/", r"\1*/", parts.path)
    kind = re.sub(r"/aktuelles/20\d\d/\d\d/[^/]+/", "/aktuelles/*/", re.sub(r"/(thema|buero)/[^/]+\.", r"/\1/*.", kind))
    questions = sorted(re.findall(r"(\w+)=", parts.query))
    return f"{kind}?{'&'.join(questions)}"


def test_every_link_a_visitor_can_follow_leads_to_a_page(demo):
    """From the start page on; of each kind of page the first twenty are opened and all their links gathered."""
    make_post(office=Office.objects.listed().first(), topics=["Pflegeberatung"])
    make_post(kind=Kind.PRESS)
    client = Client()
    waiting, seen, opened, broken = ["/"], {"/": "Start"}, {}, {}
    while waiting:
        path = waiting.pop()
        if opened.setdefault(shape(path), 0) >= 20:
            continue
        opened[shape(path)] += 1
        response = client.get(path)
        if response.status_code not in {200, 301, 302}:
            broken[path] = (response.status_code, f"linked from {seen[path]}")
        if not response.get("Content-Type", "").startswith("text/html") or response.status_code != 200:
            continue
        for link in HREF.findall(response.content.decode()):
            target = urljoin(path, unescape(link).removeprefix(settings.BASE_URL)).split("#")[0]
            if target.startswith("/") and not target.startswith(("/static/", "/verwaltung/")) and target not in seen:
                seen[target] = path
                waiting.append(target)
    assert broken == {}
    assert {"/seniorenbueros/*/?", "/seniorenbueros/ort/*/?", "/seniorenbueros/kreis/*/?", "/daten/?"} <= set(opened)
    assert {"/aktuelles/?", "/aktuelles/*/?", "/aktuelles/meldungen.atom?"} <= set(opened)
    assert {"/presse/?", "/presse/kennzahlen.pdf?", "/konto/anmelden/?"} <= set(opened)
    assert len([path for path in seen if unquote(path).startswith("/seniorenbueros/ort/")]) == 397


def test_every_jump_within_a_page_has_a_target(demo):
    client = Client()
    office = Office.objects.listed().first().get_absolute_url()
    post = make_post(office=Office.objects.listed().first()).get_absolute_url()
    paths = [
        "/",
        "/seniorenbueros/",
        "/seniorenbueros/ort/",
        "/daten/",
        "/leichte-sprache/",
        "/barrierefreiheit/",
        "/aktuelles/",
        "/presse/",
        "/konto/anmelden/",
        post,
        office,
    ]
    for path in paths:
        html = client.get(path).content.decode()
        targets = set(re.findall(r'\shref="#([^"]+)"', html))
        assert targets <= set(re.findall(r'\sid="([^"]+)"', html)), path
