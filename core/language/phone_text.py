"""A text with telephone numbers, taken apart: digits as typed, their extension, the words beside them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from django.core.exceptions import ValidationError

_SLASHES: Final = "\u2044\u2215\u29f8\u2571\\"
_BLANKS: Final = "_·•\u2022"
_EXCEL_FRACTION: Final = re.compile(r"(\d{6,})[.,]0{1,3}")  # 2382594300.0
_EXCEL_POWER: Final = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")  # 2.3825943E+09
_WORD: Final = r"[^\W\d_]"
_EXTENSION: Final = (
    r"(?:app(?:arat|\.)?|durchwahl|dw|ext(?:ension|\.)?|nebenstelle|nebenst\.?|nst\.?|hausapparat|klappe|x|;\s*ext\s*=)"
)
_BOTH: Final = r"tel(?:efon|\.)?\s*(?:/|u\.|und|&|\+)\s*(?:tele)?fax[.:]*"
_ADDRESS: Final = r"[^\s@();,]{1,60}@[^\s@();,]{1,60}"
_TOKEN: Final = re.compile(
    rf"(?P<ext>[(,;]?\s*-?(?<!{_WORD}){_EXTENSION}[-.:=\s]*(?:nr\.?\s*)?(?P<ext_digits>\d{{1,6}})(?![\s./-]?\d)\s*\)?)"
    rf"|(?P<fax>\((?=\s*(?:(?:tele)?fax|mobil|handy)[.:]*\s*[-+(]*\d))"
    rf"|(?P<note>\([^()]*{_WORD}[^()]*\))"
    rf"|(?P<number>[+(-]*\s*\d(?:(?:[\s).-]|\((?![^()]*{_WORD}))*\d)*)"
    rf"|(?P<or>(?:oder|und|sowie|bzw\.?|beziehungsweise|alternativ|or|and)(?!{_WORD})|(?:[ou]|od)\.(?=\s*[\d-])|[;,/|&\n])"
    rf"|(?P<word>{_BOTH}|{_ADDRESS}|{_WORD}+(?:[.'’-]+{_WORD}+)*[.:]*)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)
# "614074 + 614075": behind the "+" of a country more figures follow.
_PLUS: Final = re.compile(r"(?<=\d)\s+\+\s+(?=-|[1-9](?:[\s-]?\d){0,6}(?![\s-]?\d))")
_TWO_NUMBERS: Final = re.compile(r"[\s(]+(?=(?:\+|0)\d)")
_NO_DIGITS: Final = re.compile(rf"\d[OoIl](?!{_WORD})|(?<!{_WORD})[OoIl]\d|\d{_WORD}+\d|\d{_WORD}|\d\s?(?:[*?]|[.][.])")
# In "02251 14-324" the extension is 324; in "0228-614074" the dash stands behind the area code.
DURCHWAHL: Final = re.compile(r"(?<=\d)\s?-\s?(?P<digits>\d[\d\s.]*)\Z")
IS_TIME_OR_ROOM: Final = re.compile(r"\d{1,2}(?:[.]\d\d)?\s?-\s?\d{1,2}(?:[.]\d\d)?|\d{1,2}[.]\d\d")
_AFTER_FIGURES: Final = frozenset(["uhr", "h", "std", "stunden", "etage", "og", "ug", "stock", "obergeschoss"])
_BEFORE_FIGURES: Final = frozenset(
    "zimmer zi raum r nr etage haus ab von bis um gegen zwischen mo di mi do fr sa so tür eingang".split()
)
_BEFORE_DATE: Final = frozenset("ab bis seit vom zum am".split())
_DATE: Final = re.compile(r"\d{1,2}[.]\s?\d{1,2}[.]\s?(?:\d{4}|\d\d)")
# Words that say nothing beyond "this is a number".
_EMPTY: Final = frozenset(
    "t tel telefon telefonnummer telnr telefonnr tlf fon fone phone ruf rufnr rufnummer nummer nr unter vorwahl".split()
)
# Words that stand before their number.
_KINDS: Final = _EMPTY | frozenset(
    "f fax telefax faxnummer faxnr m mobil mobiltelefon mobilnummer handy handynummer festnetz whatsapp".split()
)
_COUNTRY_ZERO: Final = re.compile(r"^(\D*(?:\d\D*){1,5}?)\(\s*0\s*\)")
# "0228 614074 9-12 Uhr" and "… 2. OG", outside of brackets; in "61 40 14 bis 16 Uhr" the 14 may belong to the number.
_HOUR: Final = r"(?:[01]?\d|2[0-4])(?:[.:]\d\d)?"
_ASIDE: Final = re.compile(
    rf"(?<=[\d,;])\s+(?P<aside>{_HOUR}(?:\s?(?:uhr\s?)?(?:-|bis)\s?{_HOUR})?\s?(?:uhr|std|h)(?!{_WORD})"
    rf"|\d{{1,2}}[.]?\s?(?:[ou]g|etage|stock|obergeschoss)(?!{_WORD}))(?![^()]*\))",
    re.IGNORECASE,
)
_PAIR_OR_HOUR: Final = re.compile(rf"\s\d\d\s\d\d\s?bis\s?{_HOUR}\s?uhr", re.IGNORECASE)


@dataclass(slots=True)
class PhonePiece:
    """`typed` are the digits with what stands between them; empty for words without a number. `separator` stood before
    it, with nothing between. `behind` are words of which only the whole part says whether they are its own."""

    typed: str = ""
    separator: str = ""
    extension: str = ""
    words: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    label: str = ""

    @property
    def digits(self) -> str:
        """Digits, with a "+" before them if there was one. "(0)" is dialled only without a country code."""
        typed = self.typed.strip()
        if typed.startswith(("+", "00", "49", "(+")):
            typed = _COUNTRY_ZERO.sub(r"\1", typed)
        found = re.sub(r"\D", "", typed)
        return "+" + found if found and "+" in typed else found


def plain(text: str) -> str:
    """Digits, dashes, slashes and spaces of every kind are the usual ones; invisible signs are gone."""
    text = str(text).replace("…", "?")
    signs = (_usual(sign) for sign in unicodedata.normalize("NFKC", text))
    words = re.sub(r"[^\S\n]+", " ", "".join(signs)).strip()
    if found := _EXCEL_FRACTION.fullmatch(words):
        return found[1]
    if found := _EXCEL_POWER.fullmatch(words):
        fraction, power = found[2] or "", int(found[3])
        if len(fraction) < power - 2:
            raise ValidationError(
                f"In „{words[:40]}“ hat die Tabelle Ziffern der Nummer weggelassen. "
                "Bitte tragen Sie die Nummer ganz ein."
            )
        return found[1] + fraction.ljust(power, "0")[:power]
    return words


def _usual(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "Pd" or sign in "\u2212\u2043":
        return "-"
    if sign in _SLASHES:
        return "/"
    if sign in _BLANKS or category == "Zs" or sign == "\t":
        return " "
    if sign in "\r\n\v\f\u2028\u2029":
        return "\n"
    return "" if category in {"Cc", "Cf", "Cs"} else sign


def phone_pieces(words: str, shown: str) -> Iterable[PhonePiece]:
    """One per number, with the words that belong to it. Raises ValidationError where letters stand among digits."""
    _refuse_letters(words, shown)
    if _PAIR_OR_HOUR.search(words):
        raise ValidationError(
            f"In „{shown}“ ist nicht klar, wo die Nummer aufhört. Bitte schreiben Sie die Uhrzeiten in Klammern."
        )
    words = _ASIDE.sub(r" (\g<aside>)", _PLUS.sub(" & ", words))
    taking = _Taking()
    tokens = list(_TOKEN.finditer(words))
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        taking.take(token, after.group().strip(" .:").casefold() if after else "")
    return taking.pieces()


def _refuse_letters(words: str, shown: str) -> None:
    """A letter among the digits may be one of them, mistyped: the rest would be another number."""
    without = _TOKEN.sub(_without_words, words)
    if _NO_DIGITS.search(without):
        raise ValidationError(
            f"In „{shown}“ stehen Buchstaben oder andere Zeichen zwischen den Ziffern. Bitte schreiben Sie nur Ziffern."
        )


def _without_words(token: re.Match[str]) -> str:
    return " " if token["ext"] or token["note"] or "@" in token.group() else token.group()


class _Taking:
    """Goes through the tokens; words stand with the number of their part, or wait for it."""

    def __init__(self) -> None:
        self.found: list[PhonePiece] = []
        self.parts: list[list[PhonePiece]] = []
        self.current: PhonePiece | None = None  # the number of this part, if it had one
        self.waiting: list[str] = []
        self.separator = ""
        self.last_word = ""
        self.separator_of_words = ""

    def take(self, token: re.Match[str], after: str) -> None:
        kind, text = token.lastgroup or "", token.group()
        if token["ext"]:
            self._extension(token["ext_digits"])
        elif kind == "number":
            self._number(text.strip(), after)
        elif kind in ("or", "fax"):
            self._part_ends(text)
        elif kind in ("word", "note"):
            self._word(text)
        self.last_word = text.strip(" .:").casefold() if kind == "word" else ""
        if self.last_word in _KINDS:
            self.separator = self.separator or text  # "Fax -60" goes on where the number before it left off
        elif kind not in ("or", "fax", "mark"):
            self.separator = ""

    def pieces(self) -> list[PhonePiece]:
        self._part_ends("")
        for part in self.parts:
            _give_words(part)
        if self.waiting and self.found:
            self.found[-1].words += self.waiting
        for piece in self.found:
            piece.label = shown_words(piece.words)
        return self.found

    def _extension(self, digits: str) -> None:
        if self.found and not self.found[-1].extension:
            self.current = self.found[-1]
            self.current.extension = digits
        else:
            self._add(digits)

    def _number(self, text: str, after: str) -> None:
        is_whole = text.lstrip("(- ").startswith(("+", "0")) and sum(map(str.isdigit, text)) > 3
        is_short = sum(map(str.isdigit, text)) <= 8
        says_else = after in _AFTER_FIGURES or self.last_word in _BEFORE_FIGURES or self._stands_alone(text)
        if (not is_whole and is_short and says_else) or (self.last_word in _BEFORE_DATE and _DATE.fullmatch(text)):
            self._word(text)
            return
        if after in _AFTER_FIGURES:
            raise ValidationError(f"In „{text}“ ist nicht klar, wo die Nummer aufhört und was „{after}“ heißt.")
        parts = _TWO_NUMBERS.split(text) if sum(map(str.isdigit, text)) > 15 else [text]
        for part in parts:
            self._add(part)

    def _stands_alone(self, text: str) -> bool:
        """Few figures behind a word of an earlier number are no number of their own."""
        return bool(self.current and not self.separator and self.last_word) and sum(map(str.isdigit, text)) <= 4

    def _add(self, text: str) -> None:
        typed = text.strip(" )") if "(" not in text else text.strip()
        if typed.startswith("(") and ")" not in typed:
            typed = typed[1:]
        piece = PhonePiece(typed, self.separator, words=self.waiting)
        self.waiting = []
        self.found.append(piece)
        if self.current is None:
            self.parts.append([])
        self.parts[-1].append(piece)
        self.current = piece

    def _part_ends(self, separator: str) -> None:
        """Words that stood alone behind a comma belong to the number before it."""
        if self.current is None and self.waiting and self.found and self.separator_of_words == ",":
            self.found[-1].behind += self.waiting
            self.waiting = []
        self.current = None
        self.separator = separator.strip().casefold() or separator

    def _word(self, text: str) -> None:
        if self.current is not None and not text.endswith(":"):
            self.current.behind.append(text)
        else:
            if self.current is not None and text.strip(" .:").casefold() not in _KINDS:
                self.waiting += _names_at_end(self.current.behind)
            self.current = None
            self.separator_of_words = self.separator or self.separator_of_words
            self.waiting.append(text)


def _names_at_end(words: list[str]) -> list[str]:
    """Taken off: of "vormittags Frau Muster:" the name, which belongs to the colon."""
    start = len(words)
    while start and words[start - 1][:1].isupper():
        start -= 1
    names = words[start:]
    del words[start:]
    return names


def _give_words(part: list[PhonePiece]) -> None:
    """Words between two numbers name the second where a word names the first too ("Telefon … Telefax …"), else the
    first ("… privat, … dienstlich"). Brackets explain what stands before them."""
    lead, last = part[0].words, part[-1]
    names_next = bool(lead) and (_is_kind(lead[-1]) or not _bare(last.behind))
    names_next |= not _bare(last.behind) and all(piece.behind and _is_kind(piece.behind[-1]) for piece in part[:-1])
    for piece, after in pairwise([*part, None]):
        assert piece is not None  # noqa: S101
        moved = _bare(piece.behind) if names_next and after else []
        moved = moved[-1:] if moved and _is_kind(moved[-1]) else moved
        piece.words += [word for word in piece.behind if word not in moved]
        if after:
            after.words += moved


def _bare(words: list[str]) -> list[str]:
    return [word for word in words if not word.startswith("(")]


def _is_kind(word: str) -> bool:
    return word.strip(" .:").casefold() in _KINDS


def shown_words(words: Iterable[str]) -> str:
    """ "Zentrale", "Dülken A-D, Boisheim"; without what says only that it is a telephone number."""
    return " ".join(filter(None, map(_shown_word, words))).strip()


def _shown_word(word: str) -> str:
    bare = word.strip("(): ") if word.startswith("(") else word.rstrip(": ")
    return "" if bare.rstrip(".").casefold() in _EMPTY else bare
