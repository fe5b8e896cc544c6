"""What a row says → what somebody asks for. What can't be understood is a sentence, never a guess."""

import re
from collections.abc import Mapping
from typing import Any

from core.dates import WEEKDAYS
from core.german import fold
from events.applications import Application, Choice
from events.exchange import columns
from events.exchange.reading import Line
from events.forms.person import REACH, WHOLE_ADDRESS, PersonForm
from events.models import Day, Event, Item

_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?")
_BETWEEN_DAYS = re.compile(r"[,;+/\n]|\bund\b")
_BETWEEN_ITEMS = re.compile(r"[;|\n]")
SALUTATIONS = {"frau": "frau", "herr": "herr", "herrn": "herr", "fr": "frau", "hr": "herr"}
FUNCTIONS = {"haupt": "hauptamt", "ehren": "ehrenamt", "weder": "anderes", "ander": "anderes"}
YES, NO = {"ja", "j", "x", "1", "wahr", "yes"}, {"", "nein", "n", "0", "falsch", "no"}
# A form speaks to the person herself; here somebody else reads it.
SENTENCES = {
    REACH: "Es fehlt, wie diese Person zu erreichen ist: E-Mail-Adresse, Telefon oder Anschrift.",
    WHOLE_ADDRESS: "Zu einer Anschrift gehören Straße, Postleitzahl und Ort.",
    "Bitte schreiben Sie Ihren Vornamen.": "Der Vorname fehlt.",
    "Bitte schreiben Sie Ihren Nachnamen.": "Der Nachname fehlt.",
}
FIELDS = {
    "origin": columns.ORIGIN,
    "email": columns.EMAIL,
    "phone": columns.PHONE,
    "street": columns.STREET,
    "postcode": columns.POSTCODE,
    "town": columns.TOWN,
}


class Programme:
    """The days and whatever can be booked, read once for all rows."""

    def __init__(self, event: Event) -> None:
        self.days = list(event.days.all())
        items = Item.objects.bookable().filter(day__event=event).order_by("pk")
        self.items: dict[str, list[Item]] = {}
        for item in items:
            self.items.setdefault(fold(item.title), []).append(item)


class Row:
    """`application` is None where there are `problems`."""

    def __init__(self, line: Line, programme: Programme) -> None:
        self.number, self.problems = line.number, list(line.problems)
        self._cells, self._programme = line.cells, programme
        form = PersonForm(self._typed())
        if not form.is_valid():
            self.problems += [
                _about(field, str(sentence)) for field, all_of in form.errors.items() for sentence in all_of
            ]
        choice = self._choice()
        self.application = (
            None
            if self.problems
            else Application(form.person, choice, has_companion=form.cleaned_data["has_companion"])
        )

    @property
    def name(self) -> str:
        """As it stands in the file."""
        first, last = self._names()
        return f"{first} {last}".strip()[:120]

    def _names(self) -> tuple[str, str]:
        """ "Beispiel, Erika" and "Erika Beispiel" where both stand in one column; there the last word is the name."""
        first, last = self._cells.get(columns.FIRST, ""), self._cells.get(columns.LAST, "")
        if first or last:
            return first, last
        full = " ".join(self._cells.get(columns.FULL, "").split())
        if "," in full:
            before, _, after = full.partition(",")
            return after.strip(), before.strip()
        before, _, after = full.rpartition(" ")
        return before, after

    def _typed(self) -> Mapping[str, Any]:
        first, last = self._names()
        typed: dict[str, Any] = {name: self._cells.get(column, "") for name, column in FIELDS.items()}
        return typed | {
            "first_name": first,
            "last_name": last,
            "salutation": SALUTATIONS.get(fold(self._cells.get(columns.SALUTATION, "")), ""),
            "function": FUNCTIONS.get(fold(self._cells.get(columns.FUNCTION, ""))[:5], ""),
            "has_companion": self._companion(),
        }

    def _companion(self) -> bool:
        said = fold(self._cells.get(columns.COMPANION, ""))
        if said not in YES | NO:
            self.problems.append("In der Spalte „Begleitperson“ muss „ja“ oder „nein“ stehen.")
        return said in YES

    # --- days and workshops ---------------------------------------------------------------------------------

    def _choice(self) -> Choice:
        days = self._days()
        wishes: dict[int, tuple[int, ...]] = {}
        extras: list[int] = []
        for item in self._items(days):
            if item.parent_id:
                wishes[item.parent_id] = (*wishes.get(item.parent_id, ()), item.pk)
            else:
                extras.append(item.pk)
        if any(len(of_slot) > 2 for of_slot in wishes.values()):
            self.problems.append(
                "Zur gleichen Zeit sind höchstens zwei Werkstätten möglich: erster und zweiter Wunsch."
            )
        return Choice(tuple(day.pk for day in days), wishes, tuple(extras))

    def _days(self) -> list[Day]:
        """All of them where nothing is said."""
        text = self._cells.get(columns.DAYS, "")
        words = [word.strip() for word in _BETWEEN_DAYS.split(text) if word.strip()]
        if not words or fold(text) in {"alle", "alle tage"}:
            return self._programme.days
        found = {day.pk: day for word in words if (day := self._day(word))}
        return [day for day in self._programme.days if day.pk in found]

    def _day(self, word: str) -> Day | None:
        date = _DATE.fullmatch(word)
        for day in self._programme.days:
            if date and (day.date.day, day.date.month) == (int(date[1]), int(date[2])):
                if not date[3] or day.date.year % 100 == int(date[3]) % 100:
                    return day
            elif len(fold(word)) > 1 and fold(WEEKDAYS[day.date.weekday()]).startswith(fold(word)):
                return day
        self.problems.append(f"Am „{word[:40]}“ ist die Veranstaltung nicht.")
        return None

    def _items(self, days: list[Day]) -> list[Item]:
        attended = {day.pk for day in days}
        found: dict[int, Item] = {}
        for title in _BETWEEN_ITEMS.split(self._cells.get(columns.ITEMS, "")):
            called_so = self._programme.items.get(fold(title), [])
            items = [item for item in called_so if item.day_id in attended]
            if len(items) == 1:
                found[items[0].pk] = items[0]
            elif items:
                self.problems.append(f"„{items[0].title}“ gibt es mehrmals. Bitte tragen Sie das später von Hand ein.")
            elif called_so:
                self.problems.append(f"„{called_so[0].title}“ ist an einem anderen Tag als gewählt.")
            elif title.strip():
                self.problems.append(f"„{title.strip()[:80]}“ steht nicht im Programm.")
        return list(found.values())


def _about(field: str, sentence: str) -> str:
    """With the name of the column, where the sentence itself does not say what it is about."""
    label = str(PersonForm.base_fields[field].label) if field in PersonForm.base_fields else ""
    known = SENTENCES.get(sentence, sentence)
    return known if known != sentence or not label or label in sentence else f"{label}: {sentence}"
