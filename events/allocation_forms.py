"""What is chosen where workshop places are given out."""

from typing import Any

from django import forms
from django.db.models import Q

from core.german import fold
from core.widgets import UNSEEN, LineInput, OptionField, Options
from events.models import Item, Registration, RegistrationQuerySet

CHOOSE = "Bitte wählen Sie eine Werkstatt."


class AllocateForm(forms.Form):
    tell = forms.BooleanField(
        label="Allen Bescheid geben",
        help_text="Mit einer E-Mail, oder mit einem Brief zum Ausdrucken.",
        required=False,
        initial=True,
    )


class PeopleForm(forms.Form):
    """Whom somebody looks for. What cannot be read counts as not asked."""

    suche = forms.CharField(
        label="Name suchen",
        max_length=80,
        required=False,
        widget=LineInput({"autocomplete": "off"}),
        error_messages={"max_length": "Bitte geben Sie höchstens 80 Zeichen ein.", **UNSEEN},
    )

    def filter(self, people: RegistrationQuerySet) -> RegistrationQuerySet:
        words = self.cleaned_data.get("suche", "") if self.is_valid() else ""
        for word in fold(words).split():
            people = people.filter(Q(name_key__contains=word))
        return people


class AssignForm(forms.Form):
    """One of the workshops on the days somebody attends."""

    exceed = forms.BooleanField(
        label="Auch wenn die Werkstatt voll ist",
        help_text="Dann sind dort mehr Menschen als vorgesehen. Fragen Sie vorher, ob der Raum reicht.",
        required=False,
    )

    def __init__(self, registration: Registration, data: Any = None) -> None:
        super().__init__(data)
        days = registration.days.all()
        found = Item.objects.workshops().filter(day__in=days).select_related("day")
        self.workshops = {str(item.pk): item for item in found.order_by("day__date", "starts", "position", "pk")}
        options = [("", "Bitte wählen"), *((key, _label(item)) for key, item in self.workshops.items())]
        self.fields["workshop"] = OptionField(lambda: Options.flat(options), label="Werkstatt")
        self.order_fields(["workshop", "exceed"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "workshop" not in self.errors and not cleaned.get("workshop"):
            self.add_error("workshop", CHOOSE)
        return cleaned

    @property
    def item(self) -> Item:
        return self.workshops[self.cleaned_data["workshop"]]


def _label(item: Item) -> str:
    hours = f", {item.hours}" if item.hours else ""
    free = "" if item.free is None else f" – noch {item.free} frei" if item.free else " – voll"
    return f"{item.title}{hours}{free}"
