"""An event in the words of machines: schema.org for search engines. The online address is never among them."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from core.web.linked_data import data_block
from events.models import Event, Mode

SCHEMA = "https://schema.org/"
ATTENDANCE = {Mode.ON_SITE: "Offline", Mode.ONLINE: "Online", Mode.BOTH: "Mixed"}


def json_ld(event: Event) -> SafeString:
    address = f"{settings.BASE_URL}{event.get_absolute_url()}"
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": event.title,
        "description": event.teaser,
        "inLanguage": "de",
        "startDate": _said(event.starts_at, event.known_start),
        "endDate": "" if event.is_one_day and not event.known_end else _said(event.ends_at, event.known_end),
        "eventStatus": f"{SCHEMA}{_status(event)}",
        "eventAttendanceMode": f"{SCHEMA}{ATTENDANCE[Mode(event.mode)]}EventAttendanceMode",
        "location": _location(event, address),
        "organizer": {"@type": "Organization", "name": event.organiser},
        **(_free_of_charge(address) if event.costs and not event.cost else {}),
    }
    return data_block(facts)


def _said(at: datetime | None, clock: time | None) -> str:
    """As the clocks in Germany go; the day alone where nobody has said an hour."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return local.isoformat() if clock else local.date().isoformat()


def _free_of_charge(address: str) -> dict[str, Any]:
    offer = {"@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": address}
    return {"isAccessibleForFree": True, "offers": offer}


def _status(event: Event) -> str:
    if event.called_off_at:
        return "EventCancelled"
    return "EventPostponed" if event.postponed_at else "EventScheduled"


def _location(event: Event, address: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.mode != Mode.ONLINE:
        postal = {
            "streetAddress": event.street,
            "postalCode": event.postcode,
            "addressLocality": event.town,
            "addressCountry": "DE",
        }
        filled = {name: value for name, value in postal.items() if value}
        place = {"@type": "Place", "name": event.venue or event.town, "address": {"@type": "PostalAddress", **filled}}
        places.append(place)
    if event.mode != Mode.ON_SITE:
        places.append({"@type": "VirtualLocation", "url": address})
    return places
