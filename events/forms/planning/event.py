"""What people type at the desk where events are planned, one form per section."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django import forms
from django.utils import timezone

from core.forms.date_fields import GermanDateField
from core.forms.editor import EditorWidget
from core.forms.plain_forms import pressed, speak_german
from core.forms.widgets import LinesInput
from core.publishing.editions import EditionField, for_edition
from events.models import Event, Kind, Series
from events.models.events import CONTACT_DAYS, SUPPORT_DAYS, WAITING_DAYS
from events.planning.editing import MANY
from offices.editing.fields import PhoneField
from offices.models import Need, Office, Topic
from offices.taxonomy import taxonomy

MOST_DAYS = 14


class SectionForm(forms.ModelForm):
    """`edition` is that of the event when the form was opened."""

    edition = EditionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = pressed(self.data if self.is_bound else None)
        self.initial["edition"] = self.instance.edition
        speak_german(self)

    def preview(self) -> Event:
        """The event as it would be; topics and needs are shown once they are saved."""
        for name, value in self.values().items():
            if name not in MANY:
                setattr(self.instance, name, value)
        found: Event = self.instance
        return found

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in (self._meta.fields or ())}

    def for_edition(self, edition: int) -> Self:
        return type(self)(for_edition(self.data, edition), instance=self.instance)

    def _post_clean(self) -> None:
        """The event itself is written under its lock; a form must not fill it in beforehand."""


class WordsForm(SectionForm):
    topics = forms.ModelMultipleChoiceField(
        label="Themen", queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.ModelMultipleChoiceField(
        label="Auf welchen Bedarf antwortet die Veranstaltung?",
        help_text="Die sechs Bedarfe haben die Seniorenbüros 2008 benannt. Der Verwendungsnachweis zählt danach.",
        queryset=Need.objects.order_by("number"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = (
            "title", "kind", "motto", "teaser", "body", "audience", "cost", "topics", "needs", "area", "visibility",
            "funder", "partners", "series", "number",
        )  # fmt: skip
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "teaser": LinesInput({"rows": 3}),
            "body": EditorWidget,
            "visibility": forms.RadioSelect,
            "partners": LinesInput({"rows": 3}),
        }
        help_texts: ClassVar = {
            "teaser": "Höchstens 300 Zeichen. Steht in der Liste und oben auf der Seite.",
            "audience": "Zum Beispiel: Haupt- und Ehrenamtliche aus Seniorenbüros",
            "area": "Für welche Gegend ist die Veranstaltung gedacht?",
            "number": "Nur in einer Reihe: das wievielte Modul ist es?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.filter(pk__in=[field.pk for field, _ in taxonomy()])  # type: ignore[attr-defined]
        self.fields["series"].queryset = Series.objects.filter(office=self.instance.office).alphabetical()  # type: ignore[attr-defined]
        self.fields["series"].empty_label = "gehört zu keiner Reihe"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("number") and not values.get("series") and "series" not in self.errors:
            self.add_error(
                "series", "Zu welcher Reihe gehört das Modul? Bitte wählen Sie sie, oder löschen Sie die Nummer."
            )
        return values


class PlaceForm(SectionForm):
    class Meta:
        model = Event
        fields = ("mode", "venue", "street", "postcode", "town", "directions", "access_note", "online_link")
        widgets: ClassVar = {
            "mode": forms.RadioSelect,
            "directions": LinesInput({"rows": 4}),
            "access_note": LinesInput({"rows": 4}),
        }
        help_texts: ClassVar = {
            "venue": "Zum Beispiel: Bürgerhaus, großer Saal",
            "access_note": "Stufenloser Eingang, Aufzug, Toilette, Höranlage, Parkplatz: Was gibt es, was nicht?",
        }

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"].strip()
        if postcode and not (postcode.isascii() and postcode.isdecimal() and len(postcode) == 5):
            raise forms.ValidationError("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 44137.")
        return postcode


class RegistrationRulesForm(SectionForm):
    """How people register, until when, and what is kept of it how long."""

    opens_on = GermanDateField(
        label="Anmeldung ab", required=False, help_text="Leer heißt: sofort nach der Veröffentlichung."
    )
    closes_on = GermanDateField(
        label="Anmeldung bis",
        required=False,
        help_text="Dieser Tag zählt mit. Leer heißt: bis die Veranstaltung beginnt.",
    )
    contact_phone = PhoneField(label="Telefon", required=False, help_text="Leer heißt: das Telefon des Veranstalters.")

    class Meta:
        model = Event
        fields = (
            "takes_registrations", "capacity", "office_quota", "has_waiting_list", "allocation", "asks_support",
            "contact_name", "contact_phone", "contact_email", "photo_note", "privacy_note", "offer_hours",
            "keep_support_days", "keep_contact_days", "keep_waiting_days",
        )  # fmt: skip
        widgets: ClassVar = {"allocation": forms.RadioSelect, "privacy_note": LinesInput({"rows": 5})}
        help_texts: ClassVar = {
            "capacity": "Für wie viele Menschen ist insgesamt Platz? Leer heißt: Es gibt keine Grenze.",
            "contact_name": "Wer Fragen beantwortet. Der Name steht auf der Seite.",
            "offer_hours": "So lange hat jemand von der Warteliste Zeit, ja zu sagen. Mit der Post drei Tage länger.",
            "keep_support_days": f"Nach der Veranstaltung. Üblich sind {SUPPORT_DAYS} Tage.",
            "keep_contact_days": f"Nach der Veranstaltung. Üblich sind {CONTACT_DAYS} Tage.",
            "keep_waiting_days": f"Nach der Veranstaltung. Üblich sind {WAITING_DAYS} Tage.",
            "privacy_note": "Steht unter dem allgemeinen Hinweis. Zum Beispiel: wer außer Ihnen die Namen bekommt.",
        }

    FOLDED = ("offer_hours", "keep_support_days", "keep_contact_days", "keep_waiting_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opens_on"] = _day(self.instance.opens_at)
        self.initial["closes_on"] = _day(self.instance.closes_at)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("opens_on"), values.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "Die Anmeldung muss enden, nachdem sie begonnen hat.")
        if last and self.instance.ends_at and last > timezone.localdate(self.instance.ends_at):
            self.add_error("closes_on", "Dann ist die Veranstaltung schon vorbei. Bitte nennen Sie einen Tag davor.")
        return values

    def values(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data["opens_on"], self.cleaned_data["closes_on"]
        moments = {"opens_at": _moment(opens, time(0)), "closes_at": _moment(closes, time(23, 59, 59))}
        return super().values() | moments

    @property
    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in self.FOLDED)


class NewEventForm(forms.Form):
    """The least there is to say; everything else has a section of its own."""

    title = forms.CharField(label="Titel", max_length=120)
    kind = forms.ChoiceField(label="Art", choices=Kind.choices, widget=forms.RadioSelect)
    first = GermanDateField(label="Erster Tag", help_text="Zum Beispiel: 23. November 2027")
    last = GermanDateField(label="Letzter Tag", required=False, help_text="Nur wenn es mehrere Tage sind.")

    def __init__(self, data: Any = None, *, office: Office | None) -> None:
        super().__init__(data)
        self.office = office
        speak_german(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", "Der letzte Tag muss nach dem ersten liegen.")
        elif first and last and last - first >= timedelta(days=MOST_DAYS):
            self.add_error("last", f"Möglich sind {MOST_DAYS} Tage. Für längere Kurse legen Sie bitte eine Reihe an.")
        return values

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        area = self.office.kreis.ags if self.office else ""
        return {**said, "last": said["last"] or said["first"], "office": self.office, "area": area}


class CopyForm(forms.Form):
    title = forms.CharField(label="Titel der neuen Veranstaltung", max_length=120)
    first = GermanDateField(label="Erster Tag", help_text="Weitere Tage und das Programm rücken mit.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_german(self)


class SeriesForm(forms.ModelForm):
    class Meta:
        model = Series
        fields = ("title", "body", "modules_needed")
        widgets: ClassVar = {"body": EditorWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_german(self)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _moment(day: date | None, at: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, at)) if day else None
