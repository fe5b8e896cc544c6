"""Names of people in the order of a German directory (DIN 5007-2): ä as ae, ß as ss, accents as if they were not there,
titles and particles behind the surname."""

import re
import unicodedata
from dataclasses import dataclass

from core.language.german import fold

LONGEST_KEY = 200
SALUTATIONS = {"frau": "frau", "fr": "frau", "herr": "herr", "herrn": "herr", "hr": "herr"}
_TITLE = re.compile(
    r"(?:prof|dr|dres|mag|ing|med|phil|jur|theol|rer|nat|pol|oec|habil|hc|dipl|soz|päd|kfm|pfr)\.?(?:-?[^\W\d_]+\.?)*",
    re.IGNORECASE,
)
# Written without a full stop, too.
_TITLES = frozenset(
    "dr dres prof professor professorin pd pfarrer pfarrerin pfr pfrin pastor pastorin diakon diakonin mag "
    "superintendent superintendentin buergermeister buergermeisterin".split()
)
_HONORARY = frozenset(["h.", "c.", "e.", "h.c.", "e.h."])  # behind a title; elsewhere the first letter of a name
_RETIRED = re.compile(r"\b([ia])\. ?([RD])\.")  # "i. R.", "a. D."
_ABBREVIATED = re.compile(r"v\.(?:\s?d\.)?|d\.|z\.", re.IGNORECASE)  # "v. d. Heide"
_BORN = frozenset(["geb", "geborene", "geborener"])
# Stand behind a surname and belong to it.
_BEHIND = re.compile(
    r"\(.*|(?:jun|sen|jr|sr)\.?|junior|senior|I{2,3}|IV|[MB]\. ?[AS]c?\.|[MB]\.Sc\.?|MBA|LL\.?M\.?", re.IGNORECASE
)
_RANKS = frozenset(
    "freifrau freiherr freiin graf graefin baron baronin baronesse fuerst fuerstin prinz prinzessin ritter".split()
)
_PARTICLES = frozenset("von vom zu zum zur van vande vander".split())
# Only as small words: De Luca and Der Kaplan are names in themselves.
_SMALL = frozenset(
    "der den dem de del della di da do dos du des la le ten ter te und y e op auf an am in im aus dem 't".split()
)


def sort_key(last_name: str, first_name: str) -> str:
    """To be compared sign by sign: letters and digits only, which every database orders alike. A nought parts the words
    of a name, two part surname and first name. Of names that no Latin letter stands for their own letters."""
    words, before = last_name.split(), ""
    while len(words) > 1 and _stands_behind(words[0], before):
        before, *words = words
    return f"{_plain(' '.join(words))}00{_plain(first_name)}"[:LONGEST_KEY]


def sort_key_of(full: str) -> str:
    """Of a name that stands in one piece."""
    name = name_in(full)
    return sort_key(name.last, name.first)


@dataclass(frozen=True, slots=True)
class Name:
    """Titles stand before the surname. `salutation` is "frau", "herr" or empty."""

    first: str
    last: str
    salutation: str = ""


def name_in(full: str, *, surname_first: bool = False) -> Name:
    """ "Große, Mechthild", "Frau Dr. Mechthild Große" and "Ulla von der Heide"; "Große Mechthild" only where it
    is known that the surname comes first."""
    before, *after = [part.strip() for part in full.split(",") if part.strip()] or [""]
    salutation, titles, rest = in_front(before)
    while after and _only_titles(after[-1]):
        titles.append(after.pop())
    if after:
        return name_of(", ".join(after), rest, titles, salutation)
    words = rest.split()
    end = _end_of_name(words)
    first, last = _surname_first(words[:end]) if surname_first else _surname_last(words[:end])
    return name_of(" ".join(first), " ".join([*last, *words[end:]]), titles, salutation)


def name_of(first: str, last: str, titles: list[str], salutation: str = "") -> Name:
    """Of two columns, with what stands in front of either of them; `titles` are those that stand elsewhere."""
    found, before_first, first = in_front(first)
    other, before_last, last = in_front(last)
    titles = list(dict.fromkeys([*titles, *before_first, *before_last]))
    return Name(first, " ".join([*titles, last]).strip(), salutation or found or other)


def in_front(text: str) -> tuple[str, list[str], str]:
    """Salutation, titles, and the words after them; the last word stays a name unless it is shortened like a title."""
    words, salutation = _RETIRED.sub(r"\1.\2.", text).split(), ""
    titles: list[str] = []
    while words and (len(words) > 1 or words[0].endswith(".")):
        found = SALUTATIONS.get(fold(words[0]), "")
        if not found and not _is_title(words[0]) and not (titles and _goes_with_a_title(words[0])):
            break
        if found:
            salutation = salutation or found
        else:
            titles.append(words[0])
        words.pop(0)
    return salutation, titles, " ".join(words)


def _goes_with_a_title(word: str) -> bool:
    return _RETIRED.fullmatch(word) is not None or word.casefold() in _HONORARY


def _end_of_name(words: list[str]) -> int:
    """Where "jun.", "(Köln)" and "geb. Schmidt" begin."""
    begin = (i for i, word in enumerate(words) if i and (fold(word) in _BORN or word.startswith("(")))
    end = next(begin, len(words))
    while end > 1 and _BEHIND.fullmatch(words[end - 1]):
        end -= 1
    return end


def _only_titles(text: str) -> bool:
    return all(_is_title(word) or _BEHIND.fullmatch(word) for word in text.split())


def _surname_last(words: list[str]) -> tuple[list[str], list[str]]:
    """The last word is the surname, with the small words and the rank before it."""
    small = (index for index, word in enumerate(words) if index and word[0].islower())
    cut = next((index for index in small if _is_small(words[index])), max(len(words) - 1, 0))
    while cut > 1 and fold(words[cut - 1]) in _RANKS:
        cut -= 1
    return words[:cut], words[cut:]


def _surname_first(words: list[str]) -> tuple[list[str], list[str]]:
    """The first word, with the small words before it."""
    small = 0
    while small < len(words) - 2 and _is_small(words[small]):
        small += 1
    return words[small + 1 :], words[: small + 1]


def _is_small(word: str) -> bool:
    return fold(word) in (_PARTICLES | _SMALL) or _ABBREVIATED.fullmatch(word) is not None


def _is_title(word: str) -> bool:
    return fold(word) in _TITLES or (word.endswith(".") and _TITLE.fullmatch(word) is not None)


def _stands_behind(word: str, before: str) -> bool:
    """`before` is the word taken off last: in "Van Den Berg" and "VON DER HEIDE" the capitals mean nothing."""
    folded = fold(word)
    if folded in _RANKS or folded in _PARTICLES:
        return True
    if folded in _SMALL and (word[0].islower() or fold(before) in _PARTICLES):
        return True
    is_abbreviated = word[0].islower() and _ABBREVIATED.fullmatch(word) is not None
    return is_abbreviated or _is_title(word) or (bool(before) and word.casefold() in _HONORARY)


def _plain(text: str) -> str:
    folded = fold(text)
    if folded or not text.strip():
        return folded.replace(" ", "0")
    own = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign if sign.isalnum() else "0" for sign in own if not unicodedata.combining(sign))
