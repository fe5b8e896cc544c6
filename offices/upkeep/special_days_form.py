"""The answer to "Ist Ihr Büro an diesen Tagen geöffnet?": one button for all days, or a choice for each."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from core.language.dates import long_date
from offices.upkeep.special_days import DaysAnswer

WORDS: Final = {DaysAnswer.CLOSED: "geschlossen", DaysAnswer.USUAL: "geöffnet wie sonst"}
LATER: Final = "weiß ich noch nicht"


class SpecialDaysForm(forms.Form):
    """`cleaned_data["answers"]`: day → DaysAnswer, without the days that nobody knows yet."""

    alle = forms.TypedChoiceField(
        required=False,
        choices=[(answer.value, words) for answer, words in WORDS.items()],
        coerce=DaysAnswer,
        empty_value=None,
        error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten."},
    )

    def __init__(self, *args: Any, days: Sequence[tuple[date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        for number, (day, name) in enumerate(days):
            self.fields[f"tag{number}"] = forms.TypedChoiceField(
                label=f"{name}, {long_date(day)}",
                required=False,
                choices=[*((answer.value, words) for answer, words in WORDS.items()), ("", LATER)],
                coerce=DaysAnswer,
                empty_value=None,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten."},
            )

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[f"tag{number}"] for number in range(len(self.days))]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        each = {day: answers.get("alle") or answers.get(f"tag{number}") for number, (day, _) in enumerate(self.days)}
        answers["answers"] = {day: said for day, said in each.items() if said}
        if self.days and not answers["answers"] and not self.errors:
            self.add_error("tag0", "Bitte wählen Sie für mindestens einen Tag eine Antwort.")
        return answers
