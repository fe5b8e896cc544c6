"""What the forms of one or a few fields have in common."""

from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from core.forms.plain_forms import pressed, speak_german
from offices.editing.parts import Data, plain
from offices.models import Office, Place

if TYPE_CHECKING:
    from offices.editing.section import Section


class ProfileForm(forms.ModelForm):
    """Edits a copy: what is not saved changes nothing, so that "before" stays what it was."""

    section: "Section"
    fields_in_words: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(
        self, section: "Section", office: Office, data: Any = None, files: Any = None, place: Place | None = None
    ) -> None:
        self.section, self.office, self.place = section, office, place
        self.button = pressed(data)
        super().__init__(data, files, instance=self._copy())
        for name, label in self.fields_in_words.items():
            self.fields[name].label = label
        for name, hint in self.hints.items():
            self.fields[name].help_text = hint
        speak_german(self)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._meta.fields or ())

    def _copy(self) -> Office | Place:
        return copy(self.place) if self.place is not None else copy(self.office)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.button

    def proposal(self) -> Data:
        return {name: plain(value) for name, value in self.cleaned_data.items() if name in self.columns}

    def changed(self) -> bool:
        now = self.section.part.read(self.office, self.place)
        return {**now, **self.proposal()} != now

    def save(self) -> None:  # type: ignore[override]  # goes the way of all sections: no row to hand back
        self.section.apply(self.office, self.proposal(), self.place.pk if self.place else None)
