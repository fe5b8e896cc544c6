"""The columns of the list: what they are called, what belongs in them, how their text is read and said.

The names up to "quelle" and from "plz" to "lon" are those of data/seniorenbueros_nrw.csv and of the towns' lists; the
others make an export complete. `;` separates several values of a cell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from offices.exchange import statements as s
from offices.exchange import wordings as w
from offices.exchange.schedule import read_schedule, say_schedule
from offices.exchange.statements import Vocabulary


@dataclass(frozen=True, slots=True)
class Column:
    """`read` raises UnreadableError; `title` and `explanation` are what the administration shows."""

    name: str
    title: str
    explanation: str
    read: Callable[[str, Vocabulary], Any]
    say: Callable[[Any], str]
    aliases: tuple[str, ...] = ()

    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        """Nothing stays nothing; what was canonical stays as it is."""
        if not text.strip():
            return ""
        return self.say(self.read(text, vocabulary))


def _alone(read: Callable[[str], Any]) -> Callable[[str, Vocabulary], Any]:  # Any: each column has its own kind
    """For columns whose words mean the same in every directory."""
    return lambda text, _vocabulary: read(text)


def _text(name: str, title: str, explanation: str, longest: int, *aliases: str) -> Column:
    def read(text: str, _vocabulary: Vocabulary) -> str:
        return w.within(w.clean(text), longest, title)

    return Column(name, title, explanation, read, w.clean, aliases)


def _paragraphs(name: str, title: str, explanation: str, longest: int) -> Column:
    def read(text: str, _vocabulary: Vocabulary) -> str:
        return w.within(w.clean_lines(text), longest, title)

    return Column(name, title, explanation, read, w.clean_lines)


def _values(name: str, title: str, explanation: str, longest: int, each: int, *aliases: str) -> Column:
    """Several values, as a tuple; `longest` counts all of them, `each` one."""

    def read(text: str, _vocabulary: Vocabulary) -> tuple[str, ...]:
        values = w.split(text)
        w.within("\n".join(values), longest, title)
        return tuple(w.within(value, each, title) for value in values)

    return Column(name, title, explanation, read, w.joined, aliases)


def _flag(name: str, title: str, explanation: str = "ja oder nein", *aliases: str) -> Column:
    return Column(name, title, explanation, _alone(w.read_flag), w.say_flag, aliases)


def _web_address(name: str, title: str, longest: int, *aliases: str) -> Column:
    def read(text: str, _vocabulary: Vocabulary) -> str:
        return w.within(w.read_web_address(text), longest, title)

    return Column(name, title, "Internetadresse, zum Beispiel www.ahlen.de", read, str, aliases)


def _degrees(name: str, title: str, lowest: float, highest: float, *aliases: str) -> Column:
    read = partial(w.read_degrees, lowest=lowest, highest=highest)
    return Column(name, title, f"Grad zwischen {lowest:g} und {highest:g}", _alone(read), w.say_degrees, aliases)


_ALL: Iterable[Column] = (
    _text(
        "name",
        "Name",
        "Offizieller Name. Pflicht.",
        200,
        "Offizieller Name",
        "Einrichtung",
        "Büro",
        "Bezeichnung",
    ),
    _values("auch_bekannt_als", "Auch bekannt als", "Andere Namen", 1000, 200, "Andere Namen"),
    _text(
        "ort",
        "Ort",
        "Stadt oder Gemeinde in Nordrhein-Westfalen. Pflicht.",
        100,
        "Stadt",
        "Gemeinde",
        "Kommune",
    ),
    _text("ortsteil", "Ortsteil", "Ortsteil, in dem das Büro sitzt", 100, "Stadtteil", "Stadtbezirk"),
    Column(
        "status",
        "Status",
        "in Aufbau, aktiv, vorübergehend geschlossen (bis …), eingegliedert, geschlossen (am …)",
        _alone(s.read_state),
        s.say_state,
    ),
    _text("nachfolger", "Nachfolger", "Name des Büros in derselben Stadt, das die Aufgaben übernommen hat", 200),
    Column(
        "traeger",
        "Träger",
        "Der erste ist Träger, weitere sind Ko-Träger; anderes in Klammern: Kreis Wesel (Mitfinanzierung)",
        s.read_providers,
        s.say_providers,
        ("Trägerschaft",),
    ),
    Column(
        "personalform",
        "Personalform",
        "hauptamtlich, ehrenamtlich oder gemischt",
        _alone(s.read_staffing),
        str,
    ),
    Column(
        "strasse",
        "Straße",
        "Straße und Hausnummer, das Gebäude in Klammern: Mittelstraße 40 (Bürgerhaus)",
        _alone(s.read_address),
        s.say_address,
        ("Anschrift", "Adresse", "Straße und Hausnummer"),
    ),
    Column("plz", "Postleitzahl", "fünf Ziffern", _alone(w.read_postcode), str),
    Column(
        "telefon",
        "Telefon",
        "Nummer des Büros mit Vorwahl; weitere mit Zusatz: 02382 59 43 (Wohnberatung)",
        _alone(s.read_phones),
        s.say_phones,
        ("Tel", "Telefonnummer", "Fon", "Rufnummer"),
    ),
    Column("fax", "Fax", "Nummer mit Vorwahl", _alone(w.read_phone), w.say_phone, ("Telefax", "Faxnummer")),
    Column(
        "email",
        "E-Mail",
        "E-Mail-Adresse",
        _alone(w.read_email),
        str,
        ("Mail", "E-Mail-Adresse", "Mailadresse"),
    ),
    _web_address("website", "Internetseite", 300, "Internet", "Homepage", "Webseite", "URL", "Web"),
    Column(
        "sprechzeiten",
        "Sprechzeiten",
        "montags bis donnerstags 9 bis 12 Uhr; Außensprechstunde Werne: jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
        _alone(read_schedule),
        say_schedule,
        ("Öffnungszeiten", "Zeiten"),
    ),
    _values("einzugsgebiet", "Einzugsgebiet", "Städte, Gemeinden oder Gegenden", 2000, 500),
    Column(
        "angebote",
        "Angebote",
        "Angebote in eigenen Worten",
        s.read_offers,
        s.say_offers,
        ("Angebot", "Schwerpunkte"),
    ),
    Column(
        "barrierefrei",
        "Barrierefrei",
        "ja oder nein für den stufenlosen Zugang; weitere Merkmale mit Namen: Aufzug: ja",
        _alone(s.read_access),
        s.say_access,
        ("Barrierefreiheit",),
    ),
    Column(
        "bas_mitglied",
        "BaS-Mitglied",
        "ja, nein oder: ja, seit 1998",
        _alone(s.read_membership),
        s.say_membership,
        ("Mitglied der BaS", "BaS"),
    ),
    _flag("las_mitglied", "LaS-Mitglied", "ja oder nein", "Mitglied der LaS NRW", "LaS"),
    Column("gruendungsjahr", "Gründungsjahr", "vier Ziffern", _alone(w.read_year), w.say_number, ("gegründet",)),
    _text("kurzbeschreibung", "Kurzbeschreibung", "Ein Satz", 300, "In einem Satz"),
    _paragraphs("beschreibung", "Beschreibung", "Längerer Text", 5000),
    Column("sprachen", "Sprachen", "Sprachen der Beratung", _alone(s.read_languages), s.say_languages),
    _flag("hausbesuche", "Hausbesuche"),
    _flag("kostenfrei", "Kostenfrei"),
    _flag("anmeldung", "Anmeldung nötig"),
    _text("hinweis", "Hinweis", "Öffentlicher Hinweis", 500, "Hinweise", "Bemerkung"),
    _web_address("quelle", "Quelle", 500),
    _degrees("lat", "Breitengrad", 50.0, 53.0, "Latitude", "Breite"),
    _degrees("lon", "Längengrad", 5.5, 9.6, "Longitude", "lng", "Länge"),
    Column("geprueft_am", "Geprüft am", "Tag der letzten Prüfung", _alone(w.read_day), w.say_day),
    Column("beispieldaten", "Beispieldaten", "ja bei erfundenen Büros", _alone(w.read_mark), w.say_mark),
)

COLUMNS: dict[str, Column] = {column.name: column for column in _ALL}
