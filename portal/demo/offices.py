"""Rows for an import: one invented office each, with every kind of hours, Träger and access the portal knows."""

from collections.abc import Iterator
from random import Random

from core.language.german import slug
from offices.geography.gazetteer import Municipality, gazetteer

NAMES = (
    "Seniorenbüro {town}",
    "Seniorenbüro der Stadt {town}",
    "Leitstelle Älterwerden {town}",
    "Treffpunkt 60plus {town}",
    "Seniorenberatung {town}",
    "Haus der Generationen {town}",
    "Netzwerkbüro Alter {town}",
)
OTHER_NAMES = ("", "", "Anlaufstelle für ältere Menschen", "Beratung 60plus", "Aktiv im Alter")
PROVIDERS = (
    "Stadt {town}",
    "Stadt {town}; Arbeiterwohlfahrt {town}",
    "Caritasverband {town}; Stadt {town}",
    "Diakonie {town}",
    "Förderverein Seniorenarbeit {town} e.V.",
    "Bürgerstiftung {town}; Stadt {town} (Mitfinanzierung)",
    "Evangelische Kirchengemeinde {town}; DRK-Ortsverein {town}",
)
STAFFING = ("hauptamtlich", "ehrenamtlich", "gemischt", "")
HOURS = (
    "montags bis donnerstags 9 bis 12 Uhr",
    "montags bis freitags 8 bis 12 Uhr; donnerstags 14 bis 17 Uhr",
    "dienstags 10 bis 12 Uhr und 14 bis 16 Uhr; nach Vereinbarung",
    "montags und mittwochs 10 bis 12 Uhr; Telefonzeiten: dienstags und freitags 9 bis 11 Uhr",
    "jeden 1. und 3. Dienstag im Monat 14 bis 16 Uhr",
    "mittwochs 9 bis 13 Uhr; Außensprechstunde Ost: jeden letzten Freitag im Monat 10 bis 12 Uhr",
    "dienstags und donnerstags 9:30 bis 12:30 Uhr; Außensprechstunde Nord: jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
    "nach Vereinbarung",
    "",
)
STREETS = (
    "Rathausplatz",
    "Marktstraße",
    "Kirchplatz",
    "Bahnhofstraße",
    "Lindenallee",
    "Gartenweg",
    "Schulstraße",
)
SUMMARIES = (
    "Beratung, Begegnung und Ehrenamt für Menschen ab 55 in {town}.",
    "Wir beraten ältere Menschen und ihre Angehörigen, unabhängig und kostenfrei.",
    "Rat und Hilfe für das Älterwerden in {town}, gern auch bei Ihnen zu Hause.",
    "Hier finden ältere Menschen in {town} Gesellschaft, Rat und ein Ehrenamt, das passt.",
)
OFFERS = (
    "Seniorenberatung; Pflegeberatung; Wohnberatung; Vorsorge",
    "Ehrenamtsvermittlung; Besuchsdienst; Seniorenlotsen",
    "Smartphone- und Tablet-Sprechstunde; Digitaler Stammtisch; PC-Kurse",
    "Erzählcafé; Mittagstisch; Spielenachmittag; Gymnastik und Bewegung",
    "Hausbesuche; Hilfe mit Formularen; Demenzberatung; Hilfe für pflegende Angehörige",
    "Seniorenbus und Fahrdienst; Einkaufshilfe; Nachbarschaftshilfe; Taschengeldbörse",
    "Repair-Café; Kultur und Ausflüge; Wandern und Radfahren; Lesekreis",
)
DISTRICTS = (
    *("Mitte", "Nord", "Süd", "Ost", "West", "Altstadt", "Neustadt", "Am Markt", "Bergheim", "Talheim", "Waldsiedlung"),
    *("Bahnhofsviertel", "Heide", "Höhe"),
)
PHONE_NUMBERS = 1000  # 0221 4710 000 to 999 are never given to anybody

# Places that show something on purpose: a district of a large town, a region without an office of its own beside it.
FIXED = {
    "05315000": "Deutz",  # Köln
    "05515000": "Kinderhaus",  # Münster
    "05711000": "Brackwede",  # Bielefeld
    "05113000": "Steele",  # Essen
}


def rows(count: int, *, seed: int, taken: frozenset[str] = frozenset()) -> Iterator[dict[str, str]]:
    """Column → text. The first offices sit in different towns, none of them in `taken` (AGS); when all towns have
    one, further offices follow by district."""
    random = Random(seed)  # noqa: S311 (nothing secret, only the same content every time)
    known = gazetteer().municipality_by_ags
    free = [town for town in gazetteer().municipalities if town.ags not in taken and town.ags not in FIXED]
    random.shuffle(free)
    towns = [known[ags] for ags in FIXED if ags not in taken] + free
    everywhere = gazetteer().municipalities
    for number in range(count):
        if number < len(towns):
            town, district = towns[number], FIXED.get(towns[number].ags, "")
            name = random.choice(NAMES).format(town=town.short_name)
        else:
            turn, place = divmod(number, len(everywhere))
            town, (name, district) = everywhere[place], _name_in_district(everywhere[place], turn)
        yield _row(town, district, f"{name}-{district}" if district else name, number, random)


def _name_in_district(town: Municipality, turn: int) -> tuple[str, str]:
    """A pair that no other turn gives: every district once under each name, then numbered ones."""
    patterns, district = divmod(turn, len(DISTRICTS))
    numbers, pattern = divmod(patterns, len(NAMES))
    number = f" {numbers + 1}" if numbers else ""
    return NAMES[pattern].format(town=town.short_name), f"{DISTRICTS[district]}{number}"


def _row(town: Municipality, district: str, name: str, number: int, random: Random) -> dict[str, str]:
    host = f"{slug(name)}.example.org"
    return {
        "name": name,
        "auch_bekannt_als": random.choice(OTHER_NAMES),
        "ort": town.name,
        "ortsteil": district,
        "status": "in Aufbau" if number % 23 == 22 else "vorübergehend geschlossen" if number % 29 == 28 else "aktiv",
        "traeger": random.choice(PROVIDERS).format(town=town.short_name),
        "personalform": random.choice(STAFFING),
        "strasse": f"{random.choice(STREETS)} {random.randint(1, 60)}",
        "plz": _postcode(town, random),
        "telefon": f"0221 4710{number % PHONE_NUMBERS:03}",
        "email": f"buero@{host}",
        "website": f"https://{host}",
        "sprechzeiten": random.choice(HOURS),
        "einzugsgebiet": _neighbour(town, random) if number % 9 == 4 else "",
        "angebote": random.choice(OFFERS),
        "kurzbeschreibung": random.choice(SUMMARIES).format(town=town.short_name),
        "bas_mitglied": random.choice(("ja", "ja", "nein", "")),
        "barrierefrei": random.choice(("ja", "ja", "nein", "")),
        "lat": f"{town.point.lat + random.uniform(-0.02, 0.02):.5f}",
        "lon": f"{town.point.lon + random.uniform(-0.03, 0.03):.5f}",
        "beispieldaten": "ja",
    }


def _postcode(town: Municipality, random: Random) -> str:
    codes = [postcode.code for postcode in gazetteer().postcodes if town in postcode.municipalities]
    return random.choice(codes) if codes else ""


def _neighbour(town: Municipality, random: Random) -> str:
    """The town itself and one beside it in the same Kreis."""
    others = [other for other in gazetteer().municipalities_of(town.kreis) if other != town]
    return "; ".join([town.name, *([random.choice(others).name] if others else [])])
