"""Somebody who uses the portal over HTTP as a browser without JavaScript does: she opens pages, fills in the fields
that stand there, and presses a button whose words she reads."""

import http.client
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.reading import HTML, Page, text_of

NOT_SENT = {"submit", "button", "image", "reset", "file"}
MOST_HOPS = 5


@dataclass
class Answer:
    status: int
    path: str
    headers: dict
    body: bytes

    @cached_property
    def page(self):
        return Page(self.body.decode())


class Walker:
    """`source` is her own address on the loopback network, so that no limit takes a crowd for one person."""

    def __init__(self, url, source="127.0.0.1"):
        self.host, self.source, self.cookies = urlsplit(url).netloc, source, SimpleCookie()
        self.answer = None

    def open(self, path, *, expect=200):
        return self._go("GET", path, None, expect)

    def send(self, path, fields, *, expect=200):
        return self._go("POST", path, fields, expect)

    def press(self, button, *, expect=200, **fields):
        """Sends the form with that button on the page that is open. `fields` by name; None leaves a box unticked."""
        form, pressed = self._form(button)
        said = {**_values(form), **_value_of(pressed)}
        for name, value in fields.items():
            said.pop(name, None)
            if value is not None:
                said[name] = value
        action = pressed.get("formaction") or form.get("action") or self.answer.path
        verb = (form.get("method") or "get").upper()
        if verb == "GET":
            return self.open(f"{action}?{urlencode(said, doseq=True)}", expect=expect)
        return self.send(action, said, expect=expect)

    def token(self):
        """Of a form that the page writes by itself."""
        return {"csrfmiddlewaretoken": self.cookies["csrftoken"].value}

    def _form(self, button):
        for form in self.answer.page.root.iter(f"{HTML}form"):
            for pressed in form.iter(f"{HTML}button"):
                if text_of(pressed).startswith(button):
                    return form, pressed
        raise AssertionError(f"no button {button!r} on {self.answer.path}: {self.answer.page.text[:2000]}")

    def _go(self, verb, path, fields, expect):
        for _ in range(MOST_HOPS):
            self.answer = self._ask(verb, path, fields)
            if self.answer.status not in {301, 302, 303}:
                assert self.answer.status == expect, f"{verb} {path}: {self.answer.status} {self.answer.body[:3000]!r}"
                return self.answer
            verb, path, fields = "GET", self.answer.headers["location"], None
        raise AssertionError(f"{path} leads round in a circle")

    def _ask(self, verb, path, fields):
        where = urlsplit(path)
        target = (where.path or "/") + (f"?{where.query}" if where.query else "")
        headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}{target}"}
        with closing(http.client.HTTPConnection(self.host, timeout=60, source_address=(self.source, 0))) as line:
            line.request(verb, target, body, headers)
            response = line.getresponse()
            content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            self.cookies.load(cookie)
        return Answer(response.status, target, {k.lower(): v for k, v in response.headers.items()}, content)


def _values(form):
    """What the form would send as it stands."""
    said = {}
    for field in form.iter(f"{HTML}input"):
        kind, name = field.get("type", "text"), field.get("name")
        if name and kind not in NOT_SENT and (kind not in {"checkbox", "radio"} or "checked" in field.attrib):
            said.setdefault(name, []).append(field.get("value", "on" if kind == "checkbox" else ""))
    for field in form.iter(f"{HTML}textarea"):
        said.setdefault(field.get("name"), []).append("".join(field.itertext()))
    for field in form.iter(f"{HTML}select"):
        options = list(field.iter(f"{HTML}option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        said.setdefault(field.get("name"), []).extend(option.get("value", text_of(option)) for option in chosen)
    return said


def _value_of(button):
    return {button.get("name"): button.get("value", "")} if button.get("name") else {}
