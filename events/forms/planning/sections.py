"""The sections of an event that are plain fields; days and programme are rows and have pages of their own."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from core.publishing.versions import field_text
from events.forms.planning.event import PlaceForm, RegistrationSettingsForm, SectionForm, WordsForm
from events.models import Event
from offices.publishing.forms import SchedulingFields

SCHEDULE = ("publish_at", "expires_at")


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    lead: str
    form: type[SectionForm]
    template: str

    def in_words(self, event: Event) -> dict[str, str]:
        """Label → what is saved, for somebody who has typed something else meanwhile."""
        names = [*(self.form._meta.fields or ()), *(SCHEDULE if issubclass(self.form, SchedulingFields) else ())]
        fields = [(name, Event._meta.get_field(name)) for name in names]
        return {str(field.verbose_name): _words(event, name, field) for name, field in fields}  # type: ignore[union-attr]


SECTIONS = {
    section.slug: section
    for section in (
        Section(
            "wichtiges",
            "Das Wichtigste",
            "Worum geht es, und für wen?",
            WordsForm,
            "events/desk/planning/sections/wichtiges.html",
        ),
        Section(
            "ort",
            "Ort",
            "Wo ist die Veranstaltung, und wie kommt man hin?",
            PlaceForm,
            "events/desk/planning/sections/ort.html",
        ),
        Section(
            "anmeldung",
            "Anmeldung",
            "Wie viele können kommen, und bis wann melden sie sich an?",
            RegistrationSettingsForm,
            "events/desk/planning/sections/anmeldung.html",
        ),
    )
}


def _words(event: Event, name: str, field: Any) -> str:  # Any: a column or a relation
    if isinstance(field, models.ManyToManyField):
        return ", ".join(str(row) for row in getattr(event, name).all())
    return field_text(field, getattr(event, name))
