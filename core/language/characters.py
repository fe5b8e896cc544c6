"""Signs that nobody sees: which are spaces, which belong to a word, and which have come along with a copy."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # between letters of Persian or Indian names, and in pictures of several parts
_SPACE = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LATIN = "0-9A-Za-z\u00c0-\u024f"  # no joiner belongs between them: typesetters part "ff" and "fl" with one
_LONE_JOINER = re.compile(f"(?<!\\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\\S)|(?<=[{_LATIN}])[{_JOINERS}]+(?=[{_LATIN}])")
_NO_JOINER = "\u034f"  # named a joiner, and without a picture
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their kind, of which nobody sees anything
_AROUND_AT = re.compile(r"\s*[@\uff20]\s*")
_NAMED = re.compile(r"[^<>@]*<\s*(?P<address>[^<>\s]+@[^<>\s]+?)\s*>[\s.,;]*")  # "Erika Beispiel <e@example.org>"
_AS_LINK = re.compile(r"mailto:(?P<address>[^?\s]+)(?:\?.*)?", re.IGNORECASE)
_USUAL = re.compile(
    "[\n -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)  # what nearly every text is made of


def one_line(text: str) -> str:
    """Every kind of space, and every end of a line, is one space; joiners within words stay, other signs that nobody
    sees go without parting the word they stand in."""
    return _SPACE.sub(" ", visible(_LINE_ENDS.sub(" ", text)).replace("\n", " ")).strip()


def bare_address(text: str) -> str:
    """One e-mail address out of what mail programs and websites give when it is copied: without the name and brackets
    around it, "mailto:" and a last full stop. Whether it is an address, and one alone, is not asked here."""
    words = _AROUND_AT.sub("@", "".join(sign for sign in one_line(text) if sign not in _JOINERS))
    for form in (_NAMED, _AS_LINK):
        found = form.fullmatch(words.strip(" ;,"))
        words = found["address"] if found else words
    return words.strip(" .,;:").removeprefix("<").removesuffix(">")


def visible(text: str) -> str:
    """The same for text of several lines: they end with "\\n", and spaces stay as many as they are. Letters and their
    dots, which Macs part, are one."""
    if _USUAL.fullmatch(text):
        return text
    return _LONE_JOINER.sub("", unicodedata.normalize("NFC", "".join(map(_seen, _LINE_ENDS.sub("\n", text)))))


def _seen(sign: str) -> str:
    if sign == "\n" or sign in _JOINERS:
        return sign
    kind = unicodedata.category(sign)
    if kind == "Zs" or sign.isspace() or sign in _BLANKS:
        return " "
    return "" if kind in {"Cc", "Cf", "Cs", "Cn"} or sign == _NO_JOINER else sign
