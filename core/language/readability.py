"""How hard a German text is to read: the first Wiener Sachtextformel (Bamberger and Vanecek 1984), about the year of
school that understands it."""

from functools import cache

from pyphen import Pyphen

MANY_SYLLABLES = 3
LONG_WORD = 7  # letters


@cache
def _hyphens() -> Pyphen:
    """Read once somebody asks. Typesetters leave no single letter at the end of a line, but "Abend" has two
    syllables."""
    return Pyphen(lang="de_DE", left=1)


def school_year(sentences: list[list[str]]) -> float:
    """Of sentences as words. Zero if there are none."""
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = [_syllables(word) for word in words]
    many = _percent([count >= MANY_SYLLABLES for count in syllables])
    one = _percent([count == 1 for count in syllables])
    long = _percent([sum(map(str.isalpha, word)) >= LONG_WORD for word in words])
    words_per_sentence = len(words) / sum(map(bool, sentences))
    return 0.1935 * many + 0.1672 * words_per_sentence + 0.1297 * long - 0.0327 * one - 0.875


def _percent(found: list[bool]) -> float:
    return 100 * sum(found) / len(found)


def _syllables(word: str) -> int:
    return sum(len(_hyphens().positions(part.lower())) + 1 for part in word.split("-") if part)
