"""What visitors and members can ask of the news."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

from django import forms

from core.forms.widgets import LineInput, OptionField, Options
from news.lists import Question
from news.models import Kind, PostQuerySet
from offices.finding.fields import LONGEST, PublicOfficeField, theme_options, topic_name
from offices.geography.areas import area_options, areas


@cache
def _kind_options() -> Options:
    return Options.flat([("", "Alle Arten"), *((kind.value, str(kind.label)) for kind in Kind)])


class NewsFilterForm(forms.Form):
    """A GET form. What can't be used is named in a sentence and left out; the rest of the question still counts."""

    art = OptionField(_kind_options, label="Art")
    thema = OptionField(theme_options, label="Thema")
    region = OptionField(area_options, label="Region")
    buero = PublicOfficeField("Dieses Büro kennen wir nicht. Sie sehen die Meldungen aller Büros.")

    SELECTS = ("art", "thema", "region")

    @property
    def question(self) -> Question:
        asked = self.cleaned_data
        office = asked.get("buero")
        return Question(
            kind=asked.get("art") or "",
            topic=asked.get("thema") or "",
            area=areas().get(asked.get("region") or ""),
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
            yield "region", areas()[area].label
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
    thema = OptionField(theme_options, label="Thema")

    @property
    def is_asked(self) -> bool:
        return bool(self.errors or any(self.cleaned_data.values()))

    def filter(self, posts: PostQuerySet) -> PostQuerySet:
        if words := self.cleaned_data.get("q"):
            posts = posts.containing(words)
        if topic := self.cleaned_data.get("thema"):
            posts = posts.about(topic)
        return posts
