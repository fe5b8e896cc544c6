"""German words as machines compare, sort and join them. Knows nothing of the database."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# DIN 5007-2 for the umlauts; ß is already "ss" after casefold. The others have no decomposition in Unicode.
_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "e",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
    }
)
_NOT_FOLDED = re.compile(r"[^a-z0-9]+")
_SPELT_OUT_UMLAUT = re.compile("[aou]e")

# Longer texts are folded too, but not kept: strangers decide what is typed into a search box.
_KEPT_LENGTH = 200


def fold(text: str) -> str:
    """Only a–z, 0–9 and single spaces: "KÖLN" → "koeln", "Schloß  Holte" → "schloss holte".

    Invisible characters (null byte, soft hyphen, zero-width space) vanish without leaving a space.
    """
    return _fold_kept(text) if len(text) <= _KEPT_LENGTH else _fold(text)


def fold_loose(text: str) -> str:
    """Folded, and ae, oe, ue count as a, o, u, so that "Köln", "Koeln" and "Koln" meet.

    Different words may meet, too ("Neuenkirchen" and "Neunkirchen"): ask `fold` first.
    """
    return _SPELT_OUT_UMLAUT.sub(lambda pair: pair[0][0], fold(text))


def slug(text: str) -> str:
    """Part of an address: "Mülheim an der Ruhr" → "muelheim-an-der-ruhr"; may be empty."""
    return fold(text).replace(" ", "-")


def join_words(words: Iterable[str], last: str = "und") -> str:
    """As read aloud: "a", "a und b", "a, b und c"; `last` is the word before the last one."""
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def _fold(text: str) -> str:
    visible = "".join(sign for sign in text if sign.isspace() or not _invisible(sign))
    # Casefold can undo a composition ("İ" → "i" and a dot): compose again before the umlauts are read.
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    bare = unicodedata.normalize("NFKD", composed.translate(_LETTERS))
    return _NOT_FOLDED.sub(" ", "".join(sign for sign in bare if not unicodedata.combining(sign))).strip()


_fold_kept = lru_cache(maxsize=8192)(_fold)


def _invisible(sign: str) -> bool:
    """Unicode categories Cc (control) and Cf (format)."""
    return unicodedata.category(sign) in {"Cc", "Cf"}
