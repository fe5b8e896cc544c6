"""What is asked and written down for somebody who calls or writes: the public form, as questions to read aloud.

Whoever sits at the desk has signed in, so no trap and no clock tells programs from people here.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from events.forms.participants import ExceedForm, without_suggestions
from events.forms.registration.form import CHECK, PERSON, PROGRAMME, draw
from events.forms.registration.one_event import EventRegistrationForm
from events.forms.registration.person import PersonForm
from events.forms.registration.programme import ProgrammeForm, draw_rest
from events.models import Event, Source
from events.places.options import Options

WAYS = [
    (Source.PHONE.value, "Am Telefon"),
    (Source.LETTER.value, "Per Brief oder Fax"),
]
QUESTIONS = {
    "salutation": "Wie darf ich Sie anreden?",
    "first_name": "Wie heißen Sie mit Vornamen?",
    "last_name": "Wie heißen Sie mit Nachnamen?",
    "function": "Arbeiten Sie hauptamtlich oder ehrenamtlich mit?",
    "origin": "Für welches Seniorenbüro oder welche Einrichtung kommen Sie?",
    "email": "Haben Sie eine E-Mail-Adresse?",
    "phone": "Unter welcher Nummer erreichen wir Sie?",
    "street": "In welcher Straße wohnen Sie, und welche Hausnummer?",
    "postcode": "Wie ist die Postleitzahl?",
    "town": "Und der Ort?",
    "has_companion": "Bringen Sie eine Begleitperson mit?",
    "on_list": "Dürfen Ihr Name und Ihr Büro auf der Liste der Teilnehmenden stehen?",
    "remarks": "Möchten Sie uns noch etwas sagen?",
    "support_note": "Was sollten wir noch wissen? Zum Beispiel eine Allergie",
    "consent": "Dürfen wir Ihre Angaben zu Unterstützung und Essen für diese Veranstaltung speichern?",
}
HINTS = {
    "last_name": "Lassen Sie sich den Namen buchstabieren.",
    "origin": "Nach den ersten Buchstaben schlagen wir Büros vor. Sie können auch etwas anderes schreiben.",
    "email": "Dann kommt die Bestätigung sofort per Mail. Lesen Sie die Adresse Zeichen für Zeichen vor.",
    "phone": "Schreiben Sie die Nummer mit Vorwahl.",
    "street": "Ohne E-Mail-Adresse kommt die Bestätigung per Brief.",
    "has_companion": "Zum Beispiel eine Assistenz. Dann halten wir zwei Plätze frei.",
    "on_list": "Die Liste bekommen nur Menschen, die dabei sind.",
    "consent": "Nur das Organisationsteam sieht sie. Die Einwilligung kann jederzeit zurückgenommen werden.",
}
MISSING = {"first_name": "Es fehlt noch der Vorname.", "last_name": "Es fehlt noch der Nachname."}


def ask_aloud(form: forms.BaseForm) -> None:
    """The same fields, worded for two people who talk to each other."""
    for name, field in form.fields.items():
        field.label = QUESTIONS.get(name, field.label)
        field.help_text = HINTS.get(name, field.help_text)
        if name in MISSING:
            field.error_messages["required"] = MISSING[name]
    without_suggestions(form)


class DeskPersonForm(PersonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_aloud(self)


class DeskProgrammeForm(ProgrammeForm):
    def __init__(self, options: Options, data: Any = None, **more: Any) -> None:
        super().__init__(options, data, **more)
        ask_aloud(self)
        for slot in options.slots:
            self.fields[f"slot{slot.item.pk}"].label = f"{slot.when}: Welche Werkstatt möchten Sie besuchen?"

    @property
    def rest(self) -> SafeString:
        """Worded otherwise than the one that is kept for visitors."""
        return draw_rest(self)


class SourceForm(forms.Form):
    source = forms.ChoiceField(
        label="Wie kommt die Anmeldung zu Ihnen?",
        choices=WAYS,
        initial=Source.PHONE.value,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten."},
    )

    @property
    def chosen(self) -> Source:
        sent = str(self["source"].value() or "")
        return Source(sent) if sent in dict(WAYS) else Source.PHONE


class PhoneForm(EventRegistrationForm):
    """The steps of the public form, filled in by somebody of the desk. How the registration came in travels along."""

    person_form: ClassVar = DeskPersonForm
    programme_form: ClassVar = DeskProgrammeForm
    labels: ClassVar = {PERSON: "Wer kommt?", PROGRAMME: "Was wird gewählt?", CHECK: "Vorlesen und anmelden"}

    def __init__(self, event: Event, data: QueryDict | None = None) -> None:
        super().__init__(event, data)
        self.source, self.exceed = SourceForm(data), ExceedForm(data)

    @property
    def person_fields(self) -> SafeString:
        """Worded otherwise than those that are kept for visitors."""
        return draw(self.person)

    @property
    def exceeds(self) -> bool:
        """Ticked, and not meant for the waiting list."""
        ticked = self.exceed.is_valid() and bool(self.exceed.cleaned_data["exceed"])
        return ticked and not self.envelope.waits

    def elsewhere(self, page: str) -> Iterable[str]:
        names = super().elsewhere(page)
        return names if page == PERSON else [*names, "source"]
