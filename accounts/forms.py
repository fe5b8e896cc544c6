"""The forms of signing in and of the account: allauth checks, the words and the hints for browsers are ours."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.core.validators import EmailValidator

from accounts.models import User

PASSWORD_HINT = "Mindestens 12 Zeichen. Vier Wörter hintereinander kann man sich gut merken."  # noqa: S105
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
UNFINISHED_ADDRESS = "Die E-Mail-Adresse ist unvollständig. Sie sieht aus wie name@beispiel.de."
APP_CODE_HINT = "Sechs Ziffern aus Ihrer Code-App. Oder acht Ziffern von Ihrer Liste mit Ersatzcodes."
REMEMBER = "Auf diesem Gerät angemeldet bleiben"
REMEMBER_HINT = "Für 14 Tage. Bitte nur ankreuzen, wenn sonst niemand dieses Gerät benutzt."
MAIL_CODE_HINT = "Acht Ziffern aus unserer E-Mail. Leerzeichen und Bindestrich dürfen Sie weglassen."


def _word(form: forms.Form, name: str, label: str, missing: str, *, hint: str = "", **attributes: str) -> None:
    """Label, hint and the sentence for an empty field; `attributes` replace those of the library's widget,
    whose placeholders repeat the label."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs = {key.replace("_", "-"): value for key, value in attributes.items()}


def _word_address(
    form: forms.Form, name: str, label: str = "E-Mail-Adresse", *, autocomplete: str = "username"
) -> None:
    missing = "Bitte geben Sie Ihre E-Mail-Adresse ein."
    _word(form, name, label, missing, autocomplete=autocomplete, autocapitalize="none", spellcheck="false")
    # Replaced, not reworded: the field shares its check of addresses with all others of the process.
    others = [check for check in form.fields[name].validators if not isinstance(check, EmailValidator)]
    form.fields[name].validators = [*others, EmailValidator(UNFINISHED_ADDRESS)]


def _word_password(form: forms.Form, name: str, label: str) -> None:
    missing = "Bitte geben Sie Ihr Kennwort ein."
    _word(form, name, label, missing, autocomplete="current-password", data_reveal="")


def _word_new_password(form: forms.Form, label: str = "Neues Kennwort") -> None:
    """Typed once: the button beside it shows what was typed, and a code by mail helps who mistyped."""
    del form.fields["password2"]
    missing = "Bitte denken Sie sich ein Kennwort aus."
    _word(form, "password1", label, missing, hint=PASSWORD_HINT, autocomplete="new-password", data_reveal="")


def _word_code(form: forms.Form, label: str = "Code", hint: str = MAIL_CODE_HINT, mode: str = "numeric") -> None:
    missing = "Bitte geben Sie den Code ein."
    _word(form, "code", label, missing, hint=hint, inputmode=mode, autocomplete="one-time-code")
    form.fields["code"].widget.attrs["class"] = "input--short"


# --- signing in -------------------------------------------------------------------------------------------


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self, "login")
        _word_password(self, "password", "Kennwort")
        self.fields["remember"].label, self.fields["remember"].help_text = REMEMBER, REMEMBER_HINT


class RequestCodeForm(account.RequestLoginCodeForm):
    """The button "Code per E-Mail schicken" of the sign-in page sends its fields here, so the address has its name."""

    remember = forms.BooleanField(label=REMEMBER, help_text=REMEMBER_HINT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self, "email")

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix({"email": "login"}.get(field_name, field_name))

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if isinstance(self._user, User) and not self._user.may_sign_in:
            self._user = None
        return email


class CodeForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class FactorCodeForm(factor.AuthenticateForm):
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, hint=APP_CODE_HINT)


# --- password ---------------------------------------------------------------------------------------------


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self, "email")

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.may_sign_in]
        return email


class ResetCodeForm(account.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_password(self, "oldpassword", "Ihr jetziges Kennwort")
        _word_new_password(self)


class FirstPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_new_password(self)


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_password(self, "password", "Ihr Kennwort")


# --- address and name -------------------------------------------------------------------------------------


class NewAddressForm(account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_address(self, "email", "Neue E-Mail-Adresse", autocomplete="email")


class AddressCodeForm(account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self)


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "name_stays"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {
            "name": "So nennen wir Sie im Portal, zum Beispiel Erika Beispiel.",
            "name_stays": "Auch wenn Sie einmal nicht mehr dabei sind. Ohne Häkchen steht dort dann kein Name.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Bitte geben Sie Ihren Namen ein."


# --- second factor ----------------------------------------------------------------------------------------


class ConfirmFactorForm(factor.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, hint=APP_CODE_HINT)


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, "Code aus der App", "Sechs Ziffern. Sie wechseln alle 30 Sekunden.")


class PasskeyAnswer(passkey.AuthenticateWebAuthnForm):
    """allauth trips over JSON that is no answer of a device; here it is an answer that doesn't fit."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise get_factor_adapter().validation_error("incorrect_code") from error


class PasskeySignInForm(PasskeyAnswer, passkey.LoginWebAuthnForm):
    pass


class PasskeyFactorForm(PasskeyAnswer):
    pass


class ConfirmPasskeyForm(PasskeyAnswer, passkey.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(passkey.AddWebAuthnForm):
    """Every passkey signs in without a password: one kind is easier to explain than two."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "Woran Sie ihn wiedererkennen, zum Beispiel: Telefon oder Büro-Rechner."
        _word(self, "name", "Name des Passkeys", "Bitte geben Sie einen Namen ein.", hint=hint)
        self.fields["credential"].error_messages["required"] = "Es ist kein Passkey angekommen. Bitte noch einmal."

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except UNREADABLE as error:
            raise get_factor_adapter().validation_error("incorrect_code") from error


class RenamePasskeyForm(passkey.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", "Name des Passkeys", "Bitte geben Sie einen Namen ein.")
