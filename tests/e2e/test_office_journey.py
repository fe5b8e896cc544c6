"""Somebody is invited to an office and publishes its first news: from the mail to the page that everybody reads."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from portal.demo.people import PASSWORD as DEMO_PASSWORD
from tests.e2e.hands import Clicks, Keys
from tests.server import ROOT

LEAD, COORDINATOR = "karl.muster@example.org", "petra.probe@example.org"
OFFICE = "seniorenbuero-ahlen"
PASSWORD = "blaue-fahrraeder-im-regen"  # noqa: S105 (of an invented person)
BY_KEYBOARD, WITHOUT_SCRIPTS = "with the keyboard alone", "without JavaScript"
WAYS = {BY_KEYBOARD: (Keys, {}), WITHOUT_SCRIPTS: (Clicks, {"java_script_enabled": False})}

# Each journey begins with an office that has no times and that nobody has confirmed.
FORGET = f"""from offices.models import Office
office = Office.objects.get(slug={OFFICE!r})
for place in office.places.all():
    [row.delete() for row in place.hours.all()]
office.verified_on = office.check_asked_on = None
office.save()"""


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


@pytest.fixture
def hands(window, way):
    """`hands()` → those of one more person, with a browser of her own."""
    kind, options = WAYS[way]
    return lambda: kind(window(reduced_motion="reduce", **options))


@pytest.fixture
def office(server):
    environment = {"PATH": "", "DATA_DIR": str(server.folder)}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", FORGET]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return f"/seniorenbueros/{OFFICE}/"


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "chor.jpg"
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(path)
    return path


def mail_to(server, email, about):
    """Text of the newest, as its reader gets it: nobody else is shown mails that let somebody in."""
    question = 'SELECT text FROM core_message WHERE "to" = ? AND about = ? ORDER BY id DESC LIMIT 1'
    with closing(sqlite3.connect(server.folder / "portal.sqlite3")) as database:
        ((text,),) = database.execute(question, [email, about])
    return text


def link_in(text):
    """On the server of now: where the sample portal was made, its worker may have written already."""
    return urlsplit(next(word for word in text.split() if word.startswith("http"))).path


def invite(hand, email):
    hand.sign_in(LEAD, DEMO_PASSWORD)
    hand.go("Team")
    hand.follow("Jemanden einladen")
    hand.write("E-Mail-Adresse", email)
    hand.write("Name", "Nora Neuling")
    hand.choose("Was soll die Person tun?", "Redaktion")
    hand.press("Einladung schicken")
    hand.sees("Team")


def join(hand, link):
    hand.open(link)
    hand.sees("Willkommen")
    hand.write("Ihr neues Kennwort", PASSWORD)
    hand.press("Einladung annehmen")
    hand.sees("Guten Tag, Nora Neuling")


def set_hours(hand):
    hand.go("Unser Profil")
    hand.follow("Sprechzeiten und Telefonzeiten")
    hand.select("Tag, Zeile 1", "Dienstag")
    hand.write("von, Zeile 1", "9")
    hand.write("bis, Zeile 1", "12")
    hand.select("Tag, Zeile 2", "Donnerstag")
    hand.select("Wie oft, Zeile 2", "jeden 1. im Monat")
    hand.write("von, Zeile 2", "14 Uhr")
    hand.write("bis, Zeile 2", "16 Uhr")
    hand.press("Speichern")
    hand.sees("Unser Profil")


def confirm(hand):
    hand.go("Angaben prüfen")
    hand.press("Stimmt noch")


def write_news(hand, title, photo):
    hand.go("Unsere Meldungen")
    hand.follow("Neue Meldung schreiben")
    hand.write("Überschrift", title)
    hand.write("Das Wichtigste in ein oder zwei Sätzen", "Wir singen jeden Montag. Kommen Sie dazu!")
    hand.write("Text", "Wir treffen uns um 15 Uhr im Rathaus. Noten bringen wir mit.")
    hand.press("Entwurf speichern und weiter")
    hand.sees("Bilder und Dokumente")
    hand.follow("Bild hinzufügen")
    hand.page.get_by_label("Bilddatei").set_input_files(photo)  # the window that opens belongs to the system
    hand.write("Was ist auf dem Bild zu sehen?", "Ein grauer Verlauf.")
    hand.write("Bildnachweis", "Nora Neuling")
    hand.choose("Sind Personen zu erkennen?", "Nein")
    hand.tick("Wir dürfen dieses Bild veröffentlichen.")
    hand.press("Speichern")
    hand.follow("Weiter zu Schritt 3")
    hand.press("Zur Freigabe einreichen")
    hand.sees(title)


def release(hand, title):
    hand.sign_in(COORDINATOR, DEMO_PASSWORD)
    hand.sees("Zu erledigen")
    hand.follow(f"Ansehen und entscheiden: {title}")
    hand.press("Veröffentlichen")
    expect(hand.page.get_by_role("status")).to_contain_text("freigegeben")


def test_from_the_invitation_to_the_first_news(server, hands, office, photo, way, window):
    word = way.replace(" ", "-").lower()
    title, email = f"Neuer Chor, geschrieben {way}", f"nora.{word}@example.org"
    lead, editor, coordinator = hands(), hands(), hands()
    visitor = window()
    started = time.monotonic()

    invite(lead, email)
    join(editor, link_in(mail_to(server, email, "Einladung")))
    set_hours(editor)
    visitor.goto(office)
    expect(visitor.locator("main")).to_contain_text("dienstags 9 bis 12 Uhr")
    expect(visitor.locator("main")).to_contain_text("jeden 1. Donnerstag im Monat 14 bis 16 Uhr")
    confirm(editor)
    expect(editor.page.get_by_role("status")).to_be_visible()
    write_news(editor, title, photo)
    release(coordinator, title)

    for address in ("/", office, "/aktuelles/"):
        visitor.goto(address)
        expect(visitor.locator("main").get_by_role("link", name=title)).to_be_visible()
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("img", name="Ein grauer Verlauf.")).to_be_visible()
    assert title in server.get("/aktuelles/meldungen.atom").read().decode()
    assert title in mail_to(server, email, "Freigegeben")

    for name, hand in {"lead": lead, "editor": editor, "coordinator": coordinator}.items():
        sys.stdout.write(f"\n{way}, {name}: {hand.pages} pages, {hand.presses} presses of a key")
    sys.stdout.write(f"\n{way}: {time.monotonic() - started:.1f} s\n")  # with -s


def test_the_link_of_the_yearly_mail_shows_first_and_confirms_then(server, hands, office, window):
    hand, visitor = hands(), window()
    hand.open(link_in(mail_to(server, LEAD, "Stimmt noch?")))
    hand.sees("Stimmen diese Angaben noch?")
    visitor.goto(office)
    expect(visitor.locator("main")).to_contain_text("Angaben noch nicht bestätigt")
    hand.press("Stimmt noch")
    hand.sees("Danke!")
    visitor.goto(office)
    expect(visitor.locator("main")).to_contain_text("Angaben geprüft am")
