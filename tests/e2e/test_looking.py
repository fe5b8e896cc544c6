"""What is looked for on every page is found where it is."""

import pytest

from tests.e2e import looking

SOUND = """<!doctype html><html lang="de"><head><title>Probe</title><style>
  body {{ margin: 0; background: #fff; color: #222; font-size: 20px; }}
  .box {{ position: relative; background: #fff; }}
  {style}
</style></head><body><main><h1>Probe</h1><p>Ein Satz, der sich gut lesen lässt.</p>{body}</main></body></html>"""
DARK = "@media (prefers-color-scheme: dark) { body { background: #fff; color: #ccc; } }"
BENEATH = "<div class=box><i style='position: absolute; inset: 0; background: #555'></i><b style='position: relative'>"
MISTAKES = {
    "pale": ("", "<p style='color: #bbb'>Dieser Satz ist blass.</p>", "color-contrast"),
    "pale in the dark": (DARK, "", "dark: color-contrast"),
    "pale after a letter alone": (
        "i { color: #bbb; font-style: normal; }",
        "<p><i>.</i> Erst ein Punkt, dann <i>ein ganzes Wort</i></p>",
        "color-contrast",
    ),
    "on something that is not around it": ("", f"{BENEATH}Dieser Satz liegt auf einem Kasten.</b></div>", "contrast"),
    "a link that looks almost like its text": (
        "a { color: #444; text-decoration: none; }",
        "<p>Hier steht <a href='/'>ein Weg</a> mitten im Satz.</p>",
        "link-in-text-block",
    ),
    "no name": ("", "<button style='width: 60px; height: 60px'></button>", "button-name"),
    "no name where it is narrow": (
        "button { display: none; width: 60px; height: 60px } @media (max-width: 400px) { button { display: block; } }",
        "<button></button>",
        "320 px: button-name",
    ),
    "too low": ("", "<button style='height: 30px'>Weiter</button>", "30"),
    "too wide": ("", "<p style='width: 500px; min-width: 500px'>Breit</p>", "320 px: <p"),
    "too wide for large letters": ("", "<p style='width: 30em'>Breit</p>", "larger: <p"),
}


@pytest.fixture(scope="module")
def sheet(chromium):
    page = chromium.new_page(color_scheme="light")
    yield page
    page.close()


def look_at(sheet, style, body):
    sheet.set_content(SOUND.format(style=style, body=body))
    return looking.look(sheet)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_although_others_like_it_have_passed(sheet, mistake):
    style, body, words = MISTAKES[mistake]
    assert look_at(sheet, "", "") == []
    found = look_at(sheet, style, body)
    assert [line for line in found if words in line], found


def test_what_is_wrong_is_told_on_each_page_again(sheet):
    style, body, _ = MISTAKES["pale"]
    assert look_at(sheet, style, body) == look_at(sheet, style, body) != []
