"""The file that somebody chooses, and what travels from the preview to the button: nothing of it is kept in between."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from core.uploads import UploadField
from events.exchange.reading import Line, PeopleList, read
from events.models import Event
from offices.exchange.table import MOST_BYTES, FileProblem

SALT = "events.people"
VALID_FOR = 24 * 60 * 60  # seconds
TOO_OLD = (
    "Die Vorschau ist zu alt oder gehört nicht zu dieser Veranstaltung. Bitte wählen Sie die Datei noch einmal aus."
)


class ListForm(forms.Form):
    """Reads the file at once: what can't be used is said at the field."""

    file = UploadField(
        label="Datei",
        help_text="CSV oder Excel (.xlsx), höchstens 10 MB",
        most_bytes=MOST_BYTES,
        accept=".csv,.xlsx",
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

    lines: list[Line]
    number: UUID

    def __init__(self, event: Event, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.event = event

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        try:
            number, of, rows = signing.loads(text, salt=SALT, max_age=VALID_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(TOO_OLD) from None
        if of != self.event.pk:
            raise forms.ValidationError(TOO_OLD)
        self.number, self.lines = UUID(number), [Line(line, cells, tuple(notes)) for line, cells, notes in rows]
        return text


def packed(people: PeopleList, event: Event) -> str:
    rows = [[line.number, line.cells, line.problems] for line in people.lines]
    return signing.dumps([uuid4().hex, event.pk, rows], salt=SALT, compress=True)
