"""What the forms of the desks have in common: sentences that say what to do, and buttons that do not save."""

from typing import Any, Final

from django import forms

from core.forms.widgets import tidy

BUTTON: Final = "tun"  # the name of all buttons but the one that saves

# A box may stay empty and a list of answers says itself that nothing need be said.
NEVER_MARKED: Final = (forms.CheckboxInput, forms.HiddenInput, forms.RadioSelect, forms.CheckboxSelectMultiple)

SENTENCES: Final = {
    "required": "Bitte füllen Sie „{label}“ aus.",
    "max_length": "„{label}“ ist zu lang: %(show_value)d Zeichen. Möglich sind %(limit_value)d.",
    "invalid_choice": "Bitte wählen Sie bei „{label}“ aus der Liste.",
    "invalid_list": "Bitte wählen Sie bei „{label}“ aus der Liste.",
    "null_characters_not_allowed": "In „{label}“ steht ein unsichtbares Zeichen. Bitte tippen Sie den Text neu.",
}
INVALID: Final = {
    forms.EmailField: "Bitte schreiben Sie eine E-Mail-Adresse, zum Beispiel buero@example.org.",
    forms.URLField: "Bitte schreiben Sie eine Internetadresse, zum Beispiel www.example.org.",
    forms.IntegerField: "Bitte schreiben Sie „{label}“ als Zahl.",
}


def speak_german(form: forms.BaseForm) -> None:
    """Sentences that say what to do, and "(freiwillig)" beside what may stay empty."""
    tidy(form)
    for field in form.fields.values():
        label = str(field.label or "")
        sentences = {code: text.replace("{label}", label) for code, text in SENTENCES.items()}
        field.error_messages = {**field.error_messages, **sentences, **_own(field, label)}
        if not field.required and not isinstance(field.widget, NEVER_MARKED):
            field.mark_optional = True  # type: ignore[attr-defined]


def _own(field: forms.Field, label: str) -> dict[str, str]:
    """What only this kind of field can say."""
    text = next((text for kind, text in INVALID.items() if isinstance(field, kind)), None)
    return {"invalid": text.format(label=label)} if text else {}


def pressed(data: Any) -> str:
    """Which button sent the form; empty for the one that saves."""
    return str(data.get(BUTTON, "")) if data is not None else ""
