"""What visitors can ask of the list of events."""

from datetime import date
from functools import cache
from typing import Any

from django import forms

from core.forms.date_fields import GermanDateField
from core.forms.widgets import OptionField, Options
from events.models import EventQuerySet, Kind
from offices.finding.fields import theme_options
from offices.geography.areas import area_options, areas

WRONG_ORDER = "Der letzte Tag liegt vor dem ersten. Bitte ändern Sie einen der beiden Tage."


@cache
def _kind_options() -> Options:
    return Options.flat([("", "Alle Arten"), *((kind.value, str(kind.label)) for kind in Kind)])


class EventFilterForm(forms.Form):
    """A GET form. What can't be used is named in a sentence and left out; the rest of the question still counts."""

    art = OptionField(_kind_options, label="Art")
    thema = OptionField(theme_options, label="Thema")
    region = OptionField(area_options, label="Region")
    von = GermanDateField(label="Ab welchem Tag?", required=False, help_text="Zum Beispiel 24.11. oder 24. November")
    bis = GermanDateField(label="Bis zu welchem Tag?", required=False)
    frei = forms.BooleanField(label="Nur mit freien Plätzen", required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("von"), self.cleaned_data.get("bis")
        if first and last and last < first:
            self.add_error("bis", WRONG_ORDER)
        return self.cleaned_data

    @property
    def is_asked(self) -> bool:
        return bool(self.errors or any(self.cleaned_data.values()))

    def filter(self, events: EventQuerySet) -> EventQuerySet:
        asked = self.cleaned_data
        if kind := asked.get("art"):
            events = events.of_kind(kind)
        if topic := asked.get("thema"):
            events = events.about(topic)
        if area := areas().get(asked.get("region") or ""):
            events = events.concerning(area)
        first: date | None = asked.get("von")
        last: date | None = asked.get("bis")
        events = events.on_days(first, last)
        return events.open().with_places() if asked.get("frei") else events
