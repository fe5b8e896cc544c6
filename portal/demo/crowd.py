"""Invented people who register for the conferences of the demo. Their names say that they are invented."""

from collections.abc import Iterator
from random import Random
from uuid import uuid5

from events.models import Event, Item, ItemKind
from events.places.applications import Application, Choice, Person, SupportWish
from offices.models import Office

FIRST_NAMES = (
    *("Anna", "Bernd", "Carla", "Dieter", "Ella", "Frank", "Gisela", "Hans", "Inge", "Jürgen", "Karin", "Lothar"),
    *("Maria", "Norbert", "Olga", "Peter", "Renate", "Siegfried", "Traude", "Ulrich", "Vera", "Wolfgang"),
)
LAST_NAMES = ("Beispiel", "Muster", "Probe", "Ausgedacht", "Erfunden", "Vorlage", "Fantasie", "Entwurf")


def applications(event: Event, count: int, *, seed: int) -> Iterator[Application]:
    """Each different, and the same every time."""
    random = Random(seed)  # noqa: S311 (nothing secret)
    offices = list(Office.objects.listed().filter(is_sample=True).order_by("pk")[:40])
    slots = Item.objects.filter(day__event=event, kind=ItemKind.PARALLEL).prefetch_related("parallel")
    workshops = {slot.pk: [item.pk for item in slot.parallel.all()] for slot in slots}
    extras = list(Item.objects.extras().filter(day__event=event).values_list("pk", flat=True))
    for number in range(count):
        wishes = {slot: tuple(random.sample(items, 2)) for slot, items in workshops.items() if random.random() < 0.9}
        yield Application(
            person=_person(number, random, offices),
            choice=Choice(wishes=wishes, extras=tuple(item for item in extras if random.random() < 0.5)),
            has_companion=random.random() < 0.04,
            on_list=random.random() < 0.6,
            support=_support(random),
            nonce=uuid5(event.uid, str(number)),
        )


def _person(number: int, random: Random, offices: list[Office]) -> Person:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    reached = {"phone": f"+492214710{number:03}"} if number % 12 == 5 else {"email": f"person{number}@example.org"}
    return Person(
        first_name=first,
        last_name=last,
        function=random.choice(("hauptamt", "ehrenamt", "ehrenamt")),
        office=random.choice(offices) if offices and random.random() < 0.85 else None,
        **reached,
    )


def _support(random: Random) -> SupportWish | None:
    if random.random() < 0.7:
        return None
    needs = tuple(need for need in ("wheelchair", "hearing_loop", "large_print") if random.random() < 0.3)
    return SupportWish(needs, random.choice(("", "vegetarisch", "vegan")))
