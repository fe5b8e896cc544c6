"""What somebody asks for, whichever way it reached us: form, telephone, letter or list. Knows nothing of the web."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from offices.models import Office


@dataclass(frozen=True, slots=True)
class Person:
    """At least one of e-mail address, telephone and street is known. `phone` is E.164."""

    first_name: str
    last_name: str
    salutation: str = ""
    function: str = ""
    office: Office | None = None
    institution: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""

    def values(self) -> dict[str, Any]:
        """As fields of a registration."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class SupportWish:
    """Given with consent; `needs` are keys of events.models.SUPPORT."""

    needs: tuple[str, ...] = ()
    diet: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.needs or self.diet or self.note)


@dataclass(frozen=True, slots=True)
class Choice:
    """Keys of what was chosen. No days means all of them; per slot a first wish and perhaps a second."""

    days: tuple[int, ...] = ()
    wishes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    extras: tuple[int, ...] = ()

    @property
    def items(self) -> dict[int, int]:
        """Item → number of the wish."""
        of_slots = {item: wish for wishes in self.wishes.values() for wish, item in enumerate(wishes, start=1)}
        return of_slots | dict.fromkeys(self.extras, 1)


@dataclass(frozen=True, slots=True)
class Application:
    person: Person
    choice: Choice = field(default_factory=Choice)
    has_companion: bool = False
    on_list: bool = False
    remarks: str = ""
    support: SupportWish | None = None
    nonce: UUID | None = None  # of the form it came from
    waits: bool = True  # False: she has not agreed to the waiting list

    def with_nonce(self, nonce: UUID) -> "Application":
        return replace(self, nonce=nonce)
