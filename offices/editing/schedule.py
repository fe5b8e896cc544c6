"""The times of one Standort as JSON values and as the sentences the portal shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone

from core.forms.date_fields import clock_text
from core.language.dates import full_date, long_date
from offices.editing.parts import Data, plain
from offices.hours import Kind, Rule, Slot, rule_sentences, times
from offices.models import HoursException, Office, OpeningHours, Place


@dataclass(frozen=True)
class Special:
    """Days on which the usual times don't hold: no times, or others."""

    first: date
    last: date
    slot: Slot | None
    note: str

    @property
    def sentence(self) -> str:
        days = long_date(self.first)
        if self.last != self.first:
            days = f"{full_date(self.first)} bis {full_date(self.last)}"
        hours = times([self.slot]) if self.slot else "geschlossen"
        return f"{days}: {hours}{f' ({self.note})' if self.note else ''}"


@dataclass(frozen=True)
class Sentences:
    visits: list[str]
    phone_times: list[str]
    by_appointment: bool
    note: str
    exceptions: list[str]

    @property
    def has_hours(self) -> bool:
        return bool(self.visits or self.phone_times or self.by_appointment or self.note)


class Hours:
    """Everything about the times of a Standort. Exceptions that have passed are left alone and not shown."""

    def read(self, office: Office, place: Place | None) -> Data:
        if place is None:
            return {}
        rules = sorted(hours.rule for hours in place.hours.all())
        specials = (_special_of(row) for row in _coming(place))
        return {
            "hours": [rule_data(rule) for rule in rules],
            "by_appointment": place.by_appointment,
            "hours_note": plain(place.hours_note),
            "exceptions": [special_data(special) for special in in_order(specials)],
        }

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        if place is None:
            raise ValueError("the Standort is missing")
        self._write_rules(place, {rule_of(row) for row in data["hours"]})
        self._write_exceptions(place, [special_of(row) for row in data["exceptions"]])
        place.by_appointment, place.hours_note = data["by_appointment"], data["hours_note"]
        place.save(update_fields=["by_appointment", "hours_note"])

    def words(self, data: Data) -> dict[str, str]:
        said = in_sentences(data) if data else Sentences([], [], by_appointment=False, note="", exceptions=[])
        return {
            "Sprechzeiten": "\n".join(said.visits),
            "Telefonzeiten": "\n".join(said.phone_times),
            "Auch nach Vereinbarung": ("ja" if said.by_appointment else "nein") if data else "",
            "Zu den Zeiten": said.note,
            "Ausnahmen": "\n".join(said.exceptions),
        }

    def _write_rules(self, place: Place, wanted: set[Rule]) -> None:
        """Only what differs; what goes, goes first: no two rows may begin together."""
        standing = {hours.rule: hours for hours in place.hours.all()}
        for rule, hours in standing.items():
            if rule not in wanted:
                hours.delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(
                place=place,
                kind=rule.kind.value,
                weekday=rule.weekday,
                nth=rule.nth,
                starts=rule.starts,
                ends=rule.ends,
            )
            for rule in sorted(wanted - standing.keys())
        )

    def _write_exceptions(self, place: Place, wanted: list[Special]) -> None:
        standing = {_special_of(row): row for row in _coming(place)}
        for special, row in standing.items():
            if special not in wanted:
                row.delete()
        for special in wanted:
            if special not in standing:
                starts, ends = (special.slot.starts, special.slot.ends) if special.slot else (None, None)
                HoursException.objects.create(
                    place=place, first=special.first, last=special.last, starts=starts, ends=ends, note=special.note
                )


def in_sentences(data: Data) -> Sentences:
    rules = [rule_of(row) for row in data["hours"]]
    return Sentences(
        visits=rule_sentences(rule for rule in rules if rule.kind is Kind.VISIT),
        phone_times=rule_sentences((rule for rule in rules if rule.kind is Kind.PHONE), name_phone=False),
        by_appointment=data["by_appointment"],
        note=data["hours_note"],
        exceptions=[special_of(row).sentence for row in data["exceptions"]],
    )


# --- to and from JSON -----------------------------------------------------------------------------------------


def rule_data(rule: Rule) -> Data:
    return {
        "kind": rule.kind.value,
        "weekday": rule.weekday,
        "nth": rule.nth,
        "starts": clock_text(rule.starts),
        "ends": clock_text(rule.ends),
    }


def rule_of(row: Data) -> Rule:
    return Rule(Kind(row["kind"]), row["weekday"], row["nth"], _time(row["starts"]), _time(row["ends"]))


def special_data(special: Special) -> Data:
    slot = special.slot
    return {
        "first": plain(special.first),
        "last": plain(special.last),
        "starts": clock_text(slot.starts) if slot else None,
        "ends": clock_text(slot.ends) if slot else None,
        "note": special.note,
    }


def special_of(row: Data) -> Special:
    slot = Slot(_time(row["starts"]), _time(row["ends"])) if row["starts"] else None
    return Special(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), slot, row["note"])


def in_order(specials: Iterable[Special]) -> list[Special]:
    def rank(special: Special) -> tuple[date, date, time, str]:
        return (special.first, special.last, special.slot.starts if special.slot else time.min, special.note)

    return sorted(specials, key=rank)


def _coming(place: Place) -> list[HoursException]:
    today = timezone.localdate()
    return [row for row in place.exceptions.all() if row.last >= today]


def _special_of(row: HoursException) -> Special:
    return Special(row.first, row.last, next(iter(row.slots), None), plain(row.note))


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
