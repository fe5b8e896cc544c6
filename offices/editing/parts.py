"""What one section of a profile holds, as JSON values: read from the database, written back, and said in words.

A proposal that waits for review is exactly such a dictionary; so saving at once and saving later are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from django.db import models

from core.language.dates import full_date
from core.language.phones import PhoneField, readable
from offices.models import Office, Place

Data = dict[str, Any]  # JSON values only
NOT_SAID = "keine Angabe"


class Part(Protocol):
    """`place` is None where the section belongs to the office as a whole, or where a Standort is still to be made."""

    def read(self, office: Office, place: Place | None) -> Data: ...

    def write(self, office: Office, place: Place | None, data: Data) -> None: ...

    def words(self, data: Data) -> dict[str, str]:
        """Label → text, as a reader understands it; empty for nothing. Empty data are words without texts."""
        ...


@dataclass(frozen=True)
class Fields:
    """Plain columns of the office or of one Standort."""

    model: type[Office] | type[Place]
    names: tuple[str, ...]
    unknown: str = NOT_SAID  # what a yes-or-no column says while nobody has answered
    labels: ClassVar[dict[str, str]] = {"ags": "Stadt oder Gemeinde"}

    def read(self, office: Office, place: Place | None) -> Data:
        subject = office if self.model is Office else place
        return {name: plain(getattr(subject, name)) for name in self.names} if subject else {}

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        subject = office if self.model is Office else place
        if subject is None:
            raise ValueError("the Standort is missing")
        self.put(subject, data)
        stamp = ["updated_at"] if self.model is Office else []
        subject.save(update_fields=[*self.names, *stamp])

    def put(self, subject: models.Model, data: Data) -> None:
        for name in self.names:
            if name in data:
                setattr(subject, name, self._field(name).to_python(data[name]))

    def words(self, data: Data) -> dict[str, str]:
        return {
            str(self._field(name).verbose_name): self._say(name, data[name]) if name in data else ""
            for name in self.names
        }

    def _field(self, name: str) -> Any:  # Any: get_field() gives relations too
        return self.model._meta.get_field(name)

    def _say(self, name: str, value: Any) -> str:
        field = self._field(name)
        if isinstance(field, models.BooleanField):
            return {True: "ja", False: "nein", None: self.unknown}[value]
        if field.choices and value not in (None, ""):
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, PhoneField):
            return readable(value) if value else ""
        if isinstance(field, models.DateField):
            return full_date(date.fromisoformat(value)) if value else ""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Both:
    """Two parts of one section."""

    parts: Sequence[Part]

    def read(self, office: Office, place: Place | None) -> Data:
        return {name: value for part in self.parts for name, value in part.read(office, place).items()}

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        for part in self.parts:
            part.write(office, place, data)

    def words(self, data: Data) -> dict[str, str]:
        return {label: text for part in self.parts for label, text in part.words(data).items()}


def plain(value: Any) -> Any:  # Any: JSON, and given back as such
    """As JSON has it; texts with simple line ends and nothing around them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return value
