"""The programme as a table: capacities, rooms, kinds and hours of all items at once.

Two people may have the table open at the same time, so each says only what she has changed, beside what stood there
when she opened it. Changes of different fields all stay; of the same field the second one is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from core.forms.date_fields import clock_text
from events.models import Event, Item, ItemKind
from events.models.programme import ENDS_LATER
from events.planning.editing import Edit, edited
from events.planning.programme import ItemError, ItemRow, expect_possible, write

if TYPE_CHECKING:
    from accounts.models import User

CELLS = ("starts", "ends", "room", "capacity", "kind")


@dataclass(frozen=True, slots=True)
class Cells:
    """What somebody has changed of one item. `was` has the words that stood there when she opened the page."""

    pk: int
    values: Mapping[str, Any]
    was: Mapping[str, str]
    fewer: bool = False

    @property
    def row(self) -> ItemRow:
        return ItemRow(self.values, fewer=self.fewer)


@dataclass(frozen=True, slots=True)
class Problem:
    """`is_news`: somebody else has written something there meanwhile."""

    pk: int
    field: str
    sentence: str
    is_news: bool = False


class TableError(Exception):
    """Nothing has been written. `current` is the event as it is now."""

    def __init__(self, current: Event, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.current, self.problems = current, problems

    @property
    def is_stale(self) -> bool:
        return any(problem.is_news for problem in self.problems)


def cells_of(item: Item) -> tuple[str, ...]:
    """Names of what can be typed. Workshops have the hours of their slot, and a slot has no places of its own."""
    if item.is_workshop:
        return ("room", "capacity")
    has_places = item.needs_booking or item.capacity is not None
    return CELLS if has_places else tuple(name for name in CELLS if name != "capacity")


def in_words(value: Any) -> str:
    """As a field shows it."""
    if isinstance(value, time):
        return clock_text(value)
    return "" if value is None else str(value)


def save_table(event: Event, rows: Sequence[Cells], *, by: "User") -> Edit:
    """All of it or nothing. What has been deleted meanwhile is left out. Raises TableError and WrongStateError."""
    with edited(event, by=by) as edit:
        items = {item.pk: item for item in Item.objects.of_event(edit.event).select_related("day")}
        found = [(items[row.pk], row) for row in rows if row.pk in items]
        if problems := [problem for item, row in found for problem in _problems(item, row)]:
            raise TableError(edit.event, problems)
        # Slots last: they take their workshops along to new hours, and these rows still know the old ones.
        for item, row in sorted(found, key=lambda pair: pair[0].kind == ItemKind.PARALLEL):
            write(item, row.row)
    return edit


def _problems(item: Item, row: Cells) -> Iterator[Problem]:
    news = {name: in_words(getattr(item, name)) for name in row.values if _is_news(item, row, name)}
    for name in news:
        yield Problem(row.pk, name, _news_of(item, name), is_news=True)
    if news:
        return
    starts, ends = (row.values.get(name, getattr(item, name)) for name in ("starts", "ends"))
    if starts and ends and starts >= ends:
        yield Problem(row.pk, "ends" if "ends" in row.values else "starts", ENDS_LATER)
    try:
        expect_possible(item, row.row)
    except ItemError as error:
        yield Problem(row.pk, error.field, str(error))


def _is_news(item: Item, row: Cells, name: str) -> bool:
    now = in_words(getattr(item, name))
    return now != row.was.get(name) and now != in_words(row.values[name])


def _news_of(item: Item, name: str) -> str:
    now = str(item.get_kind_display()) if name == "kind" else in_words(getattr(item, name))
    said = f"Inzwischen hat jemand „{now}“ eingetragen." if now else "Inzwischen hat jemand das Feld geleert."
    return f"{said} Wenn Sie jetzt speichern, gilt Ihre Eingabe."
