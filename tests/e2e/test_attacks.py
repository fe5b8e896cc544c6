"""A whole portal made of attacks, walked through in a real browser: nothing runs, nothing is asked of another host, the
policy has nothing to report, and what was typed as text stands there as text.

The policy alone would hold most of it off; so it counts as a mistake when it has to, and a second walk goes without it.
"""

import json
import subprocess
import sys
import urllib.parse
from html import escape

import feedparser
import pytest

from tests.attacks import CLASSIC, harmless
from tests.e2e.conftest import LONGEST_WAIT, WIDE
from tests.server import ROOT, running

SCRIPT = "import json; from tests.e2e.attacked import fill; print(json.dumps(fill()))"
QUIET = "status of 404"  # of pictures that an attack names and nobody has

# Before any script of the page: whatever an attack would do leaves a trace.
TRAP = """window.__seen = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox'])
  window[name] = () => { window.__seen.push(name); };
document.addEventListener('securitypolicyviolation', event =>
  window.__seen.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""

# Whatever could act in the markup as the browser has understood it; the editor sets styles and handlers by program.
AUDIT = """() => {
  const problems = [...window.__seen], allowed = ['http:', 'https:', 'mailto:', 'tel:'];
  for (const element of document.querySelectorAll('*')) {
    if (element.closest('.cke') || element.matches('[data-editor] > textarea')) continue;
    const name = element.localName, says = `${name} ${element.outerHTML.slice(0, 120)}`;
    if (['iframe', 'object', 'embed', 'applet', 'base', 'style', 'marquee', 'portal', 'foreignobject', 'math',
         'video', 'audio', 'frame', 'frameset', 'animate', 'set', 'xmp', 'plaintext'].includes(name))
      problems.push(says);
    if (name === 'script' && element.type !== 'application/ld+json' && !element.src.startsWith(location.origin + '/'))
      problems.push(says);
    if (name === 'meta' && element.httpEquiv) problems.push(says);
    if (name === 'link' && new URL(element.href).host !== location.host && element.rel !== 'canonical')
      problems.push(says);
    for (const attribute of element.attributes) {
      if (/^on|^style$|^srcdoc$|^ping$|^formaction$|^background$/i.test(attribute.name)) problems.push(says);
      if (['href', 'src', 'action', 'data', 'poster', 'cite', 'xlink:href'].includes(attribute.name)) {
        const url = new URL(attribute.value, location.href);
        const leads = name === 'a' ? allowed.includes(url.protocol) : url.host === location.host;
        if (!leads && name !== 'link') problems.push(says);
      }
    }
  }
  return problems;
}"""


@pytest.fixture(scope="module")
def site(furnish):
    """A server of its own: nobody else wants to meet these offices."""
    folder = furnish("attacks")
    with running(folder) as server:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", SCRIPT]
        environment = {"PATH": "", "DATA_DIR": str(folder)}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        server.has = json.loads(done.stdout)
        server.has["html"] = lambda html: html.replace(f'="{server.url}/', '="/')
        yield server


@pytest.fixture
def window(chromium, site):
    """`window(bypass_csp=…)` → a page full of traps, signed in as somebody who may see everything."""
    contexts, complaints = [], []

    def open_window(**options):
        context = chromium.new_context(base_url=site.url, locale="de-DE", viewport=WIDE, **options)
        context.set_default_timeout(LONGEST_WAIT)
        context.add_cookies([{"name": "sessionid", "value": site.has["session"], "url": site.url}])
        context.add_init_script(TRAP)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: said.type == "error" and QUIET not in said.text and complaints.append(said.text)
        )
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: complaints.append(f"window: {popup.url}"))
        page.on("download", lambda download: complaints.append(f"download: {download.url}"))
        page.on("request", lambda asked: asked.url.startswith((site.url, "data:")) or complaints.append(asked.url))
        page.complaints = complaints
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def look(page, path):
    """Opens the page; everything that is wrong with it."""
    response = page.goto(path, wait_until="load")
    assert response.status == 200, f"{response.status} {path}"
    return [f"{path}: {problem}" for problem in page.evaluate(AUDIT)]


# Asked at once and by the page's own means: to find elements by other ones, the tests bring a program into each page.
ARTICLE = """() => {
  const text = selector => document.querySelector(selector).textContent;
  const pictures = document.querySelector('article > figure, article .picture').querySelectorAll('img');
  const bodies = [...document.querySelectorAll('.rich-text')].map(body => body.innerHTML);
  return [text('h1'), text('article > .lead'), [...pictures].map(picture => picture.alt), bodies];
}"""


def words(text):
    """What is left of a text on a page, whatever a browser makes of spaces and signs nobody sees."""
    return "".join(sign for sign in text if sign.isprintable() and sign not in " \ufffd")


def text_of(page, selector):
    return words(page.evaluate("selector => document.querySelector(selector).textContent", selector))


# --- the traps hold ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bypass", [False, True])
@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"]
)
def test_a_page_that_lets_an_attack_through_would_be_noticed(window, site, bypass, attack):
    page = window(bypass_csp=bypass)
    policy = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html"}
    page.route("**/offen/", lambda route: route.fulfill(body=f"<body>{attack}", headers=policy))
    page.goto("/offen/")
    page.wait_for_function("window.__seen.length > 0")
    assert page.evaluate(AUDIT)
    page.complaints.clear()


# --- what everybody sees ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bypass", [False, True])
def test_articles_show_attacks_as_text(window, site, bypass):
    """Title, teaser and body, picture, document, sender and neighbours; without the policy every other classic one."""
    page, problems = window(bypass_csp=bypass), []
    for path, title, teaser in site.has["articles"][: len(CLASSIC) if bypass else None : 2 if bypass else 1]:
        problems += look(page, path)
        heading, lead, [alt], [body] = page.evaluate(ARTICLE)
        assert [words(heading), words(lead), words(alt)] == [words(title), words(teaser), words(title)]
        problems += [f"{path}: {found}" for found in harmless(body)]
    page.emulate_media(media="print")
    assert problems + page.evaluate(AUDIT) == []


def test_offices_show_attacks_as_text(window, site):
    page, problems = window(), []
    for path, name, _ in site.has["offices"]:
        problems += look(page, path)
        assert text_of(page, "h1") == words(name)
    assert problems == []


def test_lists_and_pages_of_the_portal_show_attacks_as_text(window, site):
    page, titles, problems = window(), [], []
    for number in range(1, len(site.has["articles"]) // 20 + 2):
        problems += look(page, f"/aktuelles/?seite={number}")
        titles += page.evaluate("[...document.querySelectorAll('.card__title')].map(title => title.textContent)")
    assert sorted(map(words, titles)) == sorted(words(title) for _, title, _ in site.has["articles"])
    pages = ("", "seniorenbueros/", "seniorenbueros/kreis/warendorf/", "seniorenbueros/ort/ahlen/", "daten/", "presse/")
    texts = ("impressum/", "datenschutz/", "barrierefreiheit/", "leichte-sprache/", "was-ist-ein-seniorenbuero/")
    lists = [f"seniorenbueros/?seite={number}" for number in range(2, 6)]
    for path in (*pages, *texts, *lists, "seniorenbueros/?ort=59227", "aktuelles/abonnieren/", "gibt-es-nicht/"):
        page.goto(f"/{path}")
        problems += [f"{path}: {problem}" for problem in page.evaluate(AUDIT)]
    assert problems == []


def test_feeds_carry_harmless_text(site):
    problems, entries = [], 0
    for _, _, slug in site.has["offices"]:
        for notation in ("atom", "rss"):
            feed = feedparser.parse(site.get(f"/aktuelles/buero/{slug}.{notation}").read(), sanitize_html=False)
            assert not feed.bozo, feed.get("bozo_exception")
            for entry in feed.entries:
                entries += 1
                problems += harmless(site.has["html"](entry.content[0].value))
                problems += harmless(escape(entry.title))  # a title is text, never markup
        found = json.load(site.get(f"/aktuelles/buero/{slug}.json"))
        problems += [problem for item in found["items"] for problem in harmless(site.has["html"](item["content_html"]))]
    assert entries == 2 * len(site.has["articles"])
    assert problems == []


# --- what is asked --------------------------------------------------------------------------------------------------


def test_questions_in_an_address_run_nowhere(window, site):
    page, problems = window(), []
    for attack in CLASSIC[::3]:
        asked = urllib.parse.quote(attack.encode(errors="replace"))
        query = "&".join(f"{name}={asked}" for name in ("ort", "q", "kreis", "angebot", "umkreis", "seite"))
        problems += look(page, f"/seniorenbueros/?{query}")
    for attack in CLASSIC[::12]:
        asked = urllib.parse.quote(attack.encode(errors="replace"))
        for path, names in QUESTIONS.items():
            problems += look(page, f"{path}?{'&'.join(f'{name}={asked}' for name in names)}")
    assert problems == []


QUESTIONS = {
    "/aktuelles/": ("art", "thema", "region", "buero", "seite"),
    "/intern/": ("q", "thema", "seite"),
    "/geschaeftsstelle/menschen/": ("q", "seite"),
    "/geschaeftsstelle/mails/": ("stand", "seite"),
    "/konto/anmelden/": ("next",),
}


# --- the desk -------------------------------------------------------------------------------------------------------


def test_the_desk_shows_attacks_as_text(window, site):
    """Posts with the editor started, histories, proposals, the queue, people, the team, mails and the record."""
    page, problems = window(), []
    for path in [*site.has["desk"], site.has["members"]]:
        problems += look(page, path)
        if page.evaluate("document.querySelector('[data-editor]') !== null"):
            page.wait_for_function(
                "window.CKEDITOR && Object.values(CKEDITOR.instances).every(one => one.status == 'ready')"
            )
            problems += page.evaluate(AUDIT)
    assert problems == []
