"""The question a visitor asks the directory."""

from datetime import date
from functools import cache, cached_property
from typing import Any

from django import forms
from django.utils import timezone

from core.forms.widgets import LineInput, OptionField, Options
from offices.finding.fields import LONGEST, PlaceField, topic_options
from offices.finding.wordsearch import Meaning, find, understand
from offices.geography.gazetteer import gazetteer
from offices.geography.places import Outcome, SearchPlace
from offices.hours import unsure_day
from offices.models import OfficeQuerySet

RADII = [("10", "bis 10 km"), ("25", "bis 25 km"), ("50", "bis 50 km")]
DEFAULT_RADIUS = 25


@cache
def _radius_options() -> Options:
    return Options.flat(RADII)


@cache
def _kreis_options() -> Options:
    kreise = ((kreis.slug, kreis.label) for kreis in gazetteer().kreise)
    return Options.flat([("", "Alle Kreise und Städte"), *kreise])


@cache
def _region_options() -> Options:
    regions = ((region.slug, region.label) for region in gazetteer().regions)
    return Options.flat([("", "Ganz Nordrhein-Westfalen"), *regions])


class OfficeSearchForm(forms.Form):
    """A GET form. What can't be used is named at its field and left out; the rest of the question still counts."""

    ort = PlaceField(
        label="Wo wohnen Sie?",
        help_text="Postleitzahl oder Ort, zum Beispiel 59227 oder Ahlen",
        widget=LineInput({"autocomplete": "postal-code"}),
    )
    umkreis = OptionField(_radius_options, label="Umkreis", initial=str(DEFAULT_RADIUS))
    q = forms.CharField(
        label="Wonach suchen Sie?",
        help_text="Zum Beispiel Pflegeberatung, Smartphone oder der Name eines Büros",
        required=False,
        max_length=LONGEST,
        widget=LineInput,
        error_messages={
            "max_length": f"Das ist zu lang. Bitte schreiben Sie höchstens {LONGEST} Zeichen.",
            "null_characters_not_allowed": "Die Suche enthält ein unsichtbares Zeichen. Bitte tippen Sie sie neu ein.",
        },
    )
    kreis = OptionField(_kreis_options, label="Kreis oder kreisfreie Stadt")
    bezirk = OptionField(_region_options, label="Regierungsbezirk")
    angebot = OptionField(topic_options, label="Angebot")
    barrierefrei = forms.BooleanField(label="Stufenloser Zugang", required=False)
    heute = forms.BooleanField(label="Heute geöffnet", required=False)
    ohne_zeiten = forms.BooleanField(required=False, widget=forms.HiddenInput)

    FILTERS = ("kreis", "bezirk", "angebot", "barrierefrei", "heute")
    REFINEMENTS = ("umkreis", "angebot", "kreis", "bezirk", "barrierefrei", "heute")

    @property
    def place(self) -> SearchPlace | None:
        place: SearchPlace | None = self.cleaned_data.get("ort")
        return place

    @property
    def place_problem(self) -> Outcome | None:
        """What the lookup found instead of one place: several of that name, or none."""
        errors = self.errors.as_data().get("ort", [])
        return next((error.params["outcome"] for error in errors if error.params), None)

    @property
    def unsure_today(self) -> str:
        """Name of a day like Heiligabend, when few offices have said whether they are open."""
        return unsure_day(timezone.localdate()) if self.cleaned_data.get("heute") else ""

    @property
    def radius(self) -> int:
        """Kilometres."""
        return int(self.cleaned_data.get("umkreis") or DEFAULT_RADIUS)

    @cached_property
    def meanings(self) -> list[Meaning]:
        return understand(self.cleaned_data.get("q") or "")

    @property
    def chosen(self) -> tuple[str, ...]:
        """What the visitor sent for each refinement, shortened where it is nothing we have."""
        return tuple(str(self[name].data or self.fields[name].initial or "")[:100] for name in self.REFINEMENTS)

    @property
    def guesses(self) -> tuple[Meaning, ...]:
        """Typed words that were taken for others."""
        return tuple(meaning for meaning in self.meanings if meaning.is_guess and meaning.words)

    @property
    def is_filtered(self) -> bool:
        """True where the visitor asked for less than the whole list."""
        return any(self.cleaned_data.get(name) for name in ("ort", "q", "ohne_zeiten", *self.FILTERS))

    @property
    def is_asked(self) -> bool:
        return self.is_filtered or bool(self.errors)

    @property
    def open_filters(self) -> bool:
        return "umkreis" in self.errors or any(
            self.cleaned_data.get(name) or name in self.errors for name in self.FILTERS
        )

    def filter(self, offices: OfficeQuerySet, *, day: date | None = None) -> OfficeQuerySet:
        """Everything but the place, which decides the order too (offices/finding/search.py)."""
        asked: dict[str, Any] = self.cleaned_data
        known = gazetteer()
        offices = find(offices, self.meanings)
        if slug := asked.get("kreis"):
            offices = offices.seated_in(known.kreis_by_slug[slug])
        if slug := asked.get("bezirk"):
            offices = offices.seated_in(known.region_by_slug[slug])
        if slug := asked.get("angebot"):
            offices = offices.offering(slug)
        if asked.get("barrierefrei"):
            offices = offices.step_free()
        if asked.get("ohne_zeiten"):
            return offices.without_hours()
        if asked.get("heute"):
            offices = offices.open_on(day or timezone.localdate())
        return offices
