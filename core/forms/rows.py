"""Lists of rows in a form: always some empty ones, one more for a button, and nothing that was typed gets lost.

A row in which nothing is typed does not count. The markup is in templates/desk/rows.html; with JavaScript
static/js/rows.js adds a row in place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, ClassVar, Final, cast

from django import forms
from django.forms import BoundField
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict, ErrorList
from django.utils.html import format_html

from core.forms.plain_forms import pressed, speak_german

EMPTY_ROWS: Final = 3
MORE: Final = "mehr-"  # and the prefix of the list: the button "Noch eine Zeile"
NUMBER: Final = "__nummer__"  # in the row that static/js/rows.js copies


class Row(forms.Form):
    """One line of a list. `TYPED` are the fields that make it more than an empty one."""

    TYPED: ClassVar[tuple[str, ...]] = ()
    NAME: ClassVar = "Zeile"  # where several lists stand on a page, each calls its rows differently
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # whether a row is empty is decided here
        speak_german(self)

    @property
    def number(self) -> str:
        """As people count."""
        last = str(self.prefix).rsplit("-", 1)[-1]
        return str(int(last) + 1) if last.isdecimal() else NUMBER

    @property
    def is_empty(self) -> bool:
        """Of a row that was sent; what could not be read is something, too."""
        return not any(name in self.errors or _is_said(self.cleaned_data.get(name)) for name in self.TYPED)

    @property
    def is_removed(self) -> bool:
        return self.is_bound and not self.errors.get("DELETE") and bool(self.cleaned_data.get("DELETE"))

    @property
    def called(self) -> str:
        """How sentences name the row."""
        return f"{self.NAME} {self.number}"

    def name_row(self) -> None:
        """A screen reader that goes from field to field hears in which row it is."""
        for field in self.fields.values():
            field.label = format_html('{}<span class="visually-hidden">, {}</span>', field.label, self.called)
            if getattr(field, "mark_optional", False):
                field.mark_optional = False  # type: ignore[attr-defined]

    def add_error(self, field: str | None, error: Any) -> None:
        """In the summary on top of the page a sentence has to say which row it means."""
        if isinstance(error, str):
            error = f"{self.called}: {error}"
        else:
            _prefix_messages(error, f"{self.called}: ")
        super().add_error(field, error)


def _is_said(value: Any) -> bool:
    """Zero is: Monday is day 0."""
    return not (value is None or value is False or value == "")


def _prefix_messages(error: Any, start: str) -> None:  # Any: Django's add_error takes sentences and errors
    for each in getattr(error, "error_list", [error]):
        each.message = f"{start}{each.message}"


class Rows(BaseFormSet):
    """`clean_rows` of a subclass looks at the filled rows together."""

    _non_form_errors: ErrorList

    default_error_messages = {
        "missing_management_form": "Diese Seite kam unvollständig an. Bitte laden Sie sie neu.",
        "too_many_forms": "Bitte geben Sie höchstens %(num)d Zeilen an.",
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if delete := form.fields.get("DELETE"):
            delete.label = "Entfernen"
        form.name_row()

    @property
    def more(self) -> str:
        """What the button "Noch eine Zeile" says to the server."""
        return f"{MORE}{self.prefix}"

    @property
    def filled(self) -> list[Any]:  # Any: rows of the one kind this list is made of
        """Rows that were sent, count and are right."""
        return [row for row in self.forms if row.is_valid() and not row.is_removed and not row.is_empty]

    def clean(self) -> None:
        if len(counted := [row for row in self.forms if not row.is_removed and not row.is_empty]) > self.max_num:
            raise forms.ValidationError(
                f"Möglich sind {self.max_num} Zeilen. Bitte entfernen Sie {len(counted) - self.max_num}."
            )
        self.clean_rows(self.filled)

    def clean_rows(self, rows: Sequence[Any]) -> None:  # Any: rows of the one kind this list is made of
        """Raises ValidationError, or adds errors to single rows."""


def rows_class(row: type[Row], kind: type[Rows] = Rows, *, most: int) -> type[Rows]:
    made = formset_factory(row, formset=kind, extra=EMPTY_ROWS, can_delete=True, max_num=most, absolute_max=3 * most)
    return cast("type[Rows]", made)


def topped_up(data: Any, prefix: str, row: type[Row], button: str) -> Any:  # Any: a form is sent, and so given back
    """The data with as many rows as to leave three empty; one more where the button asked for it."""
    total_name = f"{prefix}-TOTAL_FORMS"
    try:
        total = min(int(data.get(total_name, "")), 1000)
    except ValueError:
        return data
    used = sum(any(str(data.get(f"{prefix}-{i}-{name}", "")).strip() for name in row.TYPED) for i in range(total))
    wanted = max(total + (button == MORE + prefix), used + EMPTY_ROWS)
    return with_values(data, {total_name: str(wanted)})


def with_values(data: Any, values: Mapping[str, str]) -> Any:  # Any: as it was sent
    """A changed copy; what a form got is never changed itself."""
    copied = data.copy()
    for name, value in values.items():
        copied[name] = value
    return copied


class RowLists:
    """A page that is a list of rows (or several), perhaps with fields beside them; to templates it is one form."""

    def __init__(self, data: Any) -> None:
        self.button = pressed(data)
        self.is_bound = data is not None
        self.build(data)
        if self.button.startswith(MORE):
            self.hush()

    def build(self, data: Any) -> None:
        raise NotImplementedError

    def hush(self) -> None:
        """For a button that only adds a row: whoever is in the middle of typing has made no mistake yet."""
        for formset in self.lists:
            formset.full_clean()
            formset._non_form_errors = ErrorList()
            for row in formset.forms:
                row._errors = ErrorDict()

    @property
    def lists(self) -> Iterable[Rows]:
        raise NotImplementedError

    @property
    def fields_alone(self) -> Iterable[forms.BaseForm]:
        """Forms beside the lists."""
        return ()

    def __iter__(self) -> Iterator[BoundField]:
        rows = chain.from_iterable(formset.forms for formset in self.lists)
        return chain.from_iterable(form for form in chain(self.fields_alone, rows) if not self._is_removed(form))

    def _is_removed(self, form: forms.BaseForm) -> bool:
        return isinstance(form, Row) and form.is_removed

    @property
    def errors(self) -> list[str]:
        """Every sentence; empty is right."""
        return [*self.non_field_errors(), *(str(sentence) for field in self for sentence in field.errors)]

    def non_field_errors(self) -> list[str]:
        if not self.is_bound:
            return []
        sentences = [str(sentence) for formset in self.lists for sentence in formset.non_form_errors()]
        return sentences + [str(sentence) for form in self.fields_alone for sentence in form.non_field_errors()]

    def is_valid(self) -> bool:
        return self.is_bound and not self.button and not self.errors
