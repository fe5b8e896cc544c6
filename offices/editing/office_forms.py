"""The sections that belong to the office as a whole and have one answer each."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from core.forms.date_fields import GermanDateField
from core.forms.widgets import LineInput
from core.language.dates import full_date
from offices.editing.fields import PhoneField, YesNoField
from offices.editing.parts import NOT_SAID, Both, Data, Fields
from offices.editing.plain_forms import ProfileForm
from offices.geography.gazetteer import Municipality
from offices.models import LANGUAGES, Office, Place, Status, Topic
from offices.models.offices import names_city, town_served
from offices.topics.taxonomy import offers, taxonomy

NAME = Fields(Office, ("name", "other_names"))
STATUS = Fields(Office, ("status", "status_note", "paused_until", "closed_on"))
CONTACT = Fields(Office, ("phone", "email", "website", "fax"))
ABOUT = Fields(Office, ("summary", "description", "staffing", "founded"))
CONDITIONS = Fields(Office, ("offers_note", "home_visits", "free_of_charge", "registration_needed", "languages"))
CATCHMENT = Fields(Office, ("catchment",))


class NameForm(ProfileForm):
    fields_in_words: ClassVar = {"name": "So heißt Ihr Büro", "other_names": "So nennen es die Leute auch"}

    class Meta:
        model = Office
        fields = NAME.names
        widgets: ClassVar = {"name": LineInput, "other_names": forms.Textarea({"rows": 4})}


class StatusForm(ProfileForm):
    paused_until = GermanDateField(
        label="Vorübergehend geschlossen bis", required=False, help_text="Zum Beispiel: 31.8. oder 31. August 2027"
    )
    closed_on = GermanDateField(
        label="Geschlossen seit", required=False, help_text="Nur, wenn es das Büro nicht mehr gibt"
    )
    fields_in_words: ClassVar = {
        "status": "Ihr Büro ist",
        "status_note": "Das sollen Besucherinnen und Besucher wissen",
    }
    hints: ClassVar = {"status_note": "Zum Beispiel, wer Ihnen in dieser Zeit hilft oder wer Ihre Aufgaben jetzt hat"}

    class Meta:
        model = Office
        fields = STATUS.names
        widgets: ClassVar = {"status": forms.RadioSelect, "status_note": LineInput}

    def clean(self) -> dict[str, Any]:
        """A day that belongs to another status goes; it would come up again with the next pause."""
        answers = super().clean() or self.cleaned_data
        status, until = answers.get("status"), answers.get("paused_until")
        if status != Status.PAUSED:
            answers["paused_until"] = None
        elif until and until < timezone.localdate():
            sentence = (
                f"Der {full_date(until)} ist schon vorbei. Bitte nennen Sie einen späteren Tag oder wählen „aktiv“."
            )
            self.add_error("paused_until", sentence)
        if status not in {Status.CLOSED, Status.MERGED}:
            answers["closed_on"] = None
        return answers


class ContactForm(ProfileForm):
    phone = PhoneField(
        label="Telefon",
        required=False,
        help_text="Diese Nummer steht groß auf Ihrer Seite. Zum Beispiel: 0228 61 40 74",
        further="Weitere Nummern haben Platz unter „Ansprechpersonen“.",
    )
    fax = PhoneField(label="Fax", required=False)
    hints: ClassVar = {
        "email": "Am besten eine Adresse des Büros, nicht einer Person",
        "website": "Zum Beispiel: www.example.org",
    }

    class Meta:
        model = Office
        fields = CONTACT.names
        widgets: ClassVar = {"website": LineInput({"inputmode": "url"})}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        given = [answers.get(name) or name in self.errors for name in ("phone", "email")]
        if not any(given):
            self.add_error("phone", "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.")
        return answers


class AboutForm(ProfileForm):
    fields_in_words: ClassVar = {"summary": "Ihr Büro in einem Satz", "staffing": "Wer arbeitet im Büro?"}
    hints: ClassVar = {
        "summary": "Zum Beispiel: Rat und Gesellschaft für Menschen ab 60. Der Satz steht oben auf Ihrer Seite.",
        "description": "Eine leere Zeile beginnt einen neuen Absatz.",
        "founded": "Vier Ziffern, zum Beispiel 1998",
    }

    class Meta:
        model = Office
        fields = ABOUT.names
        widgets: ClassVar = {
            "summary": forms.Textarea({"rows": 3}),
            "description": forms.Textarea({"rows": 12}),
            "founded": LineInput({"inputmode": "numeric", "class": "input--short"}),
        }


# --- offers ---------------------------------------------------------------------------------------------


class Topics:
    """Slugs of the chosen offers, in the order of the taxonomy."""

    def read(self, office: Office, place: Place | None) -> Data:
        chosen = set(office.topics.values_list("slug", flat=True))
        return {"topics": [offer.slug for offer in offers() if offer.slug in chosen]}

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        """An offer that the coordinators have removed since is left out."""
        office.topics.set(Topic.objects.filter(slug__in=data["topics"]))

    def words(self, data: Data) -> dict[str, str]:
        chosen = set(data.get("topics", ()))
        return {"Angebote": ", ".join(offer.name for offer in offers() if offer.slug in chosen)}


class Conditions(Fields):
    def words(self, data: Data) -> dict[str, str]:
        spoken = {**data, "languages": ", ".join(LANGUAGES.get(code, code) for code in data.get("languages", ()))}
        return super().words(spoken)


OFFERS = Both((Topics(), Conditions(Office, CONDITIONS.names)))


class OffersForm(ProfileForm):
    """One list of boxes per field of action."""

    home_visits = YesNoField(label="Machen Sie Hausbesuche?", unknown=NOT_SAID)
    free_of_charge = YesNoField(label="Sind alle Angebote kostenfrei?", unknown=NOT_SAID)
    registration_needed = YesNoField(label="Muss man sich vorher anmelden?", unknown=NOT_SAID)
    languages = forms.MultipleChoiceField(
        label="In welchen Sprachen beraten Sie?",
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fields_in_words: ClassVar = {"offers_note": "Was bieten Sie außerdem an?"}

    class Meta:
        model = Office
        fields = CONDITIONS.names
        widgets: ClassVar = {"offers_note": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = OFFERS.read(self.office, None)["topics"]
        boxes = {
            f"feld-{field.slug}": forms.MultipleChoiceField(
                label=field.name,
                choices=[(offer.slug, offer.name) for offer in of_field],
                initial=[offer.slug for offer in of_field if offer.slug in chosen],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Bitte wählen Sie aus den Angeboten, die hier stehen."},
            )
            for field, of_field in taxonomy()
            if of_field
        }
        self.topic_names = tuple(boxes)
        self.fields = {**boxes, **self.fields}

    def proposal(self) -> Data:
        chosen = {slug for name in self.topic_names for slug in self.cleaned_data[name]}
        return {**super().proposal(), "topics": [offer.slug for offer in offers() if offer.slug in chosen]}


# --- for whom -----------------------------------------------------------------------------------------------


class CatchmentForm(ProfileForm):
    fields_in_words: ClassVar = {"catchment": "Für welche Orte sind Sie da?"}
    hints: ClassVar = {
        "catchment": "Schreiben Sie je Zeile eine Stadt oder Gemeinde. Ortsteile stehen in Klammern: "
        "Ahlen (Süd, Vorhelm). Leer heißt: die Stadt, in der Ihr Büro sitzt."
    }

    class Meta:
        model = Office
        fields = CATCHMENT.names
        widgets: ClassVar = {"catchment": forms.Textarea({"rows": 8})}

    @property
    def lines(self) -> list[tuple[str, Municipality | None]]:
        """Each line as typed, with the town it names for certain."""
        text = str(self["catchment"].value() or "")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        home = self.instance.municipality
        beyond = None if names_city(lines, home) else home
        return [(line, town_served(line, beyond)) for line in lines]
