"""Somebody calls who has no e-mail: the desk takes her registration on a small screen, reads it back and prints the
letter; and when all is full she waits, or somebody decides that she comes all the same."""

import pytest
from playwright.sync_api import expect

from portal.demo.people import PASSWORD
from tests.e2e.hands import Clicks, Keys
from tests.e2e.test_registration_journey import PHONE, fits, make_conference, manage

COORDINATOR = "petra.probe@example.org"
WAYS = {
    "on a phone": (Clicks, {"viewport": PHONE, "has_touch": True}),
    "with the keyboard alone": (Keys, {}),
    "without JavaScript": (Clicks, {"viewport": PHONE, "java_script_enabled": False}),
}


@pytest.fixture(params=WAYS)
def hand(request, window):
    kind, options = WAYS[request.param]
    found = kind(window(reduced_motion="reduce", **options))
    found.sign_in(COORDINATOR, PASSWORD)
    return found


def key_of(server, slug):
    return manage(server, f"from events.models import Event\nprint(Event.objects.get(slug={slug!r}).pk)")


def call(hand, key, last_name):
    hand.open(f"/planung/{key}/telefon/")
    hand.sees("Jemanden anmelden")
    hand.write("Wie heißen Sie mit Vornamen?", "Käthe")
    hand.write("Wie heißen Sie mit Nachnamen?", last_name)
    hand.write("In welcher Straße wohnen Sie, und welche Hausnummer?", "Südstraße 11")
    hand.write("Wie ist die Postleitzahl?", "59227 Ahlen")
    fits(hand.page)
    hand.press("Weiter")
    hand.choose("", "Spenden sammeln")
    fits(hand.page)
    hand.press("Weiter")
    expect(hand.page.locator("main")).to_contain_text("Ich lese Ihnen vor:")
    fits(hand.page)


def test_a_call_ends_with_a_letter(hand, server):
    key = key_of(server, make_conference(server, 2))
    call(hand, key, "Brieflich")
    for words in ("Käthe Brieflich", "Südstraße 11, 59227 Ahlen", "Spenden sammeln"):
        expect(hand.page.locator("main")).to_contain_text(words)
    hand.press("Jetzt anmelden")
    hand.sees("Käthe Brieflich: Hat einen Platz")
    fits(hand.page)
    letter = hand.page.get_by_role("link", name="Brief öffnen (PDF)").get_attribute("href")
    answer = hand.page.request.get(letter)
    assert answer.body().startswith(b"%PDF")
    hand.follow("Diese Anmeldung ansehen")
    hand.sees("Käthe Brieflich")
    expect(hand.page.locator("main")).to_contain_text("Wartet auf Brief oder Anruf")
    fits(hand.page)


def test_when_all_is_full_the_caller_waits_or_somebody_decides(window, server):
    key = key_of(server, make_conference(server, 1))
    hand = Clicks(window(viewport=PHONE))
    hand.sign_in(COORDINATOR, PASSWORD)
    call(hand, key, "Erste")
    hand.press("Jetzt anmelden")
    call(hand, key, "Zweite")
    hand.press("Auf die Warteliste setzen")
    hand.sees("Käthe Zweite: Wartet an Stelle 1")
    call(hand, key, "Dritte")
    hand.press("Trotzdem anmelden")
    expect(hand.page.locator("main")).to_contain_text("dann setzen Sie unten den Haken")
    hand.tick("Auch über die Grenze hinaus")
    hand.press("Trotzdem anmelden")
    hand.sees("Käthe Dritte: Hat einen Platz")
    hand.open(f"/planung/{key}/teilnehmende/?stand=warteliste")
    expect(hand.page.locator("main")).to_contain_text("Alle Plätze sind vergeben.")
    fits(hand.page)
    hand.open(f"/planung/{key}/briefe/")
    hand.press("Als gedruckt merken")
    expect(hand.page.locator("main")).to_contain_text("3 Briefe sind erledigt.")
