"""Every kind of page behind the sign-in and behind links in mails, looked at like all others."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from portal.demo.people import PASSWORD as DEMO_PASSWORD
from tests.e2e.desk_kinds import COORDINATOR, DESKS, VISITOR
from tests.e2e.desk_world import EDITOR, LEAD
from tests.e2e.looking import heading, look
from tests.factories import PASSWORD
from tests.server import ROOT

EVERY_KIND = [(person, kind) for person, kinds in DESKS.items() for kind in kinds]


@pytest.fixture(scope="module")
def world(server):
    """Name → what stands in braces in desk_kinds."""
    command = [sys.executable, "-m", "tests.e2e.desk_world"]
    environment = {"PATH": "", "DATA_DIR": str(server.folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def signed_in(chromium, server, world):
    """`signed_in(person)` → the cookies by which a window is hers; the password is typed once per person."""
    cookies = {VISITOR: []}

    def cookies_of(person):
        if person not in cookies:
            cookies[person] = sign_in(chromium, server, person)
        return cookies[person]

    return cookies_of


def sign_in(chromium, server, person):
    context = chromium.new_context(base_url=server.url, locale="de-DE")
    page = context.new_page()
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(person)
    page.get_by_label("Kennwort", exact=True).fill(DEMO_PASSWORD if person == COORDINATOR else PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url(lambda url: "anmelden" not in url)
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def visit(passer_by, signed_in, world):
    """`visit(person, path)` → the page, as that person gets it."""

    def open_page(person, path):
        page = passer_by(signed_in(person))
        page.goto(path.format(**world))
        return page

    return open_page


@pytest.mark.parametrize(("person", "kind"), EVERY_KIND, ids=[kind for _, kind in EVERY_KIND])
def test_nothing_bars_the_way_of_those_who_work_here(visit, person, kind):
    path, words = DESKS[person][kind]
    page = visit(person, path)
    assert words in heading(page)
    assert look(page) == []


# --- pages that answer a form ---------------------------------------------------------------------------------


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def invite_nobody(page):
    page.get_by_label("E-Mail-Adresse").fill("keine-adresse")
    press(page, "Einladung schicken")


def write_no_name(page):
    page.get_by_label("Ihr Name").fill("")
    press(page, "Einladung annehmen")


def mistype_hours(page):
    page.get_by_label("von").first.fill("halb")
    page.get_by_label("Grund").first.fill("Ferien")
    press(page, "Speichern")


def write_a_sentence(page):
    page.get_by_label("Oder schreiben Sie einen Satz").fill("freitags 9 bis 12 Uhr, außer bei Regen")
    press(page, "Satz übernehmen")


def send_nothing(page):
    page.locator("main form button[type=submit]").last.click()


def save_an_old_edition(page):
    page.locator("[name=edition]").evaluate("field => { field.value = 77; }")
    press(page, "Text speichern")


def save_what_is_gone(page):
    page.locator("form[data-keep]").evaluate("form => { form.action = '/redaktion/999999/text/'; }")
    press(page, "Text speichern")


ANSWERS = {
    "mistakes in an invitation": (LEAD, "/buero/{slug}/team/einladen/", invite_nobody, "Jemanden ins Team"),
    "mistakes when joining": (VISITOR, "/konto/einladung/{invitation_open}/", write_no_name, "Willkommen"),
    "mistakes in the hours": (EDITOR, "/buero/{slug}/standorte/{main}/zeiten/", mistype_hours, "Sprechzeiten"),
    "sentence of hours": (EDITOR, "/buero/{slug}/standorte/{main}/zeiten/", write_a_sentence, "Sprechzeiten"),
    "mistakes in a post": (EDITOR, "/buero/{slug}/meldungen/neu/", send_nothing, "Neue Meldung"),
    "mistakes in a picture": (EDITOR, "/redaktion/{draft}/bilder/neu/", send_nothing, "Bild hinzufügen"),
    "mistakes when sending back": (COORDINATOR, "/redaktion/{submitted}/zurueckgeben/", send_nothing, "zurückgeben"),
    "two wrote at the same time": (EDITOR, "/redaktion/{sent_back}/text/", save_an_old_edition, "inzwischen geändert"),
    "a colleague deleted the draft": (EDITOR, "/redaktion/{sent_back}/text/", save_what_is_gone, "gibt es nicht mehr"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_nothing_bars_the_way_when_a_form_comes_back(visit, case):
    person, path, fill_in, words = ANSWERS[case]
    page = visit(person, path)
    fill_in(page)
    expect(page.get_by_role("alert").or_(page.locator("main .notice")).first).to_be_visible()
    expect(page.locator("h1")).to_contain_text(words)
    assert look(page) == []
