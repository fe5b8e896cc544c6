"""The secret links of one registration: whoever has one is let in, whoever she is. Looking changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.models import Registration
from events.models.registrations import PERSONAL

LOOK, ACT, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
View = Callable[..., HttpResponse]


def registration_of(token: str, salt: str = PERSONAL) -> Registration:
    """404 for what is no link of ours, or was one before its place was handed over or its data were deleted."""
    try:
        key = signing.Signer(salt=salt, sep=".").unsign(token)
    except signing.BadSignature:
        raise Http404 from None
    found = Registration.objects.named().filter(key=key).select_related("event__office", "office").first()
    if found is None:
        raise Http404
    return found


def by_link(*methods: str, salt: str = PERSONAL) -> Callable[[View], View]:
    """The view gets the registration. Only who knows the link can send anything there, so no cookie has to prove that
    a form came from here; and browsers that keep none can cancel all the same."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
            return view(request, registration_of(token, salt), **rest)

        return guarded

    return decorate
