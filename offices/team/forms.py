"""Forms of the team pages and of the page an invitation leads to."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from core.forms.widgets import LineInput, MailInput
from offices.models import Role


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="An diese Adresse schicken wir die Einladung.",
        max_length=254,
        widget=MailInput({"autocomplete": "off"}),
        error_messages={
            "required": "Bitte geben Sie eine E-Mail-Adresse an.",
            "invalid": "Das ist keine vollständige E-Mail-Adresse. Sie sieht so aus: name@beispiel.de",
        },
    )
    name = forms.CharField(label="Name", required=False, max_length=150, widget=LineInput)
    role = forms.ChoiceField(
        label="Was soll die Person tun?",
        choices=Role.choices,
        initial=Role.EDITOR,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie eine Rolle."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].mark_optional = True  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rolle", choices=Role.choices, widget=forms.RadioSelect)


class JoinForm(forms.Form):
    """Name and password of somebody who is new here."""

    name = forms.CharField(
        label="Ihr Name",
        help_text="So sehen Ihre Kolleginnen und Kollegen Sie im Portal.",
        max_length=150,
        widget=LineInput({"autocomplete": "name"}),
        error_messages={"required": "Bitte geben Sie Ihren Namen an."},
    )
    password = forms.CharField(
        label="Ihr neues Kennwort",
        help_text="Mindestens 12 Zeichen. Drei oder vier Wörter hintereinander sind leicht zu merken.",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "data-password": ""}),
        error_messages={"required": "Bitte denken Sie sich ein Kennwort aus."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if password := values.get("password"):
            try:
                validate_password(password, User(email=self.email, name=values.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return values
