"""Somebody who may be registered already, with another address or with none. The desk hears of it and decides; no
public form may say who comes."""

from collections.abc import Iterable

from django.utils import timezone

from core.language.dates import long_date
from core.language.german import join_words
from core.language.phones import readable
from events.models import Event, Registration, Source
from events.places.applications import Person

MOST = 5


def keys_of(person: Person) -> Registration:
    """Unsaved, with the keys by which people are known again."""
    same = Registration(**person.values())
    same.settle_keys()
    return same


def namesakes(event: Event, person: Person) -> list[Registration]:
    """Titles make no difference. Who would be known anyway is none (events/places/registration.py)."""
    same = keys_of(person)
    others = event.registrations.active().named().filter(sort_key=same.sort_key)
    others = others.exclude(name_key=same.name_key, contact_key=same.contact_key)
    return list(others.order_by("registered_at", "pk")[:MOST])


def others_called(person: Registration) -> list[Registration]:
    """Of somebody who is registered, whichever of them came first."""
    if not person.is_active or person.cleared_at:
        return []
    others = person.event.registrations.active().named().filter(sort_key=person.sort_key).exclude(pk=person.pk)
    return list(others.order_by("registered_at", "pk")[:MOST])


def how_known(other: Registration) -> str:
    """ "im Internet angemeldet am 3. November 2026, mit a@example.org und 0228 61 40 74" """
    way = str(Source(other.source).label)
    day = long_date(timezone.localdate(other.registered_at))
    contacts = list(_contacts(other))
    reached = f"mit {join_words(contacts)}" if contacts else "ohne E-Mail-Adresse und Telefon"
    return f"{way[0].lower()}{way[1:]} angemeldet am {day}, {reached}"


def _contacts(other: Registration) -> Iterable[str]:
    if other.email:
        yield other.email
    if other.phone:
        yield readable(other.phone)
    if other.street:
        yield f"{other.street}, {other.postcode} {other.town}".strip()
