"""What travels with a form besides what is typed: by it programs are told from people, and twice is once."""

import time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing

from events.forms.registration.typed import StraightLine

QUICKEST = 3  # seconds from opening the form to sending it; nobody reads and types faster
VALID_FOR = 7 * 24 * 60 * 60  # seconds; people fall asleep over a form
_SIGNER = signing.Signer(salt="events.form", sep=".")

AGAIN = "Bitte sehen Sie alles noch einmal an, und drücken Sie dann noch einmal auf den Knopf."
TOO_QUICK = f"Das ging sehr schnell, darum fragen wir nach. {AGAIN}"
TOO_OLD = f"Das Formular war lange offen, darum fragen wir nach. {AGAIN}"
TRAPPED = f"Ein Feld, das leer bleiben soll, war ausgefüllt. Wir haben es geleert. {AGAIN}"


def new_stamp(seconds_ago: float = 0) -> str:
    """Signed: number of the form, and when it was opened."""
    return _SIGNER.sign(f"{uuid4().hex}-{int(time.time() - seconds_ago)}")


class EnvelopeForm(forms.Form):
    stamp = forms.CharField(required=False, max_length=200)
    website = forms.CharField(required=False, widget=StraightLine)  # people don't see it, programs fill it in
    place = forms.ChoiceField(choices=[("platz", ""), ("warteliste", "")], required=False)  # what the button promised

    @property
    def stamp_now(self) -> str:
        """Of the form as it goes out: the one that came, if it was one of ours."""
        return str(self["stamp"].value()) if self._opened() else new_stamp()

    @property
    def nonce(self) -> UUID | None:
        opened = self._opened()
        return opened[0] if opened else None

    @property
    def waits(self) -> bool:
        """She pressed the button that says waiting list."""
        return self.is_valid() and self.cleaned_data["place"] == "warteliste"

    @property
    def doubt(self) -> str:
        """The sentence for somebody who may be a program; nothing for everybody else."""
        opened = self._opened()
        if self["website"].value():
            return TRAPPED
        if opened is None:
            return TOO_OLD
        return TOO_QUICK if time.time() - opened[1] < QUICKEST else ""

    def _opened(self) -> tuple[UUID, int] | None:
        stamp: Any = self["stamp"].value()
        try:
            number, _, second = _SIGNER.unsign(str(stamp or "")).partition("-")
        except signing.BadSignature:
            return None
        opened = int(second)
        return (UUID(number), opened) if time.time() - opened < VALID_FOR else None
