"""What the columns of a list of people are called. The first name is ours, the others are what people write."""

import re
from collections.abc import Iterable
from functools import cache

from core.language.german import fold_loose

LAST, FIRST, FULL, SALUTATION, FUNCTION = "Nachname", "Vorname", "Name", "Anrede", "Mitarbeit"
ORIGIN, EMAIL, PHONE = "Seniorenbüro oder Einrichtung", "E-Mail-Adresse", "Telefon"
STREET, POSTCODE, TOWN = "Straße und Hausnummer", "Postleitzahl", "Ort"
STANDING, DAYS, ITEMS, WAITS_FOR = "Stand", "Tage", "Werkstätten und Programm", "Gewünscht oder Warteliste"
COMPANION, SINCE, REMARKS = "Begleitperson", "Angemeldet am", "Bemerkung"
TITLE, LAST_FIRST, CONTACT = "Titel", "Nachname, Vorname", "Telefon oder E-Mail-Adresse"

WRITTEN = (
    *(LAST, FIRST, SALUTATION, FUNCTION, ORIGIN, EMAIL, PHONE, STREET, POSTCODE, TOWN),
    *(STANDING, DAYS, ITEMS, WAITS_FOR, COMPANION, SINCE),
)
READ = {
    LAST: ("Familienname", "Zuname", "Last Name"),
    FIRST: ("Rufname", "First Name"),
    FULL: (
        *("Teilnehmer", "Teilnehmerin", "Teilnehmende", "Teilnehmer/in", "Person", "Vollständiger Name"),
        *("Vor- und Nachname", "Vorname und Nachname", "Vorname Nachname", "Vorname, Name", "Vorname Name"),
        *("Vor- und Zuname", "Vorname und Name"),
    ),
    LAST_FIRST: (
        *("Name, Vorname", "Name und Vorname", "Nachname und Vorname", "Nach- und Vorname", "Familienname, Vorname"),
        *("Zuname, Vorname",),
    ),
    SALUTATION: ("Herr/Frau", "Frau/Herr"),
    TITLE: ("Akad. Titel", "Akademischer Titel", "Namenszusatz"),
    FUNCTION: ("Funktion", "Haupt- oder Ehrenamt"),
    ORIGIN: ("Einrichtung", "Seniorenbüro", "Institution", "Organisation", "Büro", "Träger"),
    EMAIL: ("E-Mail", "Mail", "E-Mail-Adr", "Email-Adresse", "Mailadresse"),
    PHONE: (
        "Telefonnummer",
        "Tel",
        "Rufnummer",
        "Handy",
        "Mobil",
        "Telefon/Mobil",
        "Tel-Nr",
        "Telefon-Nr",
        "Fon",
        "Festnetz",
    ),
    CONTACT: (
        *("Telefon/E-Mail", "E-Mail/Telefon", "Tel/E-Mail", "E-Mail/Tel", "Telefon/Mail", "Mail/Telefon"),
        *("E-Mail oder Telefon", "E-Mail und Telefon", "Telefon und E-Mail", "Kontakt", "Kontaktdaten"),
        *("Erreichbarkeit",),
    ),
    STREET: (
        *("Straße", "Anschrift", "Adresse", "Straße, Hausnr", "Straße, Hausnummer", "Straße und Hausnr", "Straße, Nr"),
        *("Straße und Nr", "Straße Nr"),
    ),
    POSTCODE: ("PLZ",),
    TOWN: ("Stadt", "Wohnort", "PLZ/Ort", "PLZ, Ort", "PLZ und Ort", "Postleitzahl und Ort", "Postleitzahl, Ort"),
    DAYS: ("Tag", "Teilnahmetage"),
    ITEMS: ("Werkstätten", "Werkstatt", "Workshop", "Workshops", "Programm"),
    COMPANION: ("Begleitung", "Mit Begleitperson"),
    REMARKS: (
        *("Bemerkungen", "Anmerkung", "Anmerkungen", "Hinweis", "Hinweise", "Notiz", "Notizen", "Kommentar"),
        *("Wunsch", "Wünsche", "Mitteilung", "Sonstiges"),
    ),
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
    """Our name of it; nothing for what we don't know. "Telefon (privat)" is a telephone, and "Bemerkungen / Wünsche" is
    what both of its words are."""
    if len(text) > 100:
        return ""
    names = _by_spelling()
    if found := names.get(_key(text)) or names.get(_key(_IN_BRACKETS.sub(" ", text))):
        return found
    if (found := names.get(_key(_WHICH.sub(" ", text)), "")) in {PHONE, EMAIL}:
        return found
    each = {names.get(_key(part), "") for part in _BETWEEN_NAMES.split(text)}
    return each.pop() if len(each) == 1 else ""


_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WHICH = re.compile(r"\b(?:privat|dienstlich|geschäftlich|tagsüber|abends)e?\b|[\d.]+\s*$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[/,;|&+\n]|\bund\b|\boder\b|\bu\.|\bbzw\.")


def known_columns(cells: Iterable[str]) -> int:
    return len({name for cell in cells if (name := column_named(cell))})
