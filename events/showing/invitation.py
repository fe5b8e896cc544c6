"""What the page of an event says: before it the invitation, afterwards the documentation."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core.language.german import fold
from core.publishing.revision import once_per_revision
from core.templatetags.components import state
from events.models import Day, Event, Item, ItemDocument, ItemKind, Stage
from events.models.seats import HAS_PLACES
from events.showing.standing import standing_of
from events.showing.wishing import count_wishes

MARK = token_hex()  # what nobody can type


@dataclass(slots=True)
class ProgrammeLine:
    """One item of the programme as it is shown."""

    item: Item
    documents: list[ItemDocument]
    shows_result: bool
    parallel: list["ProgrammeLine"] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Where its free places are said: they change with every registration, the rest of the programme does not."""
        return f"{MARK}{self.item.pk}{MARK}" if self.item.is_bookable and self.item.capacity is not None else ""


@dataclass(frozen=True, slots=True)
class Invitation:
    stage: Stage
    standing: tuple[str, str]
    programme: SafeString
    full_days: tuple[date, ...]
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
        _full_days(event, stage),
        *labels,
    )


def _full_days(event: Event, stage: Stage) -> tuple[date, ...]:
    """Of an event of several days, where some have places of their own."""
    if event.is_one_day or not stage.takes_registrations or not (limited := _limited_days(event.pk)):
        return ()
    full = Day.objects.filter(pk__in=limited).exclude(HAS_PLACES).order_by("date")
    return tuple(full.values_list("date", flat=True))


@once_per_revision
def _limited_days(pk: int) -> tuple[int, ...]:
    return tuple(Day.objects.filter(event=pk, capacity__isnull=False).values_list("pk", flat=True))


@once_per_revision
def _labels(pk: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    event = Event(pk=pk)
    needs = event.needs.order_by("number").values_list("title", flat=True)
    topics = event.topics.order_by().values_list("name", flat=True)
    return tuple(needs), tuple(sorted(topics, key=fold))


def _programme(event: Event, stage: Stage) -> SafeString:
    """Drawn once per change of content; of each place that can run out it is asked anew how many are free."""
    pieces = _drawn(event.pk, is_documented=stage == Stage.DOCUMENTED)
    places = _places(event) if stage.takes_registrations and len(pieces) > 1 else {}
    filled = (places.get(piece, "") if number % 2 else piece for number, piece in enumerate(pieces))
    return mark_safe("".join(filled))  # noqa: S308 (drawn by templates and components)


@once_per_revision
def _drawn(pk: int, *, is_documented: bool) -> tuple[str, ...]:
    """Markup and keys of items in turn; the first and the last are markup."""
    days = programme_of(Event(pk=pk), is_documented=is_documented)
    return tuple(render_to_string("events/programme.html", {"programme": days}).split(MARK))


def _places(event: Event) -> dict[str, str]:
    items = list(Item.objects.bookable().of_event(event).exclude(capacity=None))
    count_wishes(event, items)
    return {str(item.pk): f"<p>{state('ok' if item.has_places else 'warn', item.places)}</p>" for item in items}


def programme_of(event: Event, *, is_documented: bool) -> list[tuple[Day, list[ProgrammeLine]]]:
    """Days, items, speakers and documents: four queries, whatever their number."""
    items = Item.objects.in_order().of_event(event).prefetch_related("speakers", "documents")
    lines = {item.pk: _line(item, is_documented=is_documented) for item in items}
    by_day: dict[int, list[ProgrammeLine]] = defaultdict(list)
    for line in lines.values():
        if line.item.parent_id:
            lines[line.item.parent_id].parallel.append(line)
        else:
            by_day[line.item.day_id].append(line)
    return [(day, by_day[day.pk]) for day in event.days.all()]


def _line(item: Item, *, is_documented: bool) -> ProgrammeLine:
    """Texts and files of the documentation appear with it, and once everybody who speaks there has agreed."""
    shows = is_documented and all(speaker.released for speaker in item.speakers.all())
    documents = list(item.documents.all()) if shows else []
    return ProgrammeLine(item, documents, shows and item.kind != ItemKind.BREAK)
