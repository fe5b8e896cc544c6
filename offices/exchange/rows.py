"""What one row of a file says about one office: column → canonical text, so that statements can be compared."""

import re
from dataclasses import dataclass, field

from core.language.german import fold, fold_loose, join_words
from offices.exchange.columns import COLUMNS
from offices.exchange.schedule import read_schedule
from offices.exchange.statements import Vocabulary, read_offers
from offices.exchange.table import Line
from offices.exchange.wordings import TooLongError, UnreadableError, clean, split
from offices.geography.gazetteer import Municipality, gazetteer
from offices.geography.places import Ambiguous, Found, look_up
from offices.geography.spellings import Rank, key_of, town_book, words_of
from offices.models.offices import names_city, town_served

_SHOWN = 80  # characters of a text that is quoted in a sentence
_TITLES = re.compile(r"(?:(?:kreisfreie )?stadt|gemeinde|ort) ")


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """`values` holds only the columns that say something (an empty text says: nothing is known).

    `unreadable` holds the raw text of columns that can't be taken over. With `problems` the row is rejected.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    municipality: Municipality | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.values.get("name", "")

    @property
    def town(self) -> str:
        return self.values.get("ort", "")


def canonical_or_raw(column: str, text: str, vocabulary: Vocabulary) -> str:
    """What can't be read is at least compared without stray spaces."""
    try:
        return COLUMNS[column].canonical(text, vocabulary)
    except UnreadableError:
        return clean(text)


def from_line(line: Line, vocabulary: Vocabulary) -> OfficeRow:
    """The sentences of the row are written for the person who sent the file."""
    cells = _with_town_taken_apart(line.cells)
    notes, problems = list(line.notes), list(line.problems)
    values: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    for name, text in cells.items():
        if name == "status" and not clean(text):
            continue  # an office always has one
        try:
            values[name] = COLUMNS[name].canonical(text, vocabulary)
        except TooLongError as error:
            problems.append(str(error))
        except UnreadableError as error:
            unreadable[name] = clean(text)
            notes.append(f"{COLUMNS[name].title} „{shortened(text)}“ wurde nicht übernommen. {error}")
    _pair_coordinates(values, unreadable, notes)
    problems += [
        f"Die Angabe „{name}“ fehlt." for name in ("name", "ort") if not values.get(name) and name not in unreadable
    ]
    town = municipality_named(values["ort"]) if values.get("ort") else None
    if town:
        values["ort"] = town.name
        notes += _remarks(values, town, vocabulary)
    elif values.get("ort"):
        problems.append(unknown_town(values["ort"]))
    return OfficeRow(line.number, values, unreadable, town, tuple(notes), tuple(problems))


def shortened(text: str) -> str:
    words = clean(text)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def municipality_named(text: str) -> Municipality | None:
    """Only what can't be taken for another town: a name of the gazetteer in any spelling, no beginnings."""
    words = words_of(_TITLES.sub("", fold(text), count=1) if _TITLES.match(fold(text)) else text)
    book, key = town_book(), key_of(words)
    hits = book.exact.get(key) or book.loose.get(fold_loose(key), [])
    for some in ([hit for hit in hits if hit.rank is Rank.COMPLETE], hits):
        places = {hit.place for hit in some}
        if len(places) == 1:
            return gazetteer().municipality_by_ags[places.pop().ags[0]]
    return None


def unknown_town(text: str) -> str:
    sentence = f"Den Ort „{shortened(text)}“ gibt es in Nordrhein-Westfalen nicht."
    outcome = look_up(text)
    if isinstance(outcome, Found):
        near = [outcome.place]
    else:
        near = list(outcome.choices if isinstance(outcome, Ambiguous) else outcome.suggestions)[:3]
    names = [f"„{place.label}“" for place in near]
    return f"{sentence} Meinten Sie {join_words(names, 'oder')}?" if names else sentence


def _with_town_taken_apart(cells: dict[str, str]) -> dict[str, str]:
    """ "59227 Ahlen" in the column "ort" is a postcode and a town, "Köln-Deutz" a town and its district. A postcode
    alone says the town where only one has it."""
    town = clean(cells.get("ort", ""))
    code = town if re.fullmatch(r"[0-9]{5}", town) else clean(cells.get("plz", ""))
    postcode = gazetteer().postcode_by_code.get(code)
    if (not town or town == code) and postcode and len(postcode.municipalities) == 1:
        return {**cells, "plz": code, "ort": postcode.municipalities[0].name}
    found = re.match(r"(?:D[- ]?)?([0-9]{5}) +(\D.*)", town)
    if found and not cells.get("plz", "").strip():
        cells = {**cells, "plz": found[1], "ort": found[2]}
        town = found[2]
    head, dash, district = town.partition("-")
    if dash and not municipality_named(town) and not cells.get("ortsteil", "").strip() and municipality_named(head):
        cells = {**cells, "ort": head, "ortsteil": district}
    return cells


def _pair_coordinates(values: dict[str, str], unreadable: dict[str, str], notes: list[str]) -> None:
    """One without the other is nowhere. A file that clears both is as good as one that names both."""
    pair = [values.get(name) for name in ("lat", "lon")]
    if (pair[0] or pair[1]) and not (pair[0] and pair[1]):
        for name in ("lat", "lon"):
            if text := values.pop(name, None):
                unreadable[name] = text
        notes.append("Breitengrad und Längengrad gehören zusammen; eine Angabe allein wurde nicht übernommen.")
    elif ("lat" in values) != ("lon" in values):
        values.pop("lat", None)
        values.pop("lon", None)


def _no_town(area: str) -> str:
    said = f"Einzugsgebiet „{shortened(area)}“"
    if elsewhere := town_served(area):
        where = f"{elsewhere.name} ({elsewhere.kreis.label})"
        return f"{said} bleibt als Text: {where} ist weit weg. Gemeint ist wohl ein Ortsteil."
    return f"{said} ist keine Stadt oder Gemeinde und bleibt als Text."


def _remarks(values: dict[str, str], town: Municipality, vocabulary: Vocabulary) -> list[str]:
    """What was taken over as it stands although the directory understands only the words, not the meaning."""
    remarks = []
    if schedule_note := read_schedule(values.get("sprechzeiten", "")).note:
        remarks.append(f"Diese Zeiten bleiben als Text stehen: „{shortened(schedule_note)}“.")
    if others := read_offers(values.get("angebote", ""), vocabulary).others:
        remarks.append(f"Diese Angebote stehen nicht in der Liste und bleiben als Text: „{shortened(others)}“.")
    areas = split(values.get("einzugsgebiet", ""))
    home = None if names_city(areas, town) else town
    remarks += [_no_town(area) for area in areas if not town_served(area, home)]
    code = values.get("plz", "")
    postcode = gazetteer().postcode_by_code.get(code)
    if code and not postcode:
        remarks.append(f"Die Postleitzahl {code} kennen wir nicht. Bitte prüfen Sie sie.")
    elif postcode and town not in postcode.municipalities:
        remarks.append(f"Die Postleitzahl {code} gehört nicht zu {town.name}. Bitte prüfen Sie sie.")
    return remarks
