"""A real browser before the real server. Whatever a test does, no page may ask a foreign host or complain in the
console; that is checked when its window closes."""

import os

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM
from tests.server import running

# Debian's Chromium loads two pages for its address bar into every new window, which costs more than many of ours. The
# others of the list are Playwright's own, which this one replaces.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable"),
    *("HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
ARGUMENTS = [
    *("--no-sandbox", "--disable-background-networking", "--disable-gpu"),
    f"--disable-features={','.join(WITHOUT)}",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SAID_BY_STATUS = ("status of 404", "status of 409", "status of 410")  # not there, written meanwhile, over
LONGEST_WAIT = 15_000  # milliseconds, for machines that do many things at once


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def server(furnish):
    """With the demo content, as `make run` starts it; on SQLite, whatever the other tests run on."""
    with running(furnish("browser")) as server:
        yield server


@pytest.fixture(scope="package")
def chromium():
    # Playwright's loop runs in this thread; Django would take that for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
        # While that loop runs, this thread has connections of its own that nobody else will close.
        connections.close_all()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def watched(page, server):
    """A list that fills with what the page complains about and whom else it asks."""
    complaints = []

    def listen(message):
        # The browser reports a page that was not found as an error too; the tests know its status.
        if message.type in {"error", "warning"} and not any(words in message.text for words in SAID_BY_STATUS):
            complaints.append(f"console: {message.text}")

    def check_host(request):
        if not request.url.startswith((server.url, "data:")):
            complaints.append(f"foreign host: {request.url}")

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", check_host)
    return complaints


def new_window(chromium, server, **options):
    context = chromium.new_context(
        base_url=server.url, locale="de-DE", **{"viewport": WIDE, "color_scheme": "light", **options}
    )
    context.set_default_timeout(LONGEST_WAIT)
    return context.new_page()


@pytest.fixture
def window(chromium, server):
    """`window(viewport=…, java_script_enabled=…)` → an empty page of a visitor who has never been here."""
    pages, complaints = [], []

    def open_window(**options):
        page = new_window(chromium, server, **options)
        pages.append(page)
        complaints.append(watched(page, server))
        return page

    yield open_window
    for page in pages:
        page.context.close()
    assert [line for lines in complaints for line in lines] == []


@pytest.fixture(scope="package")
def kept_window(chromium, server):
    page = new_window(chromium, server)
    yield page, watched(page, server)
    page.context.close()


@pytest.fixture
def passer_by(kept_window):
    """`passer_by(cookies)` → a page of somebody with no more than these cookies, for tests that only look. The window
    is the same for all of them, because to open one takes as long as to load two pages."""
    page, complaints = kept_window

    def come(cookies=()):
        page.set_viewport_size(WIDE)
        page.context.clear_cookies()
        page.context.add_cookies([*cookies])
        return page

    yield come
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0  # nothing is left for whoever comes next
    lines = complaints[:]
    complaints.clear()
    assert lines == []


@pytest.fixture
def page(window):
    return window()
