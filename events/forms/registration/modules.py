"""Registering for several modules of a series: who comes, and to which of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from events.forms.registration.form import PERSON, RegistrationForm
from events.models import Event
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


class SeriesRegistrationForm(RegistrationForm):
    """Who comes and to which modules, on one page; and the page to check it."""

    def __init__(self, events: Sequence[Event], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.events, self.modules = events, ModulesForm(events, data)

    @property
    def asked(self) -> Mapping[str, tuple[forms.Form, ...]]:
        return {PERSON: (self.person, self.modules)}

    @property
    def chosen(self) -> list[Event]:
        keys = set(self.modules.cleaned_data["modules"])
        return [event for event in self.events if event.pk in keys]
