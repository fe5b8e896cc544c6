"""The few marks that both pictures are made of, their colours by day and by night, and text of a known width."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

Point = tuple[float, float]

# As in static/css/tokens/light.css and dark.css; what is red by night is redder than there, beside grey lines
DAY = {
    "paper": "#fffdf8",
    "floor": "#f6f0e3",
    "surface": "#ffffff",
    "ink": "#18211f",
    "soft": "#46524f",
    "line": "#d9d0bd",
    "wire": "#5c6865",
    "brand": "#0b4f4a",
    "tint": "#e0efec",
    "danger": "#9b1c1c",
    "wire-0": "#0b4f4a",
    "wire-1": "#a63a1e",
    "wire-2": "#2a5ca8",
    "wire-3": "#7a4a00",
    "wire-4": "#7b3f8f",
}
NIGHT = {
    "paper": "#101715",
    "floor": "#17211e",
    "surface": "#22302c",
    "ink": "#f3f1ea",
    "soft": "#c3ccc8",
    "line": "#3a4945",
    "wire": "#93a19c",
    "brand": "#8fd6cc",
    "tint": "#1f3733",
    "danger": "#ff8f80",
    "wire-0": "#8fd6cc",
    "wire-1": "#ffb59e",
    "wire-2": "#9cc3ff",
    "wire-3": "#ffd48a",
    "wire-4": "#dcb4ec",
}
STYLE = """
text { font-family: "Atkinson Hyperlegible", system-ui, "Segoe UI", Arial, sans-serif; fill: var(--ink) }
.soft { fill: var(--soft) }
.bold { font-weight: 700 }
.brand { fill: var(--brand) }
.danger { fill: var(--danger) }
.paper { fill: var(--paper) }
.floor { fill: var(--floor); stroke: var(--line) }
.frame { fill: none; stroke: var(--line); stroke-width: 1.5 }
.box { fill: var(--surface); stroke: var(--wire) }
.box.circle { stroke: var(--danger); stroke-width: 2 }
.box.guest { fill: var(--floor); stroke-dasharray: 5 4 }
.head { fill: var(--tint) }
.rule { stroke: var(--line) }
.wire { fill: none; stroke: var(--wire) }
.wire.halo { stroke: var(--floor) }
.wire.danger { stroke: var(--danger) }
.wire.brand { stroke: var(--brand) }
.wire-0 { stroke: var(--wire-0) }
.wire-1 { stroke: var(--wire-1) }
.wire-2 { stroke: var(--wire-2) }
.wire-3 { stroke: var(--wire-3) }
.wire-4 { stroke: var(--wire-4) }
.dot-0 { fill: var(--wire-0) }
.dot-1 { fill: var(--wire-1) }
.dot-2 { fill: var(--wire-2) }
.dot-3 { fill: var(--wire-3) }
.dot-4 { fill: var(--wire-4) }
.tip { fill: var(--wire) }
.tip.danger { fill: var(--danger) }
.tip.brand { fill: var(--brand) }
"""

# Widths of letters in Arial by 1000 of the type's size, rounded up to groups: enough to know whether a text fits.
NARROW, WIDE = "fijlt.,:;|'!()[]/·I ", "mwMW@%—→"


def picture(width: float, height: float, title: str, description: str, marks: Iterable[str]) -> str:
    day, night = (" ".join(f"--{name}: {colour};" for name, colour in colours.items()) for colours in (DAY, NIGHT))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
            f'width="{number(width)}" height="{number(height)}" role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(description)}</desc>',
            f"<style>\n:root {{ {day} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {night} }} }}{STYLE}</style>",
            rect(0, 0, width, height, "paper"),
            *marks,
            "</svg>\n",
        ]
    )


def number(value: float) -> str:
    """One decimal at most, and no minus before nothing."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def rect(x: float, y: float, width: float, height: float, kind: str, round_by: float = 0) -> str:
    corners = f' rx="{number(round_by)}"' if round_by else ""
    return (
        f'<rect class="{kind}" x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        f"{corners}/>"
    )


def text(x: float, y: float, words: str, size: float, kind: str = "", anchor: str = "start") -> str:
    css = f' class="{kind}"' if kind else ""
    ends = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text{css} x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{ends}>{escape(words)}</text>'


def heading(x: float, y: float, name: tuple[str, float], more: tuple[str, float]) -> str:
    """A name and, behind it and smaller, what there is to say of it."""
    (first, size), (second, small) = name, more
    return (
        f'<text x="{number(x)}" y="{number(y)}"><tspan class="bold brand" font-size="{number(size)}">{escape(first)}'
        f'</tspan><tspan class="soft" dx="12" font-size="{number(small)}">{escape(second)}</tspan></text>'
    )


def path(drawn: str, kind: str, width: float = 1.5) -> str:
    return f'<path class="{kind}" d="{drawn}" stroke-width="{number(width)}"/>'


def polygon(points: Iterable[Point], kind: str) -> str:
    return f'<polygon class="{kind}" points="{" ".join(point(*at) for at in points)}"/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def point(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"


def text_width(words: str, size: float) -> float:
    """In pixels, rather too much than too little."""
    return sum(0.34 if letter in NARROW else 0.92 if letter in WIDE else 0.6 for letter in words) * size


def wrapped(words: str, size: float, width: float) -> list[str]:
    """In lines of at most this width, cut between words."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
