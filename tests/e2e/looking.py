"""What is looked at on every page, by axe-core and by a ruler: wide and narrow, light and dark, usual and enlarged."""

from pathlib import Path

import axe_playwright_python

from tests.e2e.conftest import NARROW, WIDE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# What is wrong is shown by its markup, so nobody needs an address for each element.
VIOLATIONS = {"resultTypes": ["violations"], "selectors": False}
EVERYTHING = {**VIOLATIONS, "runOnly": {"type": "tag", "values": TAGS}}
SHAPES = {**EVERYTHING, "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
COLOURS = {**VIOLATIONS, "runOnly": {"type": "rule", "values": COLOUR_RULES}}

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

# The ways in which letters stand on something, each as a number: the letters' own colours and size, what lies behind
# them up to the edge of the page, what else is painted where they stand, and for a link the text in which it stands.
WAYS_TO_COLOUR = """() => {
  const styles = new Map(), boxes = new Map(), ways = new Map(), painted = [];
  const style = element => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const box = element => {
    if (!boxes.has(element)) boxes.set(element, element.getBoundingClientRect());
    return boxes.get(element);
  };
  const paint = element => {
    const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position} = style(element);
    const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join(' ');
    return own === 'rgba(0, 0, 0, 0) none 1 none normal static' ? '' : own;
  };
  const behind = element => {
    const way = [];
    for (let at = element; at; at = at.parentElement) way.push(paint(at));
    return way.filter(Boolean).join(' / ');
  };
  const meet = (one, other) => one.left + 1 < other.right && other.left + 1 < one.right &&
    one.top + 1 < other.bottom && other.top + 1 < one.bottom;
  const beside = element => painted
    .filter(([other]) => meet(box(element), box(other)) && !other.contains(element) && !element.contains(other))
    .map(([, own]) => own).join(' / ');
  const around = link => {
    let block = link.parentElement;
    while (style(block).display === 'inline') block = block.parentElement;
    const links = [...block.querySelectorAll('a')].reduce((sum, other) => sum + other.textContent.trim().length, 0);
    const {color, fontSize, fontWeight, fontStyle, fontFamily} = style(block);
    return [style(link).display, block.textContent.trim().length > links, color, fontSize, fontWeight, fontStyle,
            fontFamily].join(' ');
  };
  const number = words => {
    let one = 0xdeadbeef, two = 0x41c6ce57;
    for (let at = 0; at < words.length; at += 1) {
      one = Math.imul(one ^ words.charCodeAt(at), 2654435761);
      two = Math.imul(two ^ words.charCodeAt(at), 1597334677);
    }
    one = Math.imul(one ^ one >>> 16, 2246822507) ^ Math.imul(two ^ two >>> 13, 3266489909);
    two = Math.imul(two ^ two >>> 16, 2246822507) ^ Math.imul(one ^ one >>> 13, 3266489909);
    return 4294967296 * (2097151 & two) + (one >>> 0);
  };
  const all = [...document.querySelectorAll('body *')];
  painted.push(...all.map(element => [element, paint(element)]).filter(([, own]) => own));
  for (const element of all) {
    const hasLetters = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasLetters && !element.matches('input, select, textarea')) continue;
    const {width, right, bottom} = box(element);
    if (!element.checkVisibility({visibilityProperty: true}) || width <= 1 || right <= 0 || bottom <= 0) continue;
    const {color, fontSize, fontWeight, fontStyle, fontFamily, textDecorationLine, textShadow, borderBottomStyle} =
      style(element);
    const way = number([
      element.matches(':disabled, [aria-disabled=true]'), color, fontSize, fontWeight, fontStyle, fontFamily,
      textDecorationLine, textShadow, borderBottomStyle, element.matches('a') ? around(element) : '', behind(element),
      beside(element)].join(' | '));
    ways.set(way, [...(ways.get(way) || []), element]);
  }
  Object.assign(window, {waysToColour: ways, numberOf: number});
  return [...ways.keys()];
}"""

# Axe looks at one element of each way, and at all others of those ways of which it could not say that they pass. Of
# some it can't say so at all, of a letter alone for example; that stays so for the same element in the same way.
EXAMINE = """async ([ways, open, options]) => {
  const passed = new Set(), found = [], stillOpen = new Set(open), asked = new Map();
  const mark = (element, way) => window.numberOf(`${way} ${element.outerHTML}`);
  for (const part of [elements => elements.slice(0, 1), elements => elements.slice(1)]) {
    const wayOf = new Map();
    for (const way of ways.filter(way => !passed.has(way)))
      for (const element of part(window.waysToColour.get(way)))
        if (!stillOpen.has(mark(element, way))) wayOf.set(element, way);
    if (!wayOf.size) continue;
    const {violations, passes} = await axe.run({include: [...wayOf.keys()]}, options);
    found.push(...violations);
    for (const rule of passes.filter(rule => rule.id === 'color-contrast'))
      for (const node of rule.nodes) passed.add(wayOf.get(node.element));
    for (const [element, way] of wayOf) asked.set(element, way);
  }
  for (const [element, way] of asked) if (!passed.has(way)) stillOpen.add(mark(element, way));
  const wrong = found.flatMap(({id, nodes}) => nodes.map(node => ({id, html: node.html, says: node.failureSummary})));
  return [wrong, [...passed].filter(Boolean), [...stillOpen]];
}"""
PASSED, OPEN = set(), set()  # the ways to colour letters; most pages share theirs


def violations(page, options=EVERYTHING):
    found = page.evaluate("options => axe.run(document, options).then(found => found.violations)", options)
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def colour_violations(page):
    """In the light that the page is in now. Axe works out each way to colour letters once, not on each page again."""
    ways = [way for way in page.evaluate(WAYS_TO_COLOUR) if way not in PASSED]
    if not ways:
        return []
    options = {**COLOURS, "resultTypes": ["violations", "passes"], "elementRef": True}
    found, passed, still_open = page.evaluate(EXAMINE, [ways, sorted(OPEN), options])
    if not found:
        PASSED.update(passed)
        OPEN.update(still_open)
    return [f"{one['id']}: {one['html'][:160]} {one['says']}" for one in found]


def heading(page):
    """Read by the page's own means: to find it by others, a program would have to be brought into each page first."""
    [text] = page.evaluate("[...document.querySelectorAll('h1')].map(heading => heading.textContent)")
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "").split())


def measured(page):
    return page.evaluate(f"() => [{', '.join(MEASURES)}].flatMap(measure => measure())")


def look(page):
    """What is wrong with the open page on any screen in any light. It is loaded once, because that takes longest:
    the display settings are attributes of the page, and twice as large text is what browsers' settings do."""
    page.evaluate(AXE)
    found = []
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        seen = [*violations(page, SHAPES), *colour_violations(page), *measured(page)]
        found += [f"{viewport['width']} px: {line}" for line in seen]
    for words, media in (("dark", {"color_scheme": "dark"}), ("dark, more contrast", {"contrast": "more"})):
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
