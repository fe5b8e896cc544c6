"""Every address, asked by everybody: who gets what, and that nothing is written, stored or told on the way."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from tests.consistency import access
from tests.consistency.access import PEOPLE, TABLE
from tests.consistency.test_urls import names
from tests.consistency.world import build
from tests.strict import check_page

pytestmark = pytest.mark.django_db

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
UNREAD = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|WITH|PRAGMA)\b", re.IGNORECASE)
# What the browser is known by; messages for the next page stand there too.
SESSIONS = {"django_session", "usersessions_usersession"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@dataclass
class Answer:
    outcome: str
    response: object
    written: set = field(default_factory=set)
    text: str = ""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(DEMO=False), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def ask(world, person, method, path, sent=None):
    """The answer, and which tables were written; afterwards everything is as it was."""
    written = set()

    def watch(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            written.add(found[1])
        else:
            assert UNREAD.match(sql), sql
        return execute(sql, params, many, context)

    client = world.client(person)
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            response = client.get(path) if method == "GET" else client.post(path, sent or {})
            text = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    if text.startswith(b"<!doctype html>"):
        check_once(TOKEN.sub("", text.decode()))
    written -= SESSIONS
    return Answer(outcome_of(response, written), response, written, text)


@lru_cache(maxsize=1024)
def check_once(html):
    check_page(html)


def outcome_of(response, written):
    status, target = response.status_code, response.get("Location", "")
    if status in {200, 301, 302} and written:
        return access.CHANGES
    if status in {301, 302}:
        if target.startswith("/konto/anmelden/"):
            return access.SIGN_IN
        return access.SECOND_FACTOR if target == "/konto/zweiter-faktor/" else access.ELSEWHERE
    known = {200: access.OK, 404: access.NOT_FOUND, 405: access.NOT_ALLOWED, 410: access.GONE}
    return known.get(status, str(status)) + (f", but wrote {sorted(written)}" if written else "")


def outcomes(world, method, row, args, sent=None):
    path = reverse(row.name, args=args)
    return {person: ask(world, person, method, path, sent).outcome for person in PEOPLE}


def test_every_address_has_a_row():
    assert {row.name for row in TABLE} == {name for name, _ in names()}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_may_look(world, row):
    assert outcomes(world, "GET", row, row.args(world.own, world)) == row.expected("GET")


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_may_act(world, row):
    found = outcomes(world, "POST", row, row.args(world.own, world), row.sends(world.own, world))
    assert found == row.expected("POST")
