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

# Buttons, inputs and links that lead on lower than a fingertip; of a box to tick the whole line is the target. What is
# there for programs only is no target.
TOO_LOW = """() => [...document.querySelectorAll(
  'button, .button, input, select, textarea, summary, main nav a, main .actions > a')]
  .filter(element => element.type !== 'hidden' && !element.closest('[aria-hidden]'))
  .filter(element => element.checkVisibility({visibilityProperty: true}))
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

# Lines of more than 70 letters, in which the eye loses its way back. Counted as they are set, letter by letter.
LINES_TOO_LONG = """() => {
  const blocks = 'p, li, dd, figcaption', found = [], range = document.createRange();
  for (const block of document.querySelectorAll('main :is(p, li, dd, figcaption)')) {
    if (!block.checkVisibility({visibilityProperty: true})) continue;
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), lines = new Map();
    while (words.nextNode()) {
      const {data, parentElement} = words.currentNode;
      if (parentElement.closest(blocks) !== block || parentElement.closest('.visually-hidden')) continue;
      for (let at = 0; at < data.length; at += 1) {
        if (!data[at].trim() && !data[at - 1]?.trim()) continue;
        range.setStart(words.currentNode, at);
        range.setEnd(words.currentNode, at + 1);
        const box = range.getBoundingClientRect(), line = Math.round(box.bottom / 6);
        if (box.width) lines.set(line, (lines.get(line) || 0) + 1);
      }
    }
    const longest = Math.max(0, ...lines.values());
    if (longest > 70) found.push(`${longest} letters: ${block.textContent.trim().slice(0, 60)}`);
  }
  return found;
}"""

WIDER_THAN_THE_WINDOW = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(element => element.outerHTML.slice(0, 90)).slice(0, 5)"""


MEASURES = (WIDER_THAN_THE_WINDOW, TOO_SMALL, TOO_LOW)
LARGER_AND_HIGH = "Object.assign(document.documentElement.dataset, {text: 'larger', contrast: 'high'})"
AS_USUAL = "['text', 'contrast'].forEach(name => delete document.documentElement.dataset[name])"


def violations(page, options=EVERYTHING):
    found = page.evaluate("options => axe.run(document, options).then(found => found.violations)", options)
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def look(page):
    """What is wrong with the open page on any screen in any light. It is loaded once, because that takes longest:
    the display settings are attributes of the page, and twice as large text is what browsers' settings do."""
    page.evaluate(AXE)
    found = []
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        measured = [line for code in MEASURES for line in page.evaluate(code)]
        found += [f"{viewport['width']} px: {line}" for line in [*violations(page), *measured]]
    for words, media in (("dark", {"color_scheme": "dark"}), ("dark, more contrast", {"contrast": "more"})):
        page.emulate_media(**media)
        found += [f"{words}: {line}" for line in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light", contrast="no-preference")
    return found + _look_enlarged(page)


def _look_enlarged(page):
    page.evaluate(LARGER_AND_HIGH)
    found = [*violations(page, COLOURS), *page.evaluate(WIDER_THAN_THE_WINDOW)]
    page.evaluate(AS_USUAL)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for viewport in ({"width": 640, "height": 800}, WIDE):
        page.set_viewport_size(viewport)
        found += page.evaluate(WIDER_THAN_THE_WINDOW)
    return [f"larger: {line}" for line in found]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_bars_the_way_on_any_screen_in_any_light(page, kind):
    path, heading = KINDS[kind]
    page.goto(path)
    expect(page.locator("h1")).to_contain_text(heading)
    page.evaluate("document.fonts.ready.then(() => true)")  # letters of another typeface would be counted otherwise
    assert page.evaluate(LINES_TOO_LONG) == []
    assert look(page) == []
