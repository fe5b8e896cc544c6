"""Who was there. Marks may come late and twice, from a telephone without a connection: twice is once."""

from typing import TYPE_CHECKING

from django.db import transaction

from events.models import Attendance, Registration
from events.models.units import Unit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def mark(registration: Registration, unit: Unit, *, by: "User | None") -> None:
    """She is there. Whoever is in a workshop is there on that day."""
    # Looks first: a mark that stands already is the usual case when a telephone sends again.
    for item in {None, unit.item}:
        Attendance.objects.get_or_create(registration=registration, day=unit.day, item=item, defaults={"by": by})


@transaction.atomic
def undo(registration: Registration, unit: Unit) -> None:
    """A slip. Whoever was not there on the day was in none of its workshops."""
    marks = Attendance.objects.filter(registration=registration, day=unit.day)
    (marks.filter(item=unit.item) if unit.item else marks).delete()
