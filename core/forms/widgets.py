"""Form controls that cost little where a page shows a hundred options."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.language.characters import bare_address, one_line, visible

Option = tuple[str, str]  # value and label

# Signs without a picture that no page may contain. A null is refused with a sentence (forms.CharField does that).
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
UNSEEN = {"null_characters_not_allowed": "Hier steht ein unsichtbares Zeichen. Bitte tippen Sie den Text neu ein."}
_LINE_END = re.compile("[\t\r\n\u2028\u2029]+")


@dataclass(frozen=True)
class Options:
    """What a <select> offers: groups of options, the group without a label not being one. The markup is made once;
    Django would render a template per option on every page, which costs more than the rest of it."""

    groups: tuple[tuple[str, tuple[Option, ...]], ...]

    @classmethod
    def flat(cls, options: Iterable[Option]) -> "Options":
        return cls((("", tuple(options)),))

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset(value for _, options in self.groups for value, _ in options)

    @cached_property
    def markup(self) -> SafeString:
        return mark_safe("".join(self._group(label, options) for label, options in self.groups))  # noqa: S308

    def chosen(self, value: str) -> SafeString:
        """The markup with one option selected; a value we don't have selects none."""
        if value not in self.values:
            return self.markup
        marked = format_html('value="{}"', value)
        return mark_safe(self.markup.replace(marked, f"{marked} selected", 1))  # noqa: S308 (escaped above)

    def _group(self, label: str, options: tuple[Option, ...]) -> SafeString:
        markup = format_html_join("", '<option value="{}">{}</option>', options)
        return format_html('<optgroup label="{}">{}</optgroup>', label, markup) if label else markup


def without_controls(markup: SafeString) -> SafeString:
    """Of what is shown again: the null, too."""
    return mark_safe(_CONTROL.sub("", markup).replace("\0", ""))  # noqa: S308 (only signs are taken out)


class LinesInput(forms.Textarea):
    """Some lines of plain text, without signs that nobody sees."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return visible(_CONTROL.sub(" ", text)) if isinstance(text, str) and "\0" not in text else text


class LineInput(forms.TextInput):
    """One line, whatever was sent: a title becomes the subject of a mail. Shows again what was typed, but no signs
    that a page must not contain."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return _tidy(text) if isinstance(text, str) else text

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return text and one_line(text)


class MailInput(forms.EmailInput):
    """An address as mail programs copy it: "Erika Beispiel <e@example.org>"."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return bare_address(text) if isinstance(text, str) and "\0" not in text else text


def _tidy(text: str) -> str:
    """A null is left for the field to refuse."""
    return one_line(_LINE_END.sub(" ", text)) if "\0" not in text else text


_TIDY: Final = {forms.TextInput: LineInput, forms.Textarea: LinesInput, forms.EmailInput: MailInput}


def tidy(form: forms.BaseForm) -> None:
    """Where Django has chosen the controls: the same ones, without signs that nobody sees."""
    for field in form.fields.values():
        if kind := _TIDY.get(type(field.widget)):
            widget = kind(field.widget.attrs)
            widget.is_required = field.widget.is_required
            field.widget = widget


class OptionsSelect(forms.Widget):
    def __init__(self, options: Callable[[], Options], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.options = options

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attributes = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html("<select{}>{}</select>", attributes, self.options().chosen(str(value or "")))


class OptionField(forms.CharField):
    """A choice in an address somebody may have typed or kept from last year: what we don't have is named in a
    sentence and left out, never an error page."""

    default_error_messages = {"unknown": "„%(value)s“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."}

    def __init__(self, options: Callable[[], Options], **kwargs: Any) -> None:
        super().__init__(required=False, widget=OptionsSelect(options), **kwargs)
        self.options = options
        self.validators = []  # whatever is among the options is fine, whatever is not is refused

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Shown again: what was chosen, and what counts instead of what we don't have."""
        return data if data in self.options().values else initial

    def validate(self, value: Any) -> None:
        if value and value not in self.options().values:
            shown = one_line(str(value))[:40]
            message = str(self.error_messages["unknown"]) % {"value": shown}
            raise ValidationError(message, code="unknown")
