"""Looking into a PDF that was made here."""

from io import BytesIO

from pypdf import PdfReader


def check_document(content, *, pages=None):
    """Declares PDF/UA-1, is tagged, speaks German and has a title; tables have headers."""
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert [table for table in _tags(root["/StructTreeRoot"]) if table[0] == "/Table" and "/TH" not in table] == []
    assert root["/Lang"].startswith("de")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title
    assert pages is None or len(reader.pages) == pages


def _tags(node):
    """Each element as its own tag and those of everything in it."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for part in node for found in _tags(part)]
    if not isinstance(node, dict) or "/K" not in node:
        return [[node["/S"]]] if isinstance(node, dict) and "/S" in node else []
    inside = _tags(node["/K"])
    own = [[node["/S"], *{tag for found in inside for tag in found}]] if "/S" in node else []
    return own + inside


def words_of(content):
    """What stands on the pages, in the order of reading."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
