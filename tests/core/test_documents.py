"""Which PDF files are accepted, and what becomes of them."""

import subprocess
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, NumberObject, TextStringObject

from core.media import documents, pdf_inspection
from tests.samples.files import pdf_bytes, pdf_file
from tests.samples.models import SampleDocument, SampleDocumentForm


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def make_document(title="Programm", pages=1):
    form = SampleDocumentForm({"title": title}, {"file": pdf_file(pdf_bytes(pages))})
    assert form.errors == {}
    return form.save()


def dictionary(**entries):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def action(kind, **entries):
    return dictionary(S=NameObject(f"/{kind}"), **entries)


def on_open(value):
    return lambda writer: writer.root_object.update({NameObject("/OpenAction"): value})


def in_catalog(name, value):
    return lambda writer: writer.root_object.update({NameObject(f"/{name}"): value})


def on_page(value):
    def change(writer):
        annotations = ArrayObject([writer._add_object(value)])
        writer.pages[0][NameObject("/Annots")] = annotations

    return change


def problem(content):
    with pytest.raises(pdf_inspection.UnfitError) as refused:
        pdf_inspection.pages(content)
    return refused.value.args[0]


SCRIPT = action("JavaScript", JS=TextStringObject("app.alert(1)"))


@pytest.mark.parametrize(
    "change",
    [
        in_catalog("Names", dictionary(JavaScript=dictionary(Names=ArrayObject([TextStringObject("a"), SCRIPT])))),
        on_open(SCRIPT),
        on_open(action("Named", N=NameObject("/Print"))),
        on_open(action("URI", URI=TextStringObject("https://example.org/"))),
        on_open(action("GoTo", D=ArrayObject(), Next=action("Launch", F=TextStringObject("calc.exe")))),
        in_catalog("AA", dictionary(WC=SCRIPT)),
        in_catalog("AcroForm", dictionary(XFA=TextStringObject("<xdp/>"), Fields=ArrayObject())),
        on_page(dictionary(Subtype=NameObject("/Link"), A=action("Launch", F=TextStringObject("calc.exe")))),
        on_page(dictionary(Subtype=NameObject("/Link"), A=action("SubmitForm", F=TextStringObject("https://x.org")))),
        on_page(dictionary(Subtype=NameObject("/RichMedia"))),
        on_page(dictionary(Subtype=NameObject("/Link"), PA=dictionary(A=ArrayObject([dictionary(B=SCRIPT)])))),
    ],
    ids=["names", "open", "print", "web", "chain", "close", "xfa", "launch", "submit", "film", "deep"],
)
def test_what_would_do_something_by_itself_is_refused(change):
    assert problem(pdf_bytes(change=change)) == "active"


def test_a_script_under_a_disguised_name_is_found():
    content = pdf_bytes(change=on_open(SCRIPT)).replace(b"/JavaScript", b"/J#61vaScr#69pt").replace(b"/JS", b"/#4AS")
    assert b"JavaScript" not in content
    assert problem(content) == "active"


def test_a_script_in_a_packed_object_is_found():
    writer = PdfWriter(clone_from=BytesIO(pdf_bytes(change=on_page(dictionary(Subtype=NameObject("/Link"), A=SCRIPT)))))
    target = BytesIO()
    writer.write(target)
    assert problem(target.getvalue()) == "active"


@pytest.mark.parametrize(
    "change",
    [
        lambda writer: writer.add_attachment("liste.exe", b"MZ"),
        on_page(dictionary(Subtype=NameObject("/FileAttachment"))),
    ],
)
def test_files_within_the_file_are_refused(change):
    assert problem(pdf_bytes(change=change)) == "attachments"


def test_a_password_is_refused():
    assert problem(pdf_bytes(change=lambda writer: writer.encrypt("geheim", "auch geheim"))) == "encrypted"


@pytest.mark.parametrize(
    "content",
    [
        pdf_bytes()[:200],
        b"%PDF-1.7\n" + bytes(5000),
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj" + b"<</A" * 100_000 + b"\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n1 0 obj 1 0 R endobj\nstartxref\n9\n%%EOF",
        pdf_bytes(0),
    ],
    ids=["truncated", "zeros", "brackets", "nested", "circle", "no pages"],
)
def test_a_broken_file_is_refused(content):
    assert problem(content) == "broken"


def test_more_objects_than_anybody_needs_are_refused(monkeypatch):
    monkeypatch.setattr(pdf_inspection, "MOST_OBJECTS", 20)
    assert pdf_inspection.pages(pdf_bytes(3)) == 3
    assert problem(pdf_bytes(30)) == "too_complex"


def jump(page):
    return ArrayObject([page, NameObject("/XYZ"), NullObject(), NullObject(), NumberObject(0)])


@pytest.mark.parametrize(
    "change",
    [
        lambda writer: on_open(jump(writer.pages[0].indirect_reference))(writer),
        lambda writer: on_open(action("GoTo", D=jump(writer.pages[0].indirect_reference)))(writer),
        on_page(dictionary(Subtype=NameObject("/Link"), A=action("URI", URI=TextStringObject("https://example.org")))),
        in_catalog("AcroForm", dictionary(Fields=ArrayObject())),
        lambda writer: writer.add_outline_item(title="Kapitel", page_number=0),
    ],
    ids=["array", "goto", "link", "form", "outline"],
)
def test_what_office_programs_write_is_accepted(change):
    assert pdf_inspection.pages(pdf_bytes(2, change=change)) == 2


# --- from outside -----------------------------------------------------------------------------------------


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        documents.read(BytesIO(content))
    return refused.value.messages


def test_a_good_document_is_counted_in_a_process_of_its_own():
    assert documents.read(BytesIO(pdf_bytes(3))).pages == 3


@pytest.mark.parametrize("content", [b"<html>", b"\n%PDF-1.7", b"PK\x03\x04 docx", b"GIF89a%PDF-1.7"])
def test_what_is_no_pdf_is_refused_without_a_process(content, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("asked"))
    assert refusal(content) == [documents.PROBLEMS["not_a_pdf"]]


def test_the_sentence_comes_back_from_the_process():
    assert refusal(pdf_bytes(change=on_open(SCRIPT))) == [documents.PROBLEMS["active"]]


def test_a_process_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(documents, "INSPECTION", endless)
    monkeypatch.setattr(documents, "LONGEST_LOOK", 0.2)
    assert refusal(pdf_bytes()) == [documents.PROBLEMS["too_complex"]]


def test_more_than_10_megabytes_are_refused():
    assert refusal(pdf_bytes() + bytes(documents.MOST_BYTES)) == [
        "Das Dokument ist zu groß. Erlaubt sind höchstens 10 MB."
    ]


def test_each_problem_has_a_sentence():
    assert set(documents.PROBLEMS) == set(pdf_inspection.PROBLEMS)


# --- rows and the form ------------------------------------------------------------------------------------


def test_a_document_is_kept_with_its_pages_and_size(db, media):
    document = make_document(pages=2)
    stored = (media / "dokumente" / document.key.hex / "dokument.pdf").read_bytes()
    assert (document.pages, document.bytes, document.title) == (2, len(stored), "Programm")


@pytest.mark.parametrize(
    ("title", "name"), [("Ausflüge 2026", "ausfluege-2026.pdf"), ("???", "dokument.pdf"), ("../../etc", "etc.pdf")]
)
def test_the_name_of_a_document_follows_from_its_title(title, name):
    assert SampleDocument(title=title).filename == name


def test_without_answers_the_form_says_what_is_missing(db):
    assert SampleDocumentForm({}, {}).errors == {
        "file": ["Bitte wählen Sie ein PDF aus."],
        "title": ["Bitte geben Sie dem Dokument einen Titel."],
    }


def test_the_quota_holds_for_documents_too(db, media):
    form = SampleDocumentForm({"title": "Programm"}, {"file": pdf_file()}, limit=10)
    assert "Speicherplatz" in form.errors["file"][0]
    assert list(media.iterdir()) == []


def test_a_deleted_document_takes_its_file_with_it(db, media, django_capture_on_commit_callbacks):
    document = make_document()
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert list((media / "dokumente").iterdir()) == []


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_file_with_the_password_of_its_owner_only_opens_everywhere_and_is_taken(algorithm):
    content = pdf_bytes(change=lambda writer: writer.encrypt("", "geheim", algorithm=algorithm))
    assert pdf_inspection.pages(content) == 1
