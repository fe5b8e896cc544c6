"""Every kind of page, looked at by axe-core and by a ruler: wide and narrow, light and dark, as usual and enlarged."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NARROW, WIDE
from tests.e2e.kinds import KINDS

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
EVERYTHING = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# Buttons and inputs lower than a fingertip; of a box to tick the whole line is the target.
TOO_LOW = """() => [...document.querySelectorAll('button, .button, input, select, textarea, summary')]
  .filter(element => element.type !== 'hidden' && element.checkVisibility({visibilityProperty: true}))
  .map(element => ['checkbox', 'radio'].includes(element.type) ? element.closest('label') : element)
  .filter(element => element.getBoundingClientRect().height < 47.5)
  .map(element => `${element.outerHTML.slice(0, 90)}: ${element.getBoundingClientRect().height}`)"""

# What can be pressed and is no link within a sentence, smaller than 24 px or out of reach at the side.
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter(element => element.type !== 'hidden' && element.checkVisibility({visibilityProperty: true}))
  .filter(element => getComputedStyle(element).display !== 'inline' && !element.closest('svg'))
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => box.width > 1 && (box.height < 23.5 || box.width < 23.5) && !element.closest('label'))
  .map(([element, box]) => `${element.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)"""

WIDER_THAN_THE_WINDOW = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(element => element.outerHTML.slice(0, 90)).slice(0, 5)"""


def visit(page, kind):
    path, heading = KINDS[kind]
    page.goto(path)
    expect(page.locator("h1")).to_contain_text(heading)
    page.evaluate(AXE)


def violations(page, options=EVERYTHING):
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_bars_the_way_on_any_screen_in_any_light(page, kind):
    visit(page, kind)
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        assert violations(page) == []
        assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate(TOO_LOW) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
    page.emulate_media(color_scheme="dark", contrast="more")
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_larger_text_and_high_contrast_lose_nothing(window, server, kind):
    page = window(viewport=NARROW)
    page.context.add_cookies([{"name": "darstellung", "value": "larger.high", "url": server.url}])
    visit(page, kind)
    assert violations(page, COLOURS) == []
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_large_text_needs_no_sideways_scrolling(page, kind):
    visit(page, kind)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
    page.set_viewport_size({"width": 640, "height": 800})
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
