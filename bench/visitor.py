"""Somebody who registers for an event, page by page, as a browser would: what a page hides travels along, and the
button says what is promised. The form's protections are on, so she has an address of her own and takes her time."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from bench.client import Answer, Connection

# Seconds between opening the form and sending it; events/forms/registration/envelope.py doubts who takes under three.
READING = 3.5
PER_ADDRESS = 50  # registrations; sixty an hour are let through (portal/sign_in.py)

_ACTION = re.compile(r'<form class="form registering" method="post" action="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_WORKSHOP = re.compile(r'<input type="radio" name="(slot\d+)" value="(\d+)"')
_SECOND = re.compile(r'<select class="input" name="(second\d+)"[^>]*>(.*?)</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="(\d+)"')
_BUTTON = re.compile(r'name="place" value="(\w+)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_RECEIPT = re.compile(r"/fertig/([^./]+)")

Fields = list[tuple[str, str]]


class UnexpectedAnswerError(Exception):
    def __init__(self, path: str, answer: Answer) -> None:
        super().__init__(f"{path} answered {answer.status}")
        self.status = answer.status


@dataclass(frozen=True, slots=True)
class Form:
    """The first page as somebody has it before her."""

    number: int  # which of all people she is
    action: str
    fields: Fields
    opened_at: float

    @property
    def rest(self) -> float:
        """Seconds she still has to read and type."""
        return max(0.0, self.opened_at + READING - time.monotonic())


@dataclass(frozen=True, slots=True)
class Ready:
    """The check page: everything stands there, and the button is not pressed yet."""

    number: int
    action: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Told:
    """What stood on the page after sending."""

    number: int
    heading: str
    key: str  # of her registration, as the address of that page holds it

    @property
    def waits(self) -> bool:
        return self.heading.startswith("Sie stehen auf der Warteliste")


def email_of(number: int) -> str:
    return f"person{number}@example.org"


def open_form(connection: Connection, event: str, number: int) -> Form:
    """`event` is the path of its page."""
    path = f"{event}anmeldung/"
    page = _page(path, connection.get(path))
    return Form(number, _action(page), _hidden(page), time.monotonic())


def fill_in(connection: Connection, form: Form) -> Ready:
    """Her name and address, and her wishes where there are any: the first workshop, and the second as second wish."""
    typed = [("first_name", "Person"), ("last_name", f"Nummer {form.number}"), ("email", email_of(form.number))]
    page = _page(form.action, connection.post(form.action, form.fields + typed))
    if wishes := _wishes(page):
        page = _page(action := _action(page), connection.post(action, _hidden(page) + wishes))
    return _ready(form.number, page)


def send(connection: Connection, ready: Ready) -> Told:
    """Where the last place has gone meanwhile, she presses the button that says waiting list."""
    answer = connection.post(ready.action, ready.fields)
    if answer.status == 200 and ("place", "warteliste") not in ready.fields:
        ready = _ready(ready.number, answer.text)
        answer = connection.post(ready.action, ready.fields)
    receipt = _RECEIPT.search(answer.location)
    if answer.status != 302 or receipt is None:
        raise UnexpectedAnswerError(ready.action, answer)
    return Told(ready.number, _heading(connection, answer.location), receipt[1])


def press(connection: Connection, path: str) -> str:
    """A page with one button, as mails lead to it. Returns what the page after it says."""
    _page(path, connection.get(path))
    answer = connection.post(path)
    if answer.status != 302:
        raise UnexpectedAnswerError(path, answer)
    return _heading(connection, answer.location)


def _heading(connection: Connection, path: str) -> str:
    found = _HEADING.search(_page(path, connection.get(path)))
    return unescape(found[1]).strip() if found else ""


def _page(path: str, answer: Answer) -> str:
    if answer.status != 200:
        raise UnexpectedAnswerError(path, answer)
    return answer.text


def _ready(number: int, page: str) -> Ready:
    button = _BUTTON.search(page)
    if button is None:
        raise SystemExit(f"The form was not taken:\n{page}")
    return Ready(number, _action(page), [*_hidden(page), ("place", button[1])])


def _action(page: str) -> str:
    found = _ACTION.search(page)
    if found is None:
        raise SystemExit(f"There is no form on this page:\n{page}")
    return found[1]


def _hidden(page: str) -> Fields:
    return [(name, unescape(value)) for name, value in _HIDDEN.findall(page)]


def _wishes(page: str) -> Fields:
    first = dict(reversed(_WORKSHOP.findall(page)))  # of each slot the first answer
    return [*first.items(), *_second_wishes(_SECOND.findall(page), first)]


def _second_wishes(selects: Iterable[tuple[str, str]], first: dict[str, str]) -> Fields:
    wishes = []
    for name, options in selects:
        others = [key for key in _OPTION.findall(options) if key not in first.values()]
        wishes += [(name, key) for key in others[:1]]
    return wishes
