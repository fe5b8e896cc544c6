"""The editor for the times of one Standort: rows to fill in, or a sentence that becomes rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from core.forms.date_fields import GermanDateField, GermanTimeField
from core.forms.plain_forms import speak_german
from core.forms.rows import Row, Rows, rows_class, topped_up, with_values
from core.forms.widgets import LineInput, Options, OptionsSelect
from core.language.dates import WEEKDAYS, full_date
from core.language.german import join_words
from offices.editing.parts import Data, plain
from offices.editing.rows import RowsForm
from offices.editing.schedule import Sentences, Special, in_order, in_sentences, rule_data, special_data
from offices.hours import LAST, Kind, Rule, Slot, hours_text, parse, rule_sentences, times
from offices.models import OpeningHours

MOST_ROWS: Final = 60
MOST_EXCEPTIONS: Final = 60
LONGEST_SENTENCE: Final = 2000
SENTENCE_BUTTON: Final = "satz"
HOURS, EXCEPTIONS = "zeiten", "ausnahmen"  # prefixes

OFTEN = [
    ("", "jede Woche"),
    *((str(nth), f"jeden {nth}. im Monat") for nth in (1, 2, 3, 4)),
    (str(LAST), "jeden letzten im Monat"),
]
DAYS = [("", "Tag wählen"), *((str(number), day) for number, day in enumerate(WEEKDAYS))]
KINDS_SHOWN, DAYS_SHOWN, OFTEN_SHOWN = (Options.flat(choices) for choices in (OpeningHours.KINDS, DAYS, OFTEN))
CLOCK = LineInput({"inputmode": "text", "autocomplete": "off"})
NOT_UNDERSTOOD = (
    "Das verstehen wir nicht als feste Zeit: {pieces}. Bitte tragen Sie es in die Zeilen ein und löschen es hier. "
    "Ein Hinweis passt auch in das Feld „Zu den Zeiten“."
)
BY_PHONE = "telefonisch nach Vereinbarung"


# --- rows -----------------------------------------------------------------------------------------------------


class HoursRow(Row):
    TYPED = ("weekday", "starts", "ends")
    MISSING: ClassVar = {"weekday": "der Tag", "starts": "der Anfang", "ends": "das Ende"}

    kind = forms.ChoiceField(
        label="Art",
        choices=OpeningHours.KINDS,
        initial=Kind.VISIT.value,
        required=False,
        widget=OptionsSelect(lambda: KINDS_SHOWN),
    )
    weekday = forms.TypedChoiceField(
        label="Tag",
        choices=DAYS,
        widget=OptionsSelect(lambda: DAYS_SHOWN),
        coerce=int,
        empty_value=None,
        required=False,
    )
    nth = forms.TypedChoiceField(
        label="Wie oft",
        choices=OFTEN,
        coerce=int,
        empty_value=None,
        required=False,
        widget=OptionsSelect(lambda: OFTEN_SHOWN),
    )
    starts = GermanTimeField(label="von", required=False, widget=CLOCK)
    ends = GermanTimeField(label="bis", required=False, widget=CLOCK)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_removed or self.is_empty:
            return answers
        missing = [name for name in self.TYPED if answers.get(name) is None and name not in self.errors]
        if missing:
            verb = "Es fehlen" if len(missing) > 1 else "Es fehlt"
            self.add_error(missing[0], f"{verb} noch {join_words(self.MISSING[name] for name in missing)}.")
        elif not self.errors and answers["starts"] >= answers["ends"]:
            self.add_error("ends", "Das Ende muss nach dem Anfang liegen.")
        return answers

    @property
    def rule(self) -> Rule:
        said = self.cleaned_data
        return Rule(Kind(said["kind"] or Kind.VISIT), said["weekday"], said["nth"], said["starts"], said["ends"])


class HoursRows(Rows):
    def clean_rows(self, rows: Sequence[HoursRow]) -> None:
        """A longer first Monday beside every Monday is fine: then the times become one."""
        known: list[Rule] = []
        for row in rows:
            rule = row.rule
            for other in known:
                if problem := _clash(other, rule):
                    row.add_error("starts", problem)
                    break
            known.append(rule)


def _clash(one: Rule, other: Rule) -> str:
    if (one.kind, one.weekday, one.nth) != (other.kind, other.weekday, other.nth):
        return ""
    if one == other:
        return f"{_name(one)} steht schon weiter oben. Bitte entfernen Sie eine der beiden Zeilen."
    if one.starts < other.ends and other.starts < one.ends:
        return f"{_name(one)} und {_name(other)} überschneiden sich."
    return ""


def _name(rule: Rule) -> str:
    """As in "Montag 9 bis 12 Uhr", "Telefonzeit jeden 1. Montag im Monat 9 bis 12 Uhr"."""
    day = WEEKDAYS[rule.weekday]
    if rule.nth is not None:
        return rule_sentences([rule])[0].replace("telefonisch", "Telefonzeit")
    return f"{'Telefonzeit ' if rule.kind is Kind.PHONE else ''}{day} {times([rule.slot])}"


class ExceptionRow(Row):
    TYPED = ("first", "last", "note", "closed", "starts", "ends")
    NAME = "Ausnahme"

    first = GermanDateField(label="vom", required=False, widget=CLOCK)
    last = GermanDateField(label="bis", required=False, widget=CLOCK)
    note = forms.CharField(label="Grund", max_length=120, required=False, widget=LineInput)
    closed = forms.BooleanField(label="geschlossen", required=False)
    starts = GermanTimeField(label="offen von", required=False, widget=CLOCK)
    ends = GermanTimeField(label="offen bis", required=False, widget=CLOCK)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_removed or self.is_empty:
            return answers
        self._check_days(answers)
        self._check_times(answers)
        return answers

    def _check_days(self, answers: dict[str, Any]) -> None:
        if self.errors.keys() & {"first", "last"}:
            return
        first: date | None = answers.get("first")
        last: date | None = answers.get("last") or first
        if first is None or last is None:
            self.add_error("first", "Es fehlt noch der erste Tag.")
        elif last < first:
            self.add_error("last", f"Der letzte Tag muss nach dem ersten liegen, dem {full_date(first)}.")
        elif last < timezone.localdate():
            self.add_error("first", f"Der {full_date(last)} ist schon vorbei. Bitte nennen Sie ein Jahr, das kommt.")

    def _check_times(self, answers: dict[str, Any]) -> None:
        if self.errors.keys() & {"starts", "ends"}:
            return
        starts, ends, closed = answers["starts"], answers["ends"], answers["closed"]
        if closed and (starts or ends):
            self.add_error("closed", "Bitte entscheiden Sie: geschlossen, oder offen von wann bis wann?")
        elif not closed and starts is None and ends is None:
            self.add_error("closed", "Ist dann geschlossen? Setzen Sie den Haken, oder schreiben Sie die Zeiten.")
        elif not closed and starts is None:
            self.add_error("starts", "Es fehlt noch der Anfang.")
        elif not closed and ends is None:
            self.add_error("ends", "Es fehlt noch das Ende.")
        elif not closed and starts >= ends:
            self.add_error("ends", "Das Ende muss nach dem Anfang liegen.")

    @property
    def special(self) -> Special:
        said = self.cleaned_data
        slot = None if said["closed"] else Slot(said["starts"], said["ends"])
        return Special(said["first"], said["last"] or said["first"], slot, plain(said["note"]))


class ExceptionRows(Rows):
    def clean_rows(self, rows: Sequence[ExceptionRow]) -> None:
        """Of days within other days the shorter ones count; of the same days there can only be one answer, or several
        times that do not meet."""
        known: list[Special] = []
        for row in rows:
            special = row.special
            same = [other for other in known if (other.first, other.last) == (special.first, special.last)]
            if any(_contradict(special.slot, other.slot) for other in same):
                row.add_error("first", "Für diese Tage steht schon etwas anderes da. Bitte entfernen Sie eine Zeile.")
            known.append(special)


def _contradict(one: Slot | None, other: Slot | None) -> bool:
    return one is None or other is None or (one.starts < other.ends and other.starts < one.ends)


# --- the whole page -------------------------------------------------------------------------------------------


class FrameForm(forms.Form):
    satz = forms.CharField(
        label="Oder schreiben Sie einen Satz",
        help_text="Zum Beispiel: montags bis donnerstags 9 bis 12 Uhr; jeden 1. Donnerstag 14 bis 16 Uhr",
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    by_appointment = forms.BooleanField(label="Auch nach Vereinbarung", required=False)
    hours_note = forms.CharField(
        label="Zu den Zeiten",
        help_text="Zum Beispiel: In den Schulferien nur vormittags",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_german(self)


class HoursForm(RowsForm):
    rows_of = rows_class(HoursRow, HoursRows, most=MOST_ROWS)
    exceptions_of = rows_class(ExceptionRow, ExceptionRows, most=MOST_EXCEPTIONS)

    def build(self, data: Any) -> None:
        self.taken: list[str] = []  # sentences of what has just become rows
        self.left: list[str] = []  # pieces of the sentence that did not
        self.was_read = False
        self.sentences: Sentences
        if data is None:
            self._build_from_place()
            return
        text = str(data.get("satz", "")).strip()
        if text and self.button in {"", SENTENCE_BUTTON} and len(text) <= LONGEST_SENTENCE:
            data = self._with_sentence(data, text)
            self.was_read = True
            self.button = SENTENCE_BUTTON  # to be looked at before it is saved
        data = topped_up(data, HOURS, HoursRow, self.button)
        data = topped_up(data, EXCEPTIONS, ExceptionRow, self.button)
        self.frame = FrameForm(data)
        self.hours = self.rows_of(data, prefix=HOURS)
        self.exceptions = self.exceptions_of(data, prefix=EXCEPTIONS)
        self.sentences = in_sentences(self.proposal())
        if self.left:
            pieces = join_words(f"„{piece}“" for piece in self.left)
            self.frame.add_error("satz", NOT_UNDERSTOOD.format(pieces=pieces))

    def _build_from_place(self) -> None:
        now = self.section.part.read(self.office, self.place)
        self.frame = FrameForm(initial={name: now[name] for name in ("by_appointment", "hours_note")})
        self.hours = self.rows_of(prefix=HOURS, initial=[_typed(row) for row in now["hours"]])
        exceptions = [{**row, "closed": row["starts"] is None} for row in now["exceptions"]]
        self.exceptions = self.exceptions_of(prefix=EXCEPTIONS, initial=exceptions)
        self.sentences = in_sentences(now)

    @property
    def nothing_new(self) -> bool:
        """The sentence told only what the rows say already."""
        return self.was_read and not self.taken and not self.left

    @property
    def lists(self) -> Iterable[Rows]:
        return (self.hours, self.exceptions)

    @property
    def fields_alone(self) -> Iterable[forms.BaseForm]:
        return (self.frame,)

    def proposal(self) -> Data:
        """Of a form with mistakes what is right of it, for the preview."""
        self.frame.is_valid()
        said = self.frame.cleaned_data
        return {
            "hours": [rule_data(rule) for rule in sorted(row.rule for row in self.hours.filled)],
            "by_appointment": said["by_appointment"],
            "hours_note": plain(said.get("hours_note", "")),
            "exceptions": [special_data(one) for one in in_order(row.special for row in self.exceptions.filled)],
        }

    # --- the sentence ---------------------------------------------------------------------------------------------

    def _with_sentence(self, data: Any, text: str) -> Any:  # Any: as it was sent
        """What is understood stands in rows, and what is not stays in the text field."""
        parsed = parse(text)
        here = [entry for entry in parsed.entries if entry.place is None and not entry.mobile]
        elsewhere = [hours_text([entry]) for entry in parsed.entries if entry not in here]
        self.left = [*parsed.unparsed, *elsewhere]
        values = {"satz": "\n".join(self.left)}
        if any(entry.by_appointment for entry in here if entry.kind is Kind.VISIT):
            values["by_appointment"] = "on"
        if any(entry.by_appointment for entry in here if entry.kind is Kind.PHONE):
            values["hours_note"] = _with_words(str(data.get("hours_note", "")), BY_PHONE)
        known = {row.rule for row in self.rows_of(data, prefix=HOURS).filled}
        new = sorted({rule for entry in here for rule in entry.rules} - known)
        self.taken = rule_sentences(new)
        return _with_rules(with_values(data, values), new)


def _with_words(note: str, words: str) -> str:
    return note if words in note else f"{note.strip()}; {words}".lstrip("; ")


def _with_rules(data: Any, rules: Sequence[Rule]) -> Any:  # Any: as it was sent
    """Into the empty rows first, then into new ones."""
    total_name = f"{HOURS}-TOTAL_FORMS"
    text = str(data.get(total_name, ""))
    total = min(int(text), 3 * MOST_ROWS) if text.isdecimal() and len(text) < 10 else 0
    free = [i for i in range(total) if not any(data.get(f"{HOURS}-{i}-{name}") for name in HoursRow.TYPED)]
    places = [*free, *range(total, total + len(rules))][: len(rules)]
    values = {total_name: str(max([total, *(place + 1 for place in places)]))}
    for place, rule in zip(places, rules, strict=True):
        values |= {f"{HOURS}-{place}-{name}": value for name, value in _typed(rule_data(rule)).items()}
    return with_values(data, values)


def _typed(row: Data) -> dict[str, str]:
    """As a browser sends it."""
    return {name: "" if value is None else str(value) for name, value in row.items()}
