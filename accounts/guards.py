"""Decorators of views: who may see them, and where everybody else goes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts import rescue, sessions
from accounts.models import User

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """What a guarded view gets: somebody is signed in."""

    user: User


FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
WHY_SECOND_FACTOR = (
    "Die Geschäftsstelle sieht die Angaben aller Büros. Darum genügt ein Kennwort allein nicht. "
    "Bitte richten Sie jetzt einen zweiten Faktor ein."
)


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Coordinators need one; sample coordinators of the demo don't, because nobody holds their telephone."""
    if not isinstance(user, User) or not user.is_coordinator or not settings.COORDINATORS_NEED_MFA:
        return False
    if user.is_sample and settings.DEMO:
        return False
    return not is_mfa_enabled(user, FACTORS)


def reader(request: HttpRequest) -> User | AnonymousUser:
    """Who reads a page at an address that everybody may know. A coordinator without a second factor sees there what
    visitors see: of the pages that show more than that none opens with a password alone."""
    return AnonymousUser() if lacks_second_factor(request.user) else request.user


def member_required(view: View) -> View:
    """Signed-in people. Strangers sign in first; what they had typed is kept for the form (accounts/rescue.py)."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _way_in(request) or view(request, *args, **kwargs)

    return guarded


def coordinator_required(view: View) -> View:
    """The Geschäftsstelle with a second factor; for everybody else who is signed in the page does not exist."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return coordinators_way_in(request) or view(request, *args, **kwargs)

    return guarded


def coordinators_way_in(request: HttpRequest) -> HttpResponse | None:
    """Nothing for a coordinator; otherwise the answer that leads there. Raises Http404 for those who aren't one."""
    if request.user.is_authenticated and not request.user.is_coordinator:
        raise Http404
    return _way_in(request)


def _way_in(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    sessions.note_use(request)
    if lacks_second_factor(request.user):
        messages.warning(request, WHY_SECOND_FACTOR)
        return redirect("mfa_index")
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if rescue.keep(request):
        messages.warning(request, "Sie waren abgemeldet. Ihre Eingaben sind noch da. Bitte melden Sie sich wieder an.")
    return redirect_to_login(rescue.form_page(request))
