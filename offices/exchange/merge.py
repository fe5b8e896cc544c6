"""Three statements about one office meet: what the last import said, what the portal says, what the file says.

A column the file does not have says nothing. What a person has changed in the portal since the last import stays, and
as long as the file says something else it is told as a conflict.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Difference:
    """Canonical texts of one column: in a change from `old` to `new`, in a conflict portal and file."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Merge:
    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merge(
    *,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    canonical: Callable[[str, str], str] = lambda _column, text: text,
) -> Merge:
    """`base` is empty for an office that no import knows. `canonical` says an old text of a column in today's words
    (the directory may have learnt other names for offers and Träger since)."""
    result = Merge()
    for column, new in theirs.items():
        old, last = mine.get(column, ""), base.get(column, "")
        if new == old:
            continue
        if old in (last, canonical(column, last)):
            result.changes.append(Difference(column, old, new))
        elif new or last:
            result.conflicts.append(Difference(column, old, new))
    return result
