"""The button "Noch eine Zeile" with JavaScript: a row more, in place, and nothing typed gets lost."""

import pytest
from playwright.sync_api import expect

from portal.settings import BASE_DIR

LIST = """<!doctype html><html lang="de"><title>Zeilen</title><form>
  <div data-rows="zeit">
    <input type="hidden" name="zeit-TOTAL_FORMS" value="1">
    <fieldset><legend>Zeile 1</legend><label for="id_zeit-0-von">von</label><input id="id_zeit-0-von" name="zeit-0-von">
    </fieldset>
    <template><fieldset><legend>Zeile __nummer__</legend><label for="id_zeit-__prefix__-von">von</label>
      <input id="id_zeit-__prefix__-von" name="zeit-__prefix__-von"></fieldset></template>
    <button name="tun" value="mehr-zeit">Noch eine Zeile</button>
  </div></form></html>"""


@pytest.fixture
def rows(chromium):
    page = chromium.new_page()
    page.set_content(LIST)
    page.add_script_tag(path=BASE_DIR / "static" / "js" / "rows.js", type="module")
    yield page
    page.close()


def test_a_row_is_added_in_place_and_has_the_focus(rows):
    rows.fill("[name=zeit-0-von]", "9 Uhr")
    for number in (2, 3):
        rows.get_by_role("button", name="Noch eine Zeile").click()
        expect(rows.get_by_role("group", name=f"Zeile {number}").get_by_label("von")).to_be_focused()
    assert rows.input_value("[name=zeit-0-von]") == "9 Uhr"
    assert rows.input_value("[name=zeit-TOTAL_FORMS]") == "3"
    names = rows.eval_on_selector_all("fieldset input", "all => all.map(one => one.name)")
    assert names == ["zeit-0-von", "zeit-1-von", "zeit-2-von"]
