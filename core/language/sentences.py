"""German text as sentences and words: knows abbreviations, "24. November", times and addresses of the web."""

import re
from typing import Final

# Abbreviations after which a sentence usually goes on, without the last dot. Single letters never end one.
_GOING_ON: Final = frozenset(
    """abs abt allg anm aufl bd bspw bzgl bzw ca dipl dir dr einschl engl entspr evtl exkl fa fam ff ggf hl hr hrsg inkl
    ing insb jh jr kath ev kfm lfd lt med mind mio mrd nachm nr orig pers phil pfr prof rd resp sog sr st stellv
    tel usf vers vgl vorm wg zit zt zzgl jan feb mrz apr aug sep sept okt nov dez""".split()
)
_DAYS: Final = frozenset("Mo Di Mi Do Fr Sa So".split())
_MAY_END: Final = frozenset("usw etc str std min".split())
# Words with which a new sentence begins, but hardly what follows a number with a dot or "usw.".
_STARTERS: Final = frozenset(
    """Der Die Das Dann Danach Dort Dazu Dabei Ein Eine Einen Es Er Sie Wir Ihr Ich Im In Am An Auf Aus Bei Bitte Mit
    Nach Nun Ob Sein Seit Um Und Unser Unsere Von Vor Wer Wenn Wie Wo Was Zu Zum Zur Auch Alle Für Kommen
    Rufen""".split()
)
_BREAK = re.compile(r"[.!?…]{1,9}[\"“”»«)\]]{0,3}\s+(?=[\"„“»«(\[]{0,3}[A-ZÄÖÜ0-9])")
_LAST_TOKEN = re.compile(r"(\S{1,40})$")
_BULLET = re.compile(r"^\s{0,20}(?:[-*•–]|\d{1,2}[.)])\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,200}@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*-?")
_NEXT_WORD = re.compile(r"[^\W\d_]+")


def sentences_of(text: str) -> list[str]:
    """In order, without empty ones. A line is a sentence of its own unless the next one goes on in small letters."""
    return [sentence for line in _lines(text) for sentence in _split(line) if any(map(str.isalnum, sentence))]


def words_of(sentence: str) -> list[str]:
    """Words as spoken: hyphenated ones count once; numbers, addresses of the web and e-mail are none."""
    return _WORD.findall(_ADDRESS.sub(" ", sentence))


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for raw in text.splitlines():
        line = " ".join(_BULLET.sub("", raw).split())
        goes_on = line[:1].islower() and not _BULLET.match(raw) and lines and lines[-1] and lines[-1][-1] not in ".!?:"
        if goes_on:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _split(line: str) -> list[str]:
    parts, start = [], 0
    for mark in _BREAK.finditer(line):
        if not mark[0].startswith(".") or mark[0].startswith("..") or _ends(line, mark.start(), mark.end()):
            parts.append(line[start : mark.end()].strip())
            start = mark.end()
    return [*parts, line[start:].strip()]


def _ends(line: str, dot: int, following: int) -> bool:
    """Whether the one dot at that place ends a sentence."""
    token = _LAST_TOKEN.search(line[max(0, dot - 40) : dot])
    whole = token[1] if token else ""
    if "/" in whole or "@" in whole:  # a slash or an at: an address of the web
        return True
    before = whole.lstrip('(„«»“"').rpartition(".")[2]
    after = _NEXT_WORD.match(line, following)
    is_start = after is not None and after[0] in _STARTERS
    if before.isdecimal():
        return is_start or len(before) > 2
    if before.lower() in _MAY_END:
        return is_start
    return len(before) > 1 and before not in _DAYS and before.lower() not in _GOING_ON
