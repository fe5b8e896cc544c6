"""One section of a profile: a page with one question, one form, and one way of writing what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction
from django.forms import BoundField

from core.publishing.history import Change, compare
from offices.editing.parts import Data, Part
from offices.finding.wordsearch import reindex
from offices.models import Office, Place

if TYPE_CHECKING:
    from _typeshed import Incomplete


class SectionForm(Protocol):
    """What a view may ask of every form here. `errors` is empty or not; fields and `non_field_errors` are what
    `{% error_summary form %}` reads, for lists of rows too."""

    office: Office
    place: Place | None
    is_bound: bool

    def __iter__(self) -> Iterator[BoundField]: ...

    @property
    def errors(self) -> "Incomplete": ...

    def non_field_errors(self) -> "Incomplete": ...

    def is_valid(self) -> bool:
        """False for the buttons that only show ("Vorschau", "Noch eine Zeile"): the page is rendered again, without
        a mistake to report."""
        ...

    def proposal(self) -> Data:
        """What is to stand there, as JSON values. Only of a valid form."""
        ...

    def changed(self) -> bool:
        """Whether it differs from what stands there now. Only of a valid form."""
        ...

    def save(self) -> None:
        """Writes the proposal at once."""
        ...


class FormMaker(Protocol):
    def __call__(
        self, section: "Section", office: Office, data: Any = None, files: Any = None, place: Place | None = None
    ) -> SectionForm: ...


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    lead: str  # the question the page asks, or what it is for
    form_class: FormMaker
    part: Part
    needs_place: bool = False
    is_reviewed: bool = False  # a change waits for the coordinators where the office is public
    moves: bool = False  # the seat and the towns served follow from it
    is_searched: bool = False  # its words are in the index of the search
    script: str = ""  # a static file that makes the page more comfortable

    @property
    def template(self) -> str:
        """Renders the inside of the <form>; wants `form`."""
        return TEMPLATES[self.slug]

    def form(self, office: Office, data: Any = None, files: Any = None, place: Place | None = None) -> SectionForm:
        """`place` is needed for the sections of a Standort; "adresse" without one makes a new Standort."""
        return self.form_class(self, office, data, files, place)

    @transaction.atomic
    def apply(self, office: Office, proposal: Data, place_pk: int | None = None) -> None:
        """Raises Place.DoesNotExist where the Standort has been removed since."""
        fresh = Office.objects.select_for_update().get(pk=office.pk)
        place = fresh.places.get(pk=place_pk) if place_pk is not None else None
        self.part.write(fresh, place, proposal)
        if self.moves:
            fresh.settle()
        if self.is_searched:
            reindex([fresh.pk])
        office.refresh_from_db()

    def describe(self, office: Office, proposal: Data, place: Place | None = None) -> list[Change]:
        """Only what differs from what stands there now."""
        now = self.part.read(office, place)
        return compare(self.part.words(now), self.part.words({**now, **proposal}))


TEMPLATES = {
    "name": "offices/editing/fields.html",
    "status": "offices/editing/fields.html",
    "kontakt": "offices/editing/fields.html",
    "ueber-uns": "offices/editing/fields.html",
    "angebote": "offices/editing/fields.html",
    "einzugsgebiet": "offices/editing/einzugsgebiet.html",
    "traeger": "offices/editing/traeger.html",
    "ansprechpersonen": "offices/editing/ansprechpersonen.html",
    "adresse": "offices/editing/fields.html",
    "zeiten": "offices/editing/zeiten.html",
    "barrierefreiheit": "offices/editing/fields.html",
}
