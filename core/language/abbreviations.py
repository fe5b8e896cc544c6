"""Abbreviations in German texts: which ones a reader stumbles over, and where the text explains them itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# What to write instead.
LONG_FORMS: Final = {
    "z. B.": "zum Beispiel",
    "u. a.": "unter anderem",
    "d. h.": "das heißt",
    "i. d. R.": "in der Regel",
    "o. Ä.": "oder Ähnliches",
    "u. Ä.": "und Ähnliches",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "m. E.": "meines Erachtens",
    "z. T.": "zum Teil",
    "z. Zt.": "zurzeit",
    "i. A.": "im Auftrag",
    "bzw.": "oder",
    "ggf.": "wenn nötig",
    "usw.": "und so weiter",
    "etc.": "und so weiter",
    "ca.": "etwa",
    "evtl.": "vielleicht",
    "inkl.": "mit",
    "exkl.": "ohne",
    "zzgl.": "dazu kommt",
    "vgl.": "siehe",
    "sog.": "so genannt",
    "bspw.": "zum Beispiel",
    "bzgl.": "zu",
    "lt.": "laut",
    "mind.": "mindestens",
    "stellv.": "stellvertretend",
    "Mio.": "Millionen",
}
_DOTTED = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(re.escape(short).replace(r"\ ", r"\s?") for short in sorted(LONG_FORMS, key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)
_BY_LETTERS: Final = {short.replace(" ", "").lower(): short for short in LONG_FORMS}

# At least two capitals, short: "BaS", "MGFFI", not "SeniorInnen".
_ACRONYM = re.compile(r"(?<![\w./@-])(?=[A-Za-zÄÖÜäöüß]*[A-ZÄÖÜ][a-zäöüß]*[A-ZÄÖÜ])[A-Za-zÄÖÜäöüß]{2,6}(?![\w@]|\.\w)")
_KNOWN: Final = frozenset(
    """NRW EU USA PC TV CD DVD ARD ZDF WDR DDR BRD ADAC TÜV LKW PKW Lkw Pkw ICE DRK AWO GmbH WC SOS DJ LED OK PDF WLAN
    USB SMS App eV EC EDV ÖPNV IT NEU INFO WICHTIG NICHT NUR UND ODER DIE DER DAS WIR SIE ALLE AM IM UM ZU
    MIT FÜR BIS""".split()
)
_ROMAN = re.compile("[IVXL]+")
_SHOUTING = re.compile(r"[A-ZÄÖÜ]{4,}\s+[A-ZÄÖÜ]{2,}|[A-ZÄÖÜ]{2,}\s+[A-ZÄÖÜ]{4,}")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`long_form` is what to write instead, "" for names like "BaS" that the text has to explain."""

    text: str
    position: int
    long_form: str


def unexplained(text: str) -> Iterator[Abbreviation]:
    """Each one once, at its first use. One that the text explains there is left out."""
    seen = set()
    for found in _DOTTED.finditer(text):
        short = _BY_LETTERS["".join(found[0].split()).lower()]
        if short not in seen:
            seen.add(short)
            yield Abbreviation(found[0], found.start(), LONG_FORMS[short])
    for found in _ACRONYM.finditer(text):
        name = found[0]
        if name in seen or name in _KNOWN or _ROMAN.fullmatch(name) or _is_shouted(text, found):
            continue
        seen.add(name)
        if not _is_explained(text, found.start(), found.end()):
            yield Abbreviation(name, found.start(), "")


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """Part of a line in capitals ("HERZLICH WILLKOMMEN")."""
    around = text[max(0, found.start() - 20) : found.end() + 20]
    return found[0].isupper() and any(found[0] in shout[0].split() for shout in _SHOUTING.finditer(around))


def _is_explained(text: str, start: int, end: int) -> bool:
    """ "Bundesarbeitsgemeinschaft Seniorenbüros (BaS)" or "BaS (Bundesarbeitsgemeinschaft Seniorenbüros)"."""
    short = text[start:end]
    following = re.match(r"\s{0,3}\(([^()]{1,120})\)", text[end : end + 130])
    if following and len(following[1]) > len(short) + 2:
        return following[1].lower().lstrip('„" ').startswith(short[0].lower())
    opening = text.rfind("(", max(0, start - 12), start)
    if opening < 0 or ")" in text[opening:start]:
        return False
    before = re.findall(r"[^\W\d_]+", text[max(0, opening - 150) : opening])[-8:]
    return any(word[0].lower() == short[0].lower() and len(word) > len(short) for word in before)
