"""Offices in the words of machines: schema.org for search engines, GeoJSON for maps of others."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from core.web.linked_data import data_block
from offices.geography.gazetteer import gazetteer
from offices.hours import unsure_days
from offices.models import Office, Place

_WHILE_RUNNING = (
    "telephone",
    "faxNumber",
    "email",
    "openingHoursSpecification",
    "specialOpeningHoursSpecification",
)
SPECIAL_AHEAD = 120  # days for which machines hear of days unlike others
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def own_address(office: Office) -> str:
    return f"{settings.BASE_URL}{office.get_absolute_url()}"


def json_ld(office: Office) -> SafeString:
    """One JSON object, safe inside a <script type="application/ld+json">. Monthly hours have no words in schema.org
    and are left out rather than told wrong. Of an office that is gone nobody learns a telephone number or times."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": own_address(office),
        "name": office.name,
        "alternateName": office.name_list,
        "description": office.summary,
        "url": own_address(office),
        "telephone": office.phone,
        "faxNumber": office.fax,
        "email": office.email,
        "sameAs": office.website,
        "foundingDate": str(office.founded or ""),
        "areaServed": office.catchment.splitlines() or [office.municipality.name],
        "parentOrganization": [
            {"@type": "Organization", "name": provision.provider.name} for provision in office.provisions.all()
        ],
    }
    main = next((place for place in office.places.all() if place.role == Place.Role.MAIN), None)
    if main:
        facts |= _place_facts(main)
    hidden = () if office.is_running else _WHILE_RUNNING
    return data_block({name: value for name, value in facts.items() if name not in hidden})


def _place_facts(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.municipality.name,
        "addressRegion": "NW",
        "addressCountry": "DE",
    }
    facts: dict[str, Any] = {"address": {name: value for name, value in address.items() if value}}
    if place.lat is not None and place.lon is not None:
        facts["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    facts["openingHoursSpecification"] = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": DAYS[hours.weekday],
            "opens": f"{hours.starts:%H:%M}",
            "closes": f"{hours.ends:%H:%M}",
        }
        for hours in place.hours.all()
        if hours.nth is None and hours.kind == "visit"
    ]
    if special := _special_days(place):
        facts["specialOpeningHoursSpecification"] = special
    return facts


def _special_days(place: Place) -> list[dict[str, str]]:
    """Days that the weekly hours don't hold for. Without times nobody is promised that the door is open; where the
    office hasn't said, `description` tells to ask."""
    timetable, today = place.timetable, timezone.localdate()
    special = [
        {"@type": "OpeningHoursSpecification", "validFrom": f"{exception.first}", "validThrough": f"{exception.last}"}
        | ({"opens": f"{slot.starts:%H:%M}", "closes": f"{slot.ends:%H:%M}"} if slot else {})
        for exception in timetable.exceptions
        if exception.last >= today
        for slot in exception.slots or (None,)
    ]
    named = ((day, timetable.unsure_on(day)) for day in unsure_days(today, SPECIAL_AHEAD))
    return special + [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": f"{day}",
            "validThrough": f"{day}",
            "name": name,
            "description": "Bitte vorher anrufen",
        }
        for day, name in named
        if name
    ]


def feature_collection(offices: Iterable[Office]) -> Iterator[str]:
    """GeoJSON (RFC 7946) piece by piece, one feature per line. Without typed coordinates the point is that of the
    postcode or the municipality, and `genauigkeit` says so."""
    yield '{"type":"FeatureCollection","features":[\n'
    separator = ""
    for office in offices:
        yield separator + json.dumps(_feature(office), ensure_ascii=False, separators=(",", ":"))
        separator = ",\n"
    yield "\n]}\n"


def _feature(office: Office) -> dict[str, Any]:
    places = list(office.places.all())
    town = Place(ags=office.ags)  # what is left of an office without Hauptstelle
    main = next((place for place in places if place.role == Place.Role.MAIN), town)
    point = main.point
    precision = "Ort"
    if main.lat is not None:
        precision = "Adresse"
    elif main.postcode in gazetteer().postcode_by_code:
        precision = "Postleitzahl"
    properties = {
        "name": office.name,
        "status": office.get_status_display(),
        "telefon": office.phone,
        "email": office.email,
        "strasse": main.street,
        "plz": main.postcode,
        "ort": main.municipality.name,
        "ortsteil": main.district,
        "kreis": office.kreis.label,
        "regierungsbezirk": office.municipality.region.name,
        "ags": office.ags,
        "geprueft_am": office.verified_on.isoformat() if office.verified_on else "",
        "beispieldaten": office.is_sample,
        "genauigkeit": precision,
        "seite": own_address(office),
    }
    return {
        "type": "Feature",
        "id": office.slug,
        "geometry": {"type": "Point", "coordinates": [round(point.lon, 5), round(point.lat, 5)]},
        "properties": {name: value for name, value in properties.items() if value != ""},
    }
