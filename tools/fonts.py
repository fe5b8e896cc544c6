"""Cuts the typefaces to the letters the portal writes: `python tools/fonts.py` writes static/fonts/ (for browsers),
core/fonts/ (for PDF documents) and the stylesheet that says which file holds which letters anew.

Atkinson Hyperlegible was drawn for weak eyes (Braille Institute of America, SIL Open Font License 1.1) and sets
everything it has letters for. What names are written in besides comes from Noto (the same licence) and, for Armenian
and Georgian, from DejaVu (Bitstream Vera licence); each script is a file of its own, read only where it is needed. No
page uses italics, so Regular and Bold are all that travels. The same input gives the same bytes, so that a rebuild
without a change leaves nothing to commit.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
WEB, PAPER = ROOT / "static" / "fonts", ROOT / "core" / "fonts"  # Typst reads no WOFF2
STYLES = ROOT / "static" / "css" / "fonts.css"
WEIGHTS = {"regular": 400, "bold": 700}
SLICED, SLICE = (
    {"east-asian", "korean"},
    0x400,
)  # signs of Chinese, Japanese and Korean per file for browsers, by their code
# Tables of screen hinting for old Windows and of editors: no browser of today needs them.
DROPPED = ["DSIG", "FFTM", "gasp", "VDMX", "hdmx", "LTSH"]

Ranges = tuple[tuple[int, int], ...]
LATIN: Ranges = ((0x20, 0x7E), (0xA0, 0x17F))  # spells most names of Europe
SIGNS = "„“”‚‘’–—…€•›‹−ȘșȚț\u2009"


@dataclass(frozen=True)
class Script:
    """`sources` are package and path by weight; `{}` of the path takes "Regular" and "Bold" where it has two files."""

    name: str
    family: str
    package: str
    path: str
    ranges: Ranges
    weights: tuple[str, ...] = ("regular", "bold")
    signs: str = ""
    only: frozenset[int] = field(default_factory=frozenset)

    def letters(self) -> set[int]:
        found = {code for first, last in self.ranges for code in range(first, last + 1)} | set(map(ord, self.signs))
        return found | self.only


def _encoded(codec: str, firsts: range, seconds: range) -> Iterator[int]:
    """The signs with two bytes of an older standard: those a country agreed on as its usual ones."""
    for first in firsts:
        for second in seconds:
            try:
                yield ord(bytes([first, second]).decode(codec))
            except (UnicodeDecodeError, TypeError):
                continue


def _east_asian() -> frozenset[int]:
    simplified = _encoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    traditional = _encoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    japanese = _encoded("euc_jp", range(0xB0, 0xF5), range(0xA1, 0xFF))
    return frozenset({*simplified, *traditional, *japanese})


_NOTO = "files/NotoSans{}[wdth,wght].ttf"
SCRIPTS = (
    Script(
        "atkinson",
        "Atkinson Hyperlegible",
        "fontpkg_atkinson_hyperlegible",
        "files/AtkinsonHyperlegible-{}.ttf",
        LATIN,
        signs=SIGNS,
    ),
    Script(
        "latin",
        "Noto Sans",
        "fontpkg_noto_sans",
        _NOTO.format(""),
        # With what one types as two signs, phonetic letters of African names, the hyphens and the quotes of names.
        ((0x100, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2010, 0x201F), (0x2C60, 0x2C7F), (0xA720, 0xA7FF)),
        signs="\ufffd\u200c\u200d\u25cc\u2032\u2033\u2116\u2122\u202f\u00a0 ",
    ),
    Script(
        "greek", "Noto Sans", "fontpkg_noto_sans", _NOTO.format(""), ((0x300, 0x36F), (0x370, 0x3FF), (0x1F00, 0x1FFF))
    ),
    Script(
        "cyrillic",
        "Noto Sans",
        "fontpkg_noto_sans",
        _NOTO.format(""),
        ((0x300, 0x36F), (0x400, 0x52F), (0xA640, 0xA69F)),
    ),
    Script(
        "arabic",
        "Noto Sans Arabic",
        "fontpkg_noto_sans_arabic",
        _NOTO.format("Arabic"),
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF)),
        signs="\u200c\u200d ",
    ),
    Script(
        "hebrew",
        "Noto Sans Hebrew",
        "justmytype_intl_rtl",
        "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf",
        ((0x590, 0x5FF),),
        signs=" ",
    ),
    Script(
        "devanagari",
        "Noto Sans Devanagari",
        "fontpkg_noto_sans_devanagari",
        _NOTO.format("Devanagari"),
        ((0x900, 0x97F),),
        signs="\u200c\u200d\u25cc ",
    ),
    Script(
        "thai", "Noto Sans Thai", "fontpkg_noto_sans_thai", _NOTO.format("Thai"), ((0xE00, 0xE7F),), signs="\u25cc "
    ),
    Script(
        "caucasian",
        "DejaVu Sans",
        "matplotlib",
        "mpl-data/fonts/ttf/DejaVuSans{}.ttf",
        ((0x530, 0x58F), (0x10A0, 0x10FF)),
        signs=" ",
    ),
    Script(
        "east-asian",
        "Noto Sans SC",
        "justmytype_intl_cjk",
        "fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
        ((0x3000, 0x303F), (0x3040, 0x30FF)),
        weights=("regular",),  # the bold ones would double three megabytes
        only=_east_asian(),
    ),
    Script(
        "korean",
        "Noto Sans KR",
        "justmytype_intl_cjk",
        "fonts/ofl/notosanskr/NotoSansKR[wght].ttf",
        (),
        weights=("regular",),
        only=frozenset(_encoded("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF))),
    ),
)
LICENCES = {
    "OFL.txt": ("fontpkg_atkinson_hyperlegible", "LICENSE"),
    "OFL-Noto.txt": ("fontpkg_noto_sans", "LICENSE"),
    "LICENCE-DejaVu.txt": ("matplotlib", "mpl-data/fonts/ttf/LICENSE_DEJAVU"),
}


def opened(script: Script, weight: str) -> TTFont:
    """The one weight of it, as wide as usual."""
    return TTFont(BytesIO(_instance(script, weight)), recalcTimestamp=False, lazy=False)


@lru_cache
def _instance(script: Script, weight: str) -> bytes:
    named = {"regular": "" if script.package == "matplotlib" else "Regular", "bold": "Bold"}[weight]
    named = f"-{named}" if script.package == "matplotlib" and named else named
    with files(script.package).joinpath(*script.path.format(named).split("/")).open("rb") as file:
        font = TTFont(file, recalcTimestamp=False, lazy=False)
    if "fvar" in font:
        axes = {axis.axisTag for axis in font["fvar"].axes}
        limits = {"wght": WEIGHTS[weight], "wdth": 100}
        kept = {tag: limits[tag] for tag in axes}
        font = instancer.instantiateVariableFont(font, kept, updateFontNames=True)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def cut(script: Script, weight: str, letters: Iterable[int], target: Path) -> None:
    """Without hinting: that halves the file, and screens are fine enough to do without."""
    flavor = "woff2" if target.suffix == ".woff2" else None
    options = subset.Options(flavor=flavor, hinting=False, desubroutinize=True, layout_features=["*"])
    options.drop_tables += DROPPED
    font = opened(script, weight)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if not flavor and script.name != "atkinson":
        _rename(font, f"Names {script.name}")
    subset.save_font(font, str(target), options)


def _rename(font: TTFont, family: str) -> None:
    """Typst takes one file per family and weight, so each script is a family (templates/pdf/letters_of_names.typ)."""
    table = font["name"]
    for number in (1, 16, 21):
        table.removeNames(nameID=number)
    table.setName(family, 1, 3, 1, 0x409)


def has(script: Script) -> set[int]:
    """The letters of the script that its typeface really has."""
    return script.letters() & set(opened(script, "regular").getBestCmap())


def ranges(letters: Iterable[int]) -> list[list[int]]:
    """Runs of neighbours as [first, last]."""
    numbered = enumerate(sorted(letters))
    runs = [[code for _, code in run] for _, run in groupby(numbered, lambda pair: pair[1] - pair[0])]
    return [[run[0], run[-1]] for run in runs]


def slices(script: Script, letters: set[int]) -> Iterator[tuple[str, set[int]]]:
    """A browser loads a file as soon as one of its letters is shown, so the big ones come in slices."""
    if script.name not in SLICED:
        yield script.name, letters
        return
    for start, run in groupby(sorted(letters), lambda code: code // SLICE):
        yield f"{script.name}-{start * SLICE:x}", set(run)


def face(script: Script, weight: str, name: str, letters: set[int]) -> str:
    said = ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in _spoken(script, letters))
    is_first = script.name == "atkinson"
    lines = [
        f'font-family: "{script.family if is_first else "Noto Sans"}";',
        f"font-weight: {WEIGHTS[weight]};",
        "font-display: swap;",
        f'src: url("../fonts/{name}-{weight}.woff2") format("woff2");',
        *([] if is_first else [f"unicode-range: {said};"]),
    ]
    return f"  @font-face {{ {' '.join(lines)} }}"


def _spoken(script: Script, letters: set[int]) -> list[list[int]]:
    """Blocks are shorter than lists of single signs. What Atkinson has is never a reason to load another file, and
    marks that go with letters of several scripts are no reason for any."""
    if script.name in SLICED:
        return [[min(letters), max(letters)]]
    if script.name == "latin":
        return ranges(letters - has(SCRIPTS[0]) - set(range(0x300, 0x370)) - {0x200C, 0x200D, 0x25CC, 0xFFFD})
    return [[first, last] for first, last in script.ranges if first != 0x300]


def main() -> None:
    for folder in (WEB, PAPER):
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.rglob("*.ttf"), *folder.rglob("*.woff2")]:
            old.unlink()
        for name, (package, path) in LICENCES.items():
            (folder / name).write_text(files(package).joinpath(*path.split("/")).read_text("utf-8"))
    faces, covered = [], {}
    for script in SCRIPTS:
        letters = has(script)
        covered[script.name] = ranges(letters)
        (PAPER / script.name).mkdir(exist_ok=True)
        for weight in script.weights:
            cut(script, weight, letters, PAPER / script.name / f"{script.name}-{weight}.ttf")
            for name, part in slices(script, letters):
                cut(script, weight, part, WEB / f"{name}-{weight}.woff2")
                faces.append(face(script, weight, name, part))
    (PAPER / "letters.json").write_text(json.dumps(covered, separators=(",", ":")) + "\n")
    head = "/* Written by tools/fonts.py. A browser loads Atkinson on each page, the others for their letters only. */"
    STYLES.write_text("\n".join([head, "@layer base {", *faces, "}", ""]))


if __name__ == "__main__":
    main()
