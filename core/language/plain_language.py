"""Advice for somebody who writes for older readers: long sentences, abbreviations, passive and the like.

Advice, never a lock: a text with twelve remarks can be published like any other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from core.language.abbreviations import unexplained
from core.language.dates import MONTHS
from core.language.passive import passive_of
from core.language.readability import school_year
from core.language.sentences import sentences_of, words_of

LONGEST_EXAMINED: Final = 20_000  # signs
MOST_REMARKS: Final = 12
MOST_OF_A_KIND: Final = 4
LONGEST_QUOTE: Final = 120
LONG_SENTENCE, TOO_LONG_SENTENCE = 20, 25  # words
LONGEST_WORD: Final = 24  # letters
FEWEST_WORDS: Final = 20  # below, the index says nothing

# Wiener Sachtextformel 1, measured: invitations of a few lines −0.3 to 1, a good notice 8, official German 18 to 20.
EASY_BELOW, HARD_FROM = 6.0, 11.0

_NOUN = re.compile(r"[A-ZÄÖÜ][^\W\d_]{3,}(?:ung|heit|keit|ation)(?:en|s)?")
_THINGS = re.compile(
    r"(?:wohnung|zeitung|kleidung|rechnung|heizung|station|sitzung|festung|übung)(?:en)?", re.IGNORECASE
)
_NAMES: Final = {"bundesarbeitsgemeinschaft", "landesarbeitsgemeinschaft"}
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b\d{{1,2}}\.\s?(?:{_MONTH})|\b\d{{1,2}}\.\s?\d{{1,2}}\.")
_SHORT_DATE = re.compile(r"(?<![\d.,:])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d))?(?!\d)(?!\s?Uhr)")
_TIME_BEFORE = re.compile(r"\b(?:um|Tel\.|Version|Nr\.)\s*$")
_UNIT = "Woche|Monat|Jahr|Quartal|Mal|Wochenende|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag"
_RELATIVE = re.compile(
    r"\b(?:[Vv]or)?[Gg]estern\b|\b[Üü]bermorgen\b"
    r"|(?<!auf )(?<!heute )(?<!guten )(?<!am )\bmorgen\b(?! für Morgen)"
    r"|\b[Hh]eute (?:Morgen|Vormittag|Mittag|Nachmittag|Abend)\b"
    rf"|(?<!jeden )(?<!Jeden )\b(?:[Nn]ächste|[Ll]etzte|[Kk]ommende|[Vv]orige|[Vv]ergangene|[Dd]iese)[nmrs]?"
    rf" (?:{_UNIT})\b(?! (?:im|des|eines|jedes|vor|nach) )"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """`kind` is a stable key; `quote` at most 120 signs of the text; `sentence` says in German what to do."""

    kind: str
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """`index` is the Wiener Sachtextformel 1 (about the year of school); `grade` says it in words."""

    index: float
    grade: str
    remarks: tuple[Remark, ...]
    sentences: int
    words: int


@dataclass(frozen=True, slots=True)
class _Finding:
    weight: int
    remark: Remark


def advise(text: str) -> Advice:
    """Only the first 20,000 signs are examined; then `grade` says so."""
    examined = text[:LONGEST_EXAMINED]
    sentences = sentences_of(examined)
    words = [words_of(sentence) for sentence in sentences]
    count = sum(map(len, words))
    index = round(school_year(words), 1)
    grade = _grade(index, count)
    if len(text) > LONGEST_EXAMINED:
        grade += " Der Text ist sehr lang. Geprüft ist nur der Anfang."
    return Advice(index, grade, _most_important(_findings(examined, sentences)), len(sentences), count)


# Readability


def _grade(index: float, words: int) -> str:
    if words < FEWEST_WORDS:
        return "Der Text ist zu kurz, um ihn einzuschätzen."
    if index < EASY_BELOW:
        return "Leicht: Das lesen fast alle ohne Mühe."
    if index < HARD_FROM:
        return "Mittel: Geübte Leserinnen und Leser kommen gut mit."
    return "Schwer: Viele lesen das nicht zu Ende. Kürzere Sätze und Wörter helfen."


# Remarks


def _most_important(findings: list[_Finding]) -> tuple[Remark, ...]:
    """At most four of a kind, so that one habit does not hide the others."""
    chosen: list[Remark] = []
    for finding in sorted(findings, key=lambda finding: -finding.weight):
        of_kind = sum(remark.kind == finding.remark.kind for remark in chosen)
        if of_kind < MOST_OF_A_KIND and finding.remark not in chosen:
            chosen.append(finding.remark)
    return tuple(chosen[:MOST_REMARKS])


def _findings(text: str, sentences: list[str]) -> list[_Finding]:
    checks: tuple[Callable[[str], Iterator[_Finding]], ...]
    checks = (_length, _relative_time, _short_dates, _noun_style, _passive, _long_words)
    found = [finding for sentence in sentences for check in checks for finding in check(sentence)]
    return [*found, *_abbreviations(text)]


def _finding(weight: int, kind: str, quote: str, sentence: str) -> _Finding:
    one_line = " ".join(quote.split())
    short = one_line if len(one_line) <= LONGEST_QUOTE else one_line[: LONGEST_QUOTE - 1] + "…"
    return _Finding(weight, Remark(kind, short, sentence))


def _length(sentence: str) -> Iterator[_Finding]:
    count = len(words_of(sentence))
    if count > TOO_LONG_SENTENCE:
        advice = f"Dieser Satz hat {count} Wörter. Bitte teilen Sie ihn in zwei oder drei Sätze."
        yield _finding(100 + min(count, 99), "long-sentence", sentence, advice)
    elif count > LONG_SENTENCE:
        advice = f"Dieser Satz hat {count} Wörter. Zwei kürzere Sätze lesen sich leichter."
        yield _finding(60, "long-sentence", sentence, advice)


def _relative_time(sentence: str) -> Iterator[_Finding]:
    found = _RELATIVE.search(sentence)
    if found and not _DATE.search(sentence):
        advice = f"„{found[0]}“ versteht nur, wer den Text gleich liest. Bitte nennen Sie das Datum."
        yield _finding(95, "relative-time", sentence, advice)


def _short_dates(sentence: str) -> Iterator[_Finding]:
    for found in _SHORT_DATE.finditer(sentence):
        day, month, year = int(found[1]), int(found[2]), found[3] or ""
        if not (1 <= day <= 31 and 1 <= month <= 12) or _TIME_BEFORE.search(
            sentence[max(0, found.start() - 12) : found.start()]
        ):
            continue
        full_year = f" 20{year}" if len(year) == 2 else f" {year}".rstrip()
        advice = f"Bitte schreiben Sie das Datum aus: {day}. {MONTHS[month - 1]}{full_year}."
        yield _finding(70, "short-date", found[0], advice)


def _noun_style(sentence: str) -> Iterator[_Finding]:
    nouns = [word for word in words_of(sentence) if _NOUN.fullmatch(word) and not _is_thing(word)]
    if len(nouns) >= 3:
        advice = "Hier stehen viele Hauptwörter. Sagen Sie mit Tätigkeitswörtern, wer was tut."
        yield _finding(50 + len(nouns), "noun-style", ", ".join(nouns), advice)


def _is_thing(word: str) -> bool:
    """Something one can touch or visit is no noun style."""
    return bool(_THINGS.search(word))


def _passive(sentence: str) -> Iterator[_Finding]:
    found = passive_of(sentence)
    if found:
        yield _finding(40, "passive", sentence, f"„{found}“: Sagen Sie besser, wer etwas tut.")


def _long_words(sentence: str) -> Iterator[_Finding]:
    for word in words_of(sentence):
        longest = max(word.split("-"), key=len)
        if len(longest) > LONGEST_WORD and longest.lower() not in _NAMES:
            advice = "Dieses Wort ist sehr lang. Trennen Sie es mit Bindestrich, oder umschreiben Sie es."
            yield _finding(30, "long-word", word, advice)


def _abbreviations(text: str) -> Iterator[_Finding]:
    for found in unexplained(text):
        if found.long_form:
            advice = f"Bitte schreiben Sie es aus, zum Beispiel: „{found.long_form}“."
            yield _finding(55, "abbreviation", found.text, advice)
        else:
            advice = (
                f"Nicht alle kennen „{found.text}“. Schreiben Sie zuerst den vollen Namen, dahinter ({found.text})."
            )
            yield _finding(80, "abbreviation", found.text, advice)
