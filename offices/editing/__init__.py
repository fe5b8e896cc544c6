"""How an office edits its own profile: short sections, each with one form and one way of writing what it says."""

from offices.editing.completeness import Gap, missing, percent
from offices.editing.parts import Data
from offices.editing.place_forms import is_removable, remove_place
from offices.editing.section import Section, SectionForm
from offices.editing.sections import SECTIONS, apply, describe, section_of

__all__ = [
    "SECTIONS",
    "Data",
    "Gap",
    "Section",
    "SectionForm",
    "apply",
    "describe",
    "is_removable",
    "missing",
    "percent",
    "remove_place",
    "section_of",
]
