"""Who runs the office, and whom to talk to."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from core.forms.rows import Row, Rows, rows_class, topped_up
from core.forms.widgets import LineInput
from core.language.german import fold
from core.language.phones import readable
from offices.editing.fields import PhoneField
from offices.editing.parts import Data, plain
from offices.editing.rows import RowsForm
from offices.exchange.statements import kind_of
from offices.models import Contact, Office, Place, Provider, Provision

MOST_PROVIDERS = 30
MOST_CONTACTS = 40


# --- Träger ---------------------------------------------------------------------------------------------------


class Providers:
    """The names of the Träger with their roles, in their order."""

    def read(self, office: Office, place: Place | None) -> Data:
        rows = office.provisions.select_related("provider")
        return {"providers": [{"name": row.provider.name, "role": row.role} for row in rows]}

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        """One that is known under the same letters is taken, capitals and signs aside; others are new."""
        providers = list(Provider.objects.all())
        exactly = {provider.name: provider for provider in providers}
        known = {fold(provider.name): provider for provider in providers}
        office.provisions.all().delete()
        for position, row in enumerate(data["providers"]):
            name = row["name"]
            alike = exactly.get(name) or known.get(fold(name))
            provider = alike or Provider.objects.create(name=name, kind=kind_of(name))
            known[fold(name)] = provider
            Provision.objects.get_or_create(
                office=office, provider=provider, defaults={"role": row["role"], "position": position}
            )

    def words(self, data: Data) -> dict[str, str]:
        roles = dict(Provision.Role.choices)
        lines = [f"{row['name']} ({roles.get(row['role'], row['role'])})" for row in data.get("providers", ())]
        return {"Träger": "\n".join(lines)}


class ProviderRow(Row):
    TYPED = ("name",)

    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        widget=LineInput({"list": "bekannte-traeger", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Rolle", choices=Provision.Role.choices, initial=Provision.Role.PROVIDER, required=False
    )

    @property
    def said(self) -> Data:
        return {
            "name": plain(self.cleaned_data["name"]),
            "role": self.cleaned_data["role"] or Provision.Role.PROVIDER.value,
        }


class ProviderRows(Rows):
    def clean_rows(self, rows: Sequence[ProviderRow]) -> None:
        seen: set[str] = set()
        for row in rows:
            if fold(name := row.cleaned_data["name"]) in seen:
                row.add_error("name", f"„{name}“ steht schon weiter oben. Bitte entfernen Sie eine der beiden Zeilen.")
            seen.add(fold(name))


class ProvidersForm(RowsForm):
    rows_of = rows_class(ProviderRow, ProviderRows, most=MOST_PROVIDERS)

    def build(self, data: Any) -> None:
        prefix = "traeger"
        initial = self.section.part.read(self.office, None)["providers"]
        data = topped_up(data, prefix, ProviderRow, self.button) if self.is_bound else None
        self.rows = self.rows_of(data, prefix=prefix, initial=initial)

    @property
    def lists(self) -> Iterable[Rows]:
        return (self.rows,)

    @property
    def known(self) -> list[str]:
        """What the field suggests."""
        return sorted(Provider.objects.values_list("name", flat=True), key=fold)

    def proposal(self) -> Data:
        return {"providers": [row.said for row in self.rows.filled]}


# --- Ansprechpersonen -----------------------------------------------------------------------------------------


class Contacts:
    NAMES = ("function", "person", "consent_on", "phone", "email")

    def read(self, office: Office, place: Place | None) -> Data:
        rows = office.contacts.all()
        return {"contacts": [{name: plain(getattr(row, name)) for name in self.NAMES} for row in rows]}

    def write(self, office: Office, place: Place | None, data: Data) -> None:
        office.contacts.all().delete()
        for position, row in enumerate(data["contacts"], start=1):
            Contact.objects.create(office=office, position=position, **{name: row[name] for name in self.NAMES})

    def words(self, data: Data) -> dict[str, str]:
        return {"Ansprechpersonen": "\n".join(map(self._line, data.get("contacts", ())))}

    def _line(self, row: Data) -> str:
        person = row["person"] if row["consent_on"] or not row["person"] else f"{row['person']} (Name nicht öffentlich)"
        number = readable(row["phone"]) if row["phone"] else ""
        return ", ".join(part for part in (row["function"], person, number, row["email"]) if part)


class ContactRow(Row):
    TYPED = ("function", "person", "phone", "email")

    function = forms.CharField(
        label="Wofür?", max_length=120, required=False, widget=LineInput, help_text="Zum Beispiel: Wohnberatung"
    )
    person = forms.CharField(label="Name der Person", max_length=120, required=False, widget=LineInput)
    consent = forms.BooleanField(
        label="Die Person ist einverstanden, dass ihr Name im Internet steht",
        required=False,
        help_text="Ohne diesen Haken zeigen wir den Namen nicht.",
    )
    phone = PhoneField(label="Telefon", required=False, further="Für die andere fügen Sie eine Zeile hinzu.")
    email = forms.EmailField(label="E-Mail-Adresse", required=False)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_removed or self.is_empty:
            return answers
        if not answers.get("function") and "function" not in self.errors:
            self.add_error("function", "Bitte schreiben Sie, wofür die Nummer oder Person da ist.")
        if not any(answers.get(name) or name in self.errors for name in ("phone", "email")):
            self.add_error("phone", "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.")
        if answers.get("consent") and not answers.get("person") and "person" not in self.errors:
            self.add_error("person", "Bitte schreiben Sie den Namen, oder nehmen Sie den Haken darunter weg.")
        return answers


class ContactsForm(RowsForm):
    rows_of = rows_class(ContactRow, most=MOST_CONTACTS)

    def build(self, data: Any) -> None:
        prefix = "personen"
        self.before = self.section.part.read(self.office, None)["contacts"]
        initial = [{**row, "consent": bool(row["consent_on"])} for row in self.before]
        data = topped_up(data, prefix, ContactRow, self.button) if self.is_bound else None
        self.rows = self.rows_of(data, prefix=prefix, initial=initial)

    @property
    def lists(self) -> Iterable[Rows]:
        return (self.rows,)

    def proposal(self) -> Data:
        return {"contacts": [self._said(row.cleaned_data) for row in self.rows.filled]}

    def _said(self, answers: dict[str, Any]) -> Data:
        """Who agreed before agreed then; a new name needs a new day."""
        person = plain(answers["person"])
        given = {row["person"]: row["consent_on"] for row in self.before if row["consent_on"]}
        today = plain(timezone.localdate())
        consent_on = given.get(person, today) if person and answers["consent"] else None
        texts = {name: plain(answers[name]) for name in ("function", "phone", "email")}
        return {**texts, "person": person, "consent_on": consent_on}
