"""What is asked and typed at the desk for those who come."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from core.forms.widgets import UNSEEN, LineInput, LinesInput, OptionField, Options
from core.language.dates import long_date
from core.language.german import fold
from core.language.phones import readable
from core.media.pdf import unprintable
from events.forms.registration.person import ColleagueForm
from events.forms.registration.typed import line
from events.models import Day, Event, Item, Registration, RegistrationQuerySet, Standing

ACTIVE, UNCONFIRMED, GONE = "", "unbestaetigt", "abgemeldet"
STANDINGS = [
    (ACTIVE, "Alle, die kommen oder warten"),
    (Standing.ADMITTED.value, "Mit Platz"),
    (UNCONFIRMED, "Unbestätigt"),
    (Standing.WAITING.value, "Auf der Warteliste"),
    (Standing.OFFERED.value, "Platz angeboten"),
    (GONE, "Abgemeldet oder abgesagt"),
]
BY_NAME, BY_ARRIVAL = "", "eingang"
SEARCH = {"max_length": "Bitte geben Sie höchstens 80 Zeichen ein.", **UNSEEN}


class ParticipantFilterForm(forms.Form):
    """A GET form. What cannot be read counts as not asked."""

    suche = forms.CharField(
        label="Name suchen",
        max_length=80,
        required=False,
        widget=LineInput({"autocomplete": "off"}),
        error_messages=SEARCH,
    )
    stand = OptionField(lambda: Options.flat(STANDINGS), label="Stand")
    reihenfolge = OptionField(
        lambda: Options.flat([(BY_NAME, "Nach dem Namen"), (BY_ARRIVAL, "Nach dem Eingang")]), label="Reihenfolge"
    )
    ohne_mail = forms.BooleanField(label="Nur Menschen ohne E-Mail-Adresse", required=False)

    def __init__(self, query: QueryDict, *, event: Event) -> None:
        super().__init__(query)
        self.event = event
        self.days = {str(day.pk): day for day in event.days.all()}
        items = Item.objects.bookable().filter(day__event=event).order_by("day__date", "starts", "position", "pk")
        self.items = {str(item.pk): item for item in items}
        if len(self.days) > 1:
            self._add("tag", "Tag", "Alle Tage", [(key, long_date(day.date)) for key, day in self.days.items()])
        if self.items:
            titles = [(key, item.title) for key, item in self.items.items()]
            self._add("punkt", "Werkstatt oder Rahmenprogramm", "Alles", titles)
        self.order_fields(["suche", "stand", "tag", "punkt", "reihenfolge", "ohne_mail"])
        self.is_valid()

    def _add(self, name: str, label: str, everything: str, choices: list[tuple[str, str]]) -> None:
        options = Options.flat([("", everything), *choices])
        self.fields[name] = OptionField(lambda: options, label=label)

    @property
    def is_asked(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def item(self) -> Item | None:
        """Of whose waiting list is read."""
        return self.items.get(self.cleaned_data.get("punkt") or "")

    @property
    def asks_for_the_line(self) -> bool:
        """Then the page says why nobody moves up."""
        return self.cleaned_data.get("stand") in {Standing.WAITING, Standing.OFFERED} or self.item is not None

    def filter(self) -> RegistrationQuerySet:
        asked = self.cleaned_data
        people: RegistrationQuerySet = _standing(self.event.registrations.named(), asked.get("stand") or ACTIVE)
        for word in fold(asked.get("suche") or "").split():
            people = people.filter(Q(name_key__contains=word))
        if day := self.days.get(asked.get("tag") or ""):
            people = people.filter(days=day)
        if item := self.item:
            people = people.filter(bookings__item=item)
        if asked.get("ohne_mail"):
            people = people.filter(email="")
        by_arrival = asked.get("reihenfolge") == BY_ARRIVAL
        return people.order_by("registered_at", "pk") if by_arrival else people.alphabetical()


class DayForm(forms.Form):
    """A GET form: one day of an event that has several. What cannot be read counts as not asked."""

    def __init__(self, query: QueryDict, *, event: Event) -> None:
        super().__init__(query)
        days = {str(day.pk): day for day in event.days.all()}
        self.days = days if len(days) > 1 else {}
        options = Options.flat([("", "Alle Tage"), *((key, long_date(day.date)) for key, day in self.days.items())])
        self.fields["tag"] = OptionField(lambda: options, label="Tag")
        self.is_valid()

    @property
    def day(self) -> Day | None:
        return self.days.get(self.cleaned_data.get("tag") or "")


def _standing(people: RegistrationQuerySet, asked: str) -> RegistrationQuerySet:
    if asked == ACTIVE:
        return people.active()
    if asked == UNCONFIRMED:
        return people.active().unconfirmed()
    if asked == GONE:
        return people.gone()
    if asked == Standing.ADMITTED:
        return people.admitted()
    return people.in_line() if asked == Standing.WAITING else people.holding().filter(standing=asked)


class NotesForm(forms.Form):
    notes = forms.CharField(
        label="Notiz der Organisation",
        help_text="Nur Sie und Ihr Team lesen das. Schreiben Sie bitte nichts über die Gesundheit.",
        max_length=1000,
        required=False,
        widget=LinesInput({"rows": 4}),
        error_messages={"max_length": "Das ist zu lang. Bitte kürzen Sie es auf 1.000 Zeichen.", **UNSEEN},
    )


class ExceedForm(forms.Form):
    exceed = forms.BooleanField(
        label="Auch über die Grenze hinaus",
        help_text="Nur wenn der Raum und das Essen wirklich für eine Person mehr reichen.",
        required=False,
    )


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Warum kann die Person nicht kommen?",
        help_text="Diese Sätze stehen in der Absage, die wir ihr schicken.",
        max_length=600,
        widget=LinesInput({"rows": 4}),
        error_messages={
            "required": "Bitte schreiben Sie einen Grund. Die Person liest ihn in der Absage.",
            "max_length": "Das ist zu lang. Bitte kürzen Sie es auf 600 Zeichen.",
            **UNSEEN,
        },
    )


class CorrectionForm(ColleagueForm):
    """Name and contact of somebody, as they stand."""

    printed_name = line(
        "Name für Schild und Bescheinigung",
        most=160,
        help_text="Nur wenn dort etwas anderes stehen soll als Vorname und Nachname.",
    )

    def __init__(self, registration: Registration, data: Any = None) -> None:
        names = [*("salutation", "first_name", "last_name", "printed_name", "function", "email")]
        names += ["street", "postcode", "town"]
        initial = {name: getattr(registration, name) for name in names}
        phone = readable(registration.phone) if registration.phone else ""
        super().__init__(data, initial={**initial, "phone": phone, "origin": registration.from_where})
        without_suggestions(self)

    def clean_printed_name(self) -> str:
        name: str = self.cleaned_data["printed_name"]
        if signs := unprintable(name):
            raise forms.ValidationError(f"Diese Zeichen können wir nicht drucken: {signs}")
        return name


class NewPersonForm(ColleagueForm):
    """Typed at the desk for somebody else."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        without_suggestions(self)


def without_suggestions(form: forms.BaseForm) -> None:
    """The browser of the desk knows the name and address of the person who sits there, not of the one who calls."""
    for field in form.fields.values():
        field.widget.attrs.pop("autocomplete", None)
        if isinstance(field.widget, forms.TextInput):
            field.widget.attrs["autocomplete"] = "off"
