"""Files that people send with a form: how much of them is taken in, and how the form says that it was too much."""

from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils.formats import number_format

MOST_FILE_BYTES = 25_000_000
MOST_REQUEST_BYTES = 60_000_000  # of all files of one form together
MOST_READ_BYTES = 1_000_000_000


class TooLargeFile(UploadedFile):
    """Stands in for a file that was not kept: its size is that of what was sent, its content is empty."""


class LimitedFileUploadHandler(TemporaryFileUploadHandler):
    """Writes to a temporary file, but only up to the limit. What is too large is deleted at once, and the rest of
    it is read and thrown away: fields that follow in the form still arrive, and so does our answer, because a browser
    that is cut off while sending shows an error of its own instead. Beyond a gigabyte it is cut off."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        self.is_endless = content_length > MOST_READ_BYTES
        self.kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_endless:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)
        self.size = 0
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.is_too_large:
            return
        if self.size > MOST_FILE_BYTES or self.kept + self.size > MOST_REQUEST_BYTES:
            self.is_too_large = True
            self.file.close()  # which deletes it
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self.file.close()
            raise

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.is_too_large:
            return TooLargeFile(BytesIO(), self.file_name, self.content_type, self.size)
        self.kept += self.size
        return super().file_complete(self.size)


class UploadField(forms.FileField):
    """A file of at most `most_bytes`; `accept` is what the browser offers for choice."""

    default_error_messages = {
        "empty": "Die Datei ist leer. Bitte wählen Sie eine andere.",
        "invalid": "Es ist keine Datei angekommen. Bitte wählen Sie sie noch einmal aus.",
    }
    widget = forms.FileInput  # nothing to tick for removal: that is an action of its own

    def __init__(self, *, most_bytes: int, accept: str, **options: Any) -> None:
        super().__init__(**options)
        self.most_bytes = most_bytes
        self.widget.attrs["accept"] = accept

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file and (isinstance(file, TooLargeFile) or (file.size or 0) > self.most_bytes):
            limit = megabytes(self.most_bytes)
            raise ValidationError(
                f"Die Datei ist zu groß: Sie hat {megabytes(file.size or 0)}, erlaubt sind {limit}. "
                "Bitte wählen Sie eine kleinere.",
                code="too_large",
            )
        return file


class FileForm(forms.ModelForm):
    """Abstract: a row with a file. The file must be there the first time; there must be room for what is made of it;
    and where something else is wrong, the person hears that the browser has forgotten the file meanwhile.

    `used_bytes` is what has been stored so far, without this row; `limit` how much may be."""

    noun = "die Datei"
    field_order = ("file",)  # people choose first, and then say something about it

    def __init__(self, *args: Any, used_bytes: int = 0, limit: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used_bytes = used_bytes
        self.limit = settings.UPLOAD_QUOTA_BYTES if limit is None else limit
        self.fields["file"].required = self.instance.pk is None

    def prepare(self, file: Any) -> int:  # Any: a picture or a document, as its field has cleaned it
        """Makes what will be stored of a cleaned file; its size in bytes."""
        raise NotImplementedError

    def full_clean(self) -> None:
        super().full_clean()
        file = getattr(self, "cleaned_data", {}).get("file")
        if file is None:
            return
        if self.errors:  # what is made of a picture costs a second: only for a form that is right otherwise
            self.add_error("file", f"Bitte wählen Sie {self.noun} noch einmal aus. Ihr Browser merkt es sich nicht.")
            return
        try:
            check_quota(self.used_bytes, self.prepare(file), self.limit)
        except ValidationError as problem:
            self.add_error("file", problem)


def check_quota(used_bytes: int, new_bytes: int, limit: int) -> None:
    """All in bytes. ValidationError that says how much is free."""
    free = max(0, limit - used_bytes)
    if new_bytes > free:
        raise ValidationError(
            f"Dafür reicht Ihr Speicherplatz nicht. Die Datei braucht {megabytes(new_bytes)}, "
            f"frei sind noch {megabytes(free, up=False)}. Bitte löschen Sie Dateien, die Sie nicht mehr brauchen.",
            code="no_room",
        )


def megabytes(size: int, *, up: bool = True) -> str:
    """ "1,3 MB". What is needed is rounded up and what is free is rounded down, so that the sum never looks wrong."""
    tenths = -(-size // 100_000) if up else size // 100_000
    return f"{number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)} MB"
