"""The house as a picture: a floor for each app, on it its rooms, so that imports point downwards; red what does not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tools.pictures import graph, placing, svg, words
from tools.pictures.graph import Arrow
from tools.pictures.rooms import House, Room

WIDTH, MARGIN = 1280.0, 24.0
BOX, TALL, GAP, PASS = 178.0, 66.0, 24.0, 10.0
PADDING, HEADER, BETWEEN = 20.0, 54.0, 44.0  # of a floor; between floors
HEADER_WIDTH = 330.0  # where the first row begins further right, it stands beside the name of the app
TOP = 96.0
ALMOST_STRAIGHT = 6.0  # a line that would lean by less stands upright
OPPOSITE = 9.0  # two arrows between the same rooms, one down, one up, lie this far from their middle
STRENGTHS = ((30, 6.0), (10, 4.2), (4, 2.8), (0, 1.5))  # this many imports or more → width of the arrow
LEFT_OUT = (
    "Between apps one arrow stands for all rooms. An arrow that a way over others implies is left out. "
    "A red edge: a room of a circle."
)
ROUNDED = (
    "The bar of a room shows its lines; they are rounded to two digits. “make pictures” prints everything exactly."
)


@dataclass
class Floor:
    """One app with its rooms in rows from top to bottom. Positions are those of the page."""

    app: str
    rooms: list[Room]
    grid: placing.Grid
    lines: dict[Arrow, bool]  # the arrows that are drawn → whether they point upwards
    x: float = 0
    y: float = 0
    width: float = 0
    header: float = HEADER
    steps: list[float] = field(default_factory=list)  # room for lines below each row but the last

    @property
    def height(self) -> float:
        return self.header + len(self.grid.rows) * TALL + sum(self.steps) + PADDING

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def row_top(self, row: int) -> float:
        return self.y + self.header + row * TALL + sum(self.steps[:row])

    def place(self, key: str) -> tuple[float, int]:
        """Middle and row."""
        row = next(number for number, keys in enumerate(self.grid.rows) if key in keys)
        return self.x + PADDING + self.grid.at[key], row


def drawn(house: House) -> str:
    marks: list[str] = []
    y = TOP
    placed: dict[str, Floor] = {}
    for apps in house.floors:
        floors = _side_by_side(house, apps, y)
        placed |= {floor.app: floor for floor in floors}
        y += max(floor.height for floor in floors) + BETWEEN
    biggest = max(rounded(room.lines) for room in house.rooms.values())
    for floor in placed.values():
        height = max(other.height for other in placed.values() if other.y == floor.y)
        marks += _floor(house, floor, height, biggest)
    marks += _between(house, placed)
    marks += _legend(y - BETWEEN + 44)
    description = f"{words.summary(house)}. From top to bottom: {'; '.join(', '.join(apps) for apps in house.floors)}."
    return svg.picture(WIDTH, y - BETWEEN + 124, "The rooms of the house", description, [*_title(house), *marks])


def rounded(lines: int) -> int:
    """To two digits: a picture that changed with every line would be drawn anew all the time."""
    step = int("1".ljust(len(str(lines)) - 1, "0"))
    return (lines + step // 2) // step * step


def strength(count: int) -> float:
    return next(width for least, width in STRENGTHS if count >= least)


# --- where things stand ---------------------------------------------------------------------------------------


def _side_by_side(house: House, apps: list[str], y: float) -> list[Floor]:
    """Each app is as wide as its widest row asks for, and what is left over is shared out alike."""
    across = WIDTH - 2 * MARGIN - GAP * (len(apps) - 1)
    columns = int((across - 2 * PADDING * len(apps) + GAP) // (BOX + GAP))
    heights = {app: _heights(house, app) for app in apps}
    wishes = {app: max(list(of.values()).count(height) for height in of.values()) for app, of in heights.items()}
    while sum(wishes.values()) > columns:
        widest = max(apps, key=lambda app: wishes[app])
        wishes[widest] -= 1
    spare = (across - sum(_needed(wish) for wish in wishes.values())) / len(apps)
    floors, x = [], MARGIN
    for app in apps:
        floor = _furnished(house, app, heights[app], wishes[app])
        floor.x, floor.y, floor.width = x, y, _needed(wishes[app]) + spare
        sizes = {key: PASS if placing.is_pass(key) else BOX for row in floor.grid.rows for key in row}
        placing.arrange(floor.grid, sizes, GAP, floor.width - 2 * PADDING)
        if min(floor.grid.at[key] for key in floor.grid.rows[0]) - BOX / 2 > HEADER_WIDTH:
            floor.header = PADDING
        floor.steps = [_step(floor.grid, row) for row in range(len(floor.grid.rows) - 1)]
        floors.append(floor)
        x += floor.width + GAP
    return floors


def _needed(columns: int) -> float:
    return columns * (BOX + GAP) - GAP + 2 * PADDING


def _heights(house: House, app: str) -> dict[str, int]:
    imports = house.imports_within(app)
    down = set(imports) - set(graph.upward(imports))
    return graph.heights([room.name for room in house.rooms_of(app)], sorted(down))


def _furnished(house: House, app: str, heights: dict[str, int], columns: int) -> Floor:
    """Rooms of one height that do not fit beside each other go into several rows."""
    imports = house.imports_within(app)
    against = graph.upward(imports)
    down = graph.reduced({arrow: count for arrow, count in imports.items() if arrow not in against})
    rows = []
    for height in sorted(set(heights.values()), reverse=True):
        names = [name for name in heights if heights[name] == height]
        count = -(-len(names) // columns)
        rows += [names[number::count] for number in range(count)]
    lines = dict.fromkeys(down, False) | dict.fromkeys(against, True)
    links = {_link(arrow, is_red) for arrow, is_red in lines.items()}
    return Floor(app, house.rooms_of(app), placing.grid(rows, links), lines)


def _link(arrow: Arrow, is_red: bool) -> placing.Link:
    """Rows are counted from the top, so a red arrow is placed the other way round."""
    high, low = arrow[::-1] if is_red else arrow
    return high, low, f"{high}→{low}"


def _step(grid: placing.Grid, row: int) -> float:
    """The more lines pass between two rows, the more room they get."""
    return 36.0 + 4.0 * min(sum(here in grid.rows[row] for here, _ in grid.steps), 12)


# --- what is drawn --------------------------------------------------------------------------------------------


def _title(house: House) -> list[str]:
    return [
        svg.text(MARGIN, 46, "The rooms of the house", 28, "bold"),
        svg.text(
            MARGIN, 74, f"{words.summary(house)}. An arrow leads from who imports to what is imported.", 16, "soft"
        ),
    ]


def _floor(house: House, floor: Floor, height: float, biggest: int) -> Iterator[str]:
    files, lines = sum(room.files for room in floor.rooms), sum(room.lines for room in floor.rooms)
    yield svg.rect(floor.x, floor.y, floor.width, height, "floor", 12)
    numbers = f"{words.counted(files, 'file')} · {words.counted(rounded(lines), 'line')}"
    yield svg.heading(floor.x + PADDING, floor.y + 35, (floor.app, 22), (numbers, 15))
    in_circle = {name for circle in graph.circles(house.imports) for name in circle}
    yield from _lines(house, floor)
    for room in floor.rooms:
        middle, row = floor.place(room.name)
        yield from _box(room, middle, floor.row_top(row), biggest, room.name in in_circle)


def _box(room: Room, middle: float, top: float, biggest: int, is_in_circle: bool) -> Iterator[str]:
    left = middle - BOX / 2
    yield svg.rect(left, top, BOX, TALL, "box circle" if is_in_circle else "box", 8)
    yield svg.text(left + 13, top + 26, room.short, 18, "bold")
    numbers = f"{words.counted(room.files, 'file')} · {words.counted(rounded(room.lines), 'line')}"
    yield svg.text(left + 13, top + 46, numbers, 15, "soft")
    yield svg.rect(left + 13, top + TALL - 12, max((BOX - 26) * rounded(room.lines) / biggest, 2), 4, "brand", 2)


def _lines(house: House, floor: Floor) -> Iterator[str]:
    """Thin ones last, so that they stay visible where lines cross."""
    ports = _ports(floor)
    by_weight = sorted(floor.lines, key=lambda arrow: (floor.lines[arrow], -house.imports[arrow], arrow))
    for arrow in by_weight:
        is_red = floor.lines[arrow]
        way = floor.grid.ways[_link(arrow, is_red)]
        beside = (OPPOSITE if is_red else -OPPOSITE) if arrow[::-1] in floor.lines else 0.0
        points = [(x + beside, y) for x, y in _bends(floor, way, ports)]
        yield from _arrow(points, strength(house.imports[arrow]), is_red, beside)


def _ports(floor: Floor) -> dict[tuple[str, str, str], float]:
    """(room, neighbour on the way, side) → x: lines share a side of a box evenly, in the order of where they lead."""
    ends: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for here, there in floor.grid.steps:
        ends.setdefault((here, "bottom"), []).append((floor.place(there)[0], there))
        ends.setdefault((there, "top"), []).append((floor.place(here)[0], here))
    ports = {}
    for (key, side), others in ends.items():
        middle = floor.place(key)[0]
        reach = 0 if placing.is_pass(key) else min(BOX - 56, 34.0 * (len(others) - 1))
        for number, (_, other) in enumerate(sorted(others)):
            share = number / (len(others) - 1) - 0.5 if len(others) > 1 else 0.0
            ports[key, other, side] = middle + share * reach
    return ports


def _bends(floor: Floor, way: list[str], ports: dict[tuple[str, str, str], float]) -> list[svg.Point]:
    """Where the line leaves a row and enters the next one, from top to bottom."""
    points = []
    for here, there in pairwise(way):
        out, into = ports[here, there, "bottom"], ports[there, here, "top"]
        if abs(out - into) < ALMOST_STRAIGHT:
            out = into = (out + into) / 2
        points.append((out, floor.row_top(floor.place(here)[1]) + TALL))
        points.append((into, floor.row_top(floor.place(there)[1])))
    return points


def _arrow(points: list[svg.Point], width: float, is_red: bool, beside: float = 0) -> Iterator[str]:
    """From the first to the last point, in a red one the tip is at the first. `beside`: how far it lies from the middle
    of a pair; what turns right bends later the further left it lies, so that the two keep their distance."""
    kind = " danger" if is_red else ""
    tip = 7 + width * 1.3
    ends = list(points)
    if is_red:
        ends[0] = (ends[0][0], ends[0][1] + tip - 1)
    else:
        ends[-1] = (ends[-1][0], ends[-1][1] - tip + 1)
    drawn = f"M{svg.point(*ends[0])}"
    for number, ((x, _), (to_x, to_y)) in enumerate(pairwise(ends)):
        half = (points[number][1] + points[number + 1][1]) / 2 + (beside if to_x < x else -beside) * 0.8
        straight = number % 2 or abs(x - to_x) < 0.5
        bent = f"C{svg.point(x, half)} {svg.point(to_x, half)} {svg.point(to_x, to_y)}"
        drawn += f"L{svg.point(to_x, to_y)}" if straight else bent
    yield svg.path(drawn, "wire halo", width + 4)
    yield svg.path(drawn, f"wire{kind}", width)
    yield _tip(*(points[0] if is_red else points[-1]), tip, 1 if is_red else -1, kind)


def _tip(x: float, y: float, length: float, back: int, kind: str) -> str:
    half = length * 0.55
    return svg.polygon([(x, y), (x - half, y + back * length), (x + half, y + back * length)], f"tip{kind}")


def _between(house: House, placed: dict[str, Floor]) -> Iterator[str]:
    """From app to app. What leads past a floor or upwards runs along the margin of the page."""
    weights = house.imports_between_apps()
    level = {app: number for number, apps in enumerate(house.floors) for app in apps}
    against = [(here, there) for here, there in weights if level[here] >= level[there]]
    down = graph.reduced({arrow: count for arrow, count in weights.items() if arrow not in against})
    bottoms = {
        floor.y: floor.y + max(other.height for other in placed.values() if other.y == floor.y)
        for floor in placed.values()
    }
    for number, (here, there) in enumerate(sorted([*down, *against], key=lambda arrow: (arrow in against, arrow))):
        width, is_red = strength(weights[here, there]), (here, there) in against
        if level[there] == level[here] + 1:
            x = min((placed[here], placed[there]), key=lambda floor: floor.width).middle
            yield from _arrow([(x, bottoms[placed[here].y]), (x, placed[there].y)], width, is_red)
        else:
            yield from _around(placed[here], placed[there], width, number, is_red)


def _around(here: Floor, there: Floor, width: float, number: int, is_red: bool) -> Iterator[str]:
    """On the left for apps that stand at the left, otherwise on the right."""
    is_left = here.x == there.x == MARGIN and WIDTH - MARGIN - here.x - here.width > 1
    start, end = ((floor.x if is_left else floor.x + floor.width) for floor in (here, there))
    out = -1 if is_left else 1
    lane = (MARGIN if is_left else WIDTH - MARGIN) + out * (8 + 4 * (number % 3))
    y, to_y = here.y + 24 + 6 * (number % 4), there.y + 24 + 6 * (number % 4)
    kind = " danger" if is_red else ""
    corners = [(lane, y), (lane, to_y), (end + out * 6, to_y)]
    yield svg.path(f"M{svg.point(start, y)}" + "".join(f"L{svg.point(*at)}" for at in corners), f"wire{kind}", width)
    yield svg.polygon([(end, to_y), (end + out * 9, to_y - 5), (end + out * 9, to_y + 5)], f"tip{kind}")


def _legend(y: float) -> Iterator[str]:
    x = MARGIN
    names = ("30 and more imports", "10 to 29", "4 to 9", "up to 3")
    for (_, width), name in zip(STRENGTHS, names, strict=True):
        yield svg.path(f"M{svg.point(x, y - 5)}h28", "wire", width)
        yield svg.text(x + 36, y, name, 15, "soft")
        x += 36 + svg.text_width(name, 15) + 22
    yield svg.path(f"M{svg.point(x, y - 5)}h28", "wire danger", 2.8)
    yield svg.text(x + 36, y, "points upwards", 15, "soft")
    yield svg.text(MARGIN, y + 27, LEFT_OUT, 15, "soft")
    yield svg.text(MARGIN, y + 51, ROUNDED, 15, "soft")
