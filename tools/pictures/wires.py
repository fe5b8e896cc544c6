"""Lines of the data model. All keys that lead to one model share a trunk in the channel between two columns.

Horizontal pieces leave a box at the row of its key and run through the passes that placing kept free; vertical pieces
lie in the channels, each trunk on a track of its own. Channel n lies left of column n.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from tools.pictures import svg

FOOT = 11.0  # length of a crow's foot
COLOURS = 5


@dataclass(frozen=True)
class End:
    """Where a line meets a box. `mark`: "many" or "one" as in crow's foot diagrams; `out` is 1 where the line leaves to
    the right and -1 where it leaves to the left."""

    line: str
    channel: int
    x: float
    y: float
    mark: str
    out: int


@dataclass(frozen=True)
class Through:
    """The line passes the column at this height, from the channel on its left to the one on its right."""

    line: str
    column: int
    y: float


@dataclass
class Trunk:
    """What one line does in one channel: the heights at which it goes on to the left and to the right."""

    line: str
    lefts: set[float] = field(default_factory=set)
    rights: set[float] = field(default_factory=set)
    x: float = 0

    @property
    def heights(self) -> list[float]:
        return sorted(self.lefts | self.rights)

    def is_passed_at(self, y: float) -> bool:
        return self.heights[0] - 3 < y < self.heights[-1] + 3


Channels = dict[int, dict[str, Trunk]]


def drawn(ends: list[End], throughs: list[Through], lefts: list[float], width: float) -> Iterator[str]:
    """`lefts`: left edge of each channel, `width` that of all."""
    channels = _channels(ends, throughs)
    for number, trunks in channels.items():
        _lay(list(trunks.values()), lefts[number], width)
    colour = _colours(channels)
    for trunks in channels.values():
        for trunk in trunks.values():
            yield from _trunk(trunk, colour[trunk.line])
    for one in throughs:
        start, stop = (channels[number][one.line].x for number in (one.column, one.column + 1))
        yield svg.path(f"M{svg.point(start, one.y)}H{svg.number(stop)}", f"wire wire-{colour[one.line]}", 1.8)
    for end in ends:
        yield from end_drawn(end, channels[end.channel][end.line].x, colour[end.line])


def _channels(ends: list[End], throughs: list[Through]) -> Channels:
    channels: Channels = {}

    def trunk(channel: int, line: str) -> Trunk:
        return channels.setdefault(channel, {}).setdefault(line, Trunk(line))

    for end in ends:
        (trunk(end.channel, end.line).lefts if end.out > 0 else trunk(end.channel, end.line).rights).add(end.y)
    for one in throughs:
        trunk(one.column, one.line).rights.add(one.y)
        trunk(one.column + 1, one.line).lefts.add(one.y)
    return channels


def _colours(channels: Channels) -> dict[str, int]:
    """Of the colours the one that the fewest lines in the same channels have."""
    colour: dict[str, int] = {}
    for line in sorted({line for trunks in channels.values() for line in trunks}):
        beside = [colour.get(other) for trunks in channels.values() if line in trunks for other in trunks]
        used = [list(colour.values()).count(number) for number in range(COLOURS)]
        colour[line] = min(range(COLOURS), key=lambda number: (beside.count(number), used[number]))
    return colour


def _lay(trunks: list[Trunk], left: float, width: float) -> None:
    """Tracks are changed in pairs as long as lines then cross less."""

    def cost() -> int:
        return sum(_clashes(one, other) for one, other in combinations(trunks, 2))

    trunks.sort(key=lambda trunk: (trunk.heights[0], trunk.line))
    lowest, is_better = cost(), True
    while is_better:
        is_better = False
        for one, other in combinations(range(len(trunks)), 2):
            trunks[one], trunks[other] = trunks[other], trunks[one]
            if cost() < lowest:
                lowest, is_better = cost(), True
            else:
                trunks[one], trunks[other] = trunks[other], trunks[one]
    for number, trunk in enumerate(trunks, 1):
        trunk.x = left + width * number / (len(trunks) + 1)


def _clashes(left: Trunk, right: Trunk) -> int:
    """Crossings; a piece that would lie upon another one counts as ten."""
    crossed = sum(right.is_passed_at(y) for y in left.rights) + sum(left.is_passed_at(y) for y in right.lefts)
    return crossed + 10 * sum(abs(y - other) < 3 for y in left.rights for other in right.lefts)


def _trunk(trunk: Trunk, colour: int) -> Iterator[str]:
    low, *between, high = trunk.heights if len(trunk.heights) > 1 else trunk.heights * 2
    yield svg.path(f"M{svg.point(trunk.x, low)}V{svg.number(high)}", f"wire wire-{colour}", 1.8)
    for y in between:
        yield svg.circle(trunk.x, y, 3, f"dot-{colour}")


def end_drawn(end: End, trunk: float, colour: int) -> Iterator[str]:
    kind = f"wire wire-{colour}"
    yield svg.path(f"M{svg.point(end.x, end.y)}H{svg.number(trunk)}", kind, 1.8)
    tip = end.x + end.out * FOOT
    if end.mark == "many":
        toes = "".join(f"M{svg.point(tip, end.y)}L{svg.point(end.x, end.y + more)}" for more in (-5.5, 5.5))
        yield svg.path(toes, kind, 1.8)
    else:
        yield svg.path(f"M{svg.point(tip - end.out * 3, end.y - 5.5)}v11", kind, 1.8)
