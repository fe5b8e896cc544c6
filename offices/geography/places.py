"""What a visitor typed → where she is: postcode, town, both, or a district in which an office sits.

Outcomes are named before a view runs: `Found`, `Ambiguous` (she chooses) or `Unknown` (a sentence that says
what to do). Nothing raises, whatever is typed; the work is bounded, because only the beginning is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.language.german import fold, fold_loose
from offices.geography.gazetteer import gazetteer
from offices.geography.spellings import (
    EPITHETS,
    Book,
    District,
    Rank,
    SearchPlace,
    Spelling,
    district_book,
    key_of,
    kreis_keys,
    postcode_place,
    town_book,
    words_of,
)

__all__ = ["Ambiguous", "District", "Found", "Outcome", "SearchPlace", "Unknown", "look_up"]

MOST_CHOICES = 8
MOST_SUGGESTIONS = 3
FEWEST_LETTERS = 3  # of a beginning that is taken for a name

_READ_CHARACTERS = 1000  # of the text as typed
_READ_FOLDED = 120  # of the text once folded: four times the longest name
_LONGEST_NAME = 8  # words: a town and its district

# First and last postcodes of the areas that lie wholly or partly in NRW. Wide on purpose: "not in NRW" must
# never be wrong; a code within these and not in the file is one we do not know (a postbox, a neighbour's).
_NRW_CODES = (
    ("32000", "33999"),
    ("34400", "34499"),
    ("37600", "37699"),
    ("40000", "42999"),
    ("44000", "48999"),
    ("49400", "49599"),
    ("50000", "53999"),
    ("57000", "57699"),
    ("58000", "59999"),
)

# What tells a namesake elsewhere from ours: "Halle (Saale)", "Neunkirchen Saar", "Stolberg (Harz)".
_ELSEWHERE_MARKS = frozenset(
    words_of("Bayern Harz Hessen Main Niedersachsen Pfalz Saale Saar Saarland Sachsen Thüringen")
)

# Large towns in the rest of the country: better told plainly than corrected into a look-alike of ours.
_ELSEWHERE_TOWNS = frozenset(
    words_of(
        "Augsburg Berlin Brandenburg Braunschweig Bremen Bremerhaven Chemnitz Dresden Erfurt Frankfurt "
        "Freiburg Göttingen Hamburg Hannover Karlsruhe Kassel Kiel Koblenz Leipzig Lübeck Magdeburg Mainz "
        "Mannheim München Nürnberg Oldenburg Osnabrück Potsdam Rostock Saarbrücken Stuttgart Trier Wiesbaden "
        "Wolfsburg Würzburg"
    )
)

# Said before a name: "Stadt Ahlen", "in der Gemeinde Alpen".
_TITLES = frozenset({"der", "gemeinde", "in", "ort", "plz", "stadt"})

ASK = "Bitte geben Sie eine Postleitzahl oder einen Ort ein, zum Beispiel 59227 oder Ahlen."
FIVE_DIGITS = "Eine Postleitzahl hat fünf Ziffern. Bitte geben Sie alle fünf ein, zum Beispiel 59227."
UNKNOWN_CODE = "Die Postleitzahl {code} kennen wir nicht. Bitte geben Sie stattdessen Ihren Ort ein."
UNKNOWN_NAME = (
    "Diesen Ort kennen wir in Nordrhein-Westfalen nicht. "
    "Bitte geben Sie Ihre Postleitzahl ein oder den Namen Ihrer Stadt oder Gemeinde."
)
MORE_LETTERS = "Bitte geben Sie noch mehr Buchstaben ein oder Ihre Postleitzahl. Dann finden wir Ihren Ort."
WHICH_TOWN = "Diesen Namen gibt es oft. Bitte geben Sie auch die Stadt oder Gemeinde ein, zum Beispiel {label}."
A_KREIS = "Das ist der Name eines Kreises. Bitte geben Sie Ihren Ort oder Ihre Postleitzahl ein."
ONLY_NRW = (
    "{what} liegt nicht in Nordrhein-Westfalen. "
    "Bitte geben Sie einen Ort oder eine Postleitzahl aus Nordrhein-Westfalen ein."
)


@dataclass(frozen=True, slots=True)
class Found:
    place: SearchPlace


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two to eight places fit equally well; towns come before districts."""

    choices: tuple[SearchPlace, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """`message` is for the field; `suggestions`, most likely first, for "Meinten Sie …?"."""

    message: str
    suggestions: tuple[SearchPlace, ...] = ()


Outcome = Found | Ambiguous | Unknown


def look_up(text: str, districts: Iterable[District] = ()) -> Outcome:
    """`districts` are read only if neither a known postcode nor the complete name of a town settles it."""
    words = words_of(fold(text[:_READ_CHARACTERS])[:_READ_FOLDED])
    if not words:
        return Unknown(ASK)
    if all(word.isdecimal() for word in words) and len("".join(words)) == 5:
        words = ["".join(words)]  # "59 227"
    codes = [word for word in words if word.isdecimal() and len(word) == 5]
    names = [word for word in words if word not in codes]
    if codes:
        return _by_code(codes, names, districts)
    if all(word.isdecimal() for word in names):
        return Unknown(FIVE_DIGITS)
    outcome = _by_name(names, districts)
    meant_as_code = any(word.isdecimal() and len(word) > 2 for word in names)
    no_idea = isinstance(outcome, Unknown) and not outcome.suggestions
    return Unknown(FIVE_DIGITS) if meant_as_code and no_idea else outcome


def _by_code(codes: Sequence[str], names: Sequence[str], districts: Iterable[District]) -> Outcome:
    """A known postcode wins, unless the town beside it is known to lie elsewhere."""
    by_code = gazetteer().postcode_by_code
    places = [postcode_place(by_code[code]) for code in dict.fromkeys(codes) if code in by_code]
    if places:
        towns = _within(names, town_book())
        agree = any(set(town.ags) & set(place.ags) for town in towns for place in places)
        return _choose((places if agree else [*places, *towns])[:MOST_CHOICES])
    code = codes[0]
    outcome = _by_name(names, districts) if names else Unknown(ASK)
    if not any(first <= code <= last for first, last in _NRW_CODES):
        return Unknown(ONLY_NRW.format(what=f"Die Postleitzahl {code}"), _places_of(outcome))
    if isinstance(outcome, Unknown):
        return Unknown(UNKNOWN_CODE.format(code=code), outcome.suggestions)
    return outcome


def _by_name(words: Sequence[str], districts: Iterable[District]) -> Outcome:
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    complete = [hit for hit in town_book().exact.get(key_of(words), ()) if hit.rank is Rank.COMPLETE]
    if complete:
        return _choose(_places(complete))
    books = (town_book(), district_book(tuple(districts)))
    if named := _named(words, *books):
        return _choose(named)
    if key_of(words) in kreis_keys():
        return Unknown(A_KREIS)
    if not _ELSEWHERE_MARKS.isdisjoint(words):
        return Unknown(ONLY_NRW.format(what="Dieser Ort"), _within(words, *books))
    if begun := _begun(words, *books):
        return _choose_begun(words, begun)
    if within := _within(words, *books):
        return _choose(within)
    if not _ELSEWHERE_TOWNS.isdisjoint(words):
        return Unknown(ONLY_NRW.format(what="Dieser Ort"))
    return Unknown(UNKNOWN_NAME, _alike(words, *books))


def _named(words: Sequence[str], *books: Book) -> tuple[SearchPlace, ...]:
    """Whose name this is; the complete name of a town beats all others."""
    hits = _hits(words, *books)
    return _places([hit for hit in hits if hit.rank is Rank.COMPLETE] or _without_wholes(hits))


def _without_wholes(hits: Sequence[Spelling]) -> list[Spelling]:
    """A district beats the town that is found by the same name: "Wattenscheid" is not all of Bochum."""
    districts = {hit.place.ags for hit in hits if hit.rank is Rank.DISTRICT}
    wholes = {Rank.PART, Rank.MERGED}
    return [hit for hit in hits if hit.rank not in wholes or hit.place.ags not in districts]


def _hits(words: Sequence[str], *books: Book) -> list[Spelling]:
    """Exactly so spelt, or else loosely."""
    key = key_of(words)
    exact = [hit for book in books for hit in book.exact.get(key, ())]
    return exact or [hit for book in books for hit in book.loose.get(fold_loose(key), ())]


def _begun(words: Sequence[str], *books: Book) -> tuple[SearchPlace, ...]:
    """Whose name begins like this: towns before parts of their names before districts."""
    key, loose = key_of(words), fold_loose(key_of(words))
    ranks = {Rank.COMPLETE, Rank.SHORT, Rank.PART, Rank.DISTRICT}
    names = [name for book in books for name in book.spellings if name.rank in ranks]
    exact = [name for name in names if name.key.startswith(key)]
    return _places(exact or [name for name in names if name.loose.startswith(loose)])


def _within(words: Sequence[str], *books: Book) -> tuple[SearchPlace, ...]:
    """A town, or a town with its district, amid what is otherwise unknown ("Hauptstraße 5, Köln-Deutz").

    The surest kind of name counts, then the longest, then the one at the beginning, then the one at the end.
    """
    surest = Rank.PART
    found: tuple[SearchPlace, ...] = ()
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        end = len(words) - count
        for start in dict.fromkeys((0, end, *range(end))):
            if start and words[start - 1] in EPITHETS:
                continue  # "Bad Essen" is not Essen
            hits = _hits(words[start : start + count], *books)
            rank = min((hit.rank for hit in hits), default=surest)
            if rank < surest:
                surest, found = rank, _places(hit for hit in hits if hit.rank is rank)
    return found


def _alike(words: Sequence[str], *books: Book) -> tuple[SearchPlace, ...]:
    """At most three places whose names differ by a typing error or two, the likeliest first."""
    spellings = [spelling for book in books for spelling in book.spellings]
    keys = [spelling.loose for spelling in spellings]
    for some in (words, words[:1], words[-1:]):
        typed = fold_loose(key_of(some))
        errors = 1 if len(typed) < 5 else 2 if len(typed) < 10 else 3
        close = process.extract(typed, keys, scorer=OSA.distance, score_cutoff=errors, limit=None)
        ranked = sorted(
            (distance, key[:1] != typed[:1], fold(spellings[index].place.label), index)
            for key, distance, index in close
        )
        if hits := _without_wholes([spellings[index] for *_, index in ranked]):
            return tuple(dict.fromkeys(hit.place for hit in hits))[:MOST_SUGGESTIONS]
    return ()


def _places(hits: Iterable[Spelling]) -> tuple[SearchPlace, ...]:
    """Each place once, the surest kind of name first, otherwise in alphabetical order."""
    ordered = sorted(hits, key=lambda hit: (hit.rank, fold(hit.place.label)))
    return tuple(dict.fromkeys(hit.place for hit in ordered))


def _choose(places: Sequence[SearchPlace]) -> Outcome:
    if len(places) == 1:
        return Found(places[0])
    if len(places) <= MOST_CHOICES:
        return Ambiguous(tuple(places))
    return Unknown(WHICH_TOWN.format(label=places[0].label), tuple(places[:MOST_CHOICES]))


def _choose_begun(words: Sequence[str], places: Sequence[SearchPlace]) -> Outcome:
    if len("".join(words)) < FEWEST_LETTERS or len(places) > MOST_CHOICES:
        return Unknown(MORE_LETTERS, tuple(places[:MOST_CHOICES]))
    return _choose(places)


def _places_of(outcome: Outcome) -> tuple[SearchPlace, ...]:
    if isinstance(outcome, Found):
        return (outcome.place,)
    return outcome.choices if isinstance(outcome, Ambiguous) else outcome.suggestions
