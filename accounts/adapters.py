"""Where allauth asks us: which mails go out, who comes in, where people land, and our words for its errors."""

import time
from io import BytesIO
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from accounts.models import User
from core.mail.letters import write

# allauth's name of a mail → what the log of the outbox calls it; the text is templates/emails/<name>.txt
LETTERS = {
    "login_code": "Code zum Anmelden",
    "password_reset_code": "Code für ein neues Kennwort",
    "email_confirmation": "Code für eine neue E-Mail-Adresse",
    "email_changed": "Adresse geändert",
    "password_changed": "Kennwort geändert",
    "password_set": "Kennwort geändert",
    "password_reset": "Kennwort geändert",
    "totp_activated": "Zweiter Faktor eingerichtet",
    "totp_deactivated": "Zweiter Faktor entfernt",
    "webauthn_added": "Passkey eingerichtet",
    "webauthn_removed": "Passkey entfernt",
    "recovery_codes_generated": "Neue Ersatzcodes",
}
WORDS_OF_LETTERS = ("code", "from_email", "to_email")
WRONG_CODE = "Der Code stimmt nicht. Bitte vergleichen Sie ihn Ziffer für Ziffer."
TOO_OFTEN = "Zu viele Versuche. Bitte warten Sie fünf Minuten."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "E-Mail-Adresse und Kennwort passen nicht zusammen.",
        "duplicate_email": "Das ist schon Ihre Adresse. Bitte geben Sie eine andere ein.",
        "email_password_mismatch": "E-Mail-Adresse und Kennwort passen nicht zusammen. "
        "Bitte prüfen Sie beides, auch große und kleine Buchstaben.",
        "email_taken": "Diese Adresse gehört schon zu einem anderen Konto.",
        "enter_current_password": "Das ist nicht Ihr jetziges Kennwort. Bitte versuchen Sie es noch einmal.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Das Kennwort stimmt nicht. Bitte versuchen Sie es noch einmal.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation only."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only paths: nothing in the portal leads to another host after signing in."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """The way of passkeys and codes; passwords have met the backend already."""
        return None if user.may_sign_in else self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        clear_login(request)
        messages.error(request, "Mit diesem Konto können Sie sich nicht anmelden. Bitte rufen Sie uns an.")
        return redirect("account_login")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        is_coordinator = isinstance(request.user, User) and request.user.is_coordinator
        return resolve_url(settings.COORDINATORS_REDIRECT_URL if is_coordinator else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:overview")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return resolve_url("accounts:overview")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rpartition("/")[2]
        words = {word: context[word] for word in WORDS_OF_LETTERS if word in context}
        write(name, to=email, about=LETTERS[name], is_secret="code" in words, **words)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Belongs to signing up, which does not exist."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Mit dem Kennwort bestätigen",
            "mfa_reauthenticate": "Mit der Code-App oder einem Ersatzcode bestätigen",
            "mfa_reauthenticate:webauthn": "Mit einem Passkey bestätigen",
        }
        return [{**method, "description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago has just shown who they are."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest >= app_settings.REAUTHENTICATION_TIMEOUT)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": "Ersatzcodes gibt es erst, wenn Sie einen zweiten Faktor eingerichtet haben.",
        "incorrect_code": WRONG_CODE,
        "unverified_email": "Bitte bestätigen Sie zuerst Ihre neue E-Mail-Adresse.",
    }

    def build_totp_svg(self, url: str) -> SafeString:
        """Dark on white in every colour scheme: telephones don't read a light code on a dark ground."""
        import qrcode  # takes long to load and is needed on this one page
        from qrcode.image.svg import SvgPathFillImage

        file = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(file)
        # Our own drawing of characters we made; the declaration belongs to files, not into a page.
        return SafeString(file.getvalue().decode().partition("?>\n")[2])

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Mein Passkey" if number == 1 else f"Mein {number}. Passkey"

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
