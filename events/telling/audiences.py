"""To whom a message from the desk goes: groups of people of one event, each with a name of its own in forms."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from events.models import Attendance, Event, RegistrationQuerySet, Standing
from events.models.units import Unit, expected_at, units_of

_CAME = Exists(Attendance.objects.filter(registration=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Audience:
    """Only people whose address is confirmed, unless the group is that of those who have yet to confirm it: somebody
    else may have typed it."""

    key: str
    label: str
    people: Callable[[], RegistrationQuerySet]


def audiences_of(event: Event) -> dict[str, Audience]:
    """By key, in the order in which they are offered."""
    named = event.registrations.named()
    coming = named.coming()
    waiting = named.filter(standing__in=[Standing.WAITING, Standing.OFFERED], confirm_until=None)
    groups = [
        Audience("platz", "Alle, die einen Platz haben", lambda: coming),
        Audience("warteliste", "Alle, die auf einen Platz warten", lambda: waiting),
        Audience("unbestaetigt", "Alle, die ihre Adresse noch nicht bestätigt haben", named.active().unconfirmed),
        Audience("da", "Alle, die da waren", lambda: named.filter(_CAME)),
        Audience("nicht-da", "Alle, die einen Platz hatten und nicht da waren", lambda: coming.exclude(_CAME)),
    ]
    groups += [_of_unit(event, unit) for unit in units_of(event)]
    return {group.key: group for group in groups}


def _of_unit(event: Event, unit: Unit) -> Audience:
    label = f"Mit Platz am {unit.label}" if unit.item is None else f"Mit Platz in „{unit.item.title}“"
    return Audience(unit.key, label, lambda: expected_at(event, unit).coming())
