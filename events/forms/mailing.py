"""What somebody writes at the desk to many people at once."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from core.forms.widgets import OptionField, Options
from events.forms.registration.typed import StraightLines, line, sentences
from events.models import Event
from events.telling.audiences import Audience, audiences_of
from events.telling.mailing import NobodyError, numbers

CHOOSE = "Bitte wählen Sie, an wen die Nachricht geht."


class MailingForm(forms.Form):
    """`nonce` is drawn once and travels along: pressing twice sends once."""

    subject = line("Betreff", most=120, required="Bitte schreiben Sie einen Betreff.")
    text = forms.CharField(
        label="Ihre Nachricht",
        help_text="Anrede, Titel, Termin, Ort und der Link zur eigenen Anmeldung kommen von selbst dazu.",
        max_length=5000,
        widget=StraightLines({"rows": 10}),
        error_messages=sentences(5000, "Bitte schreiben Sie Ihre Nachricht."),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)
    change = forms.BooleanField(required=False)  # the button "Noch einmal ändern"

    def __init__(self, event: Event, data: Any = None) -> None:
        super().__init__(data)
        self.audiences = audiences_of(event)
        options = [("", "Bitte wählen"), *((group.key, group.label) for group in self.audiences.values())]
        self.fields["whom"] = OptionField(lambda: Options.flat(options), label="An wen?")
        self.order_fields(["whom", "subject", "text", "nonce"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "whom" in self.errors:
            return cleaned
        if not cleaned.get("whom"):
            self.add_error("whom", CHOOSE)
        elif not sum(self.numbers):
            self.add_error("whom", str(NobodyError.EMPTY))
        return cleaned

    @property
    def audience(self) -> Audience:
        return self.audiences[self.cleaned_data["whom"]]

    @property
    def numbers(self) -> tuple[int, int]:
        """Of mails and letters."""
        return numbers(self.audience)

    @property
    def nonce_now(self) -> UUID:
        """Of the form as it goes out: the one that came, if it was one."""
        known = self.cleaned_data.get("nonce") if self.is_bound and self.is_valid() else None
        return known or uuid4()

    @property
    def wants_change(self) -> bool:
        return self.is_bound and bool(self["change"].value())
