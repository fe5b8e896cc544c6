"""An office registers somebody who works there: one page, and nothing about her that the office need not know."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from events.forms.participants import without_suggestions
from events.forms.registration.person import ColleagueForm
from events.forms.registration.programme import ProgrammeForm
from events.places.applications import Application, Person
from events.places.options import Options
from offices.models import Office


class StaffForm(ColleagueForm):
    """Of this office, so nobody is asked where she comes from."""

    def __init__(self, office: Office, data: QueryDict | None = None) -> None:
        self.office = office
        super().__init__(data)
        del self.fields["origin"]
        without_suggestions(self)
        self.fields["email"].help_text = "Die eigene Adresse der Person: Dorthin geht der Link zu ihrer Anmeldung."
        self.fields["phone"].help_text = "Für Rückfragen."
        self.fields["street"].help_text = "Ohne E-Mail-Adresse kommt die Bestätigung per Brief."

    @property
    def person(self) -> Person:
        names = ("salutation", "first_name", "last_name", "function", "email", "phone", "street", "postcode", "town")
        return Person(**{name: self.cleaned_data[name] for name in names}, office=self.office)


class NewStaffForm(StaffForm):
    """With what she chooses of the programme. Her needs she tells the organisers herself."""

    has_companion = forms.BooleanField(  # type: ignore[assignment]  # None above takes it away
        label="Die Person bringt eine Begleitperson mit",
        help_text="Zum Beispiel eine Assistenz. Dann halten wir zwei Plätze frei.",
        required=False,
    )
    waits = forms.BooleanField(
        label="Wenn alles ausgebucht ist: auf die Warteliste setzen", required=False, initial=True
    )
    nonce = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, office: Office, options: Options, data: QueryDict | None = None) -> None:
        super().__init__(office, data)
        self.programme = ProgrammeForm(options, data)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.programme.is_valid()])

    @property
    def application(self) -> Application:
        typed: dict[str, Any] = self.cleaned_data
        return Application(
            self.person,
            self.programme.choice,
            has_companion=typed["has_companion"],
            nonce=typed["nonce"],
            waits=typed["waits"],
        )
