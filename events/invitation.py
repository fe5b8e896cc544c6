"""What the page of an event says: before it the invitation, afterwards the documentation."""

from collections import defaultdict
from dataclasses import dataclass, field

from core.revision import once_per_revision
from events.models import Day, Event, Item, ItemDocument, ItemKind, Stage
from events.standing import standing_of


@dataclass(slots=True)
class Line:
    """One item of the programme as it is shown."""

    item: Item
    documents: list[ItemDocument]
    shows_result: bool
    places: str
    parallel: list["Line"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Invitation:
    stage: Stage
    standing: tuple[str, str]
    programme: list[tuple[Day, list[Line]]]
    needs: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def button(self) -> str:
        """The words of the one main button; empty where nobody can register."""
        words = {Stage.OPEN: "Platz anmelden", Stage.FULL: "Auf die Warteliste setzen"}
        return words.get(self.stage, "")

    @property
    def is_off(self) -> bool:
        return self.stage in {Stage.CALLED_OFF, Stage.POSTPONED}


def invitation_to(event: Event) -> Invitation:
    stage = event.stage()
    labels = _labels(event.pk)
    return Invitation(
        Stage.CLOSED if stage == Stage.FULL and not event.takes_waiting else stage,
        standing_of(event),
        _programme(event, stage),
        *labels,
    )


@once_per_revision
def _labels(pk: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    event = Event(pk=pk)
    needs = event.needs.order_by("number").values_list("title", flat=True)
    topics = event.topics.order_by("name").values_list("name", flat=True)
    return tuple(needs), tuple(topics)


def _programme(event: Event, stage: Stage) -> list[tuple[Day, list[Line]]]:
    """Days, items, speakers and documents: four queries, whatever their number."""
    items = Item.objects.in_order().filter(day__event=event).prefetch_related("speakers", "documents")
    lines = {item.pk: _line(event, item, stage) for item in items}
    by_day: dict[int, list[Line]] = defaultdict(list)
    for line in lines.values():
        if line.item.parent_id:
            lines[line.item.parent_id].parallel.append(line)
        else:
            by_day[line.item.day_id].append(line)
    return [(day, by_day[day.pk]) for day in event.days.all()]


def _line(event: Event, item: Item, stage: Stage) -> Line:
    """Texts and files of the documentation appear with it, and once everybody who speaks there has agreed."""
    shows = stage == Stage.DOCUMENTED and all(speaker.released for speaker in item.speakers.all())
    places = item.places if item.is_bookable and stage.takes_registrations and item.capacity is not None else ""
    documents = list(item.documents.all()) if shows else []
    return Line(item, documents, shows and item.kind != ItemKind.BREAK, places)
