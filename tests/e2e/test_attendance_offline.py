"""Who is there, marked on a telephone in a cellar: nothing is lost or counted twice, and the page is honest."""

import json
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from portal.settings import BASE_DIR

ADDRESS = "https://portal.example.org/planung/7/anwesenheit/"
ROW = """<li id="p{0}" data-key="{1}"><p>{1}</p><form method="post" action="/planung/7/anwesenheit/ist-da/">
  <input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="anmeldung" value="{0}">
  <input type="hidden" name="wo" value="tag-1"><input type="hidden" name="suche" value="">
  <button class="button" type="submit">Ist da<span class="visually-hidden">: {1}</span></button></form></li>"""
NAMES = ("erika mueller", "karl kurz", "ute lang")
PAGE = f"""<!doctype html><html lang="de"><title>Liste</title><label for="s">Name</label><input id="s" data-filter>
  <p><span data-count>0</span> sind da</p><p data-waiting role="status" hidden></p>
  <ul data-attendance="7">{"".join(ROW.format(number, name) for number, name in enumerate(NAMES))}</ul></html>"""


class Hall:
    """The list on a telephone, before a server that is there, is not, or has ended the session."""

    def __init__(self, page):
        self.page, self.answers, self.received = page, "json", []
        page.route("**/*", self._answer)
        self.open()

    def open(self):
        self.page.goto(ADDRESS)
        self.page.add_script_tag(content=(BASE_DIR / "static/js/attendance.js").read_text(), type="module")

    def press(self, number):
        self.page.locator(f"#p{number} button").click()

    def _answer(self, route):
        if route.request.method == "GET":
            return route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        if self.answers == "nothing":
            return route.abort("internetdisconnected")
        if self.answers == "sign-in":
            return route.fulfill(body="<h1>Anmelden</h1>", content_type="text/html")
        sent = parse_qs(route.request.post_data)
        self.received.append((route.request.url.rstrip("/").rpartition("/")[2], sent["anmeldung"][0]))
        return route.fulfill(body=json.dumps({"done": True}), content_type="application/json")

    @property
    def waiting(self):
        return self.page.locator("[data-waiting]")


@pytest.fixture
def hall(chromium):
    context = chromium.new_context()
    yield Hall(context.new_page())
    context.close()


def test_with_a_connection_each_press_is_sent_at_once(hall):
    hall.press(0)
    expect(hall.page.locator("#p0 button")).to_have_text("Doch nicht da: erika mueller")
    expect(hall.page.locator("[data-count]")).to_have_text("1")
    expect(hall.waiting).to_be_hidden()
    hall.press(0)
    expect(hall.page.locator("[data-count]")).to_have_text("0")
    hall.page.wait_for_function("!localStorage.length")
    assert hall.received == [("ist-da", "0"), ("doch-nicht", "0")]


def test_marks_wait_survive_a_reload_and_are_sent_in_order_once(hall):
    hall.answers = "nothing"
    for number in range(3):
        hall.press(number)
    expect(hall.waiting).to_contain_text("3 Vermerke warten auf Verbindung.")
    hall.open()
    expect(hall.waiting).to_contain_text("3 Vermerke warten auf Verbindung.")
    expect(hall.page.locator("[data-count]")).to_have_text("3")
    assert hall.received == []
    hall.answers = "json"
    hall.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(hall.waiting).to_be_hidden()
    assert hall.received == [("ist-da", str(number)) for number in range(3)]


def test_an_ended_session_is_said_and_keeps_the_marks(hall):
    hall.answers = "sign-in"
    hall.press(1)
    expect(hall.waiting).to_contain_text("Sie sind abgemeldet. Ihre Vermerke sind noch auf diesem Gerät.")
    assert hall.page.evaluate("JSON.parse(localStorage.getItem('anwesenheit-7')).length") == 1


def test_the_list_is_searched_while_typing_without_asking_the_server(hall):
    hall.page.fill("[data-filter]", "Müll")
    expect(hall.page.locator("li:visible")).to_have_count(1)
