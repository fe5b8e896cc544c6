"""The form of the programme as a table: one row per item, with the fields this item has."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms

from core.forms.date_fields import GermanTimeField
from core.forms.rows import Row, RowLists, Rows, with_values
from core.forms.widgets import LineInput
from events.forms.planning.rows import CLOCK, MOST_PLACES
from events.models import Day, Event, Item, ItemKind
from events.models.programme import ENDS_LATER
from events.planning.programme import fewer_than_given, is_short
from events.planning.table import CELLS, Cells, Problem, TableError, cells_of, in_words
from events.planning.timetable import timetable

WAS = "was"  # the field that travels along with what stood there when the page was opened
KINDS = [choice for choice in ItemKind.choices if choice[0] != ItemKind.WORKSHOP]
Was = Mapping[str, Mapping[str, str]]


class TableFrame(forms.Form):
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_was(self) -> Was:
        """Key of the item → field → words. Of what can't be read nobody knows what stood there: it all counts as typed,
        and what differs from what stands there now is asked about."""
        try:
            found = json.loads(self.cleaned_data["was"])
        except ValueError:
            return {}
        rows = found.items() if isinstance(found, dict) else ()
        return {key: row for key, row in rows if isinstance(row, dict)}


class CellsForm(Row):
    """One item."""

    starts = GermanTimeField(label="von", required=False, widget=CLOCK)
    ends = GermanTimeField(label="bis", required=False, widget=CLOCK)
    room = forms.CharField(label="Raum", max_length=80, required=False, widget=LineInput)
    capacity = forms.IntegerField(
        label="Plätze",
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        widget=LineInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="Art", choices=KINDS)
    fewer = forms.BooleanField(label="Ja, weniger Plätze als vergeben", required=False)

    def __init__(self, item: Item, data: Any, was: Mapping[str, str]) -> None:
        self.item, self.was, self.is_short, names = item, was, False, cells_of(item)
        prefix = f"punkt-{item.pk}"
        is_sent = data is not None and any(f"{prefix}-{name}" in data for name in names)
        super().__init__(
            data if is_sent else None, prefix=prefix, initial={name: getattr(item, name) for name in names}
        )
        for name in [name for name in self.fields if name not in (*names, "fewer")]:
            del self.fields[name]
        self.name_row()

    @property
    def called(self) -> str:
        return f"„{self.item.title}“"

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", ENDS_LATER)
        if ends and not starts and "starts" in self.fields and "starts" not in self.errors:
            self.add_error("starts", "Es fehlt noch der Anfang.")
        if "capacity" in self.changed and is_short(self.item, said["capacity"]) and not said.get("fewer"):
            self.show(Problem(self.item.pk, "capacity", fewer_than_given(self.item)))
        return said

    def show(self, problem: Problem) -> None:
        self.add_error(problem.field, problem.sentence)
        self.is_short = problem.field == "capacity" and not problem.is_news

    @property
    def asks_fewer(self) -> bool:
        """Once somebody has typed fewer places than are given away, and while she has ticked that it is meant so."""
        return self.is_short or (self.is_bound and bool(self["fewer"].value()))

    @property
    def cells(self) -> list[tuple[str, forms.BoundField]]:
        """Those that are shown, in the order of the columns."""
        return [(name, self[name]) for name in CELLS if name in self.fields]

    @property
    def changed(self) -> dict[str, Any]:
        """What differs from what stood there."""
        said = getattr(self, "cleaned_data", {}) if self.is_bound else {}
        return {name: value for name, value in said.items() if name in CELLS and in_words(value) != self.was.get(name)}

    @property
    def said(self) -> Cells:
        return Cells(self.item.pk, self.changed, self.was, bool(self.cleaned_data.get("fewer")))


class TableForm(RowLists):
    def __init__(self, event: Event, data: Any = None) -> None:
        self.event, self.data = event, data
        super().__init__(data)

    def build(self, data: Any) -> None:
        found = [
            (day, [item for entry in entries for item in (entry.item, *entry.workshops)])
            for day, entries in timetable(self.event)
        ]
        self.now = {str(item.pk): _words_of(item) for _, items in found for item in items}
        self.frame = TableFrame(data, initial={WAS: json.dumps(self.now)})
        self.was: Was = self.frame.cleaned_data[WAS] if self.frame.is_valid() else self.now
        self.days: list[tuple[Day, list[CellsForm]]] = [
            (day, [CellsForm(item, data, self.was.get(str(item.pk), {})) for item in items]) for day, items in found
        ]

    @property
    def lists(self) -> Iterable[Rows]:
        return ()

    @property
    def fields_alone(self) -> Sequence[forms.BaseForm]:
        return (self.frame, *self.rows)

    @cached_property
    def rows(self) -> list[CellsForm]:
        return [row for _, rows in self.days for row in rows]

    def said(self) -> list[Cells]:
        return [row.said for row in self.rows if row.changed]

    @property
    def lost(self) -> list[str]:
        """Titles of what was deleted while she typed something there."""
        return [str(was.get("title", "")) for key, was in self.was.items() if key not in self.now and self._typed(key)]

    def _typed(self, key: str) -> bool:
        sent = {name: self.data.get(f"punkt-{key}-{name}") for name in CELLS}
        return any(text is not None and text != self.was[key].get(name) for name, text in sent.items())

    def renewed(self, error: TableError) -> "TableForm":
        """What she has changed as she typed it, all else as it is now, and what keeps it from being saved."""
        typed = {(row.item.pk, name) for row in self.rows for name in row.changed}
        fresh = TableForm(error.current)
        values = {
            row.add_prefix(name): fresh.now[str(row.item.pk)][name]
            for row in fresh.rows
            for name, _ in row.cells
            if (row.item.pk, name) not in typed
        }
        found = TableForm(error.current, with_values(self.data, {**values, WAS: json.dumps(fresh.now)}))
        rows = {row.item.pk: row for row in found.rows if row.is_valid() or row.is_bound}
        for problem in error.problems:
            row = rows.get(problem.pk)
            if row and problem.field not in row.errors:
                row.show(problem)
        return found


def _words_of(item: Item) -> dict[str, str]:
    return {"title": item.title, **{name: in_words(getattr(item, name)) for name in cells_of(item)}}
