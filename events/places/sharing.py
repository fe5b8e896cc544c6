"""The best distribution of places by wishes. Pure arithmetic: knows nothing of events and of the database.

One aim after the other, each without a gap: as many wishes as can be get a place; then as many as can be the first one;
then as few people as can be get nothing at any time; then whoever came earlier gets the better place. So there is one
result only, whatever the order of rows and workshops. HiGHS solves it (through scipy.optimize.milp), told to leave no
gap: left alone it stops a ten-thousandth before the best, which is where the order of arrival lies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AT_ONCE = 11  # groups whose order is settled in one go: 3^11 is far from where numbers of the solver get inexact
EXACT = {"mip_rel_gap": 0}
NEARLY = 1e-6  # as near to a whole number as the solver comes


class UnsolvedError(Exception):
    """The solver gave no answer, which it always can: nobody has to get a place."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Of one person at one time. `options` are workshops, the first wish first; `seats` she takes up."""

    person: int
    options: tuple[int, ...]
    seats: int = 1


def share_out(groups: Sequence[Wishes], rooms: Mapping[int, int]) -> list[int | None]:
    """For each group the number of the option it gets. `groups` come in the order of arrival; `rooms` are the seats of
    the workshops that have a limit."""
    if not any(group.options for group in groups):
        return [None] * len(groups)
    return _Model(groups, rooms).best()


class _Model:
    """One column per option (it is hers or not) and, where there are several times, one per person who gets nothing."""

    def __init__(self, groups: Sequence[Wishes], rooms: Mapping[int, int]) -> None:
        import numpy as np  # here: a process of the web server that never shares out need not carry them

        self.groups = groups
        self.columns = [(index, rank) for index, group in enumerate(groups) for rank in range(len(group.options))]
        people = {person: row for row, person in enumerate(dict.fromkeys(group.person for group in groups))}
        self.several_times = len(people) < len(groups)
        self.size = len(self.columns) + (len(people) if self.several_times else 0)
        self.of_group: list[list[int]] = [[] for _ in groups]
        one, room, something = _Entries(), _Entries(), _Entries()
        places = {item: row for row, item in enumerate(rooms)}
        for column, (index, rank) in enumerate(self.columns):
            group = groups[index]
            self.of_group[index].append(column)
            one.put(index, column)
            something.put(people[group.person], column)
            if group.options[rank] in places:
                room.put(places[group.options[rank]], column, group.seats)
        self.rows: list[tuple[Any, Any, Any]] = [(one.matrix(len(groups), self.size), -np.inf, 1)]
        if rooms:
            free = np.array([max(0, number) for number in rooms.values()])
            self.rows.append((room.matrix(len(rooms), self.size), -np.inf, free))
        if self.several_times:
            for row in range(len(people)):
                something.put(row, len(self.columns) + row)
            self.rows.append((something.matrix(len(people), self.size), 1, np.inf))
        self.low, self.high = np.zeros(self.size), np.ones(self.size)

    def best(self) -> list[int | None]:
        import numpy as np

        placed, first, nothing = np.zeros(self.size), np.zeros(self.size), np.zeros(self.size)
        nothing[len(self.columns) :] = -1
        for column, (_, rank) in enumerate(self.columns):
            placed[column], first[column] = 1, rank == 0
        for aim in (placed, first, *([nothing] if self.several_times else [])):
            found = self._solve(aim)
            self.rows.append((aim.reshape(1, -1), round(float(aim @ found)), np.inf))
        for start in range(0, len(self.groups), AT_ONCE):
            found = self._settle(range(start, min(start + AT_ONCE, len(self.groups))), found)
        return [next((self.columns[c][1] for c in columns if found[c] > 0.5), None) for columns in self.of_group]

    def _settle(self, block: range, found: Any) -> Any:
        """Whoever came earlier first: what the first of the block gets counts more than all that the others get."""
        import numpy as np

        if any(not self._has_first(index, found) for index in block):
            gain = np.zeros(self.size)
            for place, index in enumerate(reversed(block)):
                for column in self.of_group[index]:
                    gain[column] = (1 if self.columns[column][1] else 2) * 3**place
            found = self._solve(gain)
        for index in block:
            for column in self.of_group[index]:
                self.low[column] = self.high[column] = round(float(found[column]))
        return found

    def _has_first(self, index: int, found: Any) -> bool:
        return bool(self.of_group[index]) and found[self.of_group[index][0]] > 0.5

    def _solve(self, gain: Any) -> Any:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        constraints = [LinearConstraint(matrix, low, high) for matrix, low, high in self.rows]
        bounds = Bounds(self.low, self.high)
        # Mostly whole numbers come out by themselves, in a fifth of the time.
        for integrality in (np.zeros(self.size), np.ones(self.size)):
            found = milp(-gain, integrality=integrality, bounds=bounds, constraints=constraints, options=EXACT)
            if found.status != 0:
                raise UnsolvedError(found.message)
            whole = np.round(found.x)
            if np.abs(found.x - whole).max() < NEARLY:
                return whole
        return whole


class _Entries:
    """Of a matrix that is nearly empty."""

    def __init__(self) -> None:
        self._values: list[int] = []
        self._rows: list[int] = []
        self._columns: list[int] = []

    def put(self, row: int, column: int, value: int = 1) -> None:
        self._values.append(value)
        self._rows.append(row)
        self._columns.append(column)

    def matrix(self, rows: int, columns: int) -> Any:
        from scipy.sparse import csr_matrix

        return csr_matrix((self._values, (self._rows, self._columns)), shape=(rows, columns))
