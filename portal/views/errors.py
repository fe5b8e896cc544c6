"""When something went wrong: plain German, a telephone number, the search for an office and a way home."""

import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from accounts import rescue
from core.storage import is_fault
from portal.context import operator, site_without_database
from portal.models import Operator


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _cannot_store(request) if is_fault(exception) else render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request no context processor runs, so nothing here asks the database."""
    if is_fault(sys.exception()):
        return _cannot_store(request)
    return HttpResponse(render_to_string("500.html", {**site_without_database(request)}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`reason` is for developers; readers hear what to do. Who signed in anew in another window finds their words
    again; pages of the account hold passwords and are typed once more."""
    is_ours = rescue.is_from_here(request)
    is_kept = is_ours and not request.path.startswith("/konto/") and rescue.keep(request)
    words = {"is_kept": is_kept, "back": rescue.form_page(request) if is_ours else ""}
    return render(request, "403_csrf.html", words, status=403)


def _cannot_store(request: HttpRequest) -> HttpResponse:
    """The house is at fault; what the visitor typed stands in a form that she can send again. Files do not: browsers
    hand them out once."""
    fields, has_files = rescue.sent_fields(request)
    context = {
        **site_without_database(request),
        "operator": _operator(),
        "is_form": request.method == "POST",
        "fields": fields,
        "shown": [value for name, value in fields if rescue.is_readable(name, value)],
        "has_files": has_files,
        "action": request.get_full_path(),
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("503.html", context), status=503, headers={"Retry-After": "60"})
    add_never_cache_headers(response)
    return response


def _operator() -> Operator:
    """Reading goes on while nothing can be written, mostly; and the number must be there even if not."""
    try:
        return operator()
    except (DatabaseError, RuntimeError):
        return Operator()
