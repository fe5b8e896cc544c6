"""Finding offices by any word people know them by, typing errors included.

Two sources of words: what belongs to one office (its names, Träger, town, notes) stands in the SearchWord index;
what offices share (offers, fields of action and their synonyms) is looked up among the few dozen topics. A typed
word is taken as it stands if it is known, else as the beginning or a part of a known word, else as the nearest
known word by sound and spelling.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.language.german import fold
from core.publishing.revision import once_per_revision
from offices.models import Office, OfficeQuerySet, SearchWord
from offices.topics.taxonomy import offers

LONGEST_QUERY = 200
MOST_WORDS = 8
CHUNK = 500
LONGEST_WORD = SearchWord._meta.get_field("word").max_length or 80

# Words that stand in nearly every question and tell nothing apart.
FILLERS = frozenset(
    "a am an auf bei das dem den der des die ein eine einen fuer im in mit nach und vom von zu zum zur".split()
)

_WORD = re.compile(r"[^\W_]+")

_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dt\b"), "t"),
    (re.compile(r"ck|[qc](?!h)"), "k"),
    (re.compile(r"tz"), "z"),
    (re.compile(r"ie|ih|y|j"), "i"),
    (re.compile(r"v"), "f"),
    (re.compile(r"(?<=[aeiou])h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"e\b"), ""),
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A folded word as the ear has it: "smartphone" and "smartfon" meet in "smartfon"."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


# --- the index -----------------------------------------------------------------------------------------------


def search_words_of(office: Office) -> set[str]:
    """Reads `provisions` with their providers and `places`; prefetch them for many offices."""
    texts = [office.name, office.other_names, office.offers_note, office.catchment]
    texts += [provision.provider.name for provision in office.provisions.all()]
    for place in office.places.all():
        texts += [place.name, place.district, place.municipality.name]
    return {word[:LONGEST_WORD] for text in texts for word in fold(text).split() if word not in FILLERS}


@transaction.atomic
def reindex(ids: Iterable[int] | None = None) -> int:
    """Writes the words of these offices anew (None: of all). Returns how many offices were read."""
    offices = Office.objects.all() if ids is None else Office.objects.filter(pk__in=ids)
    count = 0
    for chunk in _chunks(offices):
        SearchWord.objects.filter(office__in=chunk).delete()
        SearchWord.objects.bulk_create(
            [
                SearchWord(office_id=office.pk, word=word)
                for office in chunk
                for word in sorted(search_words_of(office))
            ],
            batch_size=2000,
        )
        count += len(chunk)
    return count


def _chunks(offices: OfficeQuerySet) -> Iterator[list[Office]]:
    related = offices.order_by("pk").prefetch_related("provisions__provider", "places")
    last = 0
    while chunk := list(related.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


# --- the question --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Every known word → the topics it stands for (none for words of single offices)."""

    topics: dict[str, frozenset[int]]
    by_sound: dict[str, tuple[str, ...]]
    spellings: dict[str, str]  # as people write a folded word, where we know it


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one typed word was taken for."""

    typed: str
    words: tuple[str, ...]
    topics: frozenset[int]
    is_guess: bool
    shown: str  # the first of the words, as people write it


@once_per_revision
def vocabulary() -> KnownWords:
    own = SearchWord.objects.filter(office__in=Office.objects.listed())  # a guess is shown, so nothing hidden
    topics: dict[str, set[int]] = {word: set() for word in own.values_list("word", flat=True).distinct()}
    spellings: dict[str, str] = {}
    for offer in offers():
        for word, written in _words(f"{offer.name}\n{offer.synonyms}"):
            spellings.setdefault(word, written)
            topics.setdefault(word, set()).add(offer.pk)
    # A field of action lends its words to all its offers, unless an offer has the word itself: "Pflege" is no dance.
    taken = set(spellings)
    for offer in offers():
        for word, written in _words(offer.parent.name if offer.parent else ""):
            if word not in taken:
                spellings.setdefault(word, written)
                topics.setdefault(word, set()).add(offer.pk)
    by_sound: dict[str, list[str]] = {}
    for word in topics:
        by_sound.setdefault(sound(word), []).append(word)
    return KnownWords(
        topics={word: frozenset(ids) for word, ids in topics.items()},
        by_sound={key: tuple(words) for key, words in by_sound.items()},
        spellings=spellings,
    )


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word that tells something, folded and as written."""
    pairs = ((fold(written), written) for written in _WORD.findall(text))
    return ((word, written) for word, written in pairs if word and word not in FILLERS)


def understand(text: str) -> list[Meaning]:
    """One meaning per word that tells something; a word nobody knows has an empty one."""
    typed = [word for word in fold(text[:LONGEST_QUERY]).split() if word not in FILLERS]
    return [_meaning(word, vocabulary()) for word in dict.fromkeys(typed[:MOST_WORDS])]


def find(offices: OfficeQuerySet, meanings: Iterable[Meaning]) -> OfficeQuerySet:
    """Offices that fit every word."""
    through = Office.topics.through.objects
    for meaning in meanings:
        named = SearchWord.objects.filter(word__in=meaning.words).values("office_id")
        offered = through.filter(topic_id__in=meaning.topics).values("office_id")
        offices = offices.filter(Q(pk__in=named) | Q(pk__in=offered))
    return offices


def _meaning(typed: str, known: KnownWords) -> Meaning:
    words, is_guess = _known_words(typed, known)
    topics = frozenset().union(*(known.topics[word] for word in words)) if words else frozenset()
    shown = known.spellings.get(words[0], words[0].capitalize()) if words else ""
    return Meaning(typed, words, topics, is_guess, shown)


def _known_words(typed: str, known: KnownWords) -> tuple[tuple[str, ...], bool]:
    exact = typed in known.topics
    longer = [word for word in known.topics if typed in word and word != typed] if len(typed) >= 3 else []
    starts = [word for word in longer if word.startswith(typed)]
    # "pflege" also means "pflegeberatung"; the middle of a word counts from five letters on.
    parts = starts + [word for word in longer if word not in starts and len(typed) >= 5]
    if exact or parts:
        return ((typed,) if exact else ()) + tuple(parts), False
    return _nearest(typed, known), True


def _nearest(typed: str, known: KnownWords) -> tuple[str, ...]:
    """Words that sound the same, else those with the fewest wrong letters: one from 4 letters on, two from 8."""
    heard = sound(typed)
    if heard in known.by_sound:
        return known.by_sound[heard]
    allowed = 0 if len(heard) < 4 else 1 if len(heard) < 8 else 2
    if not allowed:
        return ()
    close = process.extract(heard, known.by_sound.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=20)
    best = min((distance for _, distance, _ in close), default=0)
    return tuple(word for key, distance, _ in close if distance == best for word in known.by_sound[key])
