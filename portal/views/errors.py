"""When something went wrong: plain German, a telephone number, the search for an office and a way home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts import rescue
from portal.context import site_without_database


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request no context processor runs, so nothing here asks the database."""
    return HttpResponse(render_to_string("500.html", {**site_without_database(request)}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`reason` is for developers; readers hear what to do. Who signed in anew in another window finds their words
    again; pages of the account hold passwords and are typed once more."""
    is_ours = rescue.is_from_here(request)
    is_kept = is_ours and not request.path.startswith("/konto/") and rescue.keep(request)
    words = {"is_kept": is_kept, "back": rescue.form_page(request) if is_ours else ""}
    return render(request, "403_csrf.html", words, status=403)
