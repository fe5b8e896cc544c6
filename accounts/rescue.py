"""What somebody typed is not lost because their session ended before they sent it."""

from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

SESSION_KEY = "rescued"
LARGEST = 300_000  # bytes of all fields, encoded
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "oldpassword", "code", "credential"}


def form_page(request: HttpRequest) -> str:
    """The page the form was on, as the browser says it; a form may be sent to the address of an action that shows
    no page. Without that word the address itself."""
    referer = request.headers.get("Referer", "")
    return urlsplit(referer).path if _is_ours(request, referer) else request.path


def is_from_here(request: HttpRequest) -> bool:
    """No other site can put its words into somebody's form: the browser names the page that sent them."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return _is_ours(request, source)


def _is_ours(request: HttpRequest, address: str) -> bool:
    parts = urlsplit(address) if address.isprintable() and "[" not in address else urlsplit("")
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def keep(request: HttpRequest) -> bool:
    """Puts the fields (never files, never passwords) into the session; true if they are there now."""
    sent: QueryDict = request.POST
    fields = QueryDict(mutable=True)
    for name, values in sent.lists():
        if name not in NEVER_KEPT:
            fields.setlist(name, values)
    text = fields.urlencode()
    # The limit keeps visitors from filling the table of sessions with letters to nobody.
    if not text or len(text) > LARGEST or not ratelimit.consume(request, action="keep_form"):
        return False
    request.session[SESSION_KEY] = {"path": form_page(request), "fields": text}
    return True


def rescued(request: HttpRequest, path: str) -> QueryDict | None:
    """The fields that were to be sent from this page, once; afterwards they are gone."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != path:
        return None
    del request.session[SESSION_KEY]
    return QueryDict(kept["fields"])


def sent_fields(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """What was sent, for a form that sends it again: (name, value), never passwords; and whether files were with it.
    Of a request that broke off while it was read, nothing."""
    is_upload = request.content_type == "multipart/form-data"
    try:
        sent: QueryDict = request.POST
        lists = list(sent.lists())
    except (OSError, ValueError, RawPostDataException, MultiPartParserError):
        return [], is_upload
    fields = [(name, value) for name, values in lists if name not in NEVER_KEPT for value in values]
    return fields, bool(is_upload and request.FILES)


def is_readable(name: str, value: str) -> bool:
    """Whether a person typed it: no key, no stamp, no tick."""
    longest_word = max((len(word) for word in value.split()), default=0)
    return len(value.strip()) > 2 and longest_word < 60 and not name.endswith("_FORMS") and name != "stamp"
