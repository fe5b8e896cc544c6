"""Where boxes stand in rows, so that lines between the rows cross little and run short.

Rows lie one behind the other and links lead from one row to a later one. A link that skips rows passes through a `Pass`
in each of them, so that no line runs through a box. The same arithmetic serves rows from top to bottom (x is placed)
and columns from left to right (y is placed).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise

Link = tuple[str, str, str]  # from a key in one row to a key in a later one, and the line that it is part of
ROUNDS, SETTLING = 24, 200  # for the order, for the positions


@dataclass
class Grid:
    """`rows` of keys in their order, `ways` from each link to the keys that it passes, both ends included."""

    rows: list[list[str]]
    ways: dict[Link, list[str]]
    steps: list[tuple[str, str]] = field(default_factory=list)  # between neighbouring rows
    at: dict[str, float] = field(default_factory=dict)  # key → middle


def pass_key(line: str, row: int) -> str:
    return f"~{line}~{row}"


def is_pass(key: str) -> bool:
    return key.startswith("~")


def grid(rows: list[list[str]], links: Iterable[Link]) -> Grid:
    """Links of one line share the passes of a row."""
    row_of = {key: number for number, row in enumerate(rows) for key in row}
    full = [list(row) for row in rows]
    ways = {}
    for here, there, line in sorted(links):
        keys = [pass_key(line, row) for row in range(row_of[here] + 1, row_of[there])]
        for row, key in enumerate(keys, row_of[here] + 1):
            if key not in full[row]:
                full[row].append(key)
        ways[here, there, line] = [here, *keys, there]
    steps = sorted({step for way in ways.values() for step in pairwise(way)})
    return Grid(full, ways, steps)


def arrange(grid: Grid, sizes: Mapping[str, float], gap: float, width: float) -> None:
    """Orders each row and gives each key its middle between 0 and `width`."""
    _order(grid)
    for _ in range(ROUNDS):
        before = [list(row) for row in grid.rows]
        _swap(grid)
        if before == grid.rows:
            break
    _place(grid, sizes, gap, width)


def crossings(grid: Grid) -> int:
    place = {key: number for row in grid.rows for number, key in enumerate(row)}
    row_of = {key: number for number, row in enumerate(grid.rows) for key in row}
    return sum(
        row_of[one[0]] == row_of[other[0]] and (place[one[0]] - place[other[0]]) * (place[one[1]] - place[other[1]]) < 0
        for one, other in combinations(grid.steps, 2)
    )


def _neighbours(grid: Grid) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {key: [] for row in grid.rows for key in row}
    for here, there in grid.steps:
        beside[here].append(there)
        beside[there].append(here)
    return beside


def _order(grid: Grid) -> None:
    """Each key moves towards the middle of its neighbours, forth and back; the best order seen stays."""
    beside = _neighbours(grid)
    best, fewest = [list(row) for row in grid.rows], crossings(grid)
    for turn in range(ROUNDS):
        rows = grid.rows if turn % 2 else grid.rows[::-1]
        place = {key: (number + 0.5) / len(row) for row in grid.rows for number, key in enumerate(row)}
        for row in rows:
            wish = {key: _mean([place[other] for other in beside[key]], place[key]) for key in row}
            row.sort(key=wish.__getitem__)
            place |= {key: (number + 0.5) / len(row) for number, key in enumerate(row)}
        if crossings(grid) < fewest:
            best, fewest = [list(row) for row in grid.rows], crossings(grid)
    grid.rows[:] = best


def _swap(grid: Grid) -> None:
    """Two keys of a row change places where that makes lines cross less, or run straighter."""
    beside = _neighbours(grid)

    def cost() -> tuple[int, float]:
        place = {key: (number + 0.5) / len(row) for row in grid.rows for number, key in enumerate(row)}
        return crossings(grid), round(sum(abs(place[here] - place[there]) for here, there in grid.steps), 6)

    lowest = cost()
    for row in grid.rows:
        for one, other in combinations(range(len(row)), 2):
            if not beside[row[one]] and not beside[row[other]]:
                continue
            row[one], row[other] = row[other], row[one]
            if cost() < lowest:
                lowest = cost()
            else:
                row[one], row[other] = row[other], row[one]


def _place(grid: Grid, sizes: Mapping[str, float], gap: float, width: float) -> None:
    """Each key stands as near to its neighbours as its row allows; in the end the whole stands in the middle."""
    beside = _neighbours(grid)
    for row in grid.rows:
        grid.at |= zip(row, spread([width / 2] * len(row), [1.0] * len(row), _of(row, sizes), gap, width), strict=True)
    for turn in range(SETTLING):
        for row in grid.rows if turn % 2 else grid.rows[::-1]:
            wishes = [_wish(key, beside[key], grid.at) for key in row]
            weights = [float(len(beside[key]) or 0.2) for key in row]
            grid.at |= zip(row, spread(wishes, weights, _of(row, sizes), gap, width), strict=True)
    if grid.at:
        left = min(middle - sizes[key] / 2 for key, middle in grid.at.items())
        right = max(middle + sizes[key] / 2 for key, middle in grid.at.items())
        for key in grid.at:
            grid.at[key] += (width - left - right) / 2


def _of(row: list[str], sizes: Mapping[str, float]) -> list[float]:
    return [sizes[key] for key in row]


def _wish(key: str, beside: list[str], at: Mapping[str, float]) -> float:
    """The middle of the neighbours; long lines pull hardest, so that they run straight."""
    pulls = [1 + 2 * is_pass(key) * (1 + is_pass(other)) for other in beside]
    total = sum(pulls)
    return sum(at[other] * pull for other, pull in zip(beside, pulls, strict=True)) / total if total else at[key]


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def spread(wishes: list[float], weights: list[float], sizes: list[float], gap: float, width: float) -> list[float]:
    """Middles as near to the wishes as boxes of these sizes allow, `gap` apart (less where `width` is too small).

    The nearest in the sense of least squares: boxes that would overlap are pooled and stand together (pool adjacent
    violators).
    """
    room = width - sum(sizes)
    if len(sizes) > 1:
        gap = min(gap, room / (len(sizes) - 1))
    offsets = [sizes[0] / 2] if sizes else []
    for before, size in pairwise(sizes):
        offsets.append(offsets[-1] + before / 2 + gap + size / 2)
    slack = max(0.0, width - sum(sizes) - gap * (len(sizes) - 1))
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        mean, members = wish - offset, 1
        while pools and pools[-1][0] >= mean:
            other, other_weight, other_members = pools.pop()
            mean = (mean * weight + other * other_weight) / (weight + other_weight)
            weight, members = weight + other_weight, members + other_members
        pools.append((mean, weight, members))
    starts = [min(max(mean, 0.0), slack) for mean, _, members in pools for _ in range(members)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
