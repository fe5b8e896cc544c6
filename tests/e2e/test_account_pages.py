"""Pages of the account, looked at like all others, but signed in."""

import subprocess
import sys

import pytest

from tests.accounts.people import app_code
from tests.e2e.conftest import LONGEST_WAIT, WIDE
from tests.e2e.looking import look
from tests.server import ROOT

EMAIL, PASSWORD = "blick@example.org", "vier-woerter-zum-sehen"
SCRIPT = f"from accounts.models import User; User.objects.create_user({EMAIL!r}, {PASSWORD!r}, name='Berta Blick')"
SIGNING_IN = ("anmelden", "code", "kennwort/vergessen")
SIGNED_IN = (
    *("", "angaben", "adresse", "kennwort", "zweiter-faktor", "zweiter-faktor/app/einrichten", "passkeys"),
    *("passkeys/neu", "geraete", "bestaetigen", "abmelden"),
)
WITH_FACTOR = ("", "zweiter-faktor", "zweiter-faktor/ersatzcodes", "zweiter-faktor/app/entfernen", "geraete")


@pytest.fixture
def page(chromium, server):
    """Under a name and not a number, so that what belongs to passkeys shows too."""
    context = chromium.new_context(
        base_url=f"http://localhost:{server.port}", locale="de-DE", viewport=WIDE, color_scheme="light"
    )
    context.set_default_timeout(LONGEST_WAIT)
    yield context.new_page()
    context.close()


def test_nothing_bars_the_way_into_the_account_and_through_it(page, server):
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", SCRIPT]
    subprocess.run(command, cwd=ROOT, env={"PATH": "", "DATA_DIR": str(server.folder)}, check=True)
    found = {}

    def visit(paths):
        for path in paths:
            page.goto(f"/konto/{path}/" if path else "/konto/")
            assert page.url.endswith(f"/konto/{path}/" if path else "/konto/")
            found[path] = look(page)

    visit(SIGNING_IN)
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    found["with mistakes"] = look(page)
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    visit(SIGNED_IN)
    page.goto("/konto/zweiter-faktor/app/einrichten/")
    page.get_by_label("Code aus der App").fill(app_code(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Code-App einrichten").click()
    visit(WITH_FACTOR)
    assert {path: lines for path, lines in found.items() if lines} == {}
