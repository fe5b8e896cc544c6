"""Draws the pictures of the demo's news: `python -m tools.demo_pictures` writes portal/demo/drawings/ anew.

They travel as drawn and are taken in like any upload: drawing them at the first start would take longer than that.
Coordinates are those of the finished picture, 1600 by 1000; drawn three times as large, so that edges come out smooth.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).resolve().parent.parent / "portal" / "demo" / "drawings"
WIDTH, HEIGHT, SCALE = 1600, 1000, 3
COLOURS = 160  # flat areas and their smooth edges; the file stays small

# As in static/css/tokens/light.css
PAPER, SAND, WHITE, LINE = "#fffdf8", "#f6f0e3", "#ffffff", "#d9d0bd"
BRAND, NIGHT, TINT, LAND = "#0b4f4a", "#07332f", "#e0efec", "#ccdeda"
SUN, ACCENT, INK = "#ffc845", "#a63a1e", "#18211f"
# Between two of them
TEAL, LEAF, WOOD, DARK_WOOD, STEEL, GLOW = "#4b8a83", "#6fa58c", "#c79a63", "#a87c48", "#8a9794", "#fdf1d6"

Spot = tuple[float, float]


class Canvas:
    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self._pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, colour: str, round_by: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._pen.rounded_rectangle(corners, round_by * SCALE, fill=colour)

    def circle(self, x: float, y: float, radius: float, colour: str, flat: float = 1) -> None:
        """`flat` is height by width."""
        across, down = radius * SCALE, radius * flat * SCALE
        self._pen.ellipse([x * SCALE - across, y * SCALE - down, x * SCALE + across, y * SCALE + down], fill=colour)

    def shape(self, points: Sequence[Spot], colour: str) -> None:
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Spot], width: float, colour: str) -> None:
        """With round ends."""
        self._pen.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        """`radius` is that of the outer edge."""
        outer = radius * SCALE
        corners = [x * SCALE - outer, y * SCALE - outer, x * SCALE + outer, y * SCALE + outer]
        self._pen.ellipse(corners, outline=colour, width=round(width * SCALE))

    def leaf(self, x: float, y: float, length: float, degrees: float, colour: str, wide: float = 0.4) -> None:
        """Grows from (x, y); 0 degrees points to the right, 90 upwards."""
        turn, steps = -degrees * pi / 180, 40
        points = []
        for step in range(steps):
            around = 2 * pi * step / steps
            along, across = length / 2 * (1 - cos(around)), length * wide / 2 * sin(around)
            points.append((x + along * cos(turn) - across * sin(turn), y + along * sin(turn) + across * cos(turn)))
        self.shape(points, colour)

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


# --- the pictures -----------------------------------------------------------------------------------------


def bus() -> Canvas:
    canvas = Canvas(TINT)
    canvas.circle(1080, 190, 95, SUN)
    canvas.circle(300, 900, 620, LAND, flat=0.55)
    canvas.circle(1280, 940, 700, LAND, flat=0.5)
    canvas.box(0, 780, WIDTH, 220, STEEL)
    canvas.box(0, 762, WIDTH, 26, LINE)
    for x in range(60, WIDTH, 260):
        canvas.box(x, 895, 140, 14, PAPER, 7)
    _bus_body(canvas)
    for x in (470, 1080):
        canvas.circle(x, 800, 82, INK)
        canvas.circle(x, 800, 40, LINE)
    _bus_stop(canvas)
    return canvas


def _bus_body(canvas: Canvas) -> None:
    canvas.box(260, 330, 960, 470, BRAND, 60)
    canvas.box(260, 610, 960, 46, SUN)
    for x in (310, 480, 650):
        canvas.box(x, 390, 145, 165, TINT, 18)
    canvas.box(825, 390, 150, 385, NIGHT, 18)
    for x in (837, 904):
        canvas.box(x, 402, 59, 361, LAND, 10)
    canvas.box(1010, 390, 185, 165, TINT, 18)
    canvas.box(1170, 700, 50, 34, GLOW, 14)
    canvas.box(255, 700, 26, 40, ACCENT, 8)


def _bus_stop(canvas: Canvas) -> None:
    canvas.box(1333, 380, 20, 400, INK, 8)
    canvas.circle(1343, 330, 98, BRAND)
    canvas.circle(1343, 330, 82, SUN)
    canvas.box(1304, 282, 20, 96, BRAND)
    canvas.box(1362, 282, 20, 96, BRAND)
    canvas.box(1310, 320, 66, 20, BRAND)


def repair() -> Canvas:
    canvas = Canvas(LAND)
    canvas.shape([(640, 330), (960, 330), (1330, 740), (270, 740)], GLOW)
    canvas.box(794, 0, 12, 170, INK)
    canvas.shape([(730, 170), (870, 170), (980, 330), (620, 330)], ACCENT)
    canvas.circle(800, 332, 62, SUN, flat=0.5)
    canvas.shape([(620, 318), (980, 318), (980, 332), (620, 332)], ACCENT)
    canvas.box(120, 730, 1360, 60, WOOD, 20)
    for x in (220, 1310):
        canvas.box(x, 790, 70, 210, DARK_WOOD)
    _radio(canvas)
    _tools(canvas)
    _cup(canvas)
    return canvas


def _radio(canvas: Canvas) -> None:
    canvas.line([(950, 480), (1090, 350)], 10, STEEL)
    canvas.box(590, 470, 420, 260, BRAND, 36)
    canvas.circle(720, 600, 88, NIGHT)
    canvas.circle(720, 600, 66, TEAL)
    canvas.circle(720, 600, 24, NIGHT)
    canvas.box(845, 520, 125, 60, GLOW, 10)
    canvas.box(900, 524, 8, 52, ACCENT)
    for x in (872, 943):
        canvas.circle(x, 650, 27, SUN)


def _tools(canvas: Canvas) -> None:
    canvas.line([(330, 712), (440, 712)], 14, STEEL)
    canvas.box(190, 690, 150, 40, SUN, 18)
    canvas.box(230, 690, 14, 40, ACCENT)
    canvas.line([(535, 575), (475, 713)], 30, STEEL)  # leans on the radio
    canvas.ring(543, 537, 52, 26, STEEL)
    canvas.shape([(543, 545), (530, 460), (600, 480)], GLOW)


def _cup(canvas: Canvas) -> None:
    canvas.ring(1300, 650, 50, 18, PAPER)
    canvas.box(1130, 585, 160, 145, PAPER, 30)
    canvas.box(1130, 585, 160, 50, PAPER)
    canvas.box(1130, 640, 160, 20, ACCENT)
    for x in (1175, 1240):
        canvas.line([(x + 9 * sin(height / 16), 565 - height) for height in range(0, 96, 2)], 9, WHITE)


def chess() -> Canvas:
    canvas = Canvas(SAND)
    canvas.circle(800, 480, 430, TINT)
    _board(canvas)
    _pawn(canvas, 420, 800, PAPER, LINE)
    _rook(canvas, 810, 745, BRAND, NIGHT)
    _pawn(canvas, 1180, 820, SUN, "#d9a01f")
    return canvas


def _board(canvas: Canvas) -> None:
    """Eight by five fields that grow narrower to the back."""
    rows = [640, 690, 750, 822, 908, 1010]
    canvas.shape([(_board_x(0, 620), 620), (_board_x(8, 620), 620), (WIDTH + 120, 1010), (-120, 1010)], WOOD)
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column in range(8):
            colour = GLOW if (row + column) % 2 else TEAL
            corners = ((column, top), (column + 1, top), (column + 1, bottom), (column, bottom))
            canvas.shape([(_board_x(0.15 + at * 0.9625, y), y) for at, y in corners], colour)


def _board_x(column: float, y: float) -> float:
    half = 520 + (y - 620) * 400 / 390
    return 800 + (column - 4) / 4 * half


def _pawn(canvas: Canvas, x: float, y: float, colour: str, edge: str) -> None:
    canvas.circle(x, y, 125, edge, flat=0.3)
    canvas.circle(x, y - 22, 118, colour, flat=0.3)
    canvas.shape([(x - 80, y - 40), (x + 80, y - 40), (x + 34, y - 230), (x - 34, y - 230)], colour)
    canvas.circle(x, y - 232, 70, edge, flat=0.3)
    canvas.circle(x, y - 310, 78, colour)


def _rook(canvas: Canvas, x: float, y: float, colour: str, edge: str) -> None:
    canvas.circle(x, y, 150, edge, flat=0.3)
    canvas.circle(x, y - 24, 142, colour, flat=0.3)
    canvas.shape([(x - 100, y - 45), (x + 100, y - 45), (x + 72, y - 330), (x - 72, y - 330)], colour)
    canvas.box(x - 108, y - 368, 216, 44, edge, 10)
    canvas.box(x - 108, y - 430, 216, 70, colour, 6)
    for left in (-108, -26, 56):
        canvas.box(x + left, y - 478, 52, 60, colour, 4)


def garden() -> Canvas:
    canvas = Canvas(TINT)
    canvas.circle(240, 210, 100, SUN)
    canvas.circle(1150, 960, 900, LAND, flat=0.55)
    canvas.box(0, 840, WIDTH, 160, LEAF)
    for number, x in enumerate((420, 610, 800, 990, 1180)):
        (_flower if number % 2 else _lettuce)(canvas, x)
    canvas.box(300, 560, 1000, 40, DARK_WOOD, 12)
    canvas.box(330, 600, 940, 200, DARK_WOOD)
    for y in (596, 668, 740):
        canvas.box(320, y, 960, 66, WOOD)
    for x in (320, 1225):
        canvas.box(x, 590, 55, 330, DARK_WOOD, 8)
    _watering_can(canvas)
    return canvas


def _lettuce(canvas: Canvas, x: float) -> None:
    for degrees, length in ((20, 120), (160, 120), (55, 150), (125, 150), (90, 160)):
        canvas.leaf(x, 575, length, degrees, BRAND if degrees in {55, 125} else TEAL, wide=0.55)


def _flower(canvas: Canvas, x: float) -> None:
    canvas.line([(x, 570), (x, 330)], 14, BRAND)
    canvas.leaf(x, 500, 110, 35, TEAL)
    canvas.leaf(x, 460, 110, 145, TEAL)
    for degrees in range(0, 360, 36):
        canvas.leaf(x, 310, 92, degrees, SUN, wide=0.5)
    canvas.circle(x, 310, 40, ACCENT)


def _watering_can(canvas: Canvas) -> None:
    canvas.ring(1490, 800, 72, 18, NIGHT)
    canvas.shape([(1335, 880), (1335, 830), (1250, 700), (1225, 715)], BRAND)
    canvas.line([(1200, 732), (1270, 684)], 22, BRAND)
    canvas.shape([(1330, 745), (1480, 745), (1500, 920), (1310, 920)], BRAND)
    canvas.box(1318, 730, 174, 28, NIGHT, 12)


PICTURES: dict[str, Callable[[], Canvas]] = {"bus": bus, "reparatur": repair, "schach": chess, "garten": garden}


def main() -> None:
    for name, draw in PICTURES.items():
        small = draw().finished().quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
