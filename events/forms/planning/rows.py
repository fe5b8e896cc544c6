"""Forms with rows: the days of an event, an item of the programme with those who speak, and a programme in lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from core.forms.date_fields import GermanDateField, GermanTimeField
from core.forms.editor import EditorWidget
from core.forms.plain_forms import pressed, speak_german
from core.forms.rows import Row, RowLists, Rows, rows_class, topped_up
from core.forms.widgets import LineInput, LinesInput
from core.language.dates import long_date
from core.publishing.editions import EditionField
from core.richtext import RichTextFormField
from events.forms.planning.event import MOST_DAYS
from events.models import Day, Event, Item, ItemKind, SpeakerRole
from events.models.programme import ENDS_LATER
from events.planning.lines import Unread, read_lines
from events.planning.programme import DayRow, ItemRow, SpeakerRow, fewer_than_given, is_short

MOST_PLACES = 32_000
MOST_SPEAKERS = 20
CLOCK = LineInput({"inputmode": "text", "autocomplete": "off"})


def _number(text: str) -> int | None:
    """Of a hidden field: what is no number is nobody's."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


class EditionForm(forms.Form):
    edition = EditionField()


# --- days -----------------------------------------------------------------------------------------------------


class DayRowForm(Row):
    TYPED = ("date", "starts", "ends", "capacity")
    NAME = "Tag"

    pk = forms.CharField(required=False, widget=forms.HiddenInput)
    date = GermanDateField(label="Datum", required=False, widget=CLOCK)
    starts = GermanTimeField(label="von", required=False, widget=CLOCK)
    ends = GermanTimeField(label="bis", required=False, widget=CLOCK)
    capacity = forms.IntegerField(
        label="Plätze an diesem Tag", min_value=1, max_value=MOST_PLACES, required=False, widget=LineInput
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_removed or self.is_empty:
            return said
        if said.get("date") is None and "date" not in self.errors:
            self.add_error("date", "Es fehlt noch das Datum.")
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", ENDS_LATER)
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", "Es fehlt noch der Anfang.")
        return said

    @property
    def said(self) -> DayRow:
        said = self.cleaned_data
        return DayRow(_number(said["pk"]), said["date"], said["starts"], said["ends"], said["capacity"])


class DayRows(Rows):
    def clean_rows(self, rows: Sequence[DayRowForm]) -> None:
        seen = set()
        for row in rows:
            if (day := row.cleaned_data["date"]) in seen:
                row.add_error(
                    "date", "Diesen Tag gibt es schon weiter oben. Bitte entfernen Sie eine der beiden Zeilen."
                )
            seen.add(day)


class DaysForm(RowLists):
    rows_of = rows_class(DayRowForm, DayRows, most=MOST_DAYS)

    def __init__(self, event: Event, data: Any = None) -> None:
        self.event = event
        super().__init__(data)

    def build(self, data: Any) -> None:
        data = topped_up(data, "tage", DayRowForm, self.button) if data is not None else None
        self.frame = EditionForm(data, initial={"edition": self.event.edition})
        fields = ("pk", "date", "starts", "ends", "capacity")
        initial = [{name: getattr(day, name) for name in fields} for day in self.event.days.order_by("date")]
        self.rows = self.rows_of(data, prefix="tage", initial=initial if data is None else None)

    @property
    def lists(self) -> Iterable[Rows]:
        return (self.rows,)

    @property
    def fields_alone(self) -> Iterable[forms.BaseForm]:
        return (self.frame,)

    @property
    def edition(self) -> int:
        self.frame.is_valid()
        return int(self.frame.cleaned_data["edition"])

    def said(self) -> list[DayRow]:
        return [row.said for row in self.rows.filled]


# --- one item of the programme ----------------------------------------------------------------------------------


class SpeakerRowForm(Row):
    TYPED = ("name", "organisation")
    NAME = "Person"

    pk = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=120, required=False, widget=LineInput)
    organisation = forms.CharField(label="Einrichtung", max_length=160, required=False, widget=LineInput)
    role = forms.ChoiceField(label="Aufgabe", choices=SpeakerRole.choices, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_removed and not self.is_empty and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Es fehlt noch der Name.")
        return said

    @property
    def said(self) -> SpeakerRow:
        said = self.cleaned_data
        role = said["role"] or SpeakerRole.SPEAKER.value
        return SpeakerRow(_number(said["pk"]), said["name"].strip(), said["organisation"].strip(), role)


class DayField(forms.ModelChoiceField):
    def label_from_instance(self, day: Any) -> str:
        return long_date(day.date)


class ItemFrame(forms.ModelForm):
    """What is not in rows. Workshops lie in a slot, which says when they are."""

    day = DayField(label="Tag", queryset=Day.objects.none(), empty_label=None)
    starts = GermanTimeField(label="von", required=False, widget=CLOCK)
    ends = GermanTimeField(label="bis", required=False, widget=CLOCK)
    text = RichTextFormField(label="Beschreibung", required=False, widget=EditorWidget({"rows": 6}))
    fewer = forms.BooleanField(label="Ja, weniger Plätze als vergeben", required=False)

    class Meta:
        model = Item
        fields = ("kind", "title", "day", "starts", "ends", "room", "needs_booking", "capacity", "text")
        help_texts = {
            "needs_booking": "Zum Beispiel Abend oder Exkursion: Wer kommen will, sagt es bei der Anmeldung.",
            "capacity": "Nur bei Anmeldung. Leer heißt: Es gibt keine Grenze.",
        }

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].queryset = event.days.order_by("date")  # type: ignore[attr-defined]
        self.fields["kind"].choices = [choice for choice in ItemKind.choices if choice[0] != ItemKind.WORKSHOP]  # type: ignore[attr-defined]
        self.order_fields([*(name for name in self.fields if name not in {"fewer", "text"}), "fewer", "text"])
        if not self.asks_fewer:
            del self.fields["fewer"]
        if self.instance.is_workshop:
            for name in ("kind", "day", "starts", "ends", "needs_booking"):
                del self.fields[name]
            self.fields["capacity"].help_text = "Leer heißt: Es gibt keine Grenze."
        speak_german(self)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", ENDS_LATER)
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", "Es fehlt noch der Anfang.")
        if self.asks_fewer and not said.get("fewer"):
            self.add_error("capacity", fewer_than_given(self.instance))
        return said

    @property
    def asks_fewer(self) -> bool:
        """Somebody has typed fewer places than are given away."""
        capacity = _number(str(self["capacity"].data or "").strip()) if self.is_bound else self.instance.capacity
        return capacity != self.instance.capacity and is_short(self.instance, capacity)

    def _post_clean(self) -> None:
        """The item is written under the lock of its event."""


class ItemForm(RowLists):
    rows_of = rows_class(SpeakerRowForm, most=MOST_SPEAKERS)

    def __init__(self, event: Event, item: Item, data: Any = None) -> None:
        self.event, self.item = event, item
        super().__init__(data)

    def build(self, data: Any) -> None:
        data = topped_up(data, "personen", SpeakerRowForm, self.button) if data is not None else None
        self.edition_form = EditionForm(data, initial={"edition": self.event.edition})
        self.frame = ItemFrame(self.event, data, instance=self.item)
        fields = ("pk", "name", "organisation", "role")
        speakers = self.item.speakers.all() if self.item.pk else ()
        initial = [{name: getattr(speaker, name) for name in fields} for speaker in speakers]
        self.rows = self.rows_of(data, prefix="personen", initial=initial if data is None else None)

    @property
    def media(self) -> forms.Media:
        return self.frame.media

    @property
    def lists(self) -> Iterable[Rows]:
        return (self.rows,)

    @property
    def fields_alone(self) -> Iterable[forms.BaseForm]:
        return (self.edition_form, self.frame)

    @property
    def edition(self) -> int | None:
        """New items type over nobody's words."""
        self.edition_form.is_valid()
        return int(self.edition_form.cleaned_data["edition"]) if self.item.pk else None

    def said(self) -> ItemRow:
        said = self.frame.cleaned_data
        values = {name: value for name, value in said.items() if name not in {"day", "fewer"}}
        speakers = [row.said for row in self.rows.filled]
        return ItemRow(values, said.get("day"), speakers, fewer=bool(said.get("fewer")))


# --- many items at once -------------------------------------------------------------------------------------------


class LinesForm(forms.Form):
    """Shows what was understood before anything is written."""

    lines = forms.CharField(
        label="Programm, eine Zeile je Punkt",
        max_length=10_000,
        widget=LinesInput({"rows": 12}),
        help_text="Jede Zeile beginnt mit der Uhrzeit. Werkstätten stehen mit einem Strich unter ihrer Zeile.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.button = pressed(data)
        self.items: list[Item] = []
        self.unread: list[Unread] = []
        speak_german(self)

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        self.items, self.unread = read_lines(text)
        for problem in self.unread:
            self.add_error("lines", problem.sentence)
        return text
