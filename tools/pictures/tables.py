"""The boxes of the data model: one for each model, those of one module in a frame, and guests from other apps."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.pictures import svg
from tools.pictures.models import Key, Table

BOX = 236.0
INSET = 9.0  # of a box in its frame
FRAME = BOX + 2 * INSET
NAME, VERBOSE, ROW, WHO = 17.0, 14.0, 14.0, 13.0  # sizes of type
LINE, WHO_LINE, CAPTION, GUEST = 21.0, 17.0, 24.0, 48.0
BETWEEN = 10.0
TEXT = BOX - 22


@dataclass
class Box:
    """A model, or only its name where it belongs to another app. `y` is its top on the page."""

    label: str
    keys: list[Key]
    who: list[str]
    verbose: list[str]
    fields: int
    is_guest: bool = False
    y: float = 0

    @property
    def head(self) -> float:
        return 31.0 + 17.0 * len(self.verbose)

    @property
    def height(self) -> float:
        if self.is_guest:
            return GUEST
        rows = LINE * len(self.keys) + WHO_LINE * len(self.who)
        return self.head + (rows + 9 if rows else 0)

    def row(self, key: Key) -> float:
        """The middle of a key's row."""
        return self.y + self.head + 4 + LINE * (self.keys.index(key) + 0.5)


@dataclass
class Frame:
    """The models of one module, under each other. `x` and `y` on the page."""

    key: str
    caption: str
    boxes: list[Box]
    column: int = 0
    x: float = 0

    @property
    def is_guest(self) -> bool:
        return all(box.is_guest for box in self.boxes)

    @property
    def height(self) -> float:
        if self.is_guest:
            return GUEST
        return CAPTION + sum(box.height + BETWEEN for box in self.boxes) - BETWEEN + INSET

    def stand(self, x: float, middle: float) -> None:
        self.x = x
        y = middle - self.height / 2 + (0 if self.is_guest else CAPTION)
        for box in self.boxes:
            box.y = y
            y += box.height + BETWEEN


def box_of(table: Table, user: str) -> Box:
    who = [key.name for key in table.keys if key.says_who]
    lines = svg.wrapped(f"{user.partition('.')[2]}: {', '.join(who)}", WHO, TEXT) if who else []
    keys = [key for key in table.keys if not key.says_who]
    return Box(table.label, keys, lines, svg.wrapped(table.verbose, VERBOSE, TEXT), table.fields)


def guest(label: str) -> Box:
    return Box(label, [], [], [], 0, is_guest=True)


def drawn(frame: Frame) -> Iterator[str]:
    if not frame.is_guest:
        top = frame.boxes[0].y - CAPTION
        yield svg.rect(frame.x, top, FRAME, frame.height, "frame", 8)
        yield svg.text(frame.x + INSET + 2, top + 17, frame.caption, 13, "soft")
    for box in frame.boxes:
        yield from _guest(box, frame.x + INSET) if box.is_guest else _box(box, frame.x + INSET)


def _guest(box: Box, x: float) -> Iterator[str]:
    app, _, name = box.label.partition(".")
    yield svg.rect(x, box.y, BOX, GUEST, "box guest", 6)
    yield svg.text(x + 11, box.y + 21, name, NAME, "bold")
    yield svg.text(x + 11, box.y + 39, f"in {app}", VERBOSE, "soft")


def _box(box: Box, x: float) -> Iterator[str]:
    right = x + BOX - 11
    yield svg.rect(x, box.y, BOX, box.height, "box", 6)
    yield svg.rect(x + 1, box.y + 1, BOX - 2, box.head - 2, "head", 5)
    yield svg.text(x + 11, box.y + 22, box.label.partition(".")[2], NAME, "bold")
    yield svg.text(right, box.y + 21, f"{box.fields} fields", 13, "soft", "end")
    for number, line in enumerate(box.verbose):
        yield svg.text(x + 11, box.y + 40 + 17 * number, line, VERBOSE, "soft")
    for key in box.keys:
        yield svg.text(x + 11, box.row(key) + 5, key.name, ROW)
        is_own = key.target == box.label
        target = key.target.partition(".")[2]
        if is_own or key.name != target.lower():
            yield svg.text(right, box.row(key) + 5, f"{target} ↺" if is_own else target, 13, "soft", "end")
    y = box.y + box.head + 4 + LINE * len(box.keys)
    for number, line in enumerate(box.who):
        yield svg.text(x + 11, y + 13 + WHO_LINE * number, line, WHO, "soft")
