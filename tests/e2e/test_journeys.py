"""What people come for, walked from the first page to the telephone number."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NARROW

# The ring of a card's link goes around the whole card.
FOCUS = """() => {
  const element = document.activeElement;
  const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
  const rings = styles.map(style => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth));
  return {tag: element.tagName, id: element.id, href: element.getAttribute('href') || '',
          inMain: !!element.closest('main'), ring: Math.max(...rings)};
}"""


def tab_until(page, is_there, most=80):
    """Presses the tab key until the focus is there; every stop on the way shows a ring of 3 px or more."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["ring"] >= 3, focus
        if is_there(focus):
            return focus
    raise AssertionError(f"not reached with {most} steps")


def test_from_the_postcode_to_the_telephone_number_with_the_keyboard_alone(page):
    page.goto("/")
    tab_until(page, lambda focus: focus["id"] == "ort", most=20)
    page.keyboard.type("50679")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ihr Seniorenbüro für 50679 Köln")
    focus = tab_until(page, lambda focus: focus["inMain"] and focus["href"].startswith("tel:"), most=40)
    assert re.fullmatch(r"tel:\+492214710\d{3}", focus["href"])


def test_the_first_stop_skips_to_the_content(page):
    page.goto("/seniorenbueros/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    focus = tab_until(page, lambda focus: True)
    assert focus["inMain"]


def test_the_whole_way_works_without_javascript(window):
    page = window(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Wo wohnen Sie?").fill("Köln Deutz")
    page.get_by_role("button", name="Seniorenbüro finden").click()
    expect(page).to_have_title("Seniorenbüros für Köln-Deutz – Seniorenbüros NRW")
    page.get_by_role("link", name="Seniorenbüro Köln-Deutz").first.click()
    expect(page.locator("h1")).to_have_text("Seniorenbüro Köln-Deutz")
    expect(page.locator("main a.phone--large")).to_have_attribute("href", re.compile(r"^tel:\+492214710\d{3}$"))


def test_a_card_is_one_large_target(page):
    page.goto("/seniorenbueros/?ort=50679")
    card = page.locator("li.card").first
    name = card.locator("h2").inner_text()
    box = card.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    expect(page.locator("h1")).to_have_text(name)


def test_filters_are_chosen_and_stay_chosen(page):
    page.goto("/seniorenbueros/")
    page.get_by_text("Suche verfeinern").click()
    page.get_by_label("Kreis oder kreisfreie Stadt").select_option(label="Bochum")
    page.get_by_label("Wonach suchen Sie?").fill("Seniorenbüro")
    page.get_by_role("button", name="Seniorenbüro suchen").click()
    expect(page).to_have_url(re.compile(r"[?&]kreis=bochum(&|$)"))
    expect(page.locator("#treffer")).to_have_text("6 Seniorenbüros passen zu Ihrer Suche")
    expect(page.get_by_label("Kreis oder kreisfreie Stadt")).to_be_visible()
    expect(page.get_by_label("Kreis oder kreisfreie Stadt")).to_have_value("bochum")
    page.get_by_role("link", name="Alle Seniorenbüros zeigen").click()
    expect(page.locator("#treffer")).to_have_text(re.compile(r"^Alle \d+ Seniorenbüros von A bis Z$"))


def test_pages_are_numbered_and_back_always_works(page):
    page.goto("/seniorenbueros/")
    first = page.locator("li.card h2").first.inner_text()
    page.get_by_role("navigation", name="Seiten").get_by_role("link", name="Nächste Seite").click()
    expect(page.locator(".pager [aria-current=page]")).to_have_text(re.compile("2$"))
    expect(page.locator("li.card h2").first).not_to_have_text(first)
    page.locator("li.card h2 a").first.click()
    expect(page.locator("main a.phone, main .phone-first").first).to_be_visible()
    page.go_back()
    expect(page.locator(".pager [aria-current=page]")).to_have_text(re.compile("2$"))
    page.go_back()
    expect(page.locator("li.card h2").first).to_have_text(first)


def test_a_wrong_place_is_put_right_with_one_click(page):
    page.goto("/")
    page.get_by_label("Wo wohnen Sie?").fill("Alhen")
    page.get_by_role("button", name="Seniorenbüro finden").click()
    expect(page.locator("#treffer")).to_have_text("Meinten Sie …?")
    page.get_by_role("link", name="Ahlen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Ihr Seniorenbüro für Ahlen")


def test_a_kreis_and_a_dot_of_the_map_lead_to_their_pages(page):
    page.goto("/")
    page.locator('.map a[href="/seniorenbueros/kreis/hoexter/"] path').click(position={"x": 30, "y": 60}, force=True)
    expect(page).to_have_url(re.compile("/seniorenbueros/(kreis|ort)/"))
    page.goto("/")
    mark = page.locator(".map__marks--wide a").first
    target = mark.get_attribute("href")
    mark.locator(".map__hit").click()
    expect(page).to_have_url(re.compile(re.escape(target).replace("%", "%") + "$"))


def test_marks_of_the_map_are_as_wide_as_a_finger(window):
    for viewport, marks in (({"width": 1280, "height": 900}, "wide"), (NARROW, "narrow")):
        page = window(viewport=viewport)
        page.goto("/")
        circles = page.locator(f".map__marks--{marks} .map__hit")
        expect(circles.first).to_be_visible()
        sizes = circles.evaluate_all("all => all.map(circle => circle.getBoundingClientRect().width)")
        assert min(sizes) >= 24


def test_display_settings_are_kept_and_only_for_those_who_choose(page):
    page.goto("/impressum/")
    assert page.context.cookies() == []
    page.get_by_role("link", name="Darstellung anpassen").first.click()
    page.get_by_label("Sehr groß").check()
    page.get_by_label("Hoher Kontrast").check()
    page.get_by_label("Dunkel").check()
    page.get_by_role("button", name="Darstellung übernehmen").click()
    expect(page).to_have_url(re.compile("/impressum/$"))
    expect(page.locator("html")).to_have_attribute("data-text", "larger")
    assert [(cookie["name"], cookie["value"], cookie["httpOnly"]) for cookie in page.context.cookies()] == [
        ("darstellung", "larger.high.dark", True)
    ]
    page.goto("/seniorenbueros/")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.goto("/darstellung/")
    for choice in ("Wie groß soll", "Wie stark", "Heller oder"):
        page.get_by_role("group", name=re.compile(choice)).get_by_label(re.compile("^Normal")).check()
    page.get_by_role("button", name="Darstellung übernehmen").click()
    expect(page.locator("html")).not_to_have_attribute("data-text", "larger")
    assert page.context.cookies() == []


def test_larger_text_is_really_larger(window, server):
    sizes = []
    for words in ("", "large", "larger"):
        page = window()
        if words:
            page.context.add_cookies([{"name": "darstellung", "value": words, "url": server.url}])
        page.goto("/impressum/")
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert 18 <= sizes[0] < sizes[1] < sizes[2]


def test_no_text_is_smaller_than_sixteen_pixels(page):
    small = """() => [...document.querySelectorAll('body *')]
      .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
      .filter(e => e.checkVisibility() && !e.closest('svg') && parseFloat(getComputedStyle(e).fontSize) < 16)
      .map(e => e.outerHTML.slice(0, 90))"""
    for path in ("/", "/seniorenbueros/", "/seniorenbueros/seniorenbuero-koeln-deutz/", "/daten/", "/impressum/"):
        page.goto(path)
        assert page.evaluate(small) == []


def test_on_a_telephone_the_menu_opens_under_its_word(window):
    page = window(viewport=NARROW)
    page.goto("/")
    page.locator("summary", has_text="Menü").click()
    page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Städte und Gemeinden").click()
    expect(page.locator("h1")).to_have_text("Städte und Gemeinden von A bis Z")


def test_a_page_that_is_not_there_helps_with_the_search(page):
    assert page.goto("/seniorenbueros/gibt-es-nicht/").status == 404
    page.get_by_label("Wo wohnen Sie?").fill("Hennef")
    page.get_by_role("button", name="Seniorenbüro finden").click()
    expect(page.locator("h1")).to_have_text("Ihr Seniorenbüro für Hennef (Sieg)")


def test_a_visiting_card_is_a_file_to_keep(page):
    page.goto("/seniorenbueros/seniorenbuero-koeln-deutz/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Kontakt speichern").click()
    assert download.value.suggested_filename.endswith(".vcf")


@pytest.mark.parametrize("slug", ["seniorenbuero-koeln-deutz", "seniorenbuero-ahlen", "monheimer-seniorenbuero"])
def test_an_office_fits_on_one_printed_page(page, slug):
    page.goto(f"/seniorenbueros/{slug}/")
    document = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", document)) == 1


def test_on_paper_there_is_no_navigation_and_the_number_is_on_top(page):
    page.goto("/seniorenbueros/seniorenbuero-koeln-deutz/")
    page.emulate_media(media="print")
    for hidden in ("header nav", ".service", ".footer", ".skip"):
        for element in page.locator(hidden).all():
            expect(element).to_be_hidden()
    expect(page.locator("main a.phone--large")).to_be_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16  # 12 pt
