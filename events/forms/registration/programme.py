"""The second page: what somebody chooses of the programme, and what she needs to take part."""

from typing import Any, ClassVar

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.language.dates import WEEKDAYS, long_date
from core.language.german import join_words
from core.publishing.revision import once_per_revision
from events.forms.registration.person import add_rest, rest_read_back
from events.forms.registration.questions import Question, Second, question, seats_note, second
from events.forms.registration.typed import lines, mark_optional
from events.models import SUPPORT, Day, Diet, Event, Item, Registration
from events.places.applications import Choice, SupportWish
from events.places.options import Options, Slot
from events.showing.wording import when

NONE = "0"
GONE = {
    "invalid_choice": "Das steht nicht mehr zur Wahl. Bitte wählen Sie noch einmal.",
    "invalid_list": "Das steht nicht mehr zur Wahl. Bitte wählen Sie noch einmal.",
}
NO_DAY = "Bitte wählen Sie mindestens einen Tag."
NO_WORKSHOP = "{when}: Bitte wählen Sie eine Werkstatt oder „Keine Werkstatt“."
CONSENT = (
    "Bitte setzen Sie den Haken, damit wir Ihre Angaben zu Unterstützung und Essen speichern dürfen. "
    "Oder nehmen Sie diese Angaben wieder heraus."
)


class ProgrammeForm(forms.Form):
    """Only what is there to choose of the event. `asks_more` also for support, list and remarks."""

    needs: ClassVar = forms.MultipleChoiceField(
        label="Was brauchen Sie, damit Sie gut teilnehmen können?",
        choices=list(SUPPORT.items()),
        required=False,
        error_messages=GONE,
    )
    diet = forms.ChoiceField(label="Was essen Sie?", choices=Diet.choices, required=False, error_messages=GONE)

    def __init__(
        self, options: Options, data: Any = None, *, asks_support: bool = False, asks_rest: bool = False, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.options, self.asks_support, self.asks_rest = options, asks_support, asks_rest
        if len(options.days) > 1:
            self._add_many("days", "An welchen Tagen kommen Sie?", [day.pk for day in options.days])
            self.fields["days"].initial = [str(day.pk) for day in options.days]
        for slot in options.slots:
            self._add_slot(slot)
        if options.extras:
            self._add_many("extras", "Kommen Sie auch dazu?", [item.pk for _, item in options.extras])
        if asks_support:
            self._add_support()
        else:
            del self.fields["needs"], self.fields["diet"]
        if asks_rest:
            add_rest(self)

    # --- its fields ---------------------------------------------------------------------------------------

    def _add_many(self, name: str, label: str, keys: list[int]) -> None:
        choices = [(str(key), "") for key in keys]
        self.fields[name] = forms.MultipleChoiceField(label=label, choices=choices, required=False, error_messages=GONE)

    def _add_slot(self, slot: Slot) -> None:
        choices = [(str(item.pk), item.title) for item in slot.workshops]
        label = f"{slot.when}: Wählen Sie eine Werkstatt"
        self.fields[_first(slot)] = forms.ChoiceField(
            label=label, choices=[*choices, (NONE, "")], required=False, error_messages=GONE
        )
        if slot.may_fill:
            self.fields[_second(slot)] = forms.ChoiceField(
                label="Falls dort kein Platz frei ist: Ihr zweiter Wunsch",
                choices=[("", "Kein zweiter Wunsch"), *choices],
                required=False,
                error_messages=GONE,
            )

    def _add_support(self) -> None:
        self.fields["support_note"] = lines("Was sollten wir noch wissen? Zum Beispiel eine Allergie", most=500, rows=3)
        mark_optional(self, "support_note")
        self.fields["consent"] = forms.BooleanField(
            label="Ja, Sie dürfen meine Angaben zu Unterstützung und Essen für diese Veranstaltung speichern",
            help_text="Nur das Organisationsteam sieht sie. Sie können Ihre Einwilligung jederzeit zurücknehmen.",
            required=False,
        )

    # --- what is right ------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if len(self.options.days) > 1 and "days" not in self.errors and not cleaned.get("days"):
            self.add_error("days", NO_DAY)
        for slot in self.options.slots:
            name = _first(slot)
            # Who names a second wish only means her first one.
            cleaned[name] = cleaned.get(name) or cleaned.get(_second(slot)) or ""
            if name not in self.errors and not cleaned[name] and self._is_attended(slot.day.pk):
                self.add_error(name, NO_WORKSHOP.format(when=slot.when))
        if self._says_support(cleaned) and not cleaned.get("consent"):
            self.add_error("consent", CONSENT)
        return cleaned

    def _says_support(self, cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(name) for name in ("needs", "diet", "support_note"))

    def _is_attended(self, day: int) -> bool:
        return len(self.options.days) < 2 or str(day) in self.cleaned_data.get("days", [])

    # --- what it means ------------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What lies on days that were not chosen is left out."""
        days = tuple(int(day) for day in self.cleaned_data.get("days", []))
        slots = [slot for slot in self.options.slots if self._is_attended(slot.day.pk)]
        wishes = {slot.item.pk: self._wishes(slot) for slot in slots}
        return Choice(days, wishes, tuple(item.pk for _, item in self._extras()))

    @property
    def support(self) -> SupportWish | None:
        typed = self.cleaned_data
        if not self.asks_support or not self._says_support(typed):
            return None
        return SupportWish(tuple(typed["needs"]), typed["diet"], typed["support_note"])

    def _wishes(self, slot: Slot) -> tuple[int, ...]:
        first, second = self.cleaned_data[_first(slot)], self.cleaned_data.get(_second(slot), "")
        if first in {"", NONE}:
            return ()
        return (int(first), int(second)) if second and second != first else (int(first),)

    def _extras(self) -> list[tuple[Day, Item]]:
        chosen = self.cleaned_data.get("extras", [])
        return [
            (day, item) for day, item in self.options.extras if str(item.pk) in chosen and self._is_attended(day.pk)
        ]

    # --- how it looks -------------------------------------------------------------------------------------

    @property
    def choices(self) -> list[Question]:
        """Days, workshops and what can be added."""
        questions = []
        if "days" in self.fields:
            days = [(str(day.pk), long_date(day.date), seats_note(day.hours, day)) for day in self.options.days]
            questions.append(question(self["days"], "checkbox", days))
        for slot in self.options.slots:
            options = [(str(item.pk), item.title, seats_note(item.room, item)) for item in slot.workshops]
            options.append((NONE, "Keine Werkstatt", "Ich möchte in dieser Zeit nicht teilnehmen."))
            questions.append(question(self[_first(slot)], "radio", options, second=self._second_wish(slot)))
        if "extras" in self.fields:
            extras = [
                (str(item.pk), item.title, seats_note(when(day, item), item)) for day, item in self.options.extras
            ]
            questions.append(question(self["extras"], "checkbox", extras, optional=True))
        return questions

    def _second_wish(self, slot: Slot) -> Second | None:
        options = [("", "Kein zweiter Wunsch"), *((str(item.pk), item.title) for item in slot.workshops)]
        return second(self[_second(slot)], options) if slot.may_fill else None

    @property
    def rest(self) -> SafeString:
        """What is the same for all events: drawn once for those who have not answered yet."""
        return draw_rest(self) if self.is_bound else _blank_rest(self.asks_support, self.asks_rest)

    @property
    def support_questions(self) -> list[Question]:
        needs = [(key, label, "") for key, label in SUPPORT.items()]
        diets = [(str(value), str(label), "") for value, label in Diet.choices]
        return [
            question(self["needs"], "checkbox", needs, optional=True),
            question(self["diet"], "radio", diets, optional=True),
        ]

    @property
    def read_back(self) -> list[tuple[str, str]]:
        said = []
        if "days" in self.fields:
            chosen = self.cleaned_data["days"]
            days = [f"{WEEKDAYS[day.date.weekday()]}" for day in self.options.days if str(day.pk) in chosen]
            said.append(("Tage", join_words(days)))
        said += [
            (slot.when, self._slot_read_back(slot)) for slot in self.options.slots if self._is_attended(slot.day.pk)
        ]
        said += [(when(day, item), _with_places(item)) for day, item in self._extras()]
        if support := self.support:
            needs = [*(SUPPORT[key] for key in support.needs), support.note]
            said.append(("Unterstützung", ". ".join(need for need in needs if need)))
            said.append(("Essen", str(Diet(support.diet).label) if support.diet else ""))
        if self.asks_rest:
            said += rest_read_back(self.cleaned_data)
        return [(label, value) for label, value in said if value]

    def _slot_read_back(self, slot: Slot) -> str:
        items = {item.pk: item for item in slot.workshops}
        wishes = [items[key] for key in self._wishes(slot)]
        if not wishes:
            return "Keine Werkstatt"
        second = f" Ihr zweiter Wunsch: {wishes[1].title}." if len(wishes) > 1 else ""
        return f"{_with_places(wishes[0])}.{second}"


def initial_of(registration: Registration, options: Options) -> dict[str, Any]:
    """As she has chosen."""
    bookings = {(booking.slot_id, booking.wish): str(booking.item_id) for booking in registration.bookings.all()}
    chosen: dict[str, Any] = {"days": [str(day.pk) for day in registration.days.all()]}
    chosen["extras"] = [str(booking.item_id) for booking in registration.bookings.all() if booking.slot_id is None]
    for slot in options.slots:
        chosen[_first(slot)] = bookings.get((slot.item.pk, 1), NONE)
        chosen[_second(slot)] = bookings.get((slot.item.pk, 2), "")
    return chosen


@once_per_revision
def _blank_rest(asks_support: bool, asks_rest: bool) -> SafeString:
    nothing = Options(Event(), (), (), ())
    return draw_rest(ProgrammeForm(nothing, asks_support=asks_support, asks_rest=asks_rest))


def draw_rest(form: ProgrammeForm) -> SafeString:
    return render_to_string("events/registering/needs.html", {"form": form})


def _with_places(item: Item) -> str:
    """A workshop that is full says so before anybody sends the form."""
    return item.title if item.has_places else f"{item.title} (ausgebucht, Sie kommen auf die Warteliste)"


def _first(slot: Slot) -> str:
    return f"slot{slot.item.pk}"


def _second(slot: Slot) -> str:
    return f"second{slot.item.pk}"
