"""What is chosen where workshop places are given out."""

from typing import Any

from django import forms
from django.db.models import Q

from core.forms.rows import with_values
from core.forms.widgets import UNSEEN, LineInput, OptionField, Options
from core.language.german import fold
from events.models import Event, Item, Registration, RegistrationQuerySet
from events.places.clashes import Clashes
from events.showing.wording import when

CHOOSE = "Bitte wählen Sie eine Werkstatt."


class ReleaseForm(forms.Form):
    """Whose places may go to others, ticked person by person. What cannot be read releases nobody."""

    frei = forms.ModelMultipleChoiceField(queryset=Registration.objects.none(), required=False)

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data)
        self.fields["frei"].queryset = event.registrations.admitted()  # type: ignore[attr-defined]

    @property
    def released(self) -> frozenset[int]:
        found = self.cleaned_data.get("frei", ()) if self.is_valid() else ()
        return frozenset(person.pk for person in found)


class AllocateForm(ReleaseForm):
    """`grundlage`: what the proposal rests on that somebody has read."""

    grundlage = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    tell = forms.BooleanField(
        label="Allen Bescheid geben, für die sich etwas ändert",
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
    """One of the workshops on the days somebody attends. `sure` is asked once it clashes with what she has already, and
    counts for that clash alone."""

    agreed = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(label="Ja, trotzdem zuteilen", required=False)

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
        self.order_fields(["workshop", "sure", "exceed", "agreed"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "workshop" not in self.errors and not cleaned.get("workshop"):
            self.add_error("workshop", CHOOSE)
        return cleaned

    @property
    def item(self) -> Item:
        return self.workshops[self.cleaned_data["workshop"]]

    @property
    def agreed_to(self) -> str:
        return self.cleaned_data["agreed"] if self.cleaned_data["sure"] else ""

    @property
    def asks_whether_sure(self) -> bool:
        return bool(self["agreed"].value())

    def ask(self, clashes: Clashes) -> None:
        """Anew: whatever was ticked was ticked for another clash."""
        self.data = with_values(self.data, {"agreed": clashes.basis, "sure": ""})
        for sentence in clashes.sentences:
            self.add_error("sure", sentence)


def _label(item: Item) -> str:
    free = "" if item.free is None else f" – noch {item.free} frei" if item.free else " – voll"
    return f"{when(item.day, item)}: {item.title}{free}"
