"""What a list says about each office, gathered for a whole page in three queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from core.revision import once_per_revision
from core.templatetags.formats import km
from offices.gazetteer import gazetteer
from offices.hours import Kind, Slot, public_holiday, times
from offices.hours.rules import merged
from offices.models import HoursException, Office, OpeningHours, Place, Topic

MOST_OFFERS = 4


@dataclass(frozen=True, slots=True)
class Card:
    office: Office
    today: str  # "Heute geöffnet: 9 bis 12 Uhr", empty when closed or unknown
    offers: tuple[str, ...]
    distance: str  # "12 km" from the place searched for; empty without one
    serves: bool  # there for the people of the place searched for

    @property
    def markup(self) -> SafeString:
        """Drawn once for all visitors to whom it says the same."""
        return _markup(self)


@once_per_revision
def _markup(card: Card) -> SafeString:
    return render_to_string("offices/card.html", {"card": card, "office": card.office})


def cards(offices: Iterable[Office], *, day: date | None = None) -> list[Card]:
    """`distance_km` and `serves` are read where a search around a place brought them along."""
    listed = list(offices)
    ids = [office.pk for office in listed]
    today = _today(ids, day or timezone.localdate())
    offers = _offers(ids)
    return [
        Card(
            office=office,
            today=today.get(office.pk, ""),
            offers=tuple(offers[office.pk][:MOST_OFFERS]),
            distance=km(office.distance_km) if hasattr(office, "distance_km") else "",
            serves=getattr(office, "serves", False),
        )
        for office in listed
    ]


@once_per_revision
def topic_names() -> dict[int, str]:
    return dict(Topic.objects.offers().values_list("pk", "name"))


def _offers(ids: list[int]) -> dict[int, list[str]]:
    names = topic_names()
    through = Office.topics.through.objects.filter(office_id__in=ids)
    found: dict[int, list[str]] = defaultdict(list)
    for topic_id, office_id in sorted(through.values_list("topic_id", "office_id")):
        if topic_id in names:
            found[office_id].append(names[topic_id])
    return found


def _today(ids: list[int], day: date) -> dict[int, str]:
    """One sentence per office that is open at some time of the day; the main place first."""
    timetables: dict[_Where, _Day] = defaultdict(_Day)
    hours = OpeningHours.objects.falling_on(day).filter(kind=Kind.VISIT.value, place__office_id__in=ids).order_by()
    for starts, ends, *where in hours.values_list("starts", "ends", *_WHERE):
        timetables[_Where(*where)].rules.append(Slot(starts, ends))
    exceptions = _exceptions(day)
    for office_id in ids:
        for where, exception in exceptions.get(office_id, ()):
            timetables[where].exceptions.append(exception)
    is_holiday = public_holiday(day) is not None
    sentences: dict[int, str] = {}
    for where, timetable in sorted(timetables.items(), key=lambda item: item[0].role != Place.Role.MAIN):
        slots = timetable.slots(is_holiday)
        if slots and where.office_id not in sentences:
            sentences[where.office_id] = f"{where.lead}: {times(slots)}"
    return sentences


@once_per_revision
def _exceptions(day: date) -> dict[int, list[tuple["_Where", "_Exception"]]]:
    """Office → what makes that day unlike others at one of its places. Few offices on most days."""
    rows = HoursException.objects.covering(day).order_by().values_list("days", "first", "starts", "ends", *_WHERE)
    found: dict[int, list[tuple[_Where, _Exception]]] = defaultdict(list)
    for days, first, starts, ends, *where in rows:
        found[where[0]].append((_Where(*where), (days, first, (Slot(starts, ends),) if starts else ())))
    return dict(found)


_Exception = tuple[int, date, tuple[Slot, ...]]  # days beyond the first, first day, slots
_WHERE = ("place__office_id", "place_id", "place__role", "place__name", "place__district", "place__ags")


@dataclass(frozen=True, slots=True)
class _Where:
    office_id: int
    place_id: int
    role: str
    name: str
    district: str
    ags: str

    @property
    def lead(self) -> str:
        if self.role == Place.Role.MAIN:
            return "Heute geöffnet"
        town = gazetteer().municipality_by_ags[self.ags].name
        return f"Heute Sprechstunde in {self.district or self.name or town}"


@dataclass(slots=True)
class _Day:
    """What holds at one place on one day. Says the same as `Place.timetable`, for many places at once."""

    rules: list[Slot] = field(default_factory=list)
    exceptions: list[_Exception] = field(default_factory=list)

    def slots(self, is_holiday: bool) -> tuple[Slot, ...]:
        if not self.exceptions:
            return () if is_holiday else merged(self.rules)
        shortest = min((days, -first.toordinal()) for days, first, _ in self.exceptions)
        ruling = [slots for days, first, slots in self.exceptions if (days, -first.toordinal()) == shortest]
        return merged(slot for slots in ruling for slot in slots)
