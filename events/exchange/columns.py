"""What the columns of a list of people are called. The first name is ours, the others are what people write."""

from collections.abc import Iterable
from functools import cache

from core.german import fold_loose

LAST, FIRST, FULL, SALUTATION, FUNCTION = "Nachname", "Vorname", "Name", "Anrede", "Mitarbeit"
ORIGIN, EMAIL, PHONE = "Seniorenbüro oder Einrichtung", "E-Mail-Adresse", "Telefon"
STREET, POSTCODE, TOWN = "Straße und Hausnummer", "Postleitzahl", "Ort"
STANDING, DAYS, ITEMS, WAITS_FOR = "Stand", "Tage", "Werkstätten und Programm", "Gewünscht oder Warteliste"
COMPANION, SINCE = "Begleitperson", "Angemeldet am"

WRITTEN = (
    *(LAST, FIRST, SALUTATION, FUNCTION, ORIGIN, EMAIL, PHONE, STREET, POSTCODE, TOWN),
    *(STANDING, DAYS, ITEMS, WAITS_FOR, COMPANION, SINCE),
)
READ = {
    LAST: ("Familienname", "Zuname"),
    FIRST: ("Rufname",),
    FULL: ("Teilnehmer", "Teilnehmerin", "Teilnehmende", "Person"),
    SALUTATION: (),
    FUNCTION: ("Funktion", "Haupt- oder Ehrenamt"),
    ORIGIN: ("Einrichtung", "Seniorenbüro", "Institution", "Organisation", "Büro", "Träger"),
    EMAIL: ("E-Mail", "Mail", "Email-Adresse", "Mailadresse"),
    PHONE: ("Telefonnummer", "Tel", "Rufnummer", "Handy", "Mobil"),
    STREET: ("Straße", "Anschrift", "Adresse"),
    POSTCODE: ("PLZ",),
    TOWN: ("Stadt", "Wohnort"),
    DAYS: ("Tag", "Teilnahmetage"),
    ITEMS: ("Werkstätten", "Werkstatt", "Workshop", "Workshops", "Programm"),
    COMPANION: ("Begleitung", "Mit Begleitperson"),
}
IGNORED = {STANDING, WAITS_FOR, SINCE}  # of our own lists: the portal knows better


@cache
def _by_spelling() -> dict[str, str]:
    names = {_key(spelling): name for name, others in READ.items() for spelling in (name, *others)}
    return names | {_key(name): name for name in IGNORED}


def _key(text: str) -> str:
    """ "E-Mail", "email" and "E Mail" meet, "Straße" and "strasse" too."""
    return fold_loose(text).replace(" ", "")


def column_named(text: str) -> str:
    """Our name of it; nothing for what we don't know."""
    return _by_spelling().get(_key(text), "")


def known_columns(cells: Iterable[str]) -> int:
    return len({name for cell in cells if (name := column_named(cell))})
