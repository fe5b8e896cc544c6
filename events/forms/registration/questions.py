"""Questions with many answers, as a page draws them: Django would render a template per answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField

from events.models.seats import Seats


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    value: str
    label: str
    note: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Second:
    """The select for a second wish below the first; its answers are those above but "none of them"."""

    name: str
    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Of the kind "radio" or "checkbox"."""

    name: str
    kind: str
    legend: str
    answers: tuple[Answer, ...]
    errors: tuple[str, ...]
    hint: str = ""
    optional: bool = False
    second: Second | None = None

    @property
    def described(self) -> str:
        parts = [f"id_{self.name}_hint"] if self.hint else []
        return " ".join(parts + ([f"id_{self.name}_error"] if self.errors else []))


def question(
    field: BoundField,
    kind: str,
    options: Iterable[tuple[str, str, str]],
    *,
    legend: str = "",
    optional: bool = False,
    second: Second | None = None,
) -> Question:
    """`options` are value, label and a note below it."""
    return Question(
        name=field.html_name,
        kind=kind,
        legend=legend or str(field.label),
        answers=_answers(field, options),
        errors=tuple(str(sentence) for sentence in field.errors),
        hint=str(field.help_text),
        optional=optional,
        second=second,
    )


def second(field: BoundField, options: Iterable[tuple[str, str]]) -> Second:
    """`options` are value and label."""
    return Second(field.html_name, str(field.label), _answers(field, ((key, label, "") for key, label in options)))


def _answers(field: BoundField, options: Iterable[tuple[str, str, str]]) -> tuple[Answer, ...]:
    value = field.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str("" if value is None else value)}
    return tuple(
        Answer(f"id_{field.html_name}_{number}", key, label, note, key in chosen)
        for number, (key, label, note) in enumerate(options)
    )


def seats_note(place: str, seats: Seats) -> str:
    """ "Raum 1. Noch 4 Plätze frei."; without a limit nothing is said of places."""
    is_said = seats.capacity is not None or getattr(seats, "wished", None) is not None
    said = [place, seats.places if is_said else ""]
    return " ".join(f"{words}." for words in said if words)
