"""Postcodes as spreadsheets leave them: "44137,0", "44 137", and 1067 for 01067."""

import re

from offices.geography.gazetteer import gazetteer

_WHOLE = re.compile(
    r"(?:DE?\b[ –-]*)?(\d{2}) ?(\d{3})(?:[.,]0+)?(?![\d.,])[ ,]*(.*)", re.ASCII | re.IGNORECASE | re.DOTALL
)
# Four digits and two capitals are a Dutch one.
_LOST_NOUGHT = re.compile(r"(?:DE?\b[ –-]*)?(\d{4})(?:[.,]0+)?(?![\d.,])(?! ?[A-Z]{2}\b)[ ,]*(\D*)", re.ASCII)
_ADDRESS = re.compile(r"([^,;\n]*\d[^,;\n]*?)\s*[,;\n]\s*((?:DE?[ –-]+)?\d{5}\s+[^\d,;\n]+)", re.ASCII)
LONGEST_ADDRESS = 200
_NEVER_GIVEN = ("00", "05")  # first digits


def read_postcode(postcode: str, town: str) -> tuple[str, str, list[str]]:
    """Both as a form would get them, and a sentence where a digit was put in. Both may stand in one cell."""
    typed = " ".join(f"{postcode} {town}".split())
    if found := _WHOLE.fullmatch(typed):
        code, name = found[1] + found[2], found[3].strip()
        return code, name or _only_town(code), []
    if found := _LOST_NOUGHT.fullmatch(typed):
        code, name = f"0{found[1]}", found[2].strip()
        if name and not code.startswith(_NEVER_GIVEN):
            return code, name, [f"Aus „{found[1]}“ wurde die Postleitzahl {code}."]
    return postcode, town, []


def split_address(street: str) -> tuple[str, str]:
    """ "Ring 1, 59227 Ahlen" → street, and postcode with town; nothing else is taken apart."""
    found = _ADDRESS.fullmatch(street.strip()) if len(street) <= LONGEST_ADDRESS else None
    return (found[1].strip(), found[2].strip()) if found else (street, "")


def _only_town(postcode: str) -> str:
    found = gazetteer().postcode_by_code.get(postcode)
    return found.municipalities[0].name if found and len(found.municipalities) == 1 else ""
