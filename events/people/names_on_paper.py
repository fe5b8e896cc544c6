"""Whose name can't be printed as it stands, because no typeface of ours has one of its letters."""

from dataclasses import dataclass

from core.media.pdf import unprintable
from events.models import Registration, RegistrationQuerySet


@dataclass(frozen=True, slots=True)
class Unprintable:
    person: Registration
    signs: str


def unprintable_names(people: RegistrationQuerySet) -> list[Unprintable]:
    """Read at the desk before badges, lists, certificates and letters are printed."""
    rows = people.only("pk", "event_id", "first_name", "last_name", "printed_name", "institution", "office").order_by(
        "pk"
    )
    found = ((person, unprintable(person.name_on_paper)) for person in rows)
    return [Unprintable(person, signs) for person, signs in found if signs]
