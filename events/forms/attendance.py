"""What is typed and pressed where attendance, certificates and opinions are kept."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from core.forms.widgets import UNSEEN, LineInput, LinesInput, OptionField, Options
from core.language.german import fold
from events.attendance.certificates import tidy_number
from events.attendance.feedback import WORDS
from events.models import Event, Feedback, Registration, RegistrationQuerySet
from events.models.units import Unit, current, units_of

SEARCH = {"max_length": "Bitte geben Sie höchstens 80 Zeichen ein.", **UNSEEN}


class AttendanceForm(forms.Form):
    """Where, and who is looked for. What cannot be read counts as not asked."""

    suche = forms.CharField(
        label="Name suchen",
        max_length=80,
        required=False,
        widget=LineInput({"autocomplete": "off", "data-filter": ""}),
        error_messages=SEARCH,
    )

    def __init__(self, query: QueryDict, *, event: Event) -> None:
        super().__init__(query)
        self.units = {unit.key: unit for unit in units_of(event)}
        options = Options.flat((key, unit.label) for key, unit in self.units.items())
        self.fields["wo"] = OptionField(lambda: options, label="Tag oder Werkstatt")
        self.fallback = current(list(self.units.values()), timezone.now())
        self.order_fields(["wo", "suche"])
        self.is_valid()
        self.initial["wo"] = self.unit.key if self.unit else ""

    @property
    def words(self) -> str:
        """What was looked for; nothing where it could not be read."""
        return str(self.cleaned_data.get("suche", ""))

    @property
    def unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data.get("wo", "")) or self.fallback

    def filter(self, people: RegistrationQuerySet) -> RegistrationQuerySet:
        """Each word begins or lies within the name; "Müller", "mueller" and "MULLER," are one."""
        for word in fold(self.words).split():
            people = people.filter(Q(name_key__contains=word))
        return people


class MarkForm(forms.Form):
    """One press on "Ist da" or "Doch nicht da". `suche` only leads back to the same list."""

    anmeldung = forms.IntegerField()
    wo = forms.CharField(max_length=40)
    suche = forms.CharField(max_length=80, required=False)

    def __init__(self, data: QueryDict, *, event: Event) -> None:
        super().__init__(data)
        self.event = event

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        units = {unit.key: unit for unit in units_of(self.event)}
        people = self.event.registrations.admitted().named()
        unit, key = units.get(cleaned.get("wo", "")), cleaned.get("anmeldung") or 0
        registration = people.filter(pk=key).first() if abs(key) < 2**63 else None
        if unit is None or registration is None:
            raise forms.ValidationError("Diese Person steht nicht mehr auf der Liste. Bitte suchen Sie noch einmal.")
        self.unit: Unit = unit
        self.registration: Registration = registration
        return cleaned


class NumberForm(forms.Form):
    nummer = forms.CharField(
        label="Nummer der Bescheinigung",
        help_text="Sie steht unten auf dem Papier, zum Beispiel 7K3M-Q9WD-2HXT.",
        max_length=60,
        widget=LineInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Bitte tippen Sie die Nummer ein, die unten auf der Bescheinigung steht.",
            "max_length": "Diese Nummer ist zu lang. Sie hat zwölf Zeichen.",
            **UNSEEN,
        },
    )

    def clean_nummer(self) -> str:
        number = tidy_number(self.cleaned_data["nummer"])
        if not number:
            raise forms.ValidationError("Diese Nummer ist nicht vollständig. Sie hat zwölf Buchstaben und Ziffern.")
        return number


class FeedbackForm(forms.ModelForm):
    """Every answer is free; at least one is needed."""

    class Meta:
        model = Feedback
        fields = ("overall", "content", "organisation", "good", "better", "topics")
        widgets = {name: LinesInput({"rows": 4}) for name in ("good", "better", "topics")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Keine Antwort"), *((str(mark), word.capitalize()) for mark, word in WORDS.items())]
        for name in ("overall", "content", "organisation"):
            label = self.fields[name].label
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten."},
            )
        for name in ("good", "better", "topics"):
            self.fields[name].error_messages |= UNSEEN

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Bitte beantworten Sie mindestens eine Frage.")
        return cleaned
