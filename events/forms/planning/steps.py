"""What people type at the desk where events are planned."""

from typing import Any

from django import forms

from core.forms.widgets import UNSEEN, LinesInput


class ReasonForm(forms.Form):
    """Why it is called off or put off; stands on the page and in the mails."""

    reason = forms.CharField(
        label="Was ist der Grund?",
        help_text="Ein Satz für alle, die kommen wollten. Er steht auf der Seite der Veranstaltung.",
        max_length=300,
        widget=LinesInput({"rows": 3}),
        error_messages={
            "required": "Bitte schreiben Sie in einem Satz, warum.",
            "max_length": "Das ist zu lang. Bitte kürzen Sie es auf 300 Zeichen.",
            **UNSEEN,
        },
    )


class TellForm(forms.Form):
    words = forms.CharField(
        label="Möchten Sie etwas dazu schreiben?",
        help_text="Steht in der Nachricht unter dem, was sich geändert hat.",
        max_length=2000,
        required=False,
        widget=LinesInput({"rows": 4}),
        error_messages={"max_length": "Das ist zu lang. Bitte kürzen Sie es auf 2.000 Zeichen.", **UNSEEN},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].mark_optional = True  # type: ignore[attr-defined]
