"""An office for the address book of a telephone."""

import vobject

from core.language.phones import dialled, readable
from offices.models import Office, Place
from offices.showing.linked_data import own_address


def vcard_of(office: Office) -> str:
    """vCard 3.0, which telephones of the last twenty years read."""
    card = vobject.vCard()
    card.add("fn").value = office.name
    card.add("n").value = vobject.vcard.Name(family=office.name)
    card.add("org").value = [office.name]
    for kind, number in (("WORK", office.phone), ("FAX", office.fax)):
        if number:
            entry = card.add("tel")
            entry.value, entry.type_param = dialled(number), kind
    if office.phone != dialled(office.phone):
        card.add("note").value = f"Telefon: {readable(office.phone)}"
    if office.email:
        card.add("email").value = office.email
    card.add("url").value = office.website or own_address(office)
    main = next((place for place in office.places.all() if place.role == Place.Role.MAIN), None)
    if main:
        address = card.add("adr")
        address.type_param = "WORK"
        address.value = vobject.vcard.Address(
            street=main.street,
            extended=main.name,
            code=main.postcode,
            city=main.municipality.name,
            country="Deutschland",
        )
    return str(card.serialize())
