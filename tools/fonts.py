"""Cuts the typeface to the letters the portal writes: `python tools/fonts.py` writes static/fonts/ (for browsers) and
core/fonts/ (for PDF documents) anew.

Atkinson Hyperlegible was drawn for weak eyes (Braille Institute of America, SIL Open Font License 1.1). No
page uses italics, so Regular and Bold are all that travels. The same input gives the same bytes, so that a
rebuild without a change leaves nothing to commit.
"""

from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {"woff2": ROOT / "static" / "fonts", "ttf": ROOT / "core" / "fonts"}  # Typst reads no WOFF2
SOURCE = files("fontpkg_atkinson_hyperlegible")
CUTS = ("Regular", "Bold")

# Latin, Latin-1 and Latin Extended-A spell the names of Europe; then the signs of typeset German.
RANGES = ((0x20, 0x7E), (0xA0, 0x17F))
SIGNS = "„“”‚‘’–—…€•›‹−ȘșȚț\u2009"
# Tables of screen hinting for old Windows and of editors: no browser of today needs them.
DROPPED = ["DSIG", "FFTM", "gasp", "VDMX", "hdmx", "LTSH"]


def letters() -> set[int]:
    return {code for first, last in RANGES for code in range(first, last + 1)} | {ord(sign) for sign in SIGNS}


def cut(name: str, kind: str) -> None:
    """Without hinting: that halves the file, and screens are fine enough to do without."""
    flavor = "woff2" if kind == "woff2" else None
    options = subset.Options(flavor=flavor, hinting=False, desubroutinize=True, layout_features=["*"])
    options.drop_tables += DROPPED
    with SOURCE.joinpath("files", f"AtkinsonHyperlegible-{name}.ttf").open("rb") as file:
        font = TTFont(file, recalcTimestamp=False, lazy=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    subset.save_font(font, str(TARGETS[kind] / f"atkinson-{name.lower()}.{kind}"), options)


def main() -> None:
    for kind, folder in TARGETS.items():
        folder.mkdir(parents=True, exist_ok=True)
        for name in CUTS:
            cut(name, kind)
        (folder / "OFL.txt").write_text(SOURCE.joinpath("LICENSE").read_text())


if __name__ == "__main__":
    main()
