"""What somebody typed is not lost because their session ended before they sent it."""

from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.http import HttpRequest, QueryDict

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


def is_waiting(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session


def rescued(request: HttpRequest, path: str) -> QueryDict | None:
    """The fields that were to be sent from this page, once; afterwards they are gone."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != path:
        return None
    del request.session[SESSION_KEY]
    return QueryDict(kept["fields"])
