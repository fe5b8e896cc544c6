"""Who has to be fed, seated and helped, in numbers for kitchen and house. Nobody is named, and free words are left out:
they would tell who it is. What people need is counted for the event as a whole and crossed with nothing else: one
wheelchair in workshop B on the second day is a person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from events.models import SUPPORT, Day, Diet, Event, Item, Support
from events.people.retention import is_support_over

ANYTHING = "Alles, oder nichts angegeben"


@dataclass(frozen=True, slots=True)
class DayCount:
    """`diets` are of those who registered: of companions nobody knows what they eat."""

    day: Day
    people: int
    companions: int
    diets: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return self.people + self.companions


@dataclass(frozen=True, slots=True)
class Counts:
    """Of everybody for whom a place is kept. `items` say in their own counters how many are expected."""

    days: list[DayCount]
    needs: list[tuple[str, int]]
    workshops: list[Item]
    extras: list[Item]
    is_forgotten: bool  # what people need and eat has been deleted


def count(event: Event, *, at: datetime | None = None) -> Counts:
    """Four questions, whatever the number of people."""
    people, companions = _people(event)
    diets, needs = _support(event)
    items = list(Item.objects.bookable().filter(day__event=event).select_related("day").order_by("day__date", "starts"))
    days = [
        DayCount(day, people[day.pk], companions[day.pk], _diets(diets[day.pk], people[day.pk]))
        for day in event.days.all()
    ]
    return Counts(
        days,
        [(label, needs[key]) for key, label in SUPPORT.items() if needs[key]],
        [item for item in items if item.is_workshop],
        [item for item in items if not item.is_workshop],
        is_support_over(event, at=at),
    )


def _people(event: Event) -> tuple[Counter[int], Counter[int]]:
    """By day: those who registered, and those whom they bring."""
    rows = event.registrations.holding().order_by().values_list("days")
    counted = rows.annotate(people=Count("pk"), companions=Count("pk", filter=Q(has_companion=True)))
    people: Counter[int] = Counter()
    companions: Counter[int] = Counter()
    for day, number, brought in counted:
        people[day], companions[day] = number, brought
    return people, companions


def _support(event: Event) -> tuple[dict[int, Counter[str]], Counter[str]]:
    """Diets by day, and what is needed."""
    diets: dict[int, Counter[str]] = defaultdict(Counter)
    needs: Counter[str] = Counter()
    counted: set[int] = set()
    asked = Support.objects.filter(registration__in=event.registrations.holding())
    for pk, day, diet, keys in asked.values_list("pk", "registration__days", "diet", "needs"):
        if diet and day:
            diets[day][diet] += 1
        if pk not in counted:
            counted.add(pk)
            needs.update(keys)
    return diets, needs


def _diets(counted: Counter[str], people: int) -> list[tuple[str, int]]:
    """All of them, nought too: a kitchen wants to read that nobody eats vegan."""
    special = [(str(label), counted[value]) for value, label in Diet.choices if value]
    return [(ANYTHING, people - sum(counted.values())), *special]
