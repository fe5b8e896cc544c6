"""Somebody registers for a conference with workshops: on a phone, with the keyboard alone, without JavaScript; waits,
is offered a place and takes it; sends a colleague instead."""

import subprocess
import sys
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.hands import Clicks, Keys
from tests.e2e.test_office_journey import link_in, mail_to
from tests.server import ROOT

PHONE = {"width": 360, "height": 740}
WAYS = {
    "on a phone": (Clicks, {"viewport": PHONE, "has_touch": True}),
    "with the keyboard alone": (Keys, {}),
    "without JavaScript": (Clicks, {"java_script_enabled": False}),
}

# A day in a month, with two workshops at the same time, and as many places as are asked for.
MAKE = """from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from events.models import Day, Event, Item
by, day = User.objects.first(), timezone.localdate() + timedelta(days=30)
event = Event(title={title!r}, kind="fachtag", town="Ahlen", capacity={capacity}, created_by=by, changed_by=by)
event.submit(by, timezone.now())
event.release(by, timezone.now())
event.save()
day = Day.objects.create(event=event, date=day)
event.settle()
event.save()
slot = Item.objects.create(day=day, kind="parallel", title="Werkstätten")
for name in ("Chor gründen", "Spenden sammeln"):
    Item.objects.create(day=day, parent=slot, kind="werkstatt", title=name, capacity=20)
print(event.slug)"""

SOMEBODY_CANCELS = """from events.models import Registration
from events.places.registration import cancel
cancel(Registration.objects.admitted().filter(event__slug={slug!r}).get())"""


def manage(server, code):
    environment = {"PATH": "", "DATA_DIR": str(server.folder), "PORT": str(server.port)}  # the mails name it
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def make_conference(server, capacity):
    return manage(server, MAKE.format(title=f"Tagung {uuid4().hex[:8]}", capacity=capacity))


@pytest.fixture(params=WAYS)
def hand(request, window):
    kind, options = WAYS[request.param]
    return kind(window(reduced_motion="reduce", **options))


def open_form(hand, slug):
    hand.open(f"/veranstaltungen/{slug}/anmeldung/")
    hand.sees("Anmeldung: Tagung")


def say_who(hand, email):
    hand.write("Vorname", "Erika")
    hand.write("Nachname", "Beispiel")
    hand.write("E-Mail-Adresse", email)
    hand.press("Weiter zum Programm")


def choose_workshop(hand):
    hand.choose("", "Spenden sammeln")
    hand.press("Weiter zum Prüfen")
    expect(hand.page.locator("main")).to_contain_text("Stimmt alles?")


def send(hand, button, heading):
    """Whoever is quicker than people are is asked once more."""
    hand.page.wait_for_timeout(3500)
    hand.press(button)
    hand.sees(heading)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_place_at_a_conference(hand, server):
    slug, email = make_conference(server, 20), f"{uuid4().hex[:12]}@example.org"
    open_form(hand, slug)
    fits(hand.page)
    say_who(hand, email)
    fits(hand.page)
    choose_workshop(hand)
    fits(hand.page)
    send(hand, "Platz anmelden", "Fast fertig: bitte bestätigen")
    hand.open(link_in(mail_to(server, email, "Anmeldung")))
    hand.sees("Stimmt Ihre E-Mail-Adresse?")
    hand.press("Ja, das ist meine Adresse")
    hand.sees("Sie sind angemeldet")
    expect(hand.page.locator("main")).to_contain_text("Spenden sammeln")
    fits(hand.page)


def test_mistakes_and_the_way_back_lose_nothing(window, server):
    hand = Clicks(window(java_script_enabled=False))
    open_form(hand, make_conference(server, 20))
    say_who(hand, "erika@")
    expect(hand.page.locator(".errors")).to_contain_text("Es fehlt der Teil nach dem @-Zeichen.")
    hand.write("E-Mail-Adresse", "erika@example.org")
    hand.press("Weiter zum Programm")
    choose_workshop(hand)
    hand.press("Angaben zur Person ändern")
    expect(hand.page.get_by_label("Vorname")).to_have_value("Erika")
    hand.press("Weiter zum Programm")
    expect(hand.page.get_by_label("Spenden sammeln").first).to_be_checked()
    hand.press("Zurück zu Ihren Angaben")
    hand.page.go_back()
    expect(hand.page.get_by_label("Spenden sammeln").first).to_be_checked()


def test_from_the_waiting_list_to_a_place_and_on_to_a_colleague(window, server):
    slug, first, second = make_conference(server, 1), *(f"{uuid4().hex[:12]}@example.org" for _ in range(2))
    hand = Clicks(window())
    for email, button, heading in (
        (first, "Platz anmelden", "Fast fertig"),
        (second, "Auf die Warteliste setzen", "Fast fertig"),
    ):
        open_form(hand, slug)
        say_who(hand, email)
        choose_workshop(hand)
        send(hand, button, heading)
        hand.open(link_in(mail_to(server, email, "Anmeldung")))
        hand.press("Ja, das ist meine Adresse")
    hand.sees("Sie stehen auf der Warteliste, Platz 1")
    manage(server, SOMEBODY_CANCELS.format(slug=slug))
    hand.open(link_in(mail_to(server, second, "Platz angeboten")))
    hand.sees("Ein Platz ist für Sie frei")
    hand.press("Ja, ich komme")
    hand.sees("Sie sind angemeldet")
    send_colleague(hand, server)


def send_colleague(hand, server):
    old, colleague = hand.page.url, f"{uuid4().hex[:12]}@example.org"
    hand.follow("Platz an eine Kollegin oder einen Kollegen geben")
    hand.write("Vorname", "Karla")
    hand.write("Nachname", "Kollegin")
    hand.write("E-Mail-Adresse", colleague)
    hand.press("Platz weitergeben")
    hand.sees("Ihr Platz ist weitergegeben")
    hand.open(old)
    hand.sees("Diese Seite gibt es nicht")
    hand.open(link_in(mail_to(server, colleague, "Vertretung")))
    hand.sees("Sie sind angemeldet")
    hand.follow("Absagen")
    hand.press("Ja, absagen")
    hand.sees("Sie haben sich abgemeldet")
