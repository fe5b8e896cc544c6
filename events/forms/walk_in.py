"""One short page for somebody who stands at the door."""

from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from events.forms.participants import without_suggestions
from events.forms.registration.person import ColleagueForm
from events.models import Day, Event
from events.places.applications import Application, Choice


class WalkInForm(ColleagueForm):
    """How she is reached is up to her: she is here already."""

    has_to_be_reached = False
    has_companion = forms.BooleanField(label="Mit Begleitperson", required=False)  # type: ignore[assignment]  # None above takes it away
    is_there = forms.BooleanField(label="Gleich als anwesend vermerken", required=False, initial=True)
    exceed = forms.BooleanField(
        label="Auch über die Grenze hinaus",
        help_text="Nur wenn Raum und Essen wirklich reichen.",
        required=False,
    )
    nonce = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, event: Event, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.event_days = list(event.days.all())
        for name in ("email", "phone"):
            self.fields[name].help_text = ""
        self.fields["street"].help_text = ""
        without_suggestions(self)

    @property
    def day(self) -> Day | None:
        """Today, where the event takes place today."""
        today = timezone.localdate()
        return next((day for day in self.event_days if day.date == today), None)

    @property
    def application(self) -> Application:
        """For today and the days to come, without workshops: those are found on the spot."""
        today = timezone.localdate()
        days = tuple(day.pk for day in self.event_days if day.date >= today)
        return Application(
            self.person,
            Choice(days=days),
            has_companion=self.cleaned_data["has_companion"],
            nonce=self.cleaned_data["nonce"],
            waits=False,
        )
