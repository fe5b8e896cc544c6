"""The data model as a picture: a band for each app, in it the modules from left to right, so that keys lead leftwards.

A model of another app that a key leads to stands in the band as a guest, so that no line has to leave it. Keys that say
who did something are written in the box: lines to the user model from everywhere would hide the rest.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.pictures import graph, placing, svg, tables, wires, words
from tools.pictures.models import DataModel, Key
from tools.pictures.tables import FRAME, INSET, Box, Frame

WIDTH, MARGIN, PADDING, HEADER, BETWEEN = 1600.0, 24.0, 14.0, 52.0, 24.0
COLUMNS = 5
CHANNEL = (WIDTH - 2 * MARGIN - 2 * PADDING) / COLUMNS - FRAME
GAP, PASS = 20.0, 8.0
NUDGE = 3.5  # lines of neighbouring columns pass at different heights, so that none lies upon another
TOP = 130.0


@dataclass
class Band:
    """One app with its modules and the guests among them."""

    app: str
    frames: list[Frame]
    grid: placing.Grid = field(default_factory=lambda: placing.Grid([], {}))
    y: float = 0
    height: float = 0

    @property
    def own(self) -> list[Box]:
        return [box for frame in self.frames for box in frame.boxes if not box.is_guest]

    def frame_of(self, label: str) -> Frame:
        return next(frame for frame in self.frames if any(box.label == label for box in frame.boxes))

    def box_of(self, label: str) -> Box:
        return next(box for frame in self.frames for box in frame.boxes if box.label == label)

    def drawn_keys(self) -> Iterator[tuple[Box, Key]]:
        """Not those of a model to itself, and not those that would lead to the right (modules in a circle)."""
        for box in self.own:
            for key in box.keys:
                is_right = self.frame_of(key.target).column > self.frame_of(box.label).column
                if key.target != box.label and not is_right:
                    yield box, key


def drawn(model: DataModel) -> str:
    marks: list[str] = []
    y = TOP
    for app in model.apps:
        band = _band(model, app)
        _furnish(band, y)
        marks += _drawn_band(band)
        y += band.height + BETWEEN
    keys = sum(len(table.keys) for table in model.tables)
    summary = f"{len(model.tables)} models, {keys} keys from one to another."
    return svg.picture(WIDTH, y, "The data model", summary, [*_legend(summary), *marks])


# --- where things stand ---------------------------------------------------------------------------------------


def _band(model: DataModel, app: str) -> Band:
    frames: dict[str, Frame] = {}
    for table in model.tables:
        if table.app == app:
            frame = frames.setdefault(table.module, Frame(table.module, f"{table.module}.py", []))
            frame.boxes.append(tables.box_of(table, model.user))
    home = {box.label: key for key, frame in frames.items() for box in frame.boxes}
    for frame in list(frames.values()):
        for target in sorted({key.target for box in frame.boxes for key in box.keys}):
            if target not in home:
                home[target] = target
                frames[target] = Frame(target, "", [tables.guest(target)])
    band = Band(app, list(frames.values()))
    _into_columns(band, home)
    return band


def _into_columns(band: Band, home: dict[str, str]) -> None:
    """A module stands right of those that its keys lead to, and further right where a column is full."""
    weights = Counter((frame.key, home[key.target]) for frame in band.frames for box in frame.boxes for key in box.keys)
    apart = {arrow: count for arrow, count in weights.items() if arrow[0] != arrow[1]}
    down = [arrow for arrow in sorted(apart) if arrow not in graph.upward(apart)]
    frames = {frame.key: frame for frame in band.frames}
    own = [arrow for arrow in down if not frames[arrow[1]].is_guest]
    heights = graph.heights([frame.key for frame in band.frames if not frame.is_guest], own)
    full = max(max(frame.height for frame in band.frames), 1.3 * sum(f.height + GAP for f in band.frames) / COLUMNS)
    filled = dict.fromkeys(range(COLUMNS), 0.0)
    for key in sorted(heights, key=heights.__getitem__):
        least = max((frames[there].column + 1 for here, there in own if here == key), default=0)
        free = [column for column in range(least, COLUMNS) if filled[column] + frames[key].height <= full]
        frames[key].column = min(least, COLUMNS - 1) if not free else free[0]
        filled[frames[key].column] += frames[key].height + GAP
    for frame in band.frames:
        if frame.is_guest:
            frame.column = max(min(frames[here].column for here, there in down if there == frame.key) - 1, 0)


def _furnish(band: Band, y: float) -> None:
    frames = {frame.key: frame for frame in band.frames}
    rows = [[key for key, frame in frames.items() if frame.column == column] for column in range(COLUMNS)]
    links = {
        (band.frame_of(key.target).key, band.frame_of(box.label).key, _line(key))
        for box, key in band.drawn_keys()
        if band.frame_of(key.target).column < band.frame_of(box.label).column
    }
    band.grid = placing.grid(rows, links)
    sizes = {key: frames[key].height if key in frames else PASS for row in band.grid.rows for key in row}
    tall = max(sum(sizes[key] for key in row) + GAP * (len(row) - 1) for row in band.grid.rows)
    placing.arrange(band.grid, sizes, GAP, tall)
    band.y, band.height = y, HEADER + tall + PADDING
    for frame in band.frames:
        frame.stand(_column(frame.column), y + HEADER + band.grid.at[frame.key])


def _column(number: int) -> float:
    return MARGIN + PADDING + CHANNEL + number * (FRAME + CHANNEL)


def _line(key: Key) -> str:
    """Keys to one model lie on one line, but many to many on another one: it ends differently."""
    return f"{key.target}{'*' if key.kind == 'both' else ''}"


# --- what is drawn --------------------------------------------------------------------------------------------


def _drawn_band(band: Band) -> Iterator[str]:
    fields = sum(box.fields for box in band.own)
    models = words.counted(len(band.own), "model")
    yield svg.rect(MARGIN, band.y, WIDTH - 2 * MARGIN, band.height, "floor", 12)
    yield svg.heading(MARGIN + 20, band.y + 34, (band.app, 22), (f"{models} · {fields} fields", 15))
    for frame in band.frames:
        yield from tables.drawn(frame)
    lefts = [_column(column) - CHANNEL for column in range(COLUMNS)]
    yield from wires.drawn(_ends(band), _throughs(band), lefts, CHANNEL)


def _ends(band: Band) -> list[wires.End]:
    ends: dict[wires.End, None] = {}
    for box, key in band.drawn_keys():
        source, target = band.frame_of(box.label), band.frame_of(key.target)
        line, one = _line(key), band.box_of(key.target)
        ends[
            wires.End(line, source.column, source.x + INSET, box.row(key), "one" if key.kind == "one" else "many", -1)
        ] = None
        is_beside = source.column == target.column
        channel = source.column if is_beside else target.column + 1
        x = target.x + INSET + (0 if is_beside else tables.BOX)
        y = one.y + (30 if key.kind == "both" else 14)
        mark = "many" if key.kind == "both" else "one"
        ends[wires.End(line, channel, x, y, mark, -1 if is_beside else 1)] = None
    return list(ends)


def _throughs(band: Band) -> list[wires.Through]:
    column_of = {frame.key: frame.column for frame in band.frames}
    lines = sorted({line for *_, line in band.grid.ways})
    lifted = {line: NUDGE * (number % 5 - 2) for number, line in enumerate(lines)}
    found = {
        wires.Through(line, column, band.y + HEADER + lifted[line] + band.grid.at[placing.pass_key(line, column)])
        for here, there, line in band.grid.ways
        for column in range(column_of[here] + 1, column_of[there])
    }
    return sorted(found, key=lambda one: (one.line, one.column))


def _legend(summary: str) -> Iterator[str]:
    yield svg.text(MARGIN, 46, "The data model", 28, "bold")
    yield svg.text(
        MARGIN, 74, f"{summary} A frame is a module; keys are the rows of a box and lead to the left.", 16, "soft"
    )
    x, y = MARGIN, 100.0
    samples = (("many", "one", "many to one"), ("one", "one", "one to one"), ("many", "many", "many to many"))
    for left, right, name in samples:
        for end in (wires.End("", 0, x, y, left, 1), wires.End("", 0, x + 60, y, right, -1)):
            yield from wires.end_drawn(end, x + 30, 0)
        yield svg.text(x + 70, y + 5, name, 15, "soft")
        x += 70 + svg.text_width(name, 15) + 22
    more = "Dashed: a model of another app. ↺ leads to itself. “User: …” lists keys that say who did something."
    yield svg.text(x, y + 5, more, 15, "soft")
