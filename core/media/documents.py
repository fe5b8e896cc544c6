"""PDF files that people attach to what they write. `Document` is abstract, like `Picture` in core/media/pictures.py."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.forms.widgets import UNSEEN, LineInput
from core.language.german import slug
from core.media.stored import StoredFiles
from core.media.uploads import FileForm, UploadField

MOST_BYTES = 10_000_000
# Run, never imported: what it needs would cost every process of the web server eight megabytes.
INSPECTION = Path(__file__).with_name("pdf_inspection.py")
LONGEST_LOOK = 20  # seconds by the clock; the inspection itself stops after ten of computing
FILE = "dokument.pdf"

SAVE_ANEW = "Bitte speichern Sie es neu als PDF, zum Beispiel mit „Drucken“ und „Als PDF speichern“."
PROBLEMS = {
    "not_a_pdf": "Diese Datei ist kein PDF. Bitte speichern Sie das Dokument als PDF. Wählen Sie es dann noch einmal.",
    "broken": f"Das Dokument ist beschädigt oder unvollständig. {SAVE_ANEW}",
    "encrypted": "Das Dokument ist mit einem Kennwort geschützt. Bitte speichern Sie es ohne Kennwort.",
    "active": f"Das Dokument enthält Programme oder Filme. Aus Sicherheitsgründen nehmen wir es nicht an. {SAVE_ANEW}",
    "attachments": f"In dem Dokument stecken weitere Dateien. Deshalb nehmen wir es nicht an. {SAVE_ANEW}",
    "too_complex": f"Das Dokument ist zu umfangreich. {SAVE_ANEW}",
}


@dataclass(frozen=True, slots=True)
class Pdf:
    """A document that was looked into."""

    content: bytes
    pages: int


def read(file: IO[bytes]) -> Pdf:
    """ValidationError, with the sentence for the person who chose it, unless it is a PDF that only wants to be read."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError("Das Dokument ist zu groß. Erlaubt sind höchstens 10 MB.", code="too_large")
    if not content.startswith(b"%PDF-"):  # known without asking
        raise _refusal("not_a_pdf")
    return Pdf(content, _pages(content))


def _pages(content: bytes) -> int:
    """Asked of a process of its own, which gets nothing but the file: no environment, no settings, little time."""
    command = [sys.executable, "-I", str(INSPECTION)]
    try:
        done = subprocess.run(  # noqa: S603 (nothing in it comes from outside)
            command, input=content, capture_output=True, env={}, timeout=LONGEST_LOOK, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise _refusal("too_complex") from None
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise _refusal(answer["problem"])
    return int(answer["pages"])


def _refusal(problem: str) -> ValidationError:
    return ValidationError(PROBLEMS[problem], code=problem)


class Document(StoredFiles):
    """Abstract. One PDF and what it is called."""

    folder = "dokumente"

    title = models.CharField("Titel des Dokuments", max_length=120)
    pages = models.PositiveIntegerField("Seiten", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def keep(self, pdf: Pdf) -> None:
        """Writes the file; the row is saved afterwards."""
        self.pages = pdf.pages
        self.write([(FILE, pdf.content)])

    @property
    def stored_name(self) -> str:
        """The file within the storage."""
        return self.file_name(FILE)

    @property
    def filename(self) -> str:
        """As people find it in their downloads."""
        return f"{slug(self.title) or 'dokument'}.pdf"


class PdfField(UploadField):
    """Its cleaned value is a Pdf."""

    default_error_messages = {"required": "Bitte wählen Sie ein PDF aus."}

    def __init__(self, **options: Any) -> None:
        super().__init__(most_bytes=MOST_BYTES, accept="application/pdf", **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return read(file) if file else None


class DocumentForm(FileForm):
    """Base of the forms for concrete documents; their Meta inherits this one's and names the model."""

    file = PdfField(label="PDF-Datei", help_text="Ein Dokument als PDF, höchstens 10 MB.")
    title = forms.CharField(
        label="Titel des Dokuments",
        help_text="So heißt der Link. Zum Beispiel: Programm der Seniorenwoche 2026.",
        max_length=120,
        widget=LineInput,
        error_messages={"required": "Bitte geben Sie dem Dokument einen Titel.", **UNSEEN},
    )

    noun = "das Dokument"
    instance: Document
    pdf: Pdf | None = None

    class Meta:
        fields = ("title",)

    def prepare(self, file: Pdf) -> int:
        self.pdf = file
        return len(file.content)

    def save(self, commit: bool = True) -> Document:
        """The file is written in either case; without `commit` the caller saves the row."""
        if not self.errors and self.pdf:
            self.instance.keep(self.pdf)
        saved: Document = super().save(commit)
        return saved
