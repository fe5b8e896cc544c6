"""Two ways of using a page: with the keyboard alone, and with clicks where no JavaScript runs. A journey is written
once and walked with either, so both have the same words: `go` (in the navigation at the side), `follow`, `press`,
`write`, `choose`, `tick`, `select`."""

import re

from playwright.sync_api import expect

MOST_STOPS = 150  # presses of the tab key on the way to one control; more would mean that it can't be reached

# The accessible name as the page gives it, and the widest ring that can be seen around the focus.
FOCUS = """() => {
  const element = document.activeElement;
  const said = (element.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id));
  const names = [element.getAttribute('aria-label'), ...said.map(node => node?.textContent),
                 ...[...(element.labels || [])].map(label => label.textContent), element.textContent];
  const group = element.closest('fieldset')?.querySelector('legend')?.textContent || '';
  const frames = [element, element.closest('label'), element.closest('.editor')].filter(Boolean);
  const styles = frames.flatMap(frame => [getComputedStyle(frame), getComputedStyle(frame, '::after')]);
  const box = element.getBoundingClientRect();
  const part = element.closest('.side') ? 'side' : '';
  const words = text => (text || '').replace(/\\s+/g, ' ').trim();
  return {name: words(names.find(name => words(name))), group: words(group), part, tag: element.tagName.toLowerCase(),
          type: element.type || '', value: element.value, on: document.hasFocus() && element !== document.body,
          ring: Math.max(...styles.map(style => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth))),
          seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""


class Hands:
    """Counts the pages it opens."""

    def __init__(self, page):
        self.page, self.pages, self.presses = page, 0, 0
        page.on("domcontentloaded", self._count)

    def _count(self, page):
        self.pages += 1

    def open(self, address):
        self.page.goto(address)

    def sees(self, heading):
        expect(self.page.locator("h1")).to_contain_text(heading)

    def sign_in(self, email, password):
        self.open("/konto/anmelden/")
        self.write("E-Mail-Adresse", email)
        self.write("Kennwort", password)
        self.press("Anmelden")
        self.page.wait_for_url(lambda address: "/anmelden/" not in address)


class Clicks(Hands):
    def go(self, name):
        self.page.locator(".side--wide").get_by_role("link", name=name, exact=True).click()

    def follow(self, name):
        self._named("link", name).click()

    def press(self, name):
        self._named("button", name).click()

    def write(self, name, text):
        self._labelled(name).fill(text)

    def choose(self, group, name):
        self.page.get_by_role("group", name=re.compile(f"^{re.escape(group)}")).get_by_label(name).check()

    def tick(self, name):
        self._labelled(name).check()

    def select(self, name, option):
        self._labelled(name).select_option(label=option)

    def _labelled(self, name):
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(name)}(\s*\(freiwillig\))?\s*$")).first

    def _named(self, role, name):
        # Browsers put a space before words that only listeners get.
        said = re.escape(name).replace(":", r"\s?:")
        return self.page.locator("main").get_by_role(role, name=re.compile(f"^{said}")).first


class Keys(Hands):
    """Tab, arrows, Enter, Space and letters; the mouse lies in the drawer. The focus is always to be seen."""

    def go(self, name):
        for _ in range(MOST_STOPS):
            focus = self._step()
            if (focus["name"], focus["part"], focus["tag"]) == (name, "side", "a"):
                return self._press_and_wait("Enter")
        raise AssertionError(f"{name} is not reached with {MOST_STOPS} presses of the tab key")

    def follow(self, name):
        self._reach(name, lambda focus: focus["tag"] == "a")
        self._press_and_wait("Enter")

    def press(self, name):
        self._reach(name, lambda focus: focus["tag"] == "button")
        self._press_and_wait("Space")

    def write(self, name, text):
        self._reach(name, lambda focus: focus["tag"] in {"input", "textarea", "div"})
        self._press("Control+a")
        self.page.keyboard.type(text)
        self.presses += len(text)

    def choose(self, group, name):
        focus = self._reach("", lambda focus: focus["type"] == "radio" and focus["group"].startswith(group))
        for _ in range(10):
            if focus["name"].startswith(name):
                self._press("Space")
                return
            focus = self._press("ArrowDown")
        raise AssertionError(f"{group}: no {name}")

    def tick(self, name):
        self._reach(name, lambda focus: focus["type"] == "checkbox")
        self._press("Space")

    def select(self, name, option):
        self._reach(name, lambda focus: focus["tag"] == "select")
        for _ in range(60):
            if self.page.evaluate("document.activeElement.selectedOptions[0].text") == option:
                return
            self._press("ArrowDown")
        raise AssertionError(f"{name}: no {option}")

    def _press_and_wait(self, key):
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.presses += 1

    def _press(self, key):
        self.page.keyboard.press(key)
        self.presses += 1
        return self.page.evaluate(FOCUS)

    def _reach(self, name, fits):
        """Onwards from where the focus is; on a fresh page over the link that skips to the content."""
        if not self.page.evaluate(FOCUS)["on"]:
            self._skip()
        for _ in range(MOST_STOPS):
            focus = self._step()
            if focus["name"].startswith(name) and fits(focus):
                return focus
        raise AssertionError(f"{name} is not reached with {MOST_STOPS} presses of the tab key")

    def _step(self):
        focus = self._press("Tab")
        if focus["on"]:  # not between the last control of the page and the first
            assert focus["ring"] >= 3, focus
            assert focus["seen"], focus
        return focus

    def _skip(self):
        assert self._press("Tab")["name"] == "Zum Inhalt springen"
        self._press("Enter")
