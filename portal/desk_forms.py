"""What coordinators type."""

from typing import Any, ClassVar

from django import forms

from core.forms.editor import EditorWidget
from core.forms.widgets import LineInput, LinesInput, OptionField, Options, tidy
from core.language.phones import readable
from core.models import MessageState
from offices.models import Office
from portal.models import Operator, PageText


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Warum geht das so nicht?",
        help_text="Das liest die Person, die die Änderung vorgeschlagen hat.",
        max_length=2000,
        widget=LinesInput({"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie eine kurze Begründung."},
    )


class InviteCoordinatorForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        max_length=254,
        error_messages={
            "required": "Bitte geben Sie eine E-Mail-Adresse an.",
            "invalid": "Das ist keine vollständige E-Mail-Adresse. Sie sieht so aus: name@beispiel.de",
        },
    )
    name = forms.CharField(label="Name", required=False, max_length=150, widget=LineInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].mark_optional = True  # type: ignore[attr-defined]


class NameSearchForm(forms.Form):
    """A GET form: part of a name or an address."""

    q = forms.CharField(label="Name", required=False, max_length=100, widget=LineInput)

    @property
    def words(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class MailFilterForm(forms.Form):
    """A GET form."""

    stand = OptionField(lambda: Options.flat([("", "Alle Mails"), *MessageState.choices]), label="Stand")

    @property
    def state(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("stand", ""))


class OfficeSettingsForm(forms.ModelForm):
    class Meta:
        model = Office
        fields = ("publishes_directly", "is_public", "internal_note")
        widgets: ClassVar = {"internal_note": forms.Textarea({"rows": 4})}
        help_texts: ClassVar = {
            "is_public": "Ohne Häkchen sehen nur die Geschäftsstelle und das Büro selbst die Seite.",
            "internal_note": "Sieht nur die Geschäftsstelle.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy(self)
        self.fields["internal_note"].mark_optional = True  # type: ignore[attr-defined]


class OperatorForm(forms.ModelForm):
    class Meta:
        model = Operator
        fields = (
            *("name", "short_name", "street", "postcode", "town", "phone", "phone_hours", "fax", "email"),
            *("represented_by", "register_entry", "responsible_person"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy(self)
        for name in ("phone", "fax"):
            self.initial[name] = readable(self.initial[name])
        for field in self.fields.values():
            field.mark_optional = not field.required  # type: ignore[attr-defined]


class PageTextForm(forms.ModelForm):
    class Meta:
        model = PageText
        fields = ("body",)
        widgets: ClassVar = {"body": EditorWidget}
        error_messages: ClassVar = {
            "body": {"required": "Die Seite braucht einen Text. Oder nehmen Sie den mitgelieferten zurück."}
        }
