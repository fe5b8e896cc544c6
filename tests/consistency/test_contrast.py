"""Every pair of colours that meet on a page, in every way of seeing it."""

import re

import pytest

from core.web.stylesheet import SOURCE

MODES = ("light", "dark", "contrast", "contrast-dark", "print")
BODY, TEXT, SHAPE = 7.0, 4.5, 3.0

PAIRS = [
    *[("ink", ground, BODY) for ground in ("paper", "sand", "surface", "brand-tint", "ok-tint", "warn-tint")],
    *[("ink-soft", ground, BODY) for ground in ("paper", "sand", "surface")],
    ("ink-soft", "brand-tint", TEXT),
    *[("brand", ground, TEXT) for ground in ("paper", "sand", "surface", "brand-tint", "ok-tint", "warn-tint")],
    *[("brand-strong", ground, BODY) for ground in ("paper", "sand", "surface", "brand-tint")],
    ("on-brand", "brand", BODY),
    ("on-brand", "brand-strong", BODY),
    ("on-night", "night", BODY),
    ("on-sun", "sun", BODY),
    ("on-help", "help", BODY),
    *[("ok", ground, TEXT) for ground in ("paper", "sand", "surface", "ok-tint", "brand-tint")],
    *[("warn", ground, TEXT) for ground in ("paper", "sand", "surface", "warn-tint", "brand-tint")],
    *[("danger", ground, TEXT) for ground in ("paper", "sand", "surface", "brand-tint")],
    ("surface", "ok", SHAPE),
    ("surface", "warn", SHAPE),
    ("surface", "danger", SHAPE),
    ("surface", "ink-soft", SHAPE),
    *[("control", ground, SHAPE) for ground in ("paper", "sand", "surface")],
    ("focus", "sun", SHAPE),
    ("accent", "map-land", SHAPE),
    ("accent", "paper", TEXT),
    ("brand-strong", "map-land", SHAPE),
    ("paper", "accent", TEXT),
    ("paper", "brand-strong", TEXT),
    ("mark-line", "mark", SHAPE),
    ("mark-sun", "mark", SHAPE),
]


def tokens(mode):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6,8});", (SOURCE / "tokens" / f"{mode}.css").read_text()))


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_the_one_of_wcag():
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_of_colours_is_legible(mode):
    colours = tokens(mode)
    found = {(front, ground): contrast(colours[front], colours[ground]) for front, ground, _ in PAIRS}
    weak = [
        f"{front} on {ground}: {found[front, ground]:.2f} < {minimum}"
        for front, ground, minimum in PAIRS
        if found[front, ground] < minimum
    ]
    assert weak == []


@pytest.mark.parametrize("mode", MODES)
def test_one_of_the_two_focus_rings_stands_out_on_every_ground(mode):
    colours = tokens(mode)
    grounds = ("paper", "sand", "surface", "brand-tint", "ok-tint", "warn-tint", "night", "help", "map-land")
    rings = {ground: max(contrast(colours[ring], colours[ground]) for ring in ("focus", "sun")) for ground in grounds}
    assert {ground: ratio for ground, ratio in rings.items() if ratio < SHAPE} == {}


@pytest.mark.parametrize("mode", MODES)
def test_every_way_of_seeing_has_the_same_names(mode):
    assert tokens(mode).keys() == tokens("light").keys()


@pytest.mark.parametrize("mode", MODES)
def test_the_file_holds_nothing_but_colours(mode):
    lines = (SOURCE / "tokens" / f"{mode}.css").read_text().splitlines()
    assert len(lines) == len(tokens(mode)) + 2


def test_raw_colours_stand_nowhere_else():
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|oklch|color-mix)a?\(|:[^;{]*\b(?:white|black|red)\b")
    others = [path for path in SOURCE.rglob("*.css") if path.parent.name != "tokens"]
    assert [str(path) for path in others if raw.search(path.read_text())] == []


def test_the_colour_of_the_browser_is_that_of_the_top_bar():
    base = (SOURCE.parent.parent / "templates" / "base.html").read_text()
    assert re.findall(r'name="theme-color" content="(#[0-9a-f]{6})"', base) == [tokens("light")["night"]]
