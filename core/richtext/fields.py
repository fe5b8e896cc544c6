"""A column of formatted text that is clean whichever way a value takes into the database."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Case, Col, Value
from django.db.models.functions import Cast

from core.richtext.cleaning import MAX_LENGTH, clean

_MAX_TYPED = 10 * MAX_LENGTH  # Word brings much more markup than words
TOO_LONG = f"Der Text ist zu lang. Höchstens {MAX_LENGTH:,} Zeichen sind möglich. Bitte kürzen Sie ihn.".replace(
    ",", "."
)


class RichTextFormField(forms.CharField):
    """Gives cleaned HTML; refuses what is too long instead of cutting it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if len(typed) > _MAX_TYPED:
            raise ValidationError(TOO_LONG, code="max_length")
        cleaned = clean(typed)
        if len(cleaned) > MAX_LENGTH:
            raise ValidationError(TOO_LONG, code="max_length")
        return cleaned


class RichTextField(models.TextField):
    """Cleans in save(), bulk_create(), bulk_update(), update() and fixtures alike. What the database would compute
    by itself can't be cleaned, so that raises a TypeError."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "core.richtext.RichTextField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        self._refuse_what_is_computed(value)
        return super().get_db_prep_save(clean(value) if isinstance(value, str) else value, connection)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """The only place where Django shows a field what update() lets the database compute for it."""
        self._refuse_what_is_computed(value)
        return "%s"

    def _refuse_what_is_computed(self, value: Any) -> None:
        if hasattr(value, "as_sql") and not _is_clean(value):
            raise TypeError(f"{self.name} is cleaned in Python and can't be computed by the database.")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": RichTextFormField, **kwargs})


def _is_clean(expression: Any) -> bool:  # Any: any part of a statement
    """Values of such a field (bulk_update puts them into CASE), and columns of such a field."""
    if isinstance(expression, Cast):
        return _is_clean(expression.get_source_expressions()[0])
    if isinstance(expression, Case):
        return all(_is_clean(case.result) for case in expression.cases) and _is_clean(expression.default)
    if isinstance(expression, Col):
        return isinstance(expression.target, RichTextField)
    if isinstance(expression, Value):
        return expression.value is None or isinstance(getattr(expression, "_output_field_or_none", None), RichTextField)
    return False
