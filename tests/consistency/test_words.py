"""Words and things that do not belong into the house."""

import re
import subprocess
from pathlib import Path

import allauth
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".xml", ".svg", ".csv", ".yml", ".sh", ""}
UNWANTED = ("TO" + "DO", "FIX" + "ME", "lorem " + "ipsum", "XX" + "X")
DATA = ("requirements", "offices/data/nrw_", "static/fonts/")


def written_files():
    """What git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines() if not name.startswith(DATA)]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


@pytest.fixture(scope="module")
def texts():
    return {str(path.relative_to(ROOT)): path.read_text(errors="replace") for path in written_files()}


@pytest.mark.parametrize("word", UNWANTED)
def test_nothing_unfinished_is_left(texts, word):
    assert [name for name, text in texts.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


def test_colours_stand_in_the_tokens_and_nowhere_else(texts):
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|lab|lch)\(", re.IGNORECASE)
    styles = {
        name: text
        for name, text in texts.items()
        if name.endswith(".css") and "tokens" not in name and not name.startswith("static/administration/")
    }
    assert {name: found.group() for name, text in styles.items() if (found := colour.search(text))} == {}


def test_no_style_shouts(texts):
    assert [name for name, text in texts.items() if name.endswith(".css") and "!important" in text] == []


def test_templates_hold_no_style_script_or_handler_of_their_own(texts):
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(\ssrc=|application/ld\+json))", re.IGNORECASE)
    templates = {name: text for name, text in texts.items() if name.startswith("templates/")}
    assert {name: found.group() for name, text in templates.items() if (found := inline.search(text))} == {}


def test_every_template_is_used(texts):
    names = [name.removeprefix("templates/") for name in texts if name.startswith("templates/")]
    sources = "\n".join(
        text
        for name, text in texts.items()
        if name.endswith((".py", ".html", ".txt")) and not name.startswith("tests/")
    )
    by_name = {name for name in names if f'"{name}"' in sources or f"'{name}'" in sources}
    components = {name for name in names if f'_render("{Path(name).stem}"' in sources}
    outcomes = {name for name in names if name.startswith("offices/outcomes/") and f'"{Path(name).stem}"' in sources}
    pages = {name for name in names if name.startswith("portal/") and f'_page(request, "{Path(name).stem}"' in sources}
    django_looks_for = {name for name in names if name.startswith("admin/")}
    letters = {name for name in names if name.startswith("emails/") and f'"{Path(name).stem}"' in sources}
    allauth_looks_for = {name for name in names if (Path(allauth.__file__).parent / "templates" / name).is_file()}
    known = components | outcomes | pages | django_looks_for | letters | allauth_looks_for
    assert set(names) - by_name - known == set()


def test_every_style_and_picture_is_used(texts):
    sources = "\n".join(text for name, text in texts.items() if name.endswith((".py", ".html", ".css")))
    pictures = [path for path in (ROOT / "static" / "img").rglob("*") if path.is_file()]
    assert [path.name for path in pictures if path.name not in sources] == []


def test_no_host_of_others_is_asked(texts):
    """Links for people are fine; what a browser fetches by itself is not."""
    fetched = re.compile(r"""(src|srcset|poster)=["'](https?:)?//|url\(["']?(https?:)?//|@import""")
    found = {
        name: hit.group()
        for name, text in texts.items()
        if name.startswith(("templates/", "static/css/")) and (hit := fetched.search(text))
    }
    assert found == {}
