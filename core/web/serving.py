"""How stored files leave the house: only those a row knows, with headers that let a browser do nothing but show them.

Who may see a row is asked by the view before; addresses contain a key, a width and a kind, never a path.
"""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from core.media.documents import Document
from core.media.pictures import Picture

# What stands at an address never changes (core/media/stored.py): new content gets a new key.
PUBLIC = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"


def picture_response(
    request: HttpRequest, picture: Picture, width: int, kind: str, *, is_public: bool
) -> HttpResponseBase:
    """Http404 for a width or kind that there is not."""
    name = picture.variant_name(width, kind)
    if name is None:
        raise Http404("Diese Größe gibt es nicht.")
    return _response(request, name, f"image/{kind}", "inline", is_public=is_public)


def document_response(request: HttpRequest, document: Document, *, is_public: bool) -> HttpResponseBase:
    """Always a download: a PDF that opens within our pages would speak in our name."""
    disposition = content_disposition_header(True, document.filename) or "attachment"
    return _response(request, document.stored_name, "application/pdf", disposition, is_public=is_public)


def _response(
    request: HttpRequest, name: str, content_type: str, disposition: str, *, is_public: bool
) -> HttpResponseBase:
    etag = f'"{name.replace("/", "-")}"'
    response = get_conditional_response(request, etag) or _body(request, name, content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC if is_public else PRIVATE
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _body(request: HttpRequest, name: str, content_type: str) -> HttpResponseBase:
    try:
        if request.method == "HEAD":  # the length without opening the file
            length = str(default_storage.size(name))
            return HttpResponse(content_type=content_type, headers={"Content-Length": length})
        return FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError:
        raise Http404("Diese Datei gibt es nicht mehr.") from None


class TextCompression(GZipMiddleware):
    """Django's own compresses whatever comes along. Pictures and documents are compressed already: it would cost
    time, and the browser would no longer learn how long the file is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(("image/", "application/pdf", "font/")):
            return response
        return super().process_response(request, response)
