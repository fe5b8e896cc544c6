"""What the cells say about the name: one person with her titles, or a sentence that asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.language.first_names import is_first_name
from core.language.german import fold
from core.language.names import Name, in_front, name_in, name_of
from events.people.exchange import columns

TWO_PEOPLE = (
    "Hier stehen wohl zwei Personen. Bitte geben Sie jeder eine eigene Zeile, "
    "oder schreiben Sie in der Spalte „Begleitperson“ ein „ja“."
)
NO_NAME_YET = "Hier steht noch kein Name. Bitte ergänzen Sie ihn, oder löschen Sie die Zeile."
LONGEST = 300  # characters that are looked at
# A small "u." only: a large one is a first name.
_JOINED = re.compile(r"\b(?:und|sowie|nebst|samt|plus|mit)\b|(?-i:\bu\.|\su\s)|[&+/;\n]", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:eheleute|ehepaar|familie|fam|geschwister|begleit\w*|begl)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b\d+ ?(?:x\b|×|pers|tn\b|teiln)|[x×] ?\d|\( ?\d+ ?\)", re.IGNORECASE)
_OF_ONE = re.compile(r"\bvo[nm] und zu[mr]?\b", re.IGNORECASE)
_A_NAME = "…"
_AFTER_HYPHEN = re.compile(r"(?<=\w-)\s*\n\s*")  # a name that was broken by hand
_NOBODY = frozenset(
    ["n n", "nn", "noch offen", "offen", "unbekannt", "noch nicht bekannt", "name folgt", "folgt", "wird noch benannt"]
)
# Says nothing about how somebody is addressed, and need not be told.
_NO_SALUTATION = frozenset(["", "divers", "d", "keine", "keine angabe", "k a", "neutral", "ohne"])
_ADDRESSED = re.compile(r"(?:sehr geehrter?|lieber?|liebe|guten tag)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameCells:
    """`in_file` is the name as it stands there; `problems` keep the row out, `notes` are only told."""

    name: Name
    in_file: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_name(cells: Mapping[str, str]) -> NameCells:
    # The form says what is too long.
    texts = {column: _AFTER_HYPHEN.sub("", cells.get(column, "")[:LONGEST]) for column in _ASKED}
    problems = []
    if _are_two(texts):
        problems.append(TWO_PEOPLE)
    elif fold(" ".join(texts[column] for column in _NAMES)) in _NOBODY:
        problems.append(NO_NAME_YET)
    salutation, titles, unknown = _before(_ADDRESSED.sub("", texts[columns.SALUTATION]))
    also, more, other = _before(texts[columns.TITLE])
    titles, salutation = [*titles, *more, *([other] if other else [])], salutation or also
    if texts[columns.FIRST] or texts[columns.LAST]:
        name = name_of(texts[columns.FIRST], texts[columns.LAST], titles, salutation)
    else:
        name = _of_one_column(texts, titles, salutation)
    notes = () if fold(unknown) in _NO_SALUTATION else (f"Die Anrede „{unknown[:40]}“ kennt das Portal nicht.",)
    in_file = f"{name.first} {name.last}".strip()[:120]
    return NameCells(name, in_file, tuple(problems), notes)


_NAMES = (columns.FIRST, columns.LAST, columns.FULL, columns.LAST_FIRST)
_ASKED = (*_NAMES, columns.SALUTATION, columns.TITLE)


def _before(text: str) -> tuple[str, list[str], str]:
    """The same of a cell that holds no name."""
    salutation, titles, rest = in_front(f"{text} {_A_NAME}")
    return salutation, titles, rest.removesuffix(_A_NAME).strip()


def _of_one_column(texts: Mapping[str, str], titles: list[str], salutation: str) -> Name:
    full, turned = texts[columns.FULL], texts[columns.LAST_FIRST]
    name = name_in(full or turned, surname_first=bool(turned and not full))
    return name_of(name.first, name.last, titles, salutation or name.salutation)


def _are_two(texts: Mapping[str, str]) -> bool:
    names = [_OF_ONE.sub("von", texts[column]) for column in (*_NAMES, columns.SALUTATION)]
    if any(pattern.search(name) for name in names for pattern in (_JOINED, _SEVERAL, _COUNTED)):
        return True
    if "," in texts[columns.FIRST] and not texts[columns.FULL]:
        return True
    return any(_are_first_names_around_comma(texts[column]) for column in (columns.FULL, columns.LAST_FIRST))


def _are_first_names_around_comma(full: str) -> bool:
    """ "Hans, Gerda Krause", but neither "Martin, Hans" nor "Werner, Erika Maria"."""
    _, _, rest = in_front(full)
    before, *after = [part.split() for part in rest.split(",") if part.strip()] or [[]]
    if len(after) > 1:
        return not all(word.endswith(".") for word in after[-1])  # a title may stand behind
    is_first = bool(before) and len(before) == 1 and is_first_name(before[0])
    return is_first and bool(after) and len(after[0]) > 1 and not is_first_name(after[0][-1])


def stands_surname_first(full: str) -> bool | None:
    """By words that are common first names: true of "Krause Hans", false of "Hans Krause", None where nobody knows."""
    _, _, rest = in_front(full)
    words = rest.split()
    if "," in rest or len(words) < 2:
        return None
    first, last = is_first_name(words[0]), is_first_name(words[-1])
    return None if first == last else last
