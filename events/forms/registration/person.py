"""The first page: who comes, and how we reach her."""

import re
from typing import Any, ClassVar

from django import forms

from core.language.phones import readable
from events.forms.registration.origin import WhichOfficeError, office_called
from events.forms.registration.typed import MailField, TelephoneField, line, lines, mark_optional
from events.models import Function
from events.places.applications import Person

REACH = "Bitte sagen Sie uns, wie wir Sie erreichen: E-Mail-Adresse, Telefon oder Postanschrift. Eine Angabe genügt."
WHOLE_ADDRESS = "Für einen Brief brauchen wir Straße, Postleitzahl und Ort."
SALUTATIONS = [("", "Keine Angabe"), ("frau", "Frau"), ("herr", "Herr")]
CHOOSE = {"invalid_choice": "Bitte wählen Sie eine der Antworten."}
_POSTCODE = re.compile(r"(?:D[- ]?)?(\d{5})\b[ ,]*(.*)", re.IGNORECASE | re.ASCII)
OPTIONAL = ("salutation", "function", "origin")  # how she is reached is up to her, but something has to be there


class PersonForm(forms.Form):
    has_to_be_reached: ClassVar = True
    needs_whole_address: ClassVar = True

    salutation = forms.ChoiceField(
        label="Anrede", choices=SALUTATIONS, required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    first_name = line("Vorname", most=80, autocomplete="given-name", required="Bitte schreiben Sie Ihren Vornamen.")
    last_name = line(
        "Nachname",
        most=80,
        autocomplete="family-name",
        required="Bitte schreiben Sie Ihren Nachnamen.",
        help_text="Auch mit Titel, zum Beispiel Dr. Beispiel. Nur ein Name? Dann schreiben Sie ihn in beide Felder.",
    )
    function = forms.ChoiceField(
        label="Wie arbeiten Sie mit?",
        choices=Function.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    origin = line(
        "Seniorenbüro oder Einrichtung",
        most=160,
        autocomplete="organization",
        help_text="Nach den ersten Buchstaben schlagen wir Büros vor. Sie können auch etwas anderes schreiben.",
        attributes={"list": "bueros"},
    )
    email = MailField(label="E-Mail-Adresse", help_text="Dann schicken wir Ihnen alles sofort per Mail.")
    phone = TelephoneField(label="Telefon", help_text="Für Rückfragen. Ohne E-Mail-Adresse rufen wir Sie an.")
    street = line(
        "Straße und Hausnummer",
        most=120,
        autocomplete="address-line1",
        help_text="Ohne E-Mail-Adresse schicken wir Ihnen die Bestätigung per Brief.",
    )
    postcode = line(
        "Postleitzahl",
        most=60,
        autocomplete="postal-code",
        attributes={"class": "input--short", "inputmode": "text"},
    )
    town = line("Ort", most=80, autocomplete="address-level2")
    has_companion = forms.BooleanField(
        label="Ich bringe eine Begleitperson mit",
        help_text="Zum Beispiel eine Assistenz. Dann halten wir zwei Plätze frei.",
        required=False,
    )

    def __init__(self, *args: Any, with_rest: bool = False, **kwargs: Any) -> None:
        """`with_rest` where no second page asks it."""
        super().__init__(*args, **kwargs)
        mark_optional(self, *OPTIONAL)
        if with_rest:
            add_rest(self)

    def clean_origin(self) -> str:
        origin: str = self.cleaned_data["origin"]
        try:
            office_called(origin)
        except WhichOfficeError as error:
            raise forms.ValidationError(str(error)) from error
        return origin

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        self._settle_town(cleaned)
        if any(name in self.errors for name in ("email", "phone", "street", "postcode", "town")):
            return cleaned
        parts = [cleaned["street"], cleaned["postcode"], cleaned["town"]]
        is_reached = cleaned["email"] or cleaned["phone"]
        if any(parts) and not all(parts) and (self.needs_whole_address or not is_reached):
            missing = next(name for name in ("street", "postcode", "town") if not cleaned[name])
            self.add_error(missing, WHOLE_ADDRESS)
        elif self.has_to_be_reached and not (cleaned["email"] or cleaned["phone"] or cleaned["street"]):
            self.add_error("email", REACH)
        return cleaned

    def _settle_town(self, cleaned: dict[str, Any]) -> None:
        """Both may stand in one of the two fields: "59227 Ahlen"."""
        typed = f"{cleaned.get('postcode', '')} {cleaned.get('town', '')}".strip()
        if found := _POSTCODE.fullmatch(typed):
            cleaned["postcode"], cleaned["town"] = found[1], found[2].strip()
        elif cleaned.get("postcode"):
            self.add_error("postcode", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227.")

    @property
    def person(self) -> Person:
        typed = self.cleaned_data
        office = office_called(typed["origin"])
        names = ("salutation", "first_name", "last_name", "function", "email", "phone", "street", "postcode", "town")
        values = {name: typed[name] for name in names}
        if typed["first_name"].casefold() == typed["last_name"].casefold():
            values["first_name"] = ""  # somebody with one name
        return Person(**values, office=office, institution="" if office else typed["origin"])

    @property
    def read_back(self) -> list[tuple[str, str]]:
        """What was understood, in words."""
        typed, person = self.cleaned_data, self.person
        title = {"frau": "Frau ", "herr": "Herr "}.get(person.salutation, "")
        address = f"{person.street}, {person.postcode} {person.town}" if person.street else ""
        said = [
            ("Name", f"{title}{person.first_name} {person.last_name}".replace("  ", " ").strip()),
            ("Mitarbeit", str(Function(person.function).label) if person.function else ""),
            ("Büro oder Einrichtung", person.office.name if person.office else person.institution),
            ("E-Mail-Adresse", person.email),
            ("Telefon", readable(person.phone) if person.phone else ""),
            ("Anschrift", address),
            ("Begleitperson", "Kommt mit" if typed["has_companion"] else ""),
            *(rest_read_back(typed) if "on_list" in self.fields else []),
        ]
        return [(label, value) for label, value in said if value]


def add_rest(form: forms.Form) -> None:
    """What is asked on the last page that asks anything."""
    form.fields["on_list"] = forms.BooleanField(
        label="Mein Name und mein Büro dürfen auf der Liste der Teilnehmenden stehen",
        help_text="Die Liste bekommen nur Menschen, die dabei sind. Ohne Haken stehen Sie nicht darauf.",
        required=False,
    )
    form.fields["remarks"] = lines("Möchten Sie uns noch etwas sagen?", most=1000)
    mark_optional(form, "on_list", "remarks")


def rest_read_back(typed: dict[str, Any]) -> list[tuple[str, str]]:
    listed = "Ihr Name und Ihr Büro stehen darauf" if typed["on_list"] else "Sie stehen nicht darauf"
    return [("Liste der Teilnehmenden", listed), ("Bemerkung", typed["remarks"])]


class ColleagueForm(PersonForm):
    """Who comes instead. Whether somebody accompanies her stays as it was."""

    has_companion = None  # type: ignore[assignment]  # so Django takes a field away
