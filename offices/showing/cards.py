"""What a list says about each office. Drawn once per change of content and day, then only put together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core.publishing.revision import each_once_per_revision, once_per_revision
from core.templatetags.formats import km
from core.web.parts import render_parts
from offices.finding.ranking import Hit, Relation
from offices.geography.gazetteer import gazetteer
from offices.hours import Kind, Slot, public_holiday, times, unsure_day, unsure_sentence
from offices.hours.rules import merged
from offices.models import HoursException, Office, OpeningHours, Place
from offices.topics.taxonomy import offers

MOST_OFFERS = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """One office on one day, drawn for everybody; what depends on the visitor's place goes between the two parts."""

    name: str
    today: str  # "Heute geöffnet: 9 bis 12 Uhr", empty when closed, unknown or not sure
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    summary: Summary
    whereabouts: tuple[str, ...] = ()  # "zuständig für Ihren Ort", "12 km entfernt"

    @property
    def markup(self) -> SafeString:
        added = "".join(f" · {words}" for words in self.whereabouts)
        return mark_safe(f"{self.summary.before}{added}{self.summary.after}")  # noqa: S308 (a template and fixed words)


def cards(offices: Iterable[int | Hit], *, day: date | None = None) -> list[Card]:
    """From keys alone, or from the hits of a search around a place."""
    found = list(offices)
    ids = [each if isinstance(each, int) else each[3] for each in found]
    known = summaries(ids, day or timezone.localdate())
    # An office that was taken down since its key was read is simply not shown.
    return [Card(known[pk], _whereabouts(each)) for pk, each in zip(ids, found, strict=True) if pk in known]


def _whereabouts(each: int | Hit) -> tuple[str, ...]:
    if isinstance(each, int):
        return ()
    relation, distance_km, _, _, only_town_known = each
    distance = () if only_town_known else (f"{km(distance_km)} entfernt",)
    return distance if relation == Relation.ELSEWHERE else ("zuständig für Ihren Ort", *distance)


@each_once_per_revision
def summaries(ids: Sequence[int], day: date) -> dict[int, Summary]:
    """Three queries for those not drawn yet."""
    (today, unsure), shown = _today(ids, day), _offers(ids)
    drawn = {}
    for office in Office.objects.for_cards().filter(pk__in=ids):
        said = today.get(office.pk, "")
        words = {"office": office, "today": said, "unsure": unsure.get(office.pk, ""), "offers": shown[office.pk]}
        before, after = render_parts("offices/card.html", words, "whereabouts")
        drawn[office.pk] = Summary(office.name, said, before, after)
    return drawn


def _offers(ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of the first ones."""
    through = Office.topics.through.objects.filter(office_id__in=ids)
    chosen: dict[int, set[int]] = defaultdict(set)
    for office_id, topic_id in through.values_list("office_id", "topic_id"):
        chosen[office_id].add(topic_id)
    return {pk: [offer.name for offer in offers() if offer.pk in chosen[pk]][:MOST_OFFERS] for pk in ids}


def _today(ids: Sequence[int], day: date) -> tuple[dict[int, str], dict[int, str]]:
    """One sentence per office that is open at some time of the day, the main place first; and one per office of which
    nobody knows whether it is, on a day like Heiligabend."""
    timetables: dict[_Where, _Day] = defaultdict(_Day)
    hours = OpeningHours.objects.falling_on(day).filter(kind=Kind.VISIT.value, place__office_id__in=ids).order_by()
    for starts, ends, *where in hours.values_list("starts", "ends", *_WHERE):
        timetables[_Where(*where)].rules.append(Slot(starts, ends))
    exceptions = _exceptions(day)
    for office_id in ids:
        for where, exception in exceptions.get(office_id, ()):
            timetables[where].exceptions.append(exception)
    unsure = unsure_day(day)
    rules_hold = not (public_holiday(day) or unsure)
    sentences: dict[int, str] = {}
    asking: dict[int, str] = {}
    for where, timetable in sorted(timetables.items(), key=lambda item: item[0].role != Place.Role.MAIN):
        slots = timetable.slots(rules_hold=rules_hold)
        if slots and where.office_id not in sentences:
            sentences[where.office_id] = f"{where.lead}: {times(slots)}"
        elif unsure and timetable.rules and not timetable.exceptions:
            asking[where.office_id] = unsure_sentence(unsure)
    return sentences, {pk: sentence for pk, sentence in asking.items() if pk not in sentences}


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

    def slots(self, *, rules_hold: bool) -> tuple[Slot, ...]:
        if not self.exceptions:
            return merged(self.rules) if rules_hold else ()
        shortest = min((days, -first.toordinal()) for days, first, _ in self.exceptions)
        ruling = [slots for days, first, slots in self.exceptions if (days, -first.toordinal()) == shortest]
        return merged(slot for slots in ruling for slot in slots)
