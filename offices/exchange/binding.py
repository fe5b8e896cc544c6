"""Where each column lives in the directory: `VALUE_OF` reads it from an office, `PUT` writes it into a draft.

Offices and places are read with everything prefetched (`export.with_columns`); nothing here asks the database.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from offices.exchange.rows import municipality_named
from offices.exchange.schedule import Schedule, Stop
from offices.exchange.statements import Offers, Phones, ProviderRole, SaidAccess, SaidAddress, SaidMembership, State
from offices.models import ACCESS_FEATURES, Office, Place, Status

SUCCESSOR_NOTE = "Nachfolger: "
_SUCCESSOR_NOTE = re.compile(rf"(?:\A|(?<= )){SUCCESSOR_NOTE}(?P<name>.+)\Z")


@dataclass(slots=True, eq=False)
class Draft:
    """An office with what is to be written of it. None: these relations stay as they are."""

    office: Office
    main: Place
    is_new: bool = True
    office_fields: set[str] = field(default_factory=set)
    place_fields: set[str] = field(default_factory=set)
    phones: tuple[tuple[str, str], ...] | None = None
    parts: tuple[ProviderRole, ...] | None = None
    topics: tuple[str, ...] | None = None
    schedule: Schedule | None = None
    successor: str | None = None

    def set_office(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.office, name, value)
        self.office_fields.update(values)

    def set_main(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.main, name, value)
        self.place_fields.update(values)


def main_place(office: Office) -> Place | None:
    return next((place for place in office.places.all() if place.role == Place.Role.MAIN), None)


# --- from the office ------------------------------------------------------------------------------------------


def _main(name: str, default: Any = "") -> Callable[[Office], Any]:  # Any: each column has its own kind
    return lambda office: getattr(main_place(office), name, default)


def _own(name: str) -> Callable[[Office], Any]:  # Any: each column has its own kind
    return lambda office: getattr(office, name)


def _state(office: Office) -> State:
    day = {Status.PAUSED: office.paused_until, Status.CLOSED: office.closed_on}.get(Status(office.status))
    return State(Status(office.status), day)


def successor_name(office: Office) -> str:
    """Of the office that took over; if the directory doesn't have it, as the status note names it."""
    if office.successor:
        return office.successor.name
    found = _SUCCESSOR_NOTE.search(office.status_note)
    return found["name"] if found else ""


def without_successor(status_note: str) -> str:
    """The status note without the name that stands in it for a missing successor."""
    return _SUCCESSOR_NOTE.sub("", status_note).rstrip()


def _phones(office: Office) -> Phones:
    """Persons with their numbers are no part of a list that is passed on."""
    others = [c for c in office.contacts.all() if c.phone and not c.person and not c.email]
    return Phones(office.phone, tuple((contact.phone, contact.function) for contact in others))


def _schedule(office: Office) -> Schedule:
    stops = []
    for place in office.places.all():
        rules = tuple(sorted(hours.rule for hours in place.hours.all()))
        if not rules and not place.by_appointment:
            continue
        is_mobile = place.role == Place.Role.MOBILE
        name = None if place.role == Place.Role.MAIN else place.name or (None if is_mobile else place.label)
        stops.append(Stop(name, is_mobile, rules, place.by_appointment))
    notes = [place.hours_note for place in office.places.all() if place.hours_note]
    return Schedule(tuple(stops), "; ".join(line for note in notes for line in note.splitlines() if line.strip()))


def _access(office: Office) -> SaidAccess:
    place = main_place(office)
    if place is None:
        return SaidAccess()
    flags = ((feature.name, getattr(place, feature.name)) for feature in ACCESS_FEATURES)
    return SaidAccess(tuple((name, flag) for name, flag in flags if flag is not None), place.access_note)


VALUE_OF: dict[str, Callable[[Office], Any]] = {
    "name": _own("name"),
    "auch_bekannt_als": lambda office: tuple(office.other_names.splitlines()),
    "ort": lambda office: office.municipality.name if office.ags else "",
    "ortsteil": _main("district"),
    "status": _state,
    "nachfolger": successor_name,
    "traeger": lambda office: tuple((part.provider.name, part.role) for part in office.provisions.all()),
    "personalform": _own("staffing"),
    "strasse": lambda office: SaidAddress(_main("street")(office), _main("name")(office)),
    "plz": _main("postcode"),
    "telefon": _phones,
    "fax": _own("fax"),
    "email": _own("email"),
    "website": _own("website"),
    "sprechzeiten": _schedule,
    "einzugsgebiet": lambda office: tuple(office.catchment.splitlines()),
    "angebote": lambda office: Offers(tuple(topic.name for topic in office.topics.all()), office.offers_note),
    "barrierefrei": _access,
    "bas_mitglied": lambda office: SaidMembership(office.is_bas_member, office.bas_member_since),
    "las_mitglied": _own("is_las_member"),
    "gruendungsjahr": _own("founded"),
    "kurzbeschreibung": _own("summary"),
    "beschreibung": _own("description"),
    "sprachen": _own("languages"),
    "hausbesuche": _own("home_visits"),
    "kostenfrei": _own("free_of_charge"),
    "anmeldung": _own("registration_needed"),
    "hinweis": _own("note"),
    "quelle": _own("source"),
    "lat": _main("lat", None),
    "lon": _main("lon", None),
    "geprueft_am": _own("verified_on"),
    "beispieldaten": _own("is_sample"),
}


# --- into the draft -------------------------------------------------------------------------------------------


def _put_office(name: str) -> Callable[[Draft, Any], None]:  # Any: each column has its own kind
    return lambda draft, value: draft.set_office(**{name: value})


def _put_main(name: str) -> Callable[[Draft, Any], None]:  # Any: each column has its own kind
    return lambda draft, value: draft.set_main(**{name: value})


def _put_town(draft: Draft, value: str) -> None:
    town = municipality_named(value)
    assert town is not None, "rows without a known town are rejected before"  # noqa: S101
    draft.set_main(ags=town.ags)
    draft.set_office(ags=town.ags)


def _put_state(draft: Draft, state: State) -> None:
    draft.set_office(
        status=state.status.value,
        paused_until=state.day if state.status is Status.PAUSED else None,
        closed_on=state.day if state.status is Status.CLOSED else None,
    )


def _put_phones(draft: Draft, phones: Phones) -> None:
    draft.set_office(phone=phones.first)
    draft.phones = phones.others


def _put_offers(draft: Draft, offers: Offers) -> None:
    draft.set_office(offers_note=offers.others)
    draft.topics = offers.topics


def _put_schedule(draft: Draft, schedule: Schedule) -> None:
    draft.schedule = schedule
    draft.set_main(by_appointment=schedule.own.by_appointment, hours_note=schedule.note)


def _put_access(draft: Draft, access: SaidAccess) -> None:
    flags = dict(access.features)
    draft.set_main(**{feature.name: flags.get(feature.name) for feature in ACCESS_FEATURES}, access_note=access.note)


def _put_providers(draft: Draft, parts: tuple[ProviderRole, ...]) -> None:
    draft.parts = parts


def _put_successor(draft: Draft, name: str) -> None:
    draft.successor = name


PUT: dict[str, Callable[[Draft, Any], None]] = {
    "name": _put_office("name"),
    "auch_bekannt_als": lambda draft, names: draft.set_office(other_names="\n".join(names)),
    "ort": _put_town,
    "ortsteil": _put_main("district"),
    "status": _put_state,
    "nachfolger": _put_successor,
    "traeger": _put_providers,
    "personalform": _put_office("staffing"),
    "strasse": lambda draft, value: draft.set_main(street=value.street, name=value.building),
    "plz": _put_main("postcode"),
    "telefon": _put_phones,
    "fax": _put_office("fax"),
    "email": _put_office("email"),
    "website": _put_office("website"),
    "sprechzeiten": _put_schedule,
    "einzugsgebiet": lambda draft, areas: draft.set_office(catchment="\n".join(areas)),
    "angebote": _put_offers,
    "barrierefrei": _put_access,
    "bas_mitglied": lambda draft, value: draft.set_office(is_bas_member=value.is_member, bas_member_since=value.since),
    "las_mitglied": _put_office("is_las_member"),
    "gruendungsjahr": _put_office("founded"),
    "kurzbeschreibung": _put_office("summary"),
    "beschreibung": _put_office("description"),
    "sprachen": lambda draft, codes: draft.set_office(languages=list(codes)),
    "hausbesuche": _put_office("home_visits"),
    "kostenfrei": _put_office("free_of_charge"),
    "anmeldung": _put_office("registration_needed"),
    "hinweis": _put_office("note"),
    "quelle": _put_office("source"),
    "lat": _put_main("lat"),
    "lon": _put_main("lon"),
    "geprueft_am": _put_office("verified_on"),
    "beispieldaten": _put_office("is_sample"),
}
