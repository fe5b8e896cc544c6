"""All pages of a registration as one thing. Nothing is kept between them: what was typed before travels along, is read
anew on each page, and counts only when everything is right."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.forms.widgets import without_controls
from core.publishing.revision import once_per_revision
from events.forms.registration.envelope import EnvelopeForm
from events.forms.registration.origin import office_suggestions
from events.forms.registration.person import PersonForm
from events.forms.registration.programme import ProgrammeForm
from events.models import Day, Event
from events.places.applications import Application
from events.places.offered import outline
from events.places.seating import has_room

PERSON, PROGRAMME, CHECK = "person", "programm", "pruefen"
ANSWERED = "answered"  # sent along by the second page
LABELS = {PERSON: "Ihre Angaben", PROGRAMME: "Programm wählen", CHECK: "Prüfen und absenden"}
# What the second page asks for → what it is called, and the button that leads to it.
NAMES = {
    "needs": ("Ihre Wünsche", "Weiter zu Ihren Wünschen"),
    "days": ("Tage wählen", "Weiter zu den Tagen"),
    "programme": (LABELS[PROGRAMME], "Weiter zum Programm"),
}


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    label: str
    is_current: bool
    is_done: bool


class RegistrationForm:
    labels: ClassVar = LABELS
    person_form: ClassVar = PersonForm
    programme_form: ClassVar = ProgrammeForm

    def __init__(self, event: Event, data: QueryDict | None = None) -> None:
        self.event, self.data = event, data
        self.offered = outline(event)
        self.asks_programme = event.asks_support or not self.offered.is_empty

    @cached_property
    def person(self) -> PersonForm:
        return self.person_form(self.data, with_rest=not self.asks_programme)

    @cached_property
    def programme(self) -> ProgrammeForm:
        return self.programme_form(
            self.offered, self.data, asks_support=self.event.asks_support, asks_rest=self.asks_programme
        )

    @cached_property
    def envelope(self) -> EnvelopeForm:
        return EnvelopeForm(self.data)

    @property
    def is_answered(self) -> bool:
        """Whether the second page has been sent once; before that nothing on it can be wrong."""
        return self.data is not None and ANSWERED in self.data

    @cached_property
    def shown_programme(self) -> ProgrammeForm:
        """Without sentences about what nobody has asked yet."""
        if self.is_answered:
            return self.programme
        return self.programme_form(self.offered, asks_support=self.event.asks_support, asks_rest=self.asks_programme)

    @property
    def person_fields(self) -> SafeString:
        return draw(self.person) if self.data else blank_person(with_rest=not self.asks_programme)

    @property
    def office_suggestions(self) -> SafeString:
        return office_suggestions()

    @property
    def pages(self) -> list[str]:
        return [PERSON, PROGRAMME, CHECK] if self.asks_programme else [PERSON, CHECK]

    @property
    def onward(self) -> str:
        """What the button of the first page says."""
        return NAMES[self._asked][1] if self.asks_programme else "Weiter zum Prüfen"

    @property
    def _asked(self) -> str:
        if self.offered.is_empty:
            return "needs"
        return "programme" if self.offered.slots or self.offered.extras else "days"

    def first_wrong(self, *pages: str) -> str:
        """Of these pages, in this order; nothing where all is right."""
        right = {PERSON: self.person.is_valid, PROGRAMME: self.programme.is_valid}
        return next((page for page in pages if not right[page]()), "")

    def steps(self, page: str) -> list[Step]:
        """As above the page: "Schritt 2 von 3"."""
        at = self.pages.index(page)
        names = {**self.labels, PROGRAMME: NAMES[self._asked][0]} if self.labels is LABELS else self.labels
        return [Step(number + 1, names[name], number == at, number < at) for number, name in enumerate(self.pages)]

    def travelling(self, page: str) -> SafeString:
        """Hidden fields with what belongs to other pages, as it was sent."""
        shown = {PERSON: self.person, PROGRAMME: self.programme}.get(page)
        others = [form for form in (self.person, self.programme) if form is not shown]
        names = [name for form in others for name in form.fields]
        return self.hidden(names if page == PROGRAMME else [*names, ANSWERED])

    def hidden(self, names: Iterable[str]) -> SafeString:
        sent = self.data or QueryDict()
        pairs = ((name, value) for name in names for value in sent.getlist(name))
        return without_controls(format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs))

    # --- once everything is right ---------------------------------------------------------------------------

    @cached_property
    def application(self) -> Application:
        rest = (self.programme if self.asks_programme else self.person).cleaned_data
        return Application(
            self.person.person,
            self.programme.choice,
            has_companion=self.person.cleaned_data["has_companion"],
            on_list=rest["on_list"],
            remarks=rest["remarks"],
            support=self.programme.support,
            nonce=self.envelope.nonce,
            waits=self.envelope.waits,
        )

    @property
    def is_full(self) -> bool:
        """What the check page promises: a place as things stand, or the waiting list."""
        chosen = self.programme.choice.days
        days: list[Day] = [day for day in self.offered.days if not chosen or day.pk in chosen]
        return not has_room(self.event, days, 2 if self.application.has_companion else 1)


@once_per_revision
def blank_person(*, with_rest: bool) -> SafeString:
    """The first page is the same for everybody who has just opened it: a dozen controls, drawn once."""
    return draw(PersonForm(with_rest=with_rest))


def draw(form: PersonForm) -> SafeString:
    return render_to_string("events/registering/person_fields.html", {"form": form})
