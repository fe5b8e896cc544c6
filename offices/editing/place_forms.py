"""The sections of one Standort: where it is and what helps or hinders on the way in."""

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.forms.widgets import LineInput
from offices.editing.fields import TownField, YesNoField
from offices.editing.parts import Data, Fields, plain
from offices.editing.plain_forms import ProfileForm
from offices.finding.wordsearch import reindex
from offices.models import ACCESS_FEATURES, Office, Place

if TYPE_CHECKING:
    from offices.editing.section import Section

NOT_CHECKED = "nicht geprüft"
FEATURES = tuple(feature.name for feature in ACCESS_FEATURES)


# --- where ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddressFields(Fields):
    """Without a Standort a new one is made, after the others."""

    located_by: ClassVar = ("street", "postcode", "ags")

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        if place is None:
            last = max(office.places.values_list("position", flat=True), default=-1)
            place = Place(office=office, position=last + 1)
            self.put(place, data)
            place.save()
            return
        if any(name in data and data[name] != plain(getattr(place, name)) for name in self.located_by):
            # typed for the old house: the map would show the wrong door
            place.lat = place.lon = None
            place.save(update_fields=["lat", "lon"])
        super().write(office, place, data)


ADDRESS = AddressFields(
    Place,
    ("role", "name", "street", "postcode", "ags", "district", "hint", "public_transport", "parking"),
)


class StandortForm(ProfileForm):
    """For a Standort that is there, or for a new one (`place` None)."""

    ags = TownField(
        label="Stadt oder Gemeinde",
        help_text="Ein Ort oder eine Postleitzahl, zum Beispiel: Ahlen",
        max_length=200,
        widget=LineInput,
    )
    fields_in_words: ClassVar = {"role": "Was ist dieser Standort?"}
    hints: ClassVar = {
        "public_transport": "Zum Beispiel: Bus 1 bis Markt, von dort 200 Meter zu Fuß",
        "parking": "Zum Beispiel: Parkplatz am Rathaus, zwei Stunden frei",
    }

    class Meta:
        model = Place
        fields = ADDRESS.names
        widgets: ClassVar = {
            "role": forms.RadioSelect,
            "postcode": LineInput({"inputmode": "numeric", "class": "input--short"}),
        }

    def __init__(self, section: "Section", office: Office, *args: Any, **kwargs: Any) -> None:
        super().__init__(section, office, *args, **kwargs)
        roles: Any = self.fields["role"]
        roles.choices = [(value, label[0].upper() + label[1:]) for value, label in Place.Role.choices]

    def _copy(self) -> Place:
        if self.place is None:
            return Place(office=self.office, role=Place.Role.OUTREACH)
        return copy(self.place)

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        others = [place for place in self.office.places.all() if place != self.place]
        main = next((other for other in others if other.role == Place.Role.MAIN), None)
        if role == Place.Role.MAIN and main:
            sentence = "Ihre Hauptstelle ist schon „{}“. Bitte ändern Sie zuerst dort die Art des Standorts."
            raise ValidationError(sentence.format(main.label))
        return role


def is_removable(place: Place) -> bool:
    """A Hauptstelle stays, and so does the only Standort: without one an office sits nowhere."""
    return place.role != Place.Role.MAIN and Place.objects.filter(office=place.office_id).exclude(pk=place.pk).exists()


@transaction.atomic
def remove_place(office: Office, place_pk: int) -> None:
    """With its times and exceptions. Raises Place.DoesNotExist, or ValueError for one that has to stay."""
    fresh = Office.objects.select_for_update().get(pk=office.pk)
    place = fresh.places.get(pk=place_pk)
    if not is_removable(place):
        raise ValueError("the main or only place of an office stays")
    place.delete()
    fresh.settle()
    reindex([fresh.pk])
    office.refresh_from_db()


# --- the way in -----------------------------------------------------------------------------------------------

ACCESS = Fields(Place, (*FEATURES, "access_note", "access_checked_on"), unknown=NOT_CHECKED)


class AccessForm(ProfileForm):
    """Any change is a check; so is the tick that everything still holds."""

    rechecked = forms.BooleanField(
        label="Wir haben heute alles noch einmal geprüft",
        required=False,
        help_text="Besucherinnen und Besucher sehen den Tag.",
    )

    class Meta:
        model = Place
        fields = (*FEATURES, "access_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = {
            feature.name: YesNoField(label=feature.label, help_text=feature.definition, unknown=NOT_CHECKED)
            for feature in ACCESS_FEATURES
        }
        self.fields.update(answers)

    def proposal(self) -> Data:
        said = super().proposal()
        now = ACCESS.read(self.office, self.place)
        is_news = any(now[name] != value for name, value in said.items()) or self.cleaned_data["rechecked"]
        checked_on = plain(timezone.localdate()) if is_news else now["access_checked_on"]
        is_known = any(said[name] is not None for name in FEATURES)
        return {**said, "access_checked_on": checked_on if is_known else None}
