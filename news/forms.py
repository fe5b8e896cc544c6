"""What visitors and members can ask of the news."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from core.revision import once_per_revision
from core.widgets import LineInput, OptionField, Options
from news.lists import Question
from news.models import Kind, PostQuerySet
from offices.fields import LONGEST, topic_options
from offices.gazetteer import Kreis, Region, gazetteer
from offices.models import Office
from offices.taxonomy import taxonomy

REGION_PREFIX = "bezirk-"  # Köln is a Regierungsbezirk and a city


@cache
def _kind_options() -> Options:
    return Options.flat([("", "Alle Arten"), *((kind.value, str(kind.label)) for kind in Kind)])


@once_per_revision
def _topic_options() -> Options:
    """The same as in the search for offices, under a name that fits."""
    everything = ("", (("", "Alle Themen"),))
    return Options((everything, *topic_options().groups[1:]))


@cache
def _areas() -> dict[str, Kreis | Region]:
    """Slug in the address → what it stands for."""
    regions: dict[str, Kreis | Region] = {f"{REGION_PREFIX}{region.slug}": region for region in gazetteer().regions}
    return regions | {kreis.slug: kreis for kreis in gazetteer().kreise}


@cache
def _area_options() -> Options:
    areas = _areas().items()
    regions = tuple((slug, area.label) for slug, area in areas if isinstance(area, Region))
    kreise = tuple((slug, area.label) for slug, area in areas if isinstance(area, Kreis))
    everywhere = ("", (("", "Ganz Nordrhein-Westfalen"),))
    return Options((everywhere, ("Regierungsbezirke", regions), ("Kreise und Städte", kreise)))


@once_per_revision
def office_named(slug: str) -> tuple[int, str] | None:
    """Key and name of an office with a public page."""
    return Office.objects.visible().filter(slug=slug).values_list("pk", "name").first()


def topic_name(slug: str) -> str:
    names = {topic.slug: topic.name for field, offers in taxonomy() for topic in (field, *offers)}
    return names[slug]


class OfficeField(forms.CharField):
    """The slug of an office → its key and its name."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Any:
        slug = str(value or "").strip()
        if not slug:
            return None
        found = self._office(slug)
        if found is None:
            raise ValidationError("Dieses Büro kennen wir nicht. Sie sehen die Meldungen aller Büros.", code="unknown")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """An office that we don't have is not asked for again."""
        return data if isinstance(data, str) and self._office(data) else initial

    def _office(self, slug: str) -> Any:
        """Only what can be a slug is looked up: PostgreSQL refuses to be asked for some of the rest."""
        return office_named(slug) if slug.isascii() and slug.isprintable() and len(slug) <= 160 else None


class NewsFilterForm(forms.Form):
    """A GET form. What can't be used is named in a sentence and left out; the rest of the question still counts."""

    art = OptionField(_kind_options, label="Art")
    thema = OptionField(_topic_options, label="Thema")
    region = OptionField(_area_options, label="Region")
    buero = OfficeField()

    SELECTS = ("art", "thema", "region")

    @property
    def question(self) -> Question:
        asked = self.cleaned_data
        office = asked.get("buero")
        return Question(
            kind=asked.get("art") or "",
            topic=asked.get("thema") or "",
            area=_areas().get(asked.get("region") or ""),
            office=office[0] if office else None,
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was sent for each choice, shortened where it is nothing we have."""
        return tuple(str(self[name].data or "")[:100] for name in self.SELECTS)

    @property
    def active(self) -> list[tuple[str, str]]:
        """What narrows the list, in words, and the address of the list without it."""
        said = dict(self._said())
        sent = {name: str(self[name].data) for name in said}
        rest = {name: urlencode({key: value for key, value in sent.items() if key != name}) for name in said}
        return [(words, f"?{rest[name]}" if rest[name] else "./") for name, words in said.items()]

    @property
    def is_asked(self) -> bool:
        return bool(self.active or self.errors)

    @property
    def problems(self) -> list[str]:
        """Sentences about what is not shown as a field."""
        return [str(sentence) for sentence in self.errors.get("buero", [])]

    def _said(self) -> Iterator[tuple[str, str]]:
        asked = self.cleaned_data
        if kind := asked.get("art"):
            yield "art", str(Kind(kind).label)
        if topic := asked.get("thema"):
            yield "thema", f"Thema: {topic_name(topic)}"
        if area := asked.get("region"):
            yield "region", _areas()[area].label
        if office := asked.get("buero"):
            yield "buero", f"von {office[1]}"


class MembersSearchForm(forms.Form):
    """A GET form over what only the network reads."""

    q = forms.CharField(
        label="Wonach suchen Sie?",
        help_text="Ein Wort aus der Überschrift oder aus dem Text",
        required=False,
        max_length=LONGEST,
        widget=LineInput,
        error_messages={
            "max_length": f"Das ist zu lang. Bitte schreiben Sie höchstens {LONGEST} Zeichen.",
            "null_characters_not_allowed": "Die Suche enthält ein unsichtbares Zeichen. Bitte tippen Sie sie neu ein.",
        },
    )
    thema = OptionField(_topic_options, label="Thema")

    @property
    def is_asked(self) -> bool:
        return bool(self.errors or any(self.cleaned_data.values()))

    def filter(self, posts: PostQuerySet) -> PostQuerySet:
        if words := self.cleaned_data.get("q"):
            posts = posts.containing(words)
        if topic := self.cleaned_data.get("thema"):
            posts = posts.about(topic)
        return posts
