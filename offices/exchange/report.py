"""What became of every row, as the command prints it and the administration shows it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from offices.exchange.columns import COLUMNS
from offices.exchange.merge import Difference

MOST_TOLD = 500  # rows of a stored report


class RowOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {
            "created": "angelegt",
            "updated": "geändert",
            "unchanged": "unverändert",
            "rejected": "abgelehnt",
        }[self]


@dataclass(slots=True)
class RowReport:
    """`number` is the line of the file; `reasons` say why a row was rejected, `notes` what to look at."""

    number: int
    name: str
    town: str
    outcome: RowOutcome
    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_worth_a_line(self) -> bool:
        return self.outcome is not RowOutcome.UNCHANGED or bool(self.conflicts)

    @property
    def titled_changes(self) -> list[tuple[str, str, str]]:
        """Title of the column, old and new text."""
        return [(COLUMNS[change.column].title, change.old, change.new) for change in self.changes]

    @property
    def sentences(self) -> list[str]:
        """Everything a person should read about this row, most important first; changes are shown apart."""
        return [*self.reasons, *map(conflict_sentence, self.conflicts), *self.notes]

    @property
    def title(self) -> str:
        where = f", {self.town}" if self.town else ""
        return f"{self.name or 'ohne Namen'}{where}"


def conflict_sentence(conflict: Difference) -> str:
    theirs = f"„{conflict.new}“" if conflict.new else "nichts"
    mine = f"„{conflict.old}“" if conflict.old else "nichts"
    title = COLUMNS[conflict.column].title
    return f"{title}: In der Datei steht {theirs}, im Portal {mine}. Das Portal behält seine Angabe."


def counted(counts: Mapping[RowOutcome, int]) -> str:
    """ "38 angelegt, 0 geändert, 0 unverändert, 0 abgelehnt" """
    return ", ".join(f"{counts.get(outcome, 0)} {outcome.label}" for outcome in RowOutcome)


@dataclass(slots=True)
class ImportReport:
    rows: list[RowReport] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[RowOutcome]:
        return Counter(row.outcome for row in self.rows)

    @property
    def summary(self) -> str:
        return counted(self.counts)

    @property
    def conflict_count(self) -> int:
        return sum(len(row.conflicts) for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Counts of all rows, details of the first that are worth a line, the rejected ones and conflicts
        before all."""
        worth = [row for row in self.rows if row.is_worth_a_line]
        told = sorted(worth, key=lambda row: (row.outcome is not RowOutcome.REJECTED, not row.conflicts, row.number))
        return {
            "counts": {outcome.value: self.counts[outcome] for outcome in RowOutcome},
            "conflicts": self.conflict_count,
            "hints": self.hints,
            "told": len(told),
            "rows": [asdict(row) for row in told[:MOST_TOLD]],
        }


def rows_from_json(stored: Mapping[str, Any]) -> list[RowReport]:
    """The rows of `to_json`, in the order in which a person should read them."""
    return [
        RowReport(
            **{
                **row,
                "outcome": RowOutcome(row["outcome"]),
                "changes": [Difference(**change) for change in row["changes"]],
                "conflicts": [Difference(**conflict) for conflict in row["conflicts"]],
            }
        )
        for row in stored.get("rows", [])
    ]
