"""The sections of a profile, in the order in which a visitor asks: how to reach you, when, where, what for."""

from core.publishing.history import Change
from offices.editing.hours import HoursForm
from offices.editing.office_forms import (
    ABOUT,
    CATCHMENT,
    CONTACT,
    NAME,
    OFFERS,
    STATUS,
    AboutForm,
    CatchmentForm,
    ContactForm,
    NameForm,
    OffersForm,
    StatusForm,
)
from offices.editing.parts import Data
from offices.editing.people import Contacts, ContactsForm, Providers, ProvidersForm
from offices.editing.place_forms import ACCESS, ADDRESS, AccessForm, StandortForm
from offices.editing.schedule import Hours
from offices.editing.section import Section
from offices.models import Office, Place

ROWS_SCRIPT = "js/rows.js"

SECTIONS = (
    Section(
        slug="kontakt",
        title="Telefon und E-Mail",
        lead="Wie erreicht man Sie?",
        form_class=ContactForm,
        part=CONTACT,
    ),
    Section(
        slug="zeiten",
        title="Sprechzeiten und Telefonzeiten",
        lead="Wann ist an diesem Standort jemand da?",
        form_class=HoursForm,
        part=Hours(),
        needs_place=True,
        script=ROWS_SCRIPT,
    ),
    Section(
        slug="adresse",
        title="Adresse und Weg",
        lead="Wo findet man Sie?",
        form_class=StandortForm,
        part=ADDRESS,
        needs_place=True,
        is_reviewed=True,
        moves=True,
        is_searched=True,
    ),
    Section(
        slug="barrierefreiheit",
        title="Barrierefreiheit",
        lead="Was hilft an diesem Standort, und was fehlt? Ein ehrliches Nein erspart einen vergeblichen Weg.",
        form_class=AccessForm,
        part=ACCESS,
        needs_place=True,
    ),
    Section(
        slug="angebote",
        title="Angebote",
        lead="Womit helfen Sie? Danach suchen die Menschen.",
        form_class=OffersForm,
        part=OFFERS,
        is_searched=True,
    ),
    Section(
        slug="ueber-uns",
        title="Über uns",
        lead="Wer sind Sie, und was macht Sie aus?",
        form_class=AboutForm,
        part=ABOUT,
    ),
    Section(
        slug="ansprechpersonen",
        title="Ansprechpersonen und weitere Nummern",
        lead="Wen soll man wofür anrufen?",
        form_class=ContactsForm,
        part=Contacts(),
        script=ROWS_SCRIPT,
    ),
    Section(
        slug="einzugsgebiet",
        title="Einzugsgebiet",
        lead="Für welche Orte sind Sie da?",
        form_class=CatchmentForm,
        part=CATCHMENT,
        moves=True,
        is_searched=True,
    ),
    Section(
        slug="name",
        title="Name",
        lead="Wie heißt Ihr Büro?",
        form_class=NameForm,
        part=NAME,
        is_reviewed=True,
        is_searched=True,
    ),
    Section(
        slug="traeger",
        title="Träger",
        lead="Wer trägt oder fördert Ihr Büro?",
        form_class=ProvidersForm,
        part=Providers(),
        is_reviewed=True,
        is_searched=True,
        script=ROWS_SCRIPT,
    ),
    Section(
        slug="status",
        title="Status",
        lead="Ist Ihr Büro zurzeit geöffnet?",
        form_class=StatusForm,
        part=STATUS,
        is_reviewed=True,
    ),
)

_BY_SLUG = {section.slug: section for section in SECTIONS}


def section_of(slug: str) -> Section:
    """Raises KeyError."""
    return _BY_SLUG[slug]


def apply(office: Office, section_slug: str, proposal: Data, place_pk: int | None = None) -> None:
    """Writes what a form of this section proposed, now or weeks later; `office` is read afresh afterwards. Raises
    Place.DoesNotExist where the Standort has been removed since."""
    section_of(section_slug).apply(office, proposal, place_pk)


def describe(office: Office, section_slug: str, proposal: Data, place_pk: int | None = None) -> list[Change]:
    """(label, before, after) in German words, only what differs. A Standort that has been removed since, or is still to
    be made, is empty before."""
    place = Place.objects.filter(office=office, pk=place_pk).first() if place_pk is not None else None
    return section_of(section_slug).describe(office, proposal, place)
