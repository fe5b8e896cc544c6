"""What people type at the desk where events are planned."""

from django import forms

from core.widgets import UNSEEN, LinesInput


class SendBackForm(forms.Form):
    request = forms.CharField(
        label="Was soll geändert werden?",
        help_text="Das liest die Person, die die Veranstaltung angelegt hat.",
        max_length=2000,
        widget=LinesInput({"rows": 4}),
        error_messages={
            "required": "Bitte schreiben Sie, was geändert werden soll.",
            "max_length": "Das ist zu lang. Bitte kürzen Sie es auf 2.000 Zeichen.",
            **UNSEEN,
        },
    )
