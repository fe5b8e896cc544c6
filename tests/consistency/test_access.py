"""Every address, asked by everybody: who gets what, and that nothing is written, stored or told on the way.

What is written is read from the statements themselves: no row of any table can change without one.
"""

import re
from datetime import timedelta
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.consistency.access import EVERYBODY, LINKS, NETWORK_AND_TEAM, TABLE
from tests.consistency.rules import (
    CHANGES,
    ELSEWHERE,
    GONE,
    INSIDE,
    NOT_ALLOWED,
    NOT_FOUND,
    OK,
    PEOPLE,
    SECOND_FACTOR,
    SIGN_IN,
    addresses,
)
from tests.consistency.world import build
from tests.strict import StrictClient, check_page

pytestmark = pytest.mark.django_db
SAME = pytest.mark.any_database  # headers and links: that pages can be made is asked on each of them, by the rows

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
READS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|WITH|DECLARE|FETCH|CLOSE)\b", re.IGNORECASE)
SESSIONS = {"django_session", "usersessions_usersession"}  # by these a browser is known, whatever it asks for
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
STATUS = {200: OK, 404: NOT_FOUND, 405: NOT_ALLOWED, 410: GONE}
# Those who may do most: what they can't reach by guessing nobody else can either.
GUESSERS = ("editor", "lead", "colleague", "coordinator")
NUMBER, WORD = 10**20, "gibt-es-nicht"  # larger than any column


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(DEMO=False), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


class Answer:
    def __init__(self, response, written):
        self.status, self.target, self.written = response.status_code, response.get("Location", ""), written - SESSIONS
        self.cookies, self.text = response.cookies, _read(response)
        self.caching, self.vary = response.get("Cache-Control", ""), response.get("Vary", "")

    @property
    def outcome(self):
        if self.status in {200, 301, 302} and self.written:
            return CHANGES
        if self.status not in {301, 302}:
            return STATUS.get(self.status, str(self.status)) + (f", but wrote {self.written}" if self.written else "")
        if self.target.startswith("/konto/anmelden/"):
            return SIGN_IN
        return SECOND_FACTOR if self.target == "/konto/zweiter-faktor/" else ELSEWHERE


def _read(response):
    text = b"".join(response.streaming_content) if response.streaming else response.content
    return TOKEN.sub(b"", text)


@lru_cache(maxsize=1024)
def check_once(html):
    """Many people get the same page."""
    check_page(html)


def ask(world, person, method, path, sent=None, *, stays=False):
    """The answer; afterwards everything is as it was, unless it `stays`."""
    written = set()

    def watch(execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and "core_pulse" not in sql:  # what a monitor asks is whether we can write
            written.add(found[1])
        elif not found:
            assert READS.match(sql), sql
        return execute(sql, params, many, context)

    client = world.client(person)
    cache.clear()  # it holds how often somebody has tried
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = Answer(client.get(path) if method == "GET" else client.post(path, sent or {}), written)
        transaction.set_rollback(not stays)
    if StrictClient.is_strict and answer.text.startswith(b"<!doctype html>"):
        check_once(answer.text.decode())
    if stays:
        world.seen.clear()
    return answer


def look_at(world, person, path):
    """What a person gets to see. Looking changes nothing, so nobody has to look twice."""
    if (person, path) not in world.seen:
        world.seen[person, path] = ask(world, person, "GET", path)
    return world.seen[person, path]


def outcomes(world, method, path, sends, expected):
    """Of the people of whom something is expected. `sends()` is what is sent: a file can be read only once. Who may
    come in is decided here, not by the database; on a second one it is enough to ask one person for each outcome."""
    asking = expected if StrictClient.is_strict else {expected[person]: person for person in expected}.values()
    if method == "GET":
        found = {person: look_at(world, person, path).outcome for person in asking}
    else:
        found = {person: ask(world, person, method, path, sends()).outcome for person in asking}
    return {**expected, **found}


def check_row(world, method, row, things, rule=None):
    path, expected = reverse(row.name, args=row.args(things, world)), row.expected(method, rule)
    assert outcomes(world, method, path, lambda: row.sends(things, world), expected) == expected


# --- who gets what ----------------------------------------------------------------------------------------


def test_every_address_has_a_row():
    assert {row.name for row in TABLE} == set(addresses())


def test_the_table_lets_nobody_write_by_looking():
    assert [row for row in TABLE if CHANGES in row.expected("GET").values()] == []


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_may_look(world, row):
    check_row(world, "GET", row, world.own)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_may_act(world, row):
    """Whoever is refused changes nothing; what is sent is right, because it does change something for others."""
    check_row(world, "POST", row, world.own)


OF_OFFICES = [row for row in TABLE if row.rule.is_of_office]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("row", OF_OFFICES, ids=str)
def test_the_things_of_another_office_are_for_its_own_people(world, row, method):
    check_row(world, method, row, world.other, row.rule.mirrored())


# --- guessed addresses ------------------------------------------------------------------------------------


def guesses(row, world):
    """One part of the address at a time: such a number or word doesn't exist, or it is one of the other office."""
    own, other = row.args(world.own, world), row.args(world.other, world)
    for position, (mine, theirs) in enumerate(zip(own, other, strict=True)):
        parts = [NUMBER if isinstance(mine, int) else WORD]
        parts += [theirs] if position and theirs != mine else []
        for part in parts:
            try:
                yield reverse(row.name, args=[*own[:position], part, *own[position + 1 :]])
            except NoReverseMatch:  # the address itself knows which words there are
                continue


@pytest.mark.parametrize("row", [row for row in TABLE if row.rule.door and addresses()[row.name]], ids=str)
def test_guessing_finds_nothing(world, row):
    for method in row.methods:
        outcome = row.expected(method, row.rule.closed())
        expected = {person: outcome[person] for person in GUESSERS}
        for path in guesses(row, world):
            assert outcomes(world, method, path, lambda: row.sends(world.own, world), expected) == expected, path


# --- links that end ---------------------------------------------------------------------------------------


def test_a_link_that_confirms_works_once(world):
    path = reverse("offices:check_by_link", args=[world.tokens["check"]])
    assert ask(world, "visitor", "POST", path, stays=True).outcome == CHANGES
    assert {ask(world, person, method, path).outcome for person in PEOPLE for method in ("GET", "POST")} == {GONE}


def test_an_invitation_works_once(world):
    row = LINKS[0]
    path, sent = reverse(row.name, args=row.args(world.own, world)), row.sends(world.own, world)
    assert ask(world, "visitor", "POST", path, sent, stays=True).outcome == CHANGES
    assert {ask(world, person, method, path, sent).outcome for person in PEOPLE for method in ("GET", "POST")} == {GONE}


@pytest.mark.parametrize(
    ("name", "token", "days"),
    [
        ("news:preview", "preview", 7),
        ("offices:check_by_link", "check", 90),
        ("offices:invitation", "invitation open", 14),
    ],
)
def test_links_end_by_themselves(world, time_machine, name, token, days):
    path = reverse(name, args=[world.tokens[token]])
    made = timezone.now()
    time_machine.move_to(made + timedelta(days=days, hours=-1))
    assert ask(world, "visitor", "GET", path).outcome == OK
    time_machine.move_to(made + timedelta(days=days, hours=1))
    assert ask(world, "visitor", "GET", path).outcome == GONE
    assert ask(world, "visitor", "POST", path).outcome in {GONE, NOT_ALLOWED}


# --- what browsers keep -----------------------------------------------------------------------------------


def look(world, row, person):
    return look_at(world, person, reverse(row.name, args=row.args(world.own, world)))


@SAME
@pytest.mark.parametrize("row", [row for row in TABLE if row.rule.door and "GET" in row.methods], ids=str)
def test_pages_behind_a_door_are_never_kept(world, row):
    for person in INSIDE:
        answer = look(world, row, person)
        if answer.status in {200, 302}:
            assert {"no-store", "private"} <= set(answer.caching.split(", ")), (person, answer.caching)


@SAME
@pytest.mark.parametrize("row", LINKS, ids=str)
def test_pages_behind_a_secret_link_are_never_kept(world, row):
    answer = look(world, row, "visitor")
    assert answer.status == 404 or "no-store" in answer.caching


@SAME
@pytest.mark.parametrize("row", EVERYBODY, ids=str)
def test_what_everybody_reads_is_the_same_for_everybody_or_not_kept(world, row):
    plain = look(world, row, "visitor")
    for person in INSIDE:
        answer = look(world, row, person)
        assert answer.text == plain.text or "private" in answer.caching, person


@SAME
@pytest.mark.parametrize("row", EVERYBODY, ids=str)
def test_a_visitor_gets_no_cookie(world, row):
    assert look(world, row, "visitor").cookies == {}


FILES = {"news:picture", "news:document"}
ASKED_FOR_A_PERSON = {"offices:detail", "offices:vcard", "news:post", *FILES}


@SAME
@pytest.mark.parametrize("row", EVERYBODY, ids=str)
def test_only_what_some_may_see_earlier_asks_who_is_there(world, row):
    assert ("Cookie" in look(world, row, "visitor").vary) == (row.name in ASKED_FOR_A_PERSON)


@SAME
@pytest.mark.parametrize("row", [row for row in EVERYBODY + NETWORK_AND_TEAM if row.name in FILES], ids=str)
def test_only_files_of_public_posts_are_kept(world, row):
    kept = {}
    for person in PEOPLE:
        answer = look(world, row, person)
        if answer.outcome == OK:
            kept.setdefault(answer.caching, []).append(person)
    everybody = {"public, max-age=31536000, immutable": list(PEOPLE)}
    assert kept == (everybody if row in EVERYBODY else {"private, no-store": _who_may(row)})


def _who_may(row):
    return [person for person, outcome in row.expected("GET").items() if outcome == OK]


# --- where the desks lead -----------------------------------------------------------------------------------

DESKS = ("/buero/", "/geschaeftsstelle/", "/redaktion/", "/konto/", "/intern/", "/vorschau/", "/aktuelles/2")
HREF = re.compile(r'<a\s[^>]*href="([^"#]+)"')
ACTION = re.compile(r'<form\s(?=[^>]*method="post")[^>]*?action="([^"]+)"')


@SAME
@pytest.mark.parametrize(
    ("person", "start"), [("editor", "/buero/"), ("lead", "/buero/"), ("coordinator", "/geschaeftsstelle/")]
)
def test_every_link_and_button_of_a_desk_leads_somewhere(world, person, start):
    """Each person's own way through her desk; what she may not do isn't offered to her."""
    waiting, seen, dead, actions = [start, "/konto/"], {}, {}, {}
    while waiting:
        path = waiting.pop()
        answer = look_at(world, person, path)
        if answer.outcome not in {OK, ELSEWHERE}:
            dead[path] = (answer.outcome, f"linked from {seen.get(path)}")
        html = unescape(answer.text.decode()) if answer.text.startswith(b"<!doctype html>") else ""
        actions |= {urljoin(path, action): path for action in ACTION.findall(html)}
        links = [urljoin(path, link).split("#")[0] for link in [*HREF.findall(html), answer.target]]
        for link in links:
            if link.startswith(DESKS) and link not in seen:
                seen[link] = path
                waiting.append(link)
    dead |= {
        path: page
        for path, page in actions.items()
        if ask(world, person, "POST", path).outcome in {NOT_FOUND, NOT_ALLOWED}
    }
    assert dead == {}
    assert len(seen) > 30
