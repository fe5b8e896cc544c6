"""Where somebody comes from: an office of the directory if it was chosen or typed, otherwise her own words.

Several offices may share a name, so it is said with the town. What fits more than one is asked about: whoever is
stored for the wrong office takes its places and is seen by its people.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.language.german import fold, join_words
from core.publishing.revision import once_per_revision
from offices.models import Office

PREFIX = "seniorenbuero "
MOST_NAMED = 6


class WhichOfficeError(Exception):
    """The text is the sentence for whoever has typed it."""


@dataclass(slots=True)
class _Names:
    """Three ways of naming an office, the surest first; each leads to the keys of the offices it fits."""

    labels: dict[int, str] = field(default_factory=dict)
    ways: tuple[dict[str, set[int]], ...] = field(default_factory=lambda: tuple(defaultdict(set) for _ in range(3)))

    def add(self, office: Office) -> None:
        label, town = office.name_with_town, office.municipality
        self.labels[office.pk] = label
        towns = {town.name, town.short_name}
        short = fold(office.name).removeprefix(PREFIX)
        self._under(0, office.pk, office.name, label, *(f"{office.name} {name}" for name in towns))
        self._under(1, office.pk, *office.name_list, *(f"{name} {town.name}" for name in office.name_list))
        self._under(2, office.pk, *towns, *(f"Büro {name}" for name in towns), *(f"{PREFIX}{name}" for name in towns))
        self._under(2, office.pk, *(f"{short} {name}" for name in towns), short)

    def _under(self, way: int, key: int, *names: str) -> None:
        for name in names:
            self.ways[way][_key(name)].add(key)


def _key(text: str) -> str:
    """ "Senioren-Büro" and "Seniorenbüro" are one word."""
    return fold(text).replace(" ", "")


@once_per_revision
def _names() -> _Names:
    """Of the offices a person can turn to."""
    found = _Names()
    for office in Office.objects.listed().order_by("sort_name", "pk").only("pk", "name", "other_names", "ags"):
        found.add(office)
    return found


@once_per_revision
def office_suggestions() -> SafeString:
    """The options of a <datalist>, drawn once: browsers offer those that fit what is being typed."""
    labels = dict.fromkeys(_names().labels.values())
    return format_html_join("", '<option value="{}"></option>', ((label,) for label in labels))


def office_called(text: str) -> Office | None:
    """By its name, with or without the town, by another name, or by the town where it is the only one. Not read from
    the database: it knows its key and its name only. Raises WhichOfficeError where several are called so."""
    names, words = _names(), _key(text)
    for way in names.ways if words else ():
        if keys := way.get(words):
            return _only(text, sorted(keys), names.labels)
    return None


def _only(text: str, keys: list[int], labels: dict[int, str]) -> Office:
    if len(keys) == 1:
        return Office(pk=keys[0], name=labels[keys[0]])
    said = sorted({labels[key] for key in keys})[:MOST_NAMED]
    named = join_words([f"„{label}“" for label in said], "oder")
    raise WhichOfficeError(
        f"Zu „{text[:60]}“ passen mehrere Büros. Meinen Sie {named}? Bitte schreiben Sie es genau so."
    )
