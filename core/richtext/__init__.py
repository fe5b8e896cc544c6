"""The one place where HTML that people typed becomes safe. docs/decisions/richtext.md says why it is done this way."""

from core.richtext.cleaning import MAX_LENGTH, clean, text_of
from core.richtext.fields import RichTextField, RichTextFormField
from core.richtext.marks import from_marks, to_marks
from core.richtext.showing import for_reading

__all__ = [
    "MAX_LENGTH",
    "RichTextField",
    "RichTextFormField",
    "clean",
    "for_reading",
    "from_marks",
    "text_of",
    "to_marks",
]
