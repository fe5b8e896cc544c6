"""How people write the places of NRW: every accepted spelling of a town or a district, as keys.

A key is the folded name without connecting words, with abbreviations written out, run together:
"Mülheim an der Ruhr", "Mülheim a. d. Ruhr" and "Muelheim/Ruhr" are all "muelheimruhr".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from core.language.german import fold, fold_loose, join_words
from offices.geography.gazetteer import Municipality, Point, Postcode, gazetteer

# Written out only beside another word: "St. Augustin", "Gronau (Westf.)"; but "Berg" alone is a beginning.
_ABBREVIATIONS = {
    "st": "sankt",
    "skt": "sankt",
    "pr": "preussisch",
    "preuss": "preussisch",
    "berg": "bergisch",
    "westf": "westfalen",
    "rhld": "rheinland",
    "rheinl": "rheinland",
    "rh": "rhein",
    "sauerl": "sauerland",
    "niederrh": "niederrhein",
    "ndrh": "niederrhein",
}
_CONNECTING = frozenset({"a", "ad", "am", "an", "auf", "b", "bei", "d", "de", "dem", "der", "i", "im", "in"})
EPITHETS = frozenset({"bad", "bergisch", "preussisch", "sankt", "schloss"})

# Towns merged into others in the 20th century, but not in the minds of the people who live there.
_MERGED = {
    "Arnsberg": ("Neheim", "Hüsten", "Neheim-Hüsten"),
    "Bad Salzuflen": ("Schötmar",),
    "Bielefeld": ("Brackwede",),
    "Bochum": ("Wattenscheid",),
    "Bonn": ("Bad Godesberg", "Beuel"),
    "Duisburg": ("Hamborn", "Rheinhausen", "Walsum"),
    "Erftstadt": ("Lechenich", "Liblar"),
    "Essen": ("Kettwig",),
    "Gelsenkirchen": ("Buer",),
    "Hagen": ("Haspe", "Hohenlimburg"),
    "Herne": ("Wanne", "Eickel", "Wanne-Eickel"),
    "Iserlohn": ("Letmathe",),
    "Krefeld": ("Uerdingen",),
    "Köln": ("Porz",),
    "Leverkusen": ("Opladen",),
    "Mönchengladbach": ("Gladbach", "M. Gladbach", "Rheydt"),
    "Oberhausen": ("Osterfeld", "Sterkrade"),
    "Velbert": ("Neviges",),
    "Viersen": ("Dülken", "Süchteln"),
    "Wuppertal": ("Barmen", "Elberfeld"),
}


@dataclass(frozen=True, slots=True)
class District:
    """Part of a municipality in which an office sits, as its address names it ("Innenstadt-Nord")."""

    name: str
    ags: str
    point: Point


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A place that was searched for. `query`, typed again, finds exactly this place.

    `ags` holds more than one municipality only where they share the postcode; `district` is District.name.
    """

    label: str
    query: str
    point: Point
    ags: tuple[str, ...]
    postcode: str | None = None
    district: str | None = None


class Rank(IntEnum):
    """What kind of name a spelling is, the surest first."""

    COMPOUND = 0  # "Köln-Deutz", "Deutz, Köln"
    COMPLETE = 1  # "Mülheim an der Ruhr"
    SHORT = 2  # "Mülheim"
    PART = 3  # "Rauxel", "Oeynhausen"
    MERGED = 4  # "Wanne-Eickel", now in Herne
    DISTRICT = 5  # "Deutz"


@dataclass(frozen=True, slots=True)
class Spelling:
    key: str
    loose: str  # ae, oe, ue as a, o, u
    rank: Rank
    place: SearchPlace


class Book:
    """Spellings, found by their exact or by their loose key."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.spellings = tuple(spellings)
        self.exact: dict[str, list[Spelling]] = {}
        self.loose: dict[str, list[Spelling]] = {}
        for spelling in self.spellings:
            self.exact.setdefault(spelling.key, []).append(spelling)
            self.loose.setdefault(spelling.loose, []).append(spelling)


def words_of(text: str) -> list[str]:
    """Letters and digits apart: "D-59227Ahlen" → d, 59227, ahlen."""
    return re.findall("[a-z]+|[0-9]+", fold(text))


def key_of(words: Sequence[str]) -> str:
    if len(words) > 1:
        written_out = [_ABBREVIATIONS.get(word, word) for word in words]
        words = [word for word in written_out if word not in _CONNECTING] or written_out
    return "".join(words)


def town_place(town: Municipality) -> SearchPlace:
    return SearchPlace(label=town.name, query=town.name, point=town.point, ags=(town.ags,))


def postcode_place(postcode: Postcode) -> SearchPlace:
    towns = postcode.municipalities
    return SearchPlace(
        label=f"{postcode.code} {join_words(town.name for town in towns)}",
        query=postcode.code,
        point=postcode.point,
        ags=tuple(town.ags for town in towns),
        postcode=postcode.code,
    )


@cache
def town_book() -> Book:
    return Book(spelling for town in gazetteer().municipalities for spelling in _town_spellings(town))


@lru_cache(maxsize=1)
def district_book(districts: tuple[District, ...]) -> Book:
    """Of several districts with the same name in the same town, the first one counts."""
    first: dict[tuple[str, str], District] = {}
    for district in districts:
        first.setdefault((district.ags, key_of(words_of(_bare_name(district)))), district)
    return Book(spelling for (_, key), district in first.items() if key for spelling in _district_spellings(district))


@cache
def kreis_keys() -> frozenset[str]:
    """Names of Kreise without a town in them: "Lippe", "Rhein-Sieg-Kreis", but not "Kreis Unna"."""
    towns = town_book().exact
    kreise = [kreis for kreis in gazetteer().kreise if not kreis.is_city]
    names = [words_of(name) for kreis in kreise for name in (kreis.name, kreis.label)]
    return frozenset(key_of(words) for words in names if words[-1] not in towns)


def _town_spellings(town: Municipality) -> Iterator[Spelling]:
    """Double names are found by each half, too, and names with an epithet without it."""
    place = town_place(town)
    spellings = {town.name: Rank.COMPLETE}
    spellings.setdefault(town.short_name, Rank.SHORT)
    for half in (town.short_name, *town.short_name.split("-")):
        epithet, _, rest = half.partition(" ")
        spellings.setdefault(half, Rank.PART)
        if rest and fold(epithet) in EPITHETS:
            spellings.setdefault(rest, Rank.PART)
    for merged in _MERGED.get(town.name, ()):
        spellings.setdefault(merged, Rank.MERGED)
    for name, rank in spellings.items():
        yield _spelling(words_of(name), rank, place)


def _district_spellings(district: District) -> Iterator[Spelling]:
    town = gazetteer().municipality_by_ags[district.ags]
    name = _bare_name(district)
    label = f"{town.short_name}-{name}"
    place = SearchPlace(label=label, query=label, point=district.point, ags=(district.ags,), district=district.name)
    words = words_of(name)
    yield _spelling(words, Rank.DISTRICT, place)
    for town_name in {town.name: None, town.short_name: None}:
        yield _spelling(words_of(town_name) + words, Rank.COMPOUND, place)
        yield _spelling(words + words_of(town_name), Rank.COMPOUND, place)


def _bare_name(district: District) -> str:
    """Without the town in front ("Köln-Deutz" → "Deutz"); empty if that is all or the town is unknown."""
    town = gazetteer().municipality_by_ags.get(district.ags)
    if town is None:
        return ""
    name = " ".join(district.name.split())
    for prefix in (town.name, town.short_name):
        rest = name.removeprefix(prefix)
        if rest != name and not rest[:1].isalnum():
            return rest.strip(" -–/,()")
    return name


def _spelling(words: Sequence[str], rank: Rank, place: SearchPlace) -> Spelling:
    key = key_of(words)
    return Spelling(key, fold_loose(key), rank, place)
