"""Columns that hold more than one thing. As in `wordings`: `read_…` from text, `say_…` back to the canonical text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from core.language.german import fold
from core.language.phones import read_number
from offices.exchange.wordings import (
    UnreadableError,
    clean,
    clean_lines,
    joined,
    read_day,
    read_flag,
    read_year,
    say_day,
    say_phone,
    split,
    within,
)
from offices.models import ACCESS_FEATURES, LANGUAGES, Provider, Provision, Staffing, Status

_BRACKET = re.compile(r"(?P<before>.*?)\s*\((?P<inside>[^()]*)\)\Z")


@dataclass(slots=True)
class Vocabulary:
    """What the directory already calls things, by folded word; `topic_order` is the order of the taxonomy."""

    topics: Mapping[str, str] = field(default_factory=dict)
    topic_order: Mapping[str, int] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)


# --- status -----------------------------------------------------------------------------------------------------

_STATUS_WORDS = {
    **{fold(text): status for status in Status for text in (status.value, status.label)},
    "im aufbau": Status.BUILDING,
    "geplant": Status.BUILDING,
    "geoeffnet": Status.ACTIVE,
    "pausiert": Status.PAUSED,
    "umbenannt": Status.MERGED,
    "aufgeloest": Status.CLOSED,
}


@dataclass(frozen=True, slots=True)
class State:
    status: Status = Status.ACTIVE
    day: date | None = None  # geschlossen am, vorübergehend geschlossen bis


def read_state(text: str) -> State:
    words = re.sub(r"\b(am|bis|seit)\s+(?=\d)", "", clean(text))
    head, _, last = words.rpartition(" ")
    has_day = bool(head) and last[:1].isdecimal()
    status = _STATUS_WORDS.get(fold(head if has_day else words))
    if status is None:
        raise UnreadableError(f"Möglich sind: {', '.join(status.label for status in Status)}.")
    day = read_day(last) if has_day else None
    if day and status not in {Status.PAUSED, Status.CLOSED}:
        raise UnreadableError("Ein Datum gibt es nur bei „geschlossen am“ und „vorübergehend geschlossen bis“.")
    return State(status, day)


def say_state(state: State) -> str:
    link = {Status.PAUSED: "bis", Status.CLOSED: "am"}.get(state.status)
    return f"{state.status.label} {link} {say_day(state.day)}" if state.day and link else str(state.status.label)


_STAFFING_WORDS = {
    **{fold(text): staffing for staffing in Staffing for text in (staffing.value, staffing.label)},
    "haupt und ehrenamtlich": Staffing.MIXED,
    "hauptamt": Staffing.PAID,
    "ehrenamt": Staffing.VOLUNTEER,
}


def read_staffing(text: str) -> str:
    if not clean(text):
        return ""
    if staffing := _STAFFING_WORDS.get(fold(text)):
        return staffing.value
    raise UnreadableError(f"Möglich sind: {', '.join(staffing.value for staffing in Staffing)}.")


# --- telephone --------------------------------------------------------------------------------------------------

ANOTHER_NUMBER = "Weitere Nummer"


@dataclass(frozen=True, slots=True)
class Phones:
    """The first number of the office, and further ones (E.164) with what they are for."""

    first: str = ""
    others: tuple[tuple[str, str], ...] = ()


def read_phones(text: str) -> Phones:
    """The first number without words beside it is the office's; where each has some, the first, which then stands
    among the further ones as well, so that its words are kept."""
    try:
        numbers = read_number(clean_lines(text))
    except ValidationError as error:
        raise UnreadableError(error.messages[0]) from None
    if not numbers:
        return Phones()
    first = next((number for number in numbers if not number.what_for), numbers[0]).e164
    others = {
        (number.e164, within(number.what_for, 120, "Telefon") or ANOTHER_NUMBER): None
        for number in numbers
        if number.e164 != first or number.what_for
    }
    return Phones(first, tuple(others))


def say_phones(phones: Phones) -> str:
    extra = [
        say_phone(number) if what_for == ANOTHER_NUMBER else f"{say_phone(number)} ({_unbracketed(what_for)})"
        for number, what_for in phones.others
    ]
    return joined([say_phone(phones.first), *extra])


def _unbracketed(text: str) -> str:
    return text.replace("(", "").replace(")", "")


# --- Träger -------------------------------------------------------------------------------------------------------

_ROLE_WORDS = {
    **{fold(text): role for role in Provision.Role for text in (role.value, role.label)},
    "foerderung": Provision.Role.FUNDER,
    "foerdermittel": Provision.Role.FUNDER,
    "kooperation": Provision.Role.PARTNER,
    "partner": Provision.Role.PARTNER,
}
# In this order: a Wohlfahrtsverband stays one though it is registered as e.V., a Bürgerstiftung names its Stadt.
_WELFARE = r"\b(awo|arbeiterwohlfahrt|asb|caritas\w*|drk|rotes kreuz|malteser|johanniter|zwst)\b|paritaet|diakoni"
_KIND_SIGNS = (
    (re.compile(_WELFARE), Provider.Kind.WELFARE),
    (re.compile(r"\be v\b|verein\b|\binitiative\b"), Provider.Kind.ASSOCIATION),
    (re.compile(r"stiftung"), Provider.Kind.FOUNDATION),
    (re.compile(r"kirche|pfarr"), Provider.Kind.CHURCH),
    (re.compile(r"\bkreis\b|staedteregion"), Provider.Kind.DISTRICT),
    (re.compile(r"\b(stadt|gemeinde|kommune)\b"), Provider.Kind.MUNICIPALITY),
)

ProviderRole = tuple[str, str]  # name of a Träger, Provision.Role


def kind_of(name: str) -> str:
    """Provider.Kind, guessed from the name."""
    return next((kind.value for sign, kind in _KIND_SIGNS if sign.search(fold(name))), Provider.Kind.OTHER.value)


def read_providers(text: str, vocabulary: Vocabulary) -> tuple[ProviderRole, ...]:
    """The first is the Träger, further ones Ko-Träger, unless brackets say otherwise."""
    parts: dict[str, str] = {}
    for value in split(text):
        bracket = _BRACKET.match(value)
        role = _ROLE_WORDS.get(fold(bracket["inside"])) if bracket else None
        name = bracket["before"] if bracket and role else value
        known = vocabulary.providers.get(fold(name), name)
        usual = Provision.Role.CO_PROVIDER if parts else Provision.Role.PROVIDER
        parts.setdefault(within(known, 200, "Träger"), (role or usual).value)
    return tuple(parts.items())


def say_providers(parts: Sequence[ProviderRole]) -> str:
    words = []
    for position, (name, role) in enumerate(parts):
        usual = Provision.Role.CO_PROVIDER if position else Provision.Role.PROVIDER
        words.append(name if role == usual else f"{name} ({Provision.Role(role).label})")
    return joined(words)


# --- address --------------------------------------------------------------------------------------------------------

_STREET_WORD = re.compile(
    r"\d|stra(ß|ss)e|str\.|weg\b|gasse|allee|platz|ring\b|markt\b|ufer\b|damm\b|wall\b|chaussee|pfad\b|steig\b|"
    r"\A(am|an|auf|im|in|zum|zur|unter|hinter|vor|hinterm) ",
    re.IGNORECASE,
)
# Parts of an address that say where inside: they are no street, whatever figures stand in them.
_ROOM_WORD = re.compile(
    r"((im|in der|in dem) )?(rathaus|bürgerhaus|bürgerzentrum|stadthaus|erdgeschoss|untergeschoss|obergeschoss|"
    r"dachgeschoss|zimmer|zi|raum|etage|stock|eingang|gebäude|haus \w{1,2}|\d+\. ?(og|ug|etage|stock|obergeschoss)|"
    r"eg|og|ug|altbau|neubau)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidAddress:
    street: str = ""
    building: str = ""


def read_address(text: str) -> SaidAddress:
    """ "Mittelstraße (Bürgerhaus)" and "Bürgerhaus, Mittelstraße" are a street with a building, "Albert-Schmidt-Haus"
    and "Rathaus (Altbau), Zimmer A 010" a building alone."""
    words = clean(text.replace("\n", ", "))
    bracket = _BRACKET.match(words)
    if bracket and bracket["before"] and bracket["inside"].strip() and not _ROOM_WORD.match(bracket["before"]):
        address = SaidAddress(bracket["before"], clean(bracket["inside"]))
    else:
        address = _street_and_rooms(words)
    within(address.building, 200, "Straße")
    within(address.street, 200, "Straße")
    return address


def _street_and_rooms(words: str) -> SaidAddress:
    parts = re.split(r",\s*(?![^()]*\))", words)
    rooms = [part for part in parts if _ROOM_WORD.match(part)]
    others = [part for part in parts if part not in rooms]
    if not _STREET_WORD.search(", ".join(others)):
        return SaidAddress(building=words)
    return SaidAddress(", ".join(others), ", ".join(rooms))


def say_address(address: SaidAddress) -> str:
    if address.street and address.building:
        return f"{clean(address.street)} ({clean(_unbracketed(address.building))})"
    return clean(address.street or address.building)


# --- offers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offers:
    """Names of topics in the order of the taxonomy; `others` are words it doesn't know."""

    topics: tuple[str, ...] = ()
    others: str = ""


def read_offers(text: str, vocabulary: Vocabulary) -> Offers:
    values = split(text)
    known = {vocabulary.topics[fold(value)] for value in values if fold(value) in vocabulary.topics}
    others = [value for value in values if fold(value) not in vocabulary.topics]
    topics = sorted(known, key=lambda name: vocabulary.topic_order[name])
    return Offers(tuple(topics), within("; ".join(others), 1000, "Angebote"))


def say_offers(offers: Offers) -> str:
    return "; ".join(filter(None, [*offers.topics, "; ".join(split(offers.others))]))


# --- accessibility --------------------------------------------------------------------------------

_FEATURES = {fold(feature.label): feature.name for feature in ACCESS_FEATURES}
_STEP_FREE = ACCESS_FEATURES[0].name


@dataclass(frozen=True, slots=True)
class SaidAccess:
    """Field of the Standort → True or False; what nobody has checked is missing."""

    features: tuple[tuple[str, bool], ...] = ()
    note: str = ""


def read_access(text: str) -> SaidAccess:
    """ "ja" or "nein" alone speak of the way in without steps; "Aufzug" and "Aufzug: nein" of the feature."""
    features: dict[str, bool] = {}
    notes = []
    for value in split(text):
        label, colon, answer = value.partition(":")
        name = _FEATURES.get(fold(label)) if colon else _FEATURES.get(fold(value), _STEP_FREE)
        try:
            flag = True if not colon and fold(value) in _FEATURES else read_flag(answer if colon else value)
        except UnreadableError:
            name = None
        if name is None:
            notes.append(value)
        elif flag is not None:
            features[name] = flag
    ordered = tuple((f.name, features[f.name]) for f in ACCESS_FEATURES if f.name in features)
    return SaidAccess(ordered, within("; ".join(notes), 300, "Barrierefrei"))


def say_access(access: SaidAccess) -> str:
    features = dict(access.features)
    words = [
        ("ja" if features[feature.name] else "nein")
        if feature.name == _STEP_FREE
        else f"{feature.label}: {'ja' if features[feature.name] else 'nein'}"
        for feature in ACCESS_FEATURES
        if feature.name in features
    ]
    return "; ".join([*words, *split(access.note)])


# --- membership, languages ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidMembership:
    is_member: bool | None = None
    since: int | None = None


def read_membership(text: str) -> SaidMembership:
    """ "ja", "nein", "ja, seit 1998", "seit 1998", "1998"."""
    found = re.fullmatch(r"(?:ja)?[ ,(]*(?:seit )?(\d{4})\)?", clean(text), re.IGNORECASE)
    return SaidMembership(True, read_year(found[1])) if found else SaidMembership(read_flag(text))


def say_membership(membership: SaidMembership) -> str:
    if membership.since and membership.is_member is not False:
        return f"ja, seit {membership.since}"
    return {True: "ja", False: "nein", None: ""}[membership.is_member]


_LANGUAGE_WORDS = {fold(text): code for code, name in LANGUAGES.items() for text in (code, name)}


def read_languages(text: str) -> tuple[str, ...]:
    """Codes in the order of LANGUAGES."""
    values = [value for part in split(text) for value in part.split(",") if value.strip()]
    unknown = [value for value in values if fold(value) not in _LANGUAGE_WORDS]
    if unknown:
        raise UnreadableError(f"Diese Sprache kennt das Verzeichnis nicht: „{clean(unknown[0])}“.")
    spoken = {_LANGUAGE_WORDS[fold(value)] for value in values}
    return tuple(code for code in LANGUAGES if code in spoken)


def say_languages(codes: Iterable[str]) -> str:
    spoken = set(codes)
    return "; ".join(name for code, name in LANGUAGES.items() if code in spoken)
