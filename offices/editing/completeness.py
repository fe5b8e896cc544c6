"""What a visitor would miss on the page of an office, the most needed first."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from offices.models import Contact, Office, Place


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to add; `section` is the slug of its page, `place_pk` that of the Standort it is about."""

    sentence: str
    section: str
    place_pk: int | None = None


@dataclass(frozen=True, slots=True)
class _Need:
    weight: int
    is_met: bool
    gap: Gap


@dataclass(frozen=True, slots=True)
class Completeness:
    percent: int  # 0 to 100; only what is really complete is 100
    missing: list[Gap]  # in the order of what is needed most


def completeness(office: Office) -> Completeness:
    needs = list(_needs(office))
    met = sum(need.weight for need in needs if need.is_met)
    gaps = sorted((need for need in needs if not need.is_met), key=lambda need: -need.weight)
    return Completeness(100 * met // sum(need.weight for need in needs), [need.gap for need in gaps])


def missing(office: Office) -> list[Gap]:
    return completeness(office).missing


def percent(office: Office) -> int:
    return completeness(office).percent


def _needs(office: Office) -> Iterator[_Need]:
    """Four statements at most. On a copy: what is prefetched would be old after the next save."""
    known = copy(office)
    prefetch_related_objects([known], "places__hours", "contacts", "topics")
    places = list(known.places.all())
    yield from _of_office(known)
    for place in places:
        yield from _of_place(place, _where(place) if len(places) > 1 else "")
    if not places:
        yield _Need(15, is_met=False, gap=Gap("Es fehlt noch, wo Ihr Büro ist.", "adresse"))


def _of_office(office: Office) -> Iterator[_Need]:
    yield _Need(25, bool(office.phone), Gap("Es fehlt noch Ihre Telefonnummer.", "kontakt"))
    yield _Need(15, bool(office.topics.all()), Gap("Es fehlt noch, was Sie anbieten.", "angebote"))
    yield _Need(10, bool(office.summary), Gap("Es fehlt noch ein Satz über Ihr Büro.", "ueber-uns"))
    yield _Need(8, bool(office.email), Gap("Es fehlt noch Ihre E-Mail-Adresse.", "kontakt"))
    yield _Need(4, bool(office.description), Gap("Es fehlt noch eine Beschreibung Ihres Büros.", "ueber-uns"))
    unheard = [contact for contact in office.contacts.all() if _needs_consent(contact)]
    yield _Need(5, not unheard, Gap(_consent_sentence(unheard), "ansprechpersonen"))


def _of_place(place: Place, where: str) -> Iterator[_Need]:
    """A mobile office has no door of its own."""
    told = bool(place.hours.all()) or place.by_appointment or bool(place.hours_note)
    yield _Need(20, told, Gap(f"Es fehlt noch, wann Sie da sind{where}.", "zeiten", place.pk))
    if place.role == Place.Role.MOBILE:
        return
    has_address = bool(place.street and place.postcode)
    yield _Need(15, has_address, Gap(f"Es fehlt noch Ihre Adresse{where}.", "adresse", place.pk))
    checked = any(value is not None for _, value in place.accessibility)
    sentence = f"Niemand hat die Barrierefreiheit geprüft{where}."
    yield _Need(10, checked, Gap(sentence, "barrierefreiheit", place.pk))


def _where(place: Place) -> str:
    return f" ({place.label})"


def _needs_consent(contact: Contact) -> bool:
    return bool(contact.person) and contact.consent_on is None


def _consent_sentence(unheard: list[Contact]) -> str:
    names = ", ".join(contact.person for contact in unheard)
    return f"Wir zeigen diese Namen noch nicht, weil das Einverständnis fehlt: {names}."
