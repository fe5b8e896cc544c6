"""What is looked at on every page, by axe-core and by a ruler: wide and narrow, light and dark, usual and enlarged."""

from pathlib import Path

import axe_playwright_python

from tests.e2e.conftest import NARROW, WIDE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
EVERYTHING = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": COLOUR_RULES}}
SHAPES = {**EVERYTHING, "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}

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

# Marks one element for each way in which letters stand on something, unless that way is known, and returns what is new:
# the letters' own colours and size, and what lies behind them up to the edge of the page.
NEW_WAYS_TO_COLOUR = """known => {
  const styles = new Map(), found = [], passed = new Set(known);
  const style = element => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const behind = element => {
    const way = [];
    for (let at = element; at; at = at.parentElement) {
      const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position} = style(at);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join(' ');
      if (own !== 'rgba(0, 0, 0, 0) none 1 none normal static') way.push(own);
    }
    return way.join(' / ');
  };
  document.querySelectorAll('[data-sample]').forEach(element => delete element.dataset.sample);
  for (const element of document.querySelectorAll('body *')) {
    const hasLetters = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasLetters && !element.matches('input, select, textarea')) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const {color, fontSize, fontWeight, textDecorationLine, textShadow, borderBottomStyle} = style(element);
    const around = element.matches('a') ? style(element.parentElement).color : '';
    const way = [element.matches(':disabled, [aria-disabled=true]'), color, fontSize, fontWeight, textDecorationLine,
                 textShadow, borderBottomStyle, around, behind(element)].join(' | ');
    if (passed.has(way)) continue;
    passed.add(way);
    found.push(way);
    element.dataset.sample = '';
  }
  return found;
}"""
SEEN = set()  # the ways to colour letters that have passed; most pages share theirs


def violations(page, options=EVERYTHING, *, within="document"):
    found = page.evaluate(f"options => axe.run({within}, options).then(found => found.violations)", options)
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def colour_violations(page):
    """In the light that the page is in now. Axe works out each way to colour letters once, not on each page again."""
    ways = page.evaluate(NEW_WAYS_TO_COLOUR, sorted(SEEN))
    if not ways:
        return []
    found = violations(page, COLOURS, within="{include: [['[data-sample]']]}")
    if not found:
        SEEN.update(ways)
    return found


def look(page):
    """What is wrong with the open page on any screen in any light. It is loaded once, because that takes longest:
    the display settings are attributes of the page, and twice as large text is what browsers' settings do."""
    page.evaluate(AXE)
    found = []
    for viewport, options in ((WIDE, EVERYTHING), (NARROW, SHAPES)):
        page.set_viewport_size(viewport)
        measured = [line for code in MEASURES for line in page.evaluate(code)]
        found += [f"{viewport['width']} px: {line}" for line in [*violations(page, options), *measured]]
    lights = (("light", {}), ("dark", {"color_scheme": "dark"}), ("dark, more contrast", {"contrast": "more"}))
    for words, media in lights:
        page.emulate_media(**media)
        found += [f"{words}: {line}" for line in colour_violations(page)]
    page.emulate_media(color_scheme="light", contrast="no-preference")
    return found + _look_enlarged(page)


def _look_enlarged(page):
    page.evaluate(LARGER_AND_HIGH)
    found = [*colour_violations(page), *page.evaluate(WIDER_THAN_THE_WINDOW)]
    page.evaluate(AS_USUAL)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for viewport in ({"width": 640, "height": 800}, WIDE):
        page.set_viewport_size(viewport)
        found += page.evaluate(WIDER_THAN_THE_WINDOW)
    return [f"larger: {line}" for line in found]
