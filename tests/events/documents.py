"""Looking into a PDF that was made here."""

from io import BytesIO

from pypdf import PdfReader


def check_document(content, *, pages=None):
    """Declares PDF/UA-1, is tagged, speaks German and has a title."""
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"].startswith("de")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title
    assert pages is None or len(reader.pages) == pages


def words_of(content):
    """What stands on the pages, in the order of reading."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
