"""The file that somebody chooses, and what travels from the preview to the button: nothing of it is kept in between."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from core.media.uploads import UploadField
from core.sheets.table import MOST_BYTES, FileProblem
from events.models import Event
from events.people.exchange.intake import Fate, Verdict
from events.people.exchange.reading import MOST_PEOPLE, PeopleList, SheetLine, read

SALT = "events.people"
VALID_FOR = 24 * 60 * 60  # seconds
TOO_OLD = (
    "Die Vorschau ist zu alt oder gehört nicht zu dieser Veranstaltung. Bitte wählen Sie die Datei noch einmal aus."
)


class ListForm(forms.Form):
    """Reads the file at once: what can't be used is said at the field."""

    file = UploadField(
        label="Datei",
        help_text=f"CSV, Excel (.xlsx) oder LibreOffice (.ods), höchstens 10 MB und {MOST_PEOPLE} Personen",
        most_bytes=MOST_BYTES,
        accept=".csv,.txt,.xlsx,.ods",
        allow_empty_file=True,  # the reader has the better sentence
        error_messages={"required": "Bitte wählen Sie die Datei mit Ihrer Tabelle."},
    )

    people: PeopleList

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            self.people = read(file.read())
        except FileProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        return file


class TakeInForm(forms.Form):
    """The rows as they were looked at, signed: for this event, for a day."""

    rows = forms.CharField(widget=forms.HiddenInput, error_messages={"required": TOO_OLD})
    exceed = forms.BooleanField(
        label="Auch über die Grenze hinaus anmelden",
        help_text="Dann bekommen alle einen Platz, und niemand kommt auf die Warteliste.",
        required=False,
    )

    others = forms.TypedMultipleChoiceField(
        label="Auch diese Personen anmelden",
        help_text="Jemand mit diesem Namen ist schon angemeldet. Setzen Sie den Haken nur, wenn es jemand anderes ist.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    lines: list[SheetLine]
    number: UUID

    def __init__(self, event: Event, data: Any = None, *, verdicts: Sequence[Verdict] = (), **more: Any) -> None:
        """`verdicts` of the preview, which asks about namesakes."""
        super().__init__(data, **more)
        self.event = event
        others = self.fields["others"]
        others.choices = [  # type: ignore[attr-defined]
            (position, f"{one.name} (Zeile {one.place})")
            for position, one in enumerate(verdicts)
            if one.fate == Fate.NAMESAKE
        ]
        if data is not None:
            others.choices = [(position, "") for position in range(MOST_PEOPLE)]  # type: ignore[attr-defined]

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        try:
            number, of, rows = signing.loads(text, salt=SALT, max_age=VALID_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(TOO_OLD) from None
        if of != self.event.pk:
            raise forms.ValidationError(TOO_OLD)
        self.number = UUID(number)
        self.lines = [SheetLine(line, cells, tuple(problems), sheet) for line, cells, problems, sheet in rows]
        return text


def packed(people: PeopleList, event: Event) -> str:
    rows = [[line.number, line.cells, line.problems, line.sheet] for line in people.lines]
    return signing.dumps([uuid4().hex, event.pk, rows], salt=SALT, compress=True)
