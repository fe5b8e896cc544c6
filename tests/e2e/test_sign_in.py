"""Signing in as people do it: code from the mail, passkey on the device, code of the app."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.accounts.people import CODE, app_code
from tests.e2e.conftest import LONGEST_WAIT, WIDE
from tests.server import ROOT

EMAIL, PASSWORD = "reise@example.org", "vier-woerter-fuer-reisen"
SCRIPT = f"from accounts.models import User; User.objects.create_user({EMAIL!r}, {PASSWORD!r}, name='Rita Reise')"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def person(server):
    environment = {"PATH": "", "DATA_DIR": str(server.folder)}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", SCRIPT]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


@pytest.fixture
def page(chromium, server, person):
    """Under a name, because passkeys belong to one; on a device with a finger that is always there."""
    context = chromium.new_context(base_url=f"http://localhost:{server.port}", locale="de-DE", viewport=WIDE)
    context.set_default_timeout(LONGEST_WAIT)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()
    assert [text for text in complaints if "status of 404" not in text] == []


def mailed_code(server):
    with closing(sqlite3.connect(server.folder / "portal.sqlite3")) as database:
        ((text,),) = database.execute('SELECT text FROM core_message WHERE "to" = ? ORDER BY id DESC LIMIT 1', [EMAIL])
    (code,) = CODE.findall(text)
    return code


def sign_out(page):
    page.goto("/konto/abmelden/")
    page.get_by_role("button", name="Jetzt abmelden").click()
    page.get_by_text("Sie sind abgemeldet.").wait_for()


def heading(page):
    page.goto("/konto/")
    return page.locator("h1").inner_text()


def test_code_then_passkey_then_app(page, server):
    # With a code from the mail, the address typed on the page of the password.
    page.goto("/konto/anmelden/?next=/konto/passkeys/neu/")
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_role("button", name="Code per E-Mail schicken").click()
    page.get_by_label("Code").fill(mailed_code(server))
    page.get_by_role("button", name="Anmelden", exact=True).click()

    # A passkey is made, and recovery codes come with it.
    page.get_by_label("Name des Passkeys").fill("Mein Telefon")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.wait_for_url("**/konto/zweiter-faktor/ersatzcodes/")
    assert page.locator(".codes li").count() == 10
    assert page.get_by_role("button", name="Codes drucken").is_visible()

    # It signs in without address and password, and leads on to where one wanted to go.
    sign_out(page)
    page.goto("/konto/anmelden/?next=/konto/geraete/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/geraete/")
    assert "Dieses Gerät" in page.locator(".rows").inner_text()

    # A code app besides it.
    page.goto("/konto/zweiter-faktor/app/einrichten/")
    secret = page.locator(".secret").inner_text()
    assert page.locator(".qr svg").bounding_box()["width"] > 200
    page.get_by_label("Code aus der App").fill(app_code(secret))
    page.get_by_role("button", name="Code-App einrichten").click()
    page.get_by_text("Die Code-App ist eingerichtet.").wait_for()

    # After the password either of them is asked for: here the app, with the code of the next half minute,
    # because each opens once.
    sign_out(page)
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Kennwort anzeigen").click()
    assert page.get_by_label("Kennwort", exact=True).get_attribute("type") == "text"
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_label("Code").fill(app_code(secret, shift=1))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    assert heading(page) == "Mein Konto"

    # And the passkey as second factor.
    sign_out(page)
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("button", name="Mit Passkey bestätigen").click()
    page.wait_for_url(re.compile(r"/buero/|/konto/$"))
    assert heading(page) == "Mein Konto"


def test_a_device_that_says_no_gets_a_sentence(page):
    page.context.new_cdp_session(page).send("WebAuthn.disable")
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('no'))")
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_text("Das hat nicht geklappt.").wait_for()
    assert page.url.endswith("/konto/anmelden/")


def test_without_scripts_nothing_offers_what_cannot_work(window, person):
    page = window(java_script_enabled=False)
    page.goto("/konto/anmelden/")
    assert page.get_by_role("button", name="Mit Passkey anmelden").count() == 0
    assert page.get_by_role("button", name="Kennwort anzeigen").count() == 0
    assert page.get_by_role("button", name="Code per E-Mail schicken").is_visible()
