"""German addresses for allauth's views. It finds them by its own names, so those stand here as they are; there is
no account_signup, because people come by invitation."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as devices
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from accounts import views


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """No page of an account is kept by a browser or on the way there."""
    return path(route, never_cache(view), name=name)


own_pages = [
    page("", views.overview, "overview"),
    page("angaben/", views.details, "details"),
    page("geraete/<int:pk>/abmelden/", views.end_session, "end_session"),
]

signing_in = [
    page("anmelden/", account.login, "account_login"),
    page("abmelden/", account.logout, "account_logout"),
    page("code/", views.RequestCode.as_view(), "account_request_login_code"),
    page("code/eingeben/", account.confirm_login_code, "account_confirm_login_code"),
    page("bestaetigen/", account.reauthenticate, "account_reauthenticate"),
]

address_and_password = [
    page("adresse/", account.email, "account_email"),
    page("adresse/code/", account.email_verification_sent, "account_email_verification_sent"),
    page("kennwort/", account.password_change, "account_change_password"),
    page("kennwort/festlegen/", account.password_set, "account_set_password"),
    page("kennwort/vergessen/", account.password_reset, "account_reset_password"),
    page("kennwort/vergessen/code/", account.confirm_password_reset_code, "account_confirm_password_reset_code"),
    page("kennwort/vergessen/neu/", account.complete_password_reset, "account_complete_password_reset"),
    page("kennwort/vergessen/fertig/", account.password_reset_from_key_done, "account_password_reset_completed"),
]

second_factor = [
    page("zweiter-faktor/", factor.index, "mfa_index"),
    page("zweiter-faktor/eingeben/", factor.authenticate, "mfa_authenticate"),
    page("zweiter-faktor/bestaetigen/", factor.reauthenticate, "mfa_reauthenticate"),
    page("zweiter-faktor/app/einrichten/", app.activate_totp, "mfa_activate_totp"),
    page("zweiter-faktor/app/entfernen/", app.deactivate_totp, "mfa_deactivate_totp"),
    page("zweiter-faktor/ersatzcodes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    page("zweiter-faktor/ersatzcodes/neu/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    page("zweiter-faktor/ersatzcodes/datei/", views.DownloadCodes.as_view(), "mfa_download_recovery_codes"),
    page("passkeys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    page("passkeys/neu/", passkeys.add_webauthn, "mfa_add_webauthn"),
    page("passkeys/anmelden/", passkeys.login_webauthn, "mfa_login_webauthn"),
    page("passkeys/bestaetigen/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    page("passkeys/<int:pk>/umbenennen/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    page("passkeys/<int:pk>/entfernen/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own_pages, "accounts"))),
    *signing_in,
    *address_and_password,
    *second_factor,
    page("geraete/", devices.list_usersessions, "usersessions_list"),
]
