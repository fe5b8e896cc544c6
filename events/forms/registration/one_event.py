"""Registering for one event: who comes, what she chooses of the programme and needs, and the page to check it all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from django import forms
from django.http import QueryDict

from events.forms.registration.form import LABELS, PERSON, PROGRAMME, RegistrationForm
from events.forms.registration.person import PersonForm
from events.forms.registration.programme import ProgrammeForm
from events.models import Day, Event
from events.places.applications import Application
from events.places.options import outline
from events.places.seating import has_room

ANSWERED = "answered"  # sent along by the second page
# What the second page asks for → what it is called, and the button that leads to it.
NAMES = {
    "needs": ("Ihre Wünsche", "Weiter zu Ihren Wünschen"),
    "days": ("Tage wählen", "Weiter zu den Tagen"),
    "programme": (LABELS[PROGRAMME], "Weiter zum Programm"),
}


class EventRegistrationForm(RegistrationForm):
    """Where there is nothing to choose, the second page is left out."""

    person_form: ClassVar = PersonForm
    programme_form: ClassVar = ProgrammeForm

    def __init__(self, event: Event, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.event, self.options = event, outline(event)
        self.asks_programme = event.asks_support or not self.options.is_empty

    @cached_property
    def person(self) -> PersonForm:
        return self.person_form(self.data, with_rest=not self.asks_programme)

    @cached_property
    def programme(self) -> ProgrammeForm:
        return self._programme(self.data)

    def _programme(self, data: QueryDict | None) -> ProgrammeForm:
        return self.programme_form(self.options, data, asks_support=self.event.asks_support, asks_rest=True)

    @cached_property
    def asked(self) -> Mapping[str, tuple[forms.Form, ...]]:
        second = {PROGRAMME: (self.programme,)} if self.asks_programme else {}
        return {PERSON: (self.person,), **second}

    @property
    def labels(self) -> Mapping[str, str]:
        return {**LABELS, PROGRAMME: NAMES[self._chosen_of][0]}

    @property
    def onward(self) -> str:
        """What the button of the first page says."""
        return NAMES[self._chosen_of][1] if self.asks_programme else "Weiter zum Prüfen"

    @property
    def _chosen_of(self) -> str:
        if self.options.is_empty:
            return "needs"
        return "programme" if self.options.slots or self.options.extras else "days"

    @cached_property
    def shown_programme(self) -> ProgrammeForm:
        """Without sentences about what nobody has asked yet: nothing on the second page is wrong before it was sent."""
        is_answered = self.data is not None and ANSWERED in self.data
        return self.programme if is_answered else self._programme(None)

    def elsewhere(self, page: str) -> Iterable[str]:
        names = super().elsewhere(page)
        return names if page == PROGRAMME else [*names, ANSWERED]

    # --- once everything is right ---------------------------------------------------------------------------

    @property
    def rest(self) -> forms.Form:
        return self.programme if self.asks_programme else self.person

    @cached_property
    def application(self) -> Application:
        found = replace(super().application, waits=self.envelope.waits)
        if not self.asks_programme:
            return found
        return replace(found, choice=self.programme.choice, support=self.programme.support)

    @property
    def is_full(self) -> bool:
        """What the check page promises: a place as things stand, or the waiting list."""
        chosen = self.application.choice.days
        days: list[Day] = [day for day in self.options.days if not chosen or day.pk in chosen]
        return not has_room(self.event, days, 2 if self.application.has_companion else 1)
