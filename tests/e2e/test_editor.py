"""The text editor in a real browser, under the portal's own strict policy: nothing is loosened for it.

Whatever a test does, the browser may complain about nothing and ask nobody else; that is checked when the page closes.
"""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from core import richtext
from core.forms.editor_files import FOLDER, SHIPPED
from tests.e2e.conftest import LONGEST_WAIT, WIDE
from tests.e2e.looking import AXE, COLOURS, TOO_LOW, WIDER_THAN_THE_WINDOW, violations
from tests.editor_page import STORED

pytestmark = pytest.mark.django_db

PASTE = """(box, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Text");
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm; color:red} --></style></head><body lang=DE><!--StartFragment-->
<h2 style='color:red'>Ausflug<o:p></o:p></h2>
<p class=MsoNormal style='margin-bottom:8pt'><b style='mso-bidi-font-weight:normal'>Wann:</b>
<span style="font-family:Arial;color:#FF0000">morgen</span><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span>
<![endif]>Kaffee<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span>
<![endif]>Kuchen<o:p></o:p></p><!--EndFragment--></body></html>"""
PLUGINS = """Object.entries(CKEDITOR.instances.id_body.plugins)
  .filter(([, plugin]) => typeof plugin !== "function").map(([name]) => name)"""
ATTACKS = {
    "CDATA in a style": "<style><img src=x onerror=alert(1)></style>",
    "CDATA section": "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "CDATA in a picture": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "protected comment": "<!--{cke_protected}%3Cimg%20src=x%20onerror=alert(1)%3E-->",
    "comment": "<!-- <img src=x onerror=alert(1)> -->",
    "handler": '<p class="a" id="b" style="color: red" onclick="alert(1)">Wort</p>',
    "frame": '<iframe src="https://example.org/"></iframe><object data="x"></object><embed src="x">',
    "link": '<a href="&#106;avascript:alert(1)">Wort</a>',
    "link to data": '<a href="data:text/html,<script>alert(1)</script>">Wort</a>',
    "whole page": "<!doctype html><html><head><script>alert(1)</script></head><body onload=alert(1)>Wort</body></html>",
    "mutation": '<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "text field": "<textarea><img src=x onerror=alert(1)></textarea>",
}
ARRIVED = re.compile("Anfang|Ende|Wort")  # of a whole page only its body
LEFT_OVER = """box => [...box.querySelectorAll('*')].filter(element =>
  !['P', 'BR', 'A', 'STRONG'].includes(element.nodeName) || /^(javascript|data):/i.test(element.href || '') ||
  [...element.attributes].some(({name}) => /^(on|style|class|id)/.test(name))).map(element => element.outerHTML)"""


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The tests' own settings and database, with one page more; that page writes nothing."""
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="tests.editor_page"):
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()


@pytest.fixture
def visit(chromium, site):
    """`visit(viewport=…, java_script_enabled=…)` → the page with the editor."""
    contexts, complaints = [], []

    def listen(page):
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(site.url) or complaints.append(request.url))

    def open_page(**options):
        context = chromium.new_context(
            base_url=site.url, locale="de-DE", **{"viewport": WIDE, "color_scheme": "light", **options}
        )
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        page = context.new_page()
        listen(page)
        page.goto("/schreiben/")
        if options.get("java_script_enabled", True):
            expect(box(page)).to_be_editable()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(visit):
    return visit()


def box(page):
    return page.get_by_role("textbox", name="Text der Meldung", exact=True)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def written(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def empty(page):
    page.evaluate("CKEDITOR.instances.id_body.setData('')")
    box(page).click()


def save(page):
    page.locator("#id_title").fill("Sommerfest")
    press(page, "Meldung speichern")
    page.wait_for_url("**/schreiben/")
    return page.locator("pre").inner_text()


def test_what_is_stored_stands_in_the_editor_and_is_saved_unchanged(page):
    expect(box(page).locator("h2")).to_have_text("Programm")
    assert save(page) == richtext.clean(STORED)


def test_what_is_typed_and_formatted_arrives_clean(page):
    empty(page)
    press(page, "Überschrift")
    page.keyboard.type("Sommerfest\n")
    page.keyboard.type("Wir feiern ")
    press(page, "Fett")
    page.keyboard.type("laut")
    press(page, "Fett")
    page.keyboard.type(" <im> Garten & Hof\n")
    press(page, "Liste")
    page.keyboard.type("Kaffee\nKuchen\n\n")
    press(page, "Zitat")
    page.keyboard.type("Schön war es")
    expected = (
        "<h2>Sommerfest</h2><p>Wir feiern <strong>laut</strong> &lt;im&gt; Garten &amp; Hof</p>"
        "<ul><li>Kaffee</li><li>Kuchen</li></ul><blockquote><p>Schön war es</p></blockquote>"
    )
    assert written(page) == expected
    assert save(page) == richtext.clean(expected)


def test_a_table_grows_by_buttons_that_are_there_only_in_a_table(page):
    empty(page)
    expect(page.get_by_role("button", name="Zeile dazu")).to_be_hidden()
    press(page, "Tabelle")
    page.keyboard.type("Tag")
    expect(box(page).locator("th").first).to_have_text("Tag")
    press(page, "Zeile dazu")
    assert box(page).locator("thead tr").count() == 1
    press(page, "Spalte dazu")
    assert box(page).locator("tr").count() == 4
    assert box(page).locator("th").count() == 3
    press(page, "Tabelle weg")
    assert box(page).locator("table").count() == 0


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.ahlen.de/a?b=1&c=2", "https://www.ahlen.de/a?b=1&amp;c=2"),
        ("buero@ahlen.de", "mailto:buero@ahlen.de"),
        ("0228 / 61 40-74", "tel:0228614074"),
        ("http://ahlen.de", "http://ahlen.de"),
    ],
)
def test_an_address_becomes_a_link_whatever_kind_it_is(page, typed, address):
    empty(page)
    page.keyboard.press("Control+k")
    page.get_by_label("Wohin führt der Link?").fill(typed)
    page.get_by_label("Text des Links").fill("Zur Stadt")
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    page.keyboard.type(" und weiter")
    assert written(page) == f'<p><a href="{address}">Zur Stadt</a> und weiter</p>'


def test_words_that_are_selected_become_the_link_and_can_be_freed_again(page):
    empty(page)
    page.keyboard.type("Stadt")
    page.keyboard.press("Control+a")
    press(page, "Link")
    expect(page.get_by_label("Text des Links")).to_be_hidden()
    page.get_by_label("Wohin führt der Link?").fill("ahlen.de")
    press(page, "Link einfügen")
    assert written(page) == '<p><a href="https://ahlen.de">Stadt</a></p>'
    press(page, "Link entfernen")
    assert written(page) == "<p>Stadt</p>"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "data:text/html,x", "//example.org", "kein Link", ""])
def test_what_is_no_address_is_said_in_a_sentence(page, typed):
    empty(page)
    press(page, "Link")
    page.get_by_label("Wohin führt der Link?").fill(typed)
    press(page, "Link einfügen")
    expect(page.get_by_text("Diese Adresse können wir nicht lesen.")).to_be_visible()
    expect(page.get_by_label("Wohin führt der Link?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    assert written(page) == ""


def test_everything_goes_by_keyboard_and_tab_always_leads_out(page):
    page.locator("#id_title").focus()
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Überschrift", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="kleine Überschrift")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Überschrift", exact=True)).to_be_focused()
    for name in ("kleine Überschrift", "Absatz", "Fett"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    assert "<p><strong>Wir lesen laut vor.</strong></p>" in written(page)
    for inside in ("li", "td"):
        empty(page)
        press(page, {"li": "Liste", "td": "Tabelle"}[inside])
        box(page).locator(inside).first.click()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Meldung speichern")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(box(page)).to_be_focused()


def test_a_text_from_word_arrives_without_its_dress(page):
    empty(page)
    box(page).evaluate(PASTE, WORD)
    expect(box(page).locator("li")).to_have_count(2)
    expected = "<h2>Ausflug</h2><p><strong>Wann:</strong> morgen</p><ul><li>Kaffee</li><li>Kuchen</li></ul>"
    assert written(page) == expected


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_nothing_that_is_pasted_or_stored_can_run_or_dress_up(page, attack):
    """The field cleans everything once more; here the editor itself has to hold, before anything is sent."""
    empty(page)
    box(page).evaluate(PASTE, f"<p>Anfang</p>{attack}")
    expect(box(page)).to_contain_text(ARRIVED)
    assert box(page).evaluate(LEFT_OVER) == []
    page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", f"<p>Ende</p>{attack}")
    expect(box(page)).to_contain_text(ARRIVED)
    assert box(page).evaluate(LEFT_OVER) == []
    assert "<!--" not in written(page)


def test_only_the_plugins_we_chose_run_and_only_files_we_serve_are_asked_for(visit):
    page = visit(java_script_enabled=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition(f"/static/{FOLDER}")[2].partition("?")[0]))
    page.reload()
    expect(box(page)).to_be_editable()
    box(page).evaluate(PASTE, WORD)
    expect(box(page).locator("li")).to_have_count(4)
    assert set(asked) - {""} <= set(SHIPPED)
    plugins = set(page.evaluate(PLUGINS))
    chosen = {
        *("basicstyles", "blockquote", "clipboard", "divarea", "enterkey", "list", "pastefromgdocs"),
        *("pastefromlibreoffice", "pastefromword", "removeformat", "tabletools", "toolbar", "undo"),
    }
    needed_by_them = {
        *("ajax", "button", "dialog", "dialogui", "indent", "indentlist", "notification", "pastetools", "xml")
    }
    assert plugins == chosen | needed_by_them
    config = page.evaluate(
        "(({versionCheck, fullPage}) => [versionCheck, fullPage])(CKEDITOR.instances.id_body.config)"
    )
    assert config == [False, False]
    assert page.evaluate("CKEDITOR.instances.id_body.setMode('source') || CKEDITOR.instances.id_body.mode") == "wysiwyg"
    assert page.locator("iframe").count() == 0


def test_label_hint_and_mistake_lead_into_the_editor(page):
    empty(page)
    page.locator("#id_title").fill("Sommerfest")
    press(page, "Meldung speichern")
    page.get_by_role("link", name="Bitte schreiben Sie einen Text.").click()
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-invalid", "true")
    described = box(page).get_attribute("aria-describedby").split()
    words = [page.locator(f"#{name}").inner_text() for name in described]
    assert words == [
        "Schreiben Sie kurze Absätze.",
        "Bitte schreiben Sie einen Text.",
        "Mit der Tastatur zu den Knöpfen: Alt + F10. Zurück zum Text: Esc.",
    ]
    page.locator("#id_title").focus()
    page.get_by_text("Text der Meldung", exact=True).last.click()
    expect(box(page)).to_be_focused()
    expect(page.get_by_label("Text der Meldung", exact=True)).to_have_attribute("contenteditable", "true")


def test_going_back_brings_back_what_was_written(page):
    empty(page)
    page.keyboard.type("Lange überlegt")
    save(page)
    page.go_back()
    expect(box(page)).to_have_text("Lange überlegt")


def test_without_javascript_marks_are_written_and_untouched_ones_change_nothing(visit):
    page = visit(java_script_enabled=False)
    expect(page.get_by_text("Eine leere Zeile beginnt einen neuen Absatz.")).to_be_visible()
    expect(page.get_by_text("Alt + F10")).to_be_hidden()
    assert save(page) == richtext.clean(STORED)
    page.goto("/schreiben/")
    page.get_by_label("Text der Meldung").fill("## Ausflug\n\nWir fahren.\n\n- Kaffee\n- Kuchen")
    expected = "<h2>Ausflug</h2><p>Wir fahren.</p><ul><li>Kaffee</li><li>Kuchen</li></ul>"
    assert save(page) == richtext.clean(expected)


def test_the_page_bars_nobody_on_any_screen_in_any_light(page):
    page.evaluate(AXE)
    buttons = page.locator(".cke_button:visible")
    for width in (WIDE["width"], 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
        assert page.evaluate(TOO_LOW) == []
        sizes = buttons.evaluate_all("all => all.map(one => one.getBoundingClientRect()).map(r => [r.width, r.height])")
        assert len(sizes) == 13
        assert min(side for size in sizes for side in size) >= 47.5
    box(page).click()
    page.keyboard.press("Control+a")
    press(page, "Fett")
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
    page.emulate_media(color_scheme="dark", contrast="more")
    assert violations(page, COLOURS) == []
    press(page, "Link")
    assert violations(page) == []
