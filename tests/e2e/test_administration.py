"""The administration's pages on a device set to light and on one set to dark."""

import pytest
from playwright.sync_api import expect

from tests.e2e.desk_kinds import COORDINATOR
from tests.e2e.looking import AXE, COLOURS, violations
from tests.e2e.test_every_desk import sign_in

PAGES = {
    "index": ("/verwaltung/", "Was möchten Sie bearbeiten?"),
    "list": ("/verwaltung/offices/office/?q=Ahlen", "Seniorenbüro zur Änderung auswählen"),
    "form": ("{first}", "Seniorenbüro ändern"),
    "history": ("{first}../history/", "Änderungsgeschichte"),
    "delete": ("/verwaltung/offices/place/1/delete/", "Löschen"),
    "not to be deleted": ("/verwaltung/offices/topic/1/delete/", "nicht löschen"),
    "new": ("/verwaltung/offices/topic/add/", "hinzufügen"),
    "upload": ("/verwaltung/offices/importrun/add/", "Datei hochladen"),
}
WITHOUT_WAITING = "document.getAnimations().forEach(change => change.finish())"  # links take a moment to change colour


@pytest.fixture(scope="module")
def cookies(chromium, server):
    return sign_in(chromium, server, COORDINATOR)


def test_everything_can_be_read_in_any_light(window, cookies):
    page = window()
    page.context.add_cookies(cookies)
    page.goto("/verwaltung/offices/office/?q=Ahlen")
    first = page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
    found = []
    for name, (path, heading) in PAGES.items():
        page.goto(path.format(first=first))
        expect(page.locator("h1")).to_contain_text(heading)
        page.evaluate(AXE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(WITHOUT_WAITING)
            found += [f"{name}, {scheme}: {line}" for line in violations(page, COLOURS)]
    assert found == []
