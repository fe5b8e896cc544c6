"""What a row says → what somebody asks for. What can't be understood is a sentence, never a guess."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.language.dates import WEEKDAYS
from core.language.german import fold
from events.forms.registration.person import REACH, WHOLE_ADDRESS, PersonForm
from events.models import Day, Event, Item
from events.people.exchange import columns
from events.people.exchange.names import read_name
from events.people.exchange.postcodes import read_postcode, split_address
from events.people.exchange.reading import SheetLine
from events.places.applications import Application, Choice

_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?: \d\d:\d\d Uhr)?")
_BETWEEN_DAYS = re.compile(r"[,;+/\n]|\bund\b")
_MAIL = re.compile(r"[^\s,;/<>()]+@[^\s,;/<>()]+")
_NAMED_MAIL = re.compile(r"[^@<>]*<([^<>]+)>|mailto:(.+)", re.IGNORECASE)
_BETWEEN_ITEMS = re.compile(r"[;|\n]")
FUNCTIONS = {
    **{"hauptamt": "hauptamt", "hauptberuf": "hauptamt", "ehrenamt": "ehrenamt", "freiwillig": "ehrenamt"},
    **{"weder": "anderes", "ander": "anderes"},
}
YES, NO = {"ja", "j", "x", "1", "wahr", "yes", "1 person", "eine person"}, {"", "nein", "n", "0", "falsch", "no"}
# A form speaks to the person herself; here somebody else reads it.
SENTENCES = {
    REACH: "Es fehlt, wie diese Person zu erreichen ist: E-Mail-Adresse, Telefon oder Anschrift.",
    WHOLE_ADDRESS: "Zu einer Anschrift gehören Straße, Postleitzahl und Ort.",
    "Bitte schreiben Sie Ihren Vornamen.": "Der Vorname fehlt.",
    "Bitte schreiben Sie Ihren Nachnamen.": "Der Nachname fehlt.",
}
LONGEST_REMARKS = 1000
LONGEST_CONTACT = 300
MOST_PARTS = 5  # of a title with semicolons
FIELDS = {
    "origin": columns.ORIGIN,
    "email": columns.EMAIL,
    "phone": columns.PHONE,
    "street": columns.STREET,
    "postcode": columns.POSTCODE,
    "town": columns.TOWN,
}


def read_rows(event: Event, lines: Iterable[SheetLine]) -> "Iterator[ListedRow]":
    """Understands each line by the same rules as the form of the registration. Two questions for all of them."""
    programme = Programme(event)
    return (ListedRow(line, programme) for line in lines)


class Programme:
    """The days and whatever can be booked, read once for all rows."""

    def __init__(self, event: Event) -> None:
        self.days = list(event.days.all())
        items = Item.objects.bookable().filter(day__event=event).order_by("pk")
        self.items: dict[str, list[Item]] = {}
        for item in items:
            self.items.setdefault(fold(item.title), []).append(item)


class ListedPersonForm(PersonForm):
    """Lists name towns of people who are reached by mail."""

    needs_whole_address = False


class ListedRow:
    """`application` is None where there are `problems`; `notes` say what was understood otherwise than it stands there,
    or not at all."""

    def __init__(self, line: SheetLine, programme: Programme) -> None:
        self.line, self.problems = line, list(line.problems)
        self.notes: list[str] = []
        self._cells, self._programme = line.cells, programme
        self._name = read_name(line.cells)
        self.problems += self._name.problems
        self.notes += self._name.notes
        form = ListedPersonForm(self._typed())
        if not form.is_valid():
            self.problems += [
                _about(field, str(sentence)) for field, all_of in form.errors.items() for sentence in all_of
            ]
        choice, remarks = self._choice(), self._remarks()
        self.application = (
            None
            if self.problems
            else Application(form.person, choice, has_companion=form.cleaned_data["has_companion"], remarks=remarks)
        )

    @property
    def name(self) -> str:
        """As it stands in the file."""
        return self._name.in_file

    def _typed(self) -> Mapping[str, Any]:
        name = self._name.name
        typed: dict[str, Any] = {field: self._cells.get(column, "") for field, column in FIELDS.items()}
        self._take_contact(typed)
        if not typed["postcode"] and not typed["town"]:
            typed["street"], typed["town"] = split_address(typed["street"])
        typed["postcode"], typed["town"], said = read_postcode(typed["postcode"], typed["town"])
        self.notes += said
        return typed | {
            "first_name": name.first or name.last,  # one name in both fields is one name
            "last_name": name.last or name.first,
            "salutation": name.salutation,
            "function": self._function(),
            "has_companion": self._companion(),
        }

    def _take_contact(self, typed: dict[str, Any]) -> None:
        """ "0228 614074, a@example.org" in a column for either."""
        said = self._cells.get(columns.CONTACT, "")
        mails = _MAIL.findall(said) if len(said) <= LONGEST_CONTACT else []
        rest = (_MAIL.sub(" ", said) if mails else said).strip(" ,;/<>()\n")
        typed["email"] = " ".join(filter(None, [_bare_mail(typed["email"]), *mails]))
        typed["phone"] = "; ".join(filter(None, [typed["phone"], rest]))

    def _function(self) -> str:
        said = self._cells.get(columns.FUNCTION, "")
        found = next((value for start, value in FUNCTIONS.items() if fold(said).startswith(start)), "")
        if said and not found:
            self.notes.append(f"„{said[:60]}“ in der Spalte „{columns.FUNCTION}“ kennt das Portal nicht.")
        return found

    def _remarks(self) -> str:
        said = self._cells.get(columns.REMARKS, "")
        if len(said) > LONGEST_REMARKS:
            self.problems.append(
                f"Die Bemerkung ist zu lang: Sie hat {len(said)} Zeichen, höchstens {LONGEST_REMARKS} sind möglich."
            )
        return said

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

    def _titles(self) -> Iterator[str]:
        """A title may have a semicolon of its own."""
        parts = _BETWEEN_ITEMS.split(self._cells.get(columns.ITEMS, ""))
        while parts:
            ends = range(min(len(parts), MOST_PARTS), 0, -1)
            end = next((end for end in ends if fold(" ".join(parts[:end])) in self._programme.items), 1)
            yield " ".join(parts[:end])
            parts = parts[end:]

    def _items(self, days: list[Day]) -> list[Item]:
        attended = {day.pk for day in days}
        found: dict[int, Item] = {}
        for title in self._titles():
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


def _bare_mail(text: str) -> str:
    """Of "Erika Beispiel <erika@example.org>" and "mailto:erika@example.org" the address."""
    found = _NAMED_MAIL.fullmatch(text.strip())
    return found[1] or found[2] if found else text


def _about(field: str, sentence: str) -> str:
    """With the name of the column, where the sentence itself does not say what it is about."""
    label = str(PersonForm.base_fields[field].label) if field in PersonForm.base_fields else ""
    known = SENTENCES.get(sentence, sentence)
    return known if known != sentence or not label or label in sentence else f"{label}: {sentence}"
