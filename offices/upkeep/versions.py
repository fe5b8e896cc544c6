"""The history of an office as a whole: what belongs to a version, how it reads, and how an earlier one comes back. A
version holds exactly what the sections of the profile hold (offices/editing/)."""

from typing import TYPE_CHECKING, Any

from core.models import Version
from core.publishing.history import Change, compare, record
from offices.editing import SECTIONS, Data, Section, section_of
from offices.editing.place_forms import ADDRESS
from offices.finding.wordsearch import reindex
from offices.models import Office, Place

if TYPE_CHECKING:
    from accounts.models import User

OF_OFFICE = [section for section in SECTIONS if not section.needs_place]
OF_PLACE = [section for section in SECTIONS if section.needs_place]


def snapshot(office: Office) -> Data:
    """JSON values only. Read afresh, so that what was saved a moment ago is in it."""
    fresh = Office.objects.get(pk=office.pk)
    places = fresh.places.prefetch_related("hours", "exceptions")
    return {
        "office": {section.slug: section.part.read(fresh, None) for section in OF_OFFICE},
        "places": [
            {"id": place.pk, **{section.slug: section.part.read(fresh, place) for section in OF_PLACE}}
            for place in places
        ],
    }


def keep_version(office: Office, *, by: "User | None", summary: str) -> Version:
    return record(office, snapshot(office), by=by, summary=summary)


def keep_first_version(office: Office) -> None:
    """What stood there before the first person changed anything, so that her change can be taken back."""
    if not Version.objects.of(office).exists():
        keep_version(office, by=None, summary="So standen die Angaben zuerst im Portal")


# --- bringing one back ------------------------------------------------------------------------------------


def bring_back(office: Office, data: Data) -> None:
    """Everything stands as it did in that version; a section that is newer than the version stays as it is."""
    fresh = Office.objects.get(pk=office.pk)
    for section in _held(OF_OFFICE, data["office"]):
        section.part.write(fresh, None, data["office"][section.slug])
    _bring_back_places(fresh, data["places"])
    fresh.settle()
    reindex([fresh.pk])
    office.refresh_from_db()


def _bring_back_places(office: Office, rows: list[Data]) -> None:
    """A Standort that still exists keeps its row, so that what points to it still does."""
    office.places.exclude(pk__in=[row["id"] for row in rows]).delete()
    # Two of them may have changed roles; one of them is the main one at every moment.
    office.places.filter(role=Place.Role.MAIN).update(role=Place.Role.OUTREACH)
    standing = {place.pk: place for place in office.places.all()}
    for position, row in enumerate(rows):
        place = standing.get(row["id"]) or Place(office=office)
        ADDRESS.put(place, row["adresse"])
        place.position = position
        place.save()
        for section in _held(OF_PLACE, row):
            if section.slug != "adresse":
                section.part.write(office, place, row[section.slug])


def _held(sections: list[Section], data: Data) -> list[Section]:
    return [section for section in sections if section.slug in data]


# --- how it reads -----------------------------------------------------------------------------------------


def differences(before: Data, after: Data) -> list[Change]:
    return compare(_in_words(before), _in_words(after))


def needs_review(before: Data, after: Data) -> bool:
    """Whether something differs that coordinators look at first."""
    reviewed = [section.slug for section in SECTIONS if section.is_reviewed]
    return any(_parts(before, slug) != _parts(after, slug) for slug in reviewed)


def _parts(data: Data, slug: str) -> list[Any]:  # Any: values of JSON
    if section_of(slug).needs_place:
        return [(row["id"], row.get(slug)) for row in data["places"]]
    return [data["office"].get(slug)]


def _in_words(data: Data) -> dict[str, str]:
    """Label → text, as a person who works for the office understands it."""
    words: dict[str, str] = {}
    for section in _held(OF_OFFICE, data["office"]):
        words |= section.part.words(data["office"][section.slug])
    for number, row in enumerate(data["places"], 1):
        title = f"Standort {number}: " if len(data["places"]) > 1 else ""
        for section in _held(OF_PLACE, row):
            words |= {f"{title}{label}": text for label, text in section.part.words(row[section.slug]).items()}
    return words
