"""The pages of one's own account that allauth does not have, and those of its views that need a word of ours."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import PersonForm
from accounts.guards import MemberRequest, lacks_second_factor


def codes_left(codes: Authenticator | None) -> int:
    return len(codes.wrap().get_unused_codes()) if codes else 0  # type: ignore[no-untyped-call]  # of allauth


@require_safe
@login_required
def overview(request: MemberRequest) -> HttpResponse:
    """All there is, in sentences. Open without a second factor too: from here people set it up."""
    factors = list(Authenticator.objects.filter(user=request.user))
    kinds = [each.type for each in factors]
    codes = next((each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None)
    words = {
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "codes_left": codes_left(codes),
        "devices": len(UserSession.objects.purge_and_list(request.user)),
        "lacks_second_factor": lacks_second_factor(request.user),
    }
    return render(request, "account/overview.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: MemberRequest) -> HttpResponse:
    form = PersonForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Ihre Angaben sind gespeichert.")
        return redirect("accounts:overview")
    return render(request, "account/details.html", {"form": form})


@require_POST
@login_required
def end_session(request: MemberRequest, pk: int) -> HttpResponse:
    """On another device; on this one people sign out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        return redirect("account_logout")
    session.end()
    messages.success(request, f"{session.user_agent} ist abgemeldet.")
    return redirect("usersessions_list")


class RequestCode(RequestLoginCodeView):
    def form_valid(self, form: Any) -> HttpResponse:
        """The tick "angemeldet bleiben" holds for this way in as well."""
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0)
        return super().form_valid(form)


class DownloadCodes(DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(  # type: ignore[no-untyped-call]  # of allauth
            context, **response_kwargs
        )
        response["Content-Disposition"] = 'attachment; filename="ersatzcodes.txt"'
        return response
