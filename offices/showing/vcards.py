"""An office for the address book of a telephone."""

from icalendar import Component, vUri

from core.language.phones import dialled, readable
from core.web.content_lines import Fields, Text
from offices.models import Office, Place
from offices.showing.linked_data import own_address


class VisitingCard(Component):
    """icalendar knows the lines of a vCard, but no card."""

    name = "VCARD"


def vcard_of(office: Office) -> bytes:
    """vCard 3.0, which telephones of the last twenty years read; version and order are as they ask for them."""
    card = VisitingCard()
    card.add("version", Text("3.0"))
    card.add("fn", Text(office.name))
    card.add("n", Fields((office.name, "", "", "", "")))
    card.add("org", Fields((office.name,)))
    for kind, number in (("WORK", office.phone), ("FAX", office.fax)):
        if number:
            card.add("tel", Text(dialled(number)), {"TYPE": kind})
    if office.phone != dialled(office.phone):
        card.add("note", Text(f"Telefon: {readable(office.phone)}"))
    if office.email:
        card.add("email", Text(office.email))
    card.add("url", vUri(office.website or own_address(office)))
    main = next((place for place in office.places.all() if place.role == Place.Role.MAIN), None)
    if main:
        card.add("adr", _address(main), {"TYPE": "WORK"})
    written: bytes = card.to_ical(sorted=False)
    return written


def _address(place: Place) -> Fields:
    """No post office box and no region."""
    town = place.municipality.name
    return Fields(("", place.name, place.street, town, "", place.postcode, "Deutschland"))
