"""What all forms for registering have in common: pages in an order, who comes, what travels along. Nothing is kept
between the pages: what was typed before is sent along, is read anew on each page, and counts only when all is right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.forms.widgets import without_controls
from core.publishing.revision import once_per_revision
from events.forms.registration.envelope import EnvelopeForm
from events.forms.registration.origin import office_suggestions
from events.forms.registration.person import PersonForm
from events.places.applications import Application

PERSON, PROGRAMME, CHECK = "person", "programm", "pruefen"
LABELS = {PERSON: "Ihre Angaben", PROGRAMME: "Programm wählen", CHECK: "Prüfen und absenden"}


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    label: str
    is_current: bool
    is_done: bool


class RegistrationForm:
    """Who comes, and a page on which everything is checked. A form that asks more says what, and on which page."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.data = data

    @cached_property
    def person(self) -> PersonForm:
        return PersonForm(self.data, with_rest=True)

    @cached_property
    def envelope(self) -> EnvelopeForm:
        return EnvelopeForm(self.data)

    @property
    def asked(self) -> Mapping[str, tuple[forms.Form, ...]]:
        """Page → what it asks, in the order of the pages."""
        return {PERSON: (self.person,)}

    @property
    def labels(self) -> Mapping[str, str]:
        return LABELS

    # --- the pages ------------------------------------------------------------------------------------------

    @property
    def pages(self) -> list[str]:
        return [*self.asked, CHECK]

    @property
    def last_asked(self) -> str:
        """The last page that asks anything."""
        return self.pages[-2]

    def reached(self, page: str) -> str:
        """How far somebody gets who wants to this page: to the first one before it that is not right yet. A page that
        this form does not have leads to the beginning."""
        for name, asked in self.asked.items():
            if name == page or not all(form.is_valid() for form in asked):
                return name
        return page if page == CHECK else PERSON

    @property
    def is_right(self) -> bool:
        return self.reached(CHECK) == CHECK

    def steps(self, page: str) -> list[Step]:
        """As above the page: "Schritt 2 von 3"."""
        at, names = self.pages.index(page), self.labels
        return [Step(number + 1, names[name], number == at, number < at) for number, name in enumerate(self.pages)]

    # --- how it looks ---------------------------------------------------------------------------------------

    @property
    def person_fields(self) -> SafeString:
        with_rest = "on_list" in self.person.fields
        return blank_person(with_rest=with_rest) if self.data is None else draw(self.person)

    @property
    def office_suggestions(self) -> SafeString:
        return office_suggestions()

    def travelling(self, page: str) -> SafeString:
        """Hidden fields with what belongs to other pages, as it was sent."""
        sent = self.data or QueryDict()
        pairs = ((name, value) for name in self.elsewhere(page) for value in sent.getlist(name))
        return without_controls(format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs))

    def elsewhere(self, page: str) -> Iterable[str]:
        """The names of what belongs to other pages."""
        return [name for other, asked in self.asked.items() if other != page for form in asked for name in form.fields]

    # --- once everything is right ---------------------------------------------------------------------------

    @property
    def rest(self) -> forms.Form:
        """Where the list and the remarks are asked: on the last page that asks anything."""
        return self.person

    @property
    def application(self) -> Application:
        return Application(
            self.person.person,
            has_companion=self.person.cleaned_data["has_companion"],
            on_list=self.rest.cleaned_data["on_list"],
            remarks=self.rest.cleaned_data["remarks"],
            nonce=self.envelope.nonce,
        )


@once_per_revision
def blank_person(*, with_rest: bool) -> SafeString:
    """The first page is the same for everybody who has just opened it: a dozen controls, drawn once."""
    return draw(PersonForm(with_rest=with_rest))


def draw(form: PersonForm) -> SafeString:
    return render_to_string("events/registering/person_fields.html", {"form": form})
