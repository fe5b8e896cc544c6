"""One registration, seen by the person herself. The link in her mails is the key; looking changes nothing."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events import registration as use_cases
from events.models import Registration
from events.models.registrations import CONFIRM, PERSONAL


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


@never_cache
@require_safe
def personal(request: HttpRequest, token: str) -> HttpResponse:
    registration = registration_of(token)
    return render(request, "events/personal/registration.html", {"registration": registration, "trail": []})


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """One button; a program that only follows links changes nothing."""
    registration = registration_of(token, CONFIRM)
    if request.method == "POST":
        use_cases.confirm(registration)
        return redirect(registration)
    return render(request, "events/personal/confirm.html", {"registration": registration, "trail": []})
