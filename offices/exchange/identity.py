"""Which office of the directory a row means.

The key of a row is its folded name, its municipality and its folded district. It is kept with the office, so that an
office is found again even after somebody has renamed it in the portal.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.language.german import fold
from offices.exchange.rows import OfficeRow
from offices.models import ImportOrigin, Office

NameAndTown = tuple[str, str]  # folded name, AGS


def key_of_row(row: OfficeRow) -> str:
    ags = row.municipality.ags if row.municipality else ""
    return f"{fold(row.name)[:280]}|{ags}|{fold(row.values.get('ortsteil', ''))[:110]}"


@dataclass(slots=True)
class Directory:
    """Read once per run: every key, every name in its town, every address in use."""

    by_key: dict[str, int] = field(default_factory=dict)
    by_name: dict[NameAndTown, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    slugs: set[str] = field(default_factory=set)

    @classmethod
    def load(cls) -> "Directory":
        directory = cls(by_key=dict(ImportOrigin.objects.values_list("key", "office_id")))
        for pk, name, ags, district, slug in Office.objects.order_by("pk").values_list(
            "pk", "name", "ags", "district", "slug"
        ):
            directory.by_name[fold(name), ags].append((pk, fold(district)))
            directory.slugs.add(slug)
        return directory

    def match(self, rows: Sequence[OfficeRow]) -> dict[int, int]:
        """Row number → id of its office; rows without one are new. No office is found twice.

        First by key. What is left is found by name and town if that is unique on both sides and the districts don't
        contradict: a person may have entered the office, or one of the lists may not name the district.
        """
        found = {row.number: pk for row in rows if (pk := self.by_key.get(key_of_row(row)))}
        claimed = set(found.values())
        left = [row for row in rows if row.number not in found]
        asked_for = Counter(_name_and_town(row) for row in left)
        for row in left:
            district = fold(row.values.get("ortsteil", ""))
            free = [item for item in self.by_name.get(_name_and_town(row), ()) if item[0] not in claimed]
            if len(free) == 1 and asked_for[_name_and_town(row)] == 1 and _agree(free[0][1], district):
                found[row.number] = free[0][0]
                claimed.add(free[0][0])
        return found


def _name_and_town(row: OfficeRow) -> NameAndTown:
    return fold(row.name), row.municipality.ags if row.municipality else ""


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def duplicates(rows: Sequence[OfficeRow]) -> dict[int, int]:
    """Row number → number of the earlier row that means the same office."""
    first: dict[str, int] = {}
    return {
        row.number: earlier for row in rows if (earlier := first.setdefault(key_of_row(row), row.number)) != row.number
    }
