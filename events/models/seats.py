"""Places that can run out: of an event, of one of its days, of a workshop, of the evening."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

COUNTS = {"taken", "waiting"}
HAS_PLACES = Q(capacity=None) | Q(taken__lt=F("capacity"))


class SeatsQuerySet(models.QuerySet):
    def with_places(self) -> Self:
        """No limit, or not reached."""
        return self.filter(HAS_PLACES)


class Seats(models.Model):
    """Abstract. Counted in persons, companions included: `taken` are promised (admitted or offered), `waiting` stand in
    line. Both are written by events/places/seating.py alone, under the lock of the event."""

    capacity = models.PositiveSmallIntegerField(
        "Plätze", null=True, blank=True, help_text="Leer heißt: Es gibt keine Grenze."
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What somebody edits must never write the counts of the moment she opened it over those of now."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = (field.name for field in self._meta.concrete_fields if not field.primary_key)
            kwargs["update_fields"] = [name for name in fields if name not in COUNTS]
        super().save(*args, **kwargs)

    @property
    def free(self) -> int | None:
        """None where there is no limit; never below nought, even where a coordinator took somebody beyond it."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def has_places(self) -> bool:
        """Python's side of `with_places()`."""
        return self.free is None or self.free > 0

    @property
    def places(self) -> str:
        """As people are told: "Noch 12 Plätze frei", "Ausgebucht – Warteliste möglich, 3 Personen warten"."""
        if self.free is None:
            return "Plätze frei"
        if self.free:
            return f"Noch {self.free} {'Platz' if self.free == 1 else 'Plätze'} frei"
        if not self.takes_waiting:
            return "Ausgebucht"
        if not self.waiting:
            return "Ausgebucht – Warteliste möglich"
        people = "Person wartet" if self.waiting == 1 else "Personen warten"
        return f"Ausgebucht – Warteliste möglich, {self.waiting} {people}"

    @property
    def takes_waiting(self) -> bool:
        return True
