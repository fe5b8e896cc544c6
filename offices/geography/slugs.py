"""Addresses of offices that are never used twice. Pure, so that one office and ten thousand get the same ones."""

from collections.abc import Container
from itertools import count

from core.language.german import slug

LONGEST_NAME = 100  # characters of the name in the address


def slug_base(name: str, town: str) -> str:
    """Name and, unless the name says it, the town ("" for none)."""
    base = slug(name)[:LONGEST_NAME].strip("-") or "seniorenbuero"
    suffix = slug(town)
    return f"{base}-{suffix}" if suffix and suffix not in base else base


def free_slug(base: str, taken: Container[str]) -> str:
    """`base`, else `base-2`, `base-3` …; `taken` holds at least every address that starts with `base`."""
    if base not in taken:
        return base
    return next(candidate for number in count(2) if (candidate := f"{base}-{number}") not in taken)
