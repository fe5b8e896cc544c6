"""Cells of a sheet, in the order in which they stand in the file → rows. Stops as soon as there are too many."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from core.sheets.table import MOST_COLUMNS, Budget, RawRow, Sheet, letters

MOST_COVERED = 100_000  # cells of merged areas that are looked at

Area = tuple[int, int, int, int]  # first row and column, last row and column; rows from 1, columns from 0


class Grid:
    def __init__(self, title: str, budget: Budget, *, is_hidden: bool = False) -> None:
        self.sheet = Sheet(title, is_hidden=is_hidden)
        self.areas: list[Area] = []
        self._budget = budget

    def add(
        self,
        number: int,
        texts: dict[int, str],
        absent: dict[int, str],
        *,
        struck: frozenset[int] = frozenset(),
        is_hidden: bool = False,
    ) -> None:
        """`absent` are positions with the sentence why they say nothing. A row in which nothing stands is none."""
        filled = {position: text for position, text in texts.items() if text.strip()}
        if not filled and not absent:
            return
        self._budget.take_row([*filled, *absent])
        width = max([*filled, *absent]) + 1
        row = RawRow(number, [filled.get(position, "") for position in range(width)], absent, struck)
        (self.sheet.hidden if is_hidden else self.sheet.rows).append(row)

    def finished(self) -> Sheet:
        """Rows of a sheet are never ragged: what stands at the end of a row and is empty counts as an empty cell."""
        rows = self.sheet.rows
        rows.sort(key=lambda row: row.number)  # the file may have them in any order
        width = max((len(row.cells) for row in rows), default=0)
        for row in rows:
            row.cells = [*row.cells, *[""] * (width - len(row.cells))]
        self._spread(rows)
        return self.sheet

    def _spread(self, rows: list[RawRow]) -> None:
        """What stands in a merged area is true of all its rows, but of its first column only."""
        numbers = [row.number for row in rows]
        covered = 0
        for top, left, bottom, right in self.areas:
            if left >= MOST_COLUMNS:
                continue
            beginning = bisect_left(numbers, top)
            among = rows[beginning : bisect_right(numbers, bottom)]
            covered += len(among) * (min(right, MOST_COLUMNS) - left + 1)
            if covered > MOST_COVERED:
                return
            name = f"{letters(left)}{top}"
            text = among[0].cells[left] if among and among[0].number == top and left < len(among[0].cells) else ""
            for row in among:
                _cover(row, range(left, min(right, len(row.cells) - 1) + 1), text, name)


def _cover(row: RawRow, positions: Iterable[int], text: str, name: str) -> None:
    cells, absent = list(row.cells), dict(row.absent)
    for nth, position in enumerate(positions):
        if nth == 0:
            cells[position] = cells[position] or text
        elif not cells[position]:
            place = f"{letters(position)}{row.number}"
            absent[position] = f"Die Zelle {place} ist mit {name} verbunden. Der Wert gilt nur für {name}."
    row.cells, row.absent = cells, absent
