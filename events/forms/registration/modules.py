"""Registering for several modules of a series: who comes, and to which of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from events.forms.registration.envelope import EnvelopeForm
from events.forms.registration.form import Step, draw
from events.forms.registration.origin import office_suggestions
from events.forms.registration.person import PersonForm
from events.models import Event
from events.places.applications import Application
from events.showing.wording import event_dates

NONE_CHOSEN = "Bitte wählen Sie mindestens ein Modul."
GONE = "Ein Modul, das Sie gewählt haben, steht nicht mehr zur Wahl. Bitte wählen Sie noch einmal."


class ModulesForm(forms.Form):
    modules = forms.TypedMultipleChoiceField(
        label="An welchen Modulen möchten Sie teilnehmen?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": NONE_CHOSEN,
            "invalid_choice": GONE,
            "invalid_list": NONE_CHOSEN,
        },
    )

    def __init__(self, events: Sequence[Event], data: Any = None) -> None:
        super().__init__(data, initial={"modules": [event.pk for event in events]})
        self.fields["modules"].choices = [(event.pk, _label(event)) for event in events]  # type: ignore[attr-defined]


def _label(event: Event) -> str:
    full = "" if event.has_places else " (ausgebucht, Warteliste möglich)"
    return f"{event.title}, {event_dates(event)}{full}"


class SeriesRegistrationForm:
    """Both pages as one thing; nothing is kept between them."""

    labels: ClassVar = ("Ihre Angaben", "Prüfen und absenden")

    def __init__(self, events: Sequence[Event], data: QueryDict | None = None) -> None:
        self.events, self.data = events, data
        self.person = PersonForm(data, with_rest=True)
        self.modules = ModulesForm(events, data)
        self.envelope = EnvelopeForm(data)

    @property
    def person_fields(self) -> SafeString:
        return draw(self.person)

    @property
    def office_suggestions(self) -> SafeString:
        return office_suggestions()

    def is_valid(self) -> bool:
        return all([self.modules.is_valid(), self.person.is_valid()])

    def steps(self, at: int) -> list[Step]:
        return [Step(number + 1, label, number == at, number < at) for number, label in enumerate(self.labels)]

    @property
    def chosen(self) -> list[Event]:
        keys = set(self.modules.cleaned_data["modules"])
        return [event for event in self.events if event.pk in keys]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was typed, for the page that shows it once more."""
        sent, names = self.data or QueryDict(), [*self.person.fields, *self.modules.fields]
        return [(name, value) for name in names for value in sent.getlist(name)]

    @property
    def application(self) -> Application:
        typed = self.person.cleaned_data
        return Application(
            self.person.person,
            has_companion=typed["has_companion"],
            on_list=typed["on_list"],
            remarks=typed["remarks"],
            nonce=self.envelope.nonce,
        )
