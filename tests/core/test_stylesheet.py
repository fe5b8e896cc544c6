import re

import pytest
from django.contrib.staticfiles import finders

from core.web import stylesheet

COLOUR_SETS = stylesheet.SOURCE / "tokens"


def parts():
    patterns = (*stylesheet.PARTS_BEFORE_COLOURS, *stylesheet.PARTS)
    return {path for pattern in patterns for path in stylesheet.SOURCE.glob(pattern)}


def test_every_stylesheet_is_part_of_the_bundle():
    assert parts() | set(COLOUR_SETS.glob("*.css")) == set(stylesheet.SOURCE.rglob("*.css"))


def test_the_order_of_the_layers_comes_first():
    first = stylesheet.bundle().splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, utilities, print;"


@pytest.mark.parametrize("path", sorted(parts()), ids=lambda path: path.stem)
def test_every_part_stands_in_a_layer_and_closes_what_it_opens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer ")
    assert text.count("{") == text.count("}")
    assert "!important" not in text


@pytest.mark.parametrize(
    ("condition", "selector"),
    [
        ("", ":where(:root)"),
        ("(prefers-color-scheme: dark)", ":where(:root:not([data-scheme]))"),
        ("", ':where(:root[data-scheme="dark"])'),
        ("(prefers-contrast: more)", ":where(:root:not([data-contrast]))"),
        ("", ':where(:root[data-contrast="high"])'),
        (
            "(prefers-color-scheme: dark) and (prefers-contrast: more)",
            ":where(:root:not([data-scheme]):not([data-contrast]))",
        ),
        ("(prefers-color-scheme: dark)", ':where(:root:not([data-scheme])[data-contrast="high"])'),
        ("(prefers-contrast: more)", ':where(:root[data-scheme="dark"]:not([data-contrast]))'),
        ("", ':where(:root[data-scheme="dark"][data-contrast="high"])'),
        ("print", ":where(:root)"),
    ],
)
def test_colours_follow_the_system_and_the_choice_of_the_reader(condition, selector):
    opening = f"@media {condition} {{\n{selector} {{" if condition else f"\n{selector} {{"
    assert opening in stylesheet.bundle()


def test_names_of_tokens_that_are_used_exist():
    text = stylesheet.bundle()
    used = set(re.findall(r"var\(--([a-z0-9-]+)", text))
    assert used - set(re.findall(r"--([a-z0-9-]+):", text)) == set()


def test_the_finder_serves_one_stylesheet_and_no_parts(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    served = [path for path, _ in stylesheet.StylesheetFinder().list([]) if path.endswith(".css")]
    assert sorted(served) == ["administration/look.css", "css/portal.css", "editor/look.css"]
    assert finders.find("css/portal.css") == str(tmp_path / "stylesheet" / "css" / "portal.css")
    assert finders.find("css/base.css") is None


def test_the_stylesheet_is_written_again_only_when_it_changed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    finder = stylesheet.StylesheetFinder()
    path = tmp_path / "stylesheet" / "css" / "portal.css"
    finder.find("css/portal.css")
    first = path.stat().st_ino
    finder.find("css/portal.css")
    assert path.stat().st_ino == first
    path.write_text("old")
    finder.find("css/portal.css")
    assert path.read_text() == stylesheet.bundle()


def test_the_files_a_stylesheet_names_exist():
    names = re.findall(r'url\("([^"]+)"\)', stylesheet.bundle())
    missing = [name for name in names if not (stylesheet.SOURCE / name).resolve().is_file()]
    assert (len(names), missing) == (51, [])
