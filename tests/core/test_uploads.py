"""How much of a file is taken in, and what becomes of the rest of the form."""

import tempfile
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from core.media import uploads
from core.media.uploads import UploadField, check_quota, megabytes
from tests.samples.files import picture_bytes

BOUNDARY = "grenze"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"


class Stream:
    """The body of a request that is made while it is read: no test needs 500 MB of memory to send them."""

    def __init__(self, *pieces):
        self.pieces = iter(pieces)
        self.rest = b""
        self.read_bytes = 0

    def read(self, size=-1):
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        taken, self.rest = self.rest[:size], self.rest[size:]
        self.read_bytes += len(taken)
        return taken

    def readline(self, size=-1):
        raise NotImplementedError


def field(name, value):
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def file_start(name="file"):
    words = f'Content-Disposition: form-data; name="{name}"; filename="foto.jpg"\r\nContent-Type: image/jpeg'
    return f"--{BOUNDARY}\r\n{words}\r\n\r\n".encode()


def send(*pieces, length):
    stream = Stream(*pieces)
    response = Client().generic(
        "POST",
        "/senden/",
        **{"wsgi.input": stream, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": CONTENT_TYPE},
    )
    return response.json(), stream


def large_file(megabytes_sent, name="file"):
    million = b"x" * 1_000_000
    return [file_start(name), *(million for _ in range(megabytes_sent)), b"\r\n"]


END = f"--{BOUNDARY}--\r\n".encode()
AROUND = field("alt", "Zwei Frauen"), field("credit", "Erika")

pytestmark = pytest.mark.urls("tests.samples.urls")


@pytest.fixture
def folder(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def written(folder, monkeypatch):
    """Collects how large the temporary files became."""
    sizes = []
    close = tempfile._TemporaryFileWrapper.close

    def measured(file):
        sizes.append(Path(file.name).stat().st_size if Path(file.name).exists() else 0)
        close(file)

    monkeypatch.setattr(tempfile._TemporaryFileWrapper, "close", measured)
    return sizes


def test_500_megabytes_are_neither_kept_nor_do_they_cost_the_rest_of_the_form(db, folder, written):
    pieces = [AROUND[0], *large_file(500), AROUND[1], END]
    answer, stream = send(*pieces, length=sum(map(len, pieces)))
    assert answer["errors"]["file"] == [
        "Die Datei ist zu groß: Sie hat 500 MB, erlaubt sind 25 MB. Bitte wählen Sie eine kleinere."
    ]
    assert answer["kept"] == {"alt": "Zwei Frauen", "credit": "Erika"}  # before and after the file
    assert max(written) <= uploads.MOST_FILE_BYTES
    assert stream.read_bytes == sum(map(len, pieces))  # read to the end, so that the browser hears our answer
    assert list(folder.iterdir()) == []


def test_beyond_a_gigabyte_nothing_is_read_any_more(db, folder):
    answer, stream = send(AROUND[0], *large_file(20), AROUND[1], END, length=2_000_000_000)
    assert answer["kept"]["alt"] == "Zwei Frauen"
    assert stream.read_bytes < 1_000_000
    assert list(folder.iterdir()) == []


def test_many_files_share_one_limit(db, folder):
    pieces = [piece for number in range(4) for piece in large_file(20, f"file{number}")] + [END]
    answer, _ = send(*pieces, length=sum(map(len, pieces)))
    assert answer["sizes"] == [20_000_000] * 4
    assert list(folder.iterdir()) == []


def test_only_what_fits_into_the_limit_has_content(rf, folder):
    pieces = b"".join([piece for number in range(4) for piece in large_file(20, f"file{number}")] + [END])
    request = rf.generic("POST", "/", pieces, content_type=CONTENT_TYPE)
    contents = [sum(map(len, file.chunks())) for file in request.FILES.values()]
    assert contents == [20_000_000, 20_000_000, 20_000_000, 0]
    request.close()


@pytest.mark.parametrize("size", [1000, 4_000_000])
def test_a_file_within_the_limit_arrives_whole(rf, size):
    """Small ones in memory, larger ones in a temporary file."""
    content = bytes(range(250)) * (size // 250)
    request = rf.post("/", {"file": SimpleUploadedFile("a.bin", content)})
    assert request.FILES["file"].read() == content
    request.close()


def test_a_small_form_is_never_touched_by_the_limit(db):
    answer = (
        Client().post("/senden/", {"file": SimpleUploadedFile("a.jpg", picture_bytes()), "alt": "Zwei Frauen"}).json()
    )
    assert answer["errors"]["file"] == ["Bitte wählen Sie das Bild noch einmal aus. Ihr Browser merkt es sich nicht."]


class Form(forms.Form):
    file = UploadField(most_bytes=1_000_000, accept="text/plain")


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (0, "Die Datei ist leer. Bitte wählen Sie eine andere."),
        (1_000_001, "Die Datei ist zu groß: Sie hat 1,1 MB, erlaubt sind 1 MB. Bitte wählen Sie eine kleinere."),
    ],
)
def test_the_field_says_what_is_wrong(size, sentence):
    form = Form({}, {"file": SimpleUploadedFile("a.txt", bytes(size))})
    assert form.errors == {"file": [sentence]}


def test_the_field_tells_the_browser_what_to_offer():
    assert 'accept="text/plain"' in str(Form()["file"])


@pytest.mark.parametrize(("used", "new"), [(0, 100), (40, 60), (100, 0)])
def test_what_fits_into_the_quota_passes(used, new):
    check_quota(used, new, 100)


@pytest.mark.parametrize(("used", "free"), [(198_740_000, "1,2 MB"), (200_000_000, "0 MB"), (300_000_000, "0 MB")])
def test_the_quota_says_how_much_is_free(used, free):
    with pytest.raises(ValidationError) as refused:
        check_quota(used, 1_270_000, 200_000_000)
    assert refused.value.messages == [
        f"Dafür reicht Ihr Speicherplatz nicht. Die Datei braucht 1,3 MB, frei sind noch {free}. "
        "Bitte löschen Sie Dateien, die Sie nicht mehr brauchen."
    ]


@override_settings(USE_THOUSAND_SEPARATOR=False)
def test_sizes_are_written_the_german_way():
    assert [megabytes(1), megabytes(25_000_000), megabytes(1_450_000)] == ["0,1 MB", "25 MB", "1,5 MB"]
