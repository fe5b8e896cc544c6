"""How a change to an office's profile becomes what visitors read.

Most sections are live at once. Name, Träger, status and address of a public office wait for the coordinators, because a
wrong one sends people to the wrong door or tells them that there is none.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from core.mail.letters import write
from core.models import Proposal, Version
from core.publishing import review
from core.publishing.activity import note
from core.publishing.history import Change
from offices import editing
from offices.editing import Section, SectionForm, describe, section_of
from offices.models import Office, Place
from offices.upkeep.versions import bring_back, differences, keep_first_version, keep_version, needs_review, snapshot

if TYPE_CHECKING:
    from accounts.models import User

WHOLE = "fassung"  # the part of a proposal that brings back a whole version
NEW_PLACE = "neu"


class OutdatedError(Exception):
    """The proposal no longer fits the office; the text is the sentence the coordinator reads."""


@transaction.atomic
def save_section(office: Office, section: Section, form: SectionForm, *, by: "User", place: Place | None) -> bool:
    """True when it is live, False when it waits for the coordinators. The form is valid."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    if not form.changed():
        review.withdraw(office, part=part_of(section, place))
        return True
    keep_first_version(office)
    if _waits(office, section, by):
        review.propose(office, form.proposal(), by=by, part=part_of(section, place))
        return False
    form.save()
    review.withdraw(office, part=part_of(section, place))
    _settle_version(office, by, f"{section.title} geändert")
    return True


@transaction.atomic
def remove_place(office: Office, place: Place, *, by: "User") -> None:
    keep_first_version(office)
    editing.remove_place(office, place.pk)
    _settle_version(office, by, "Standort entfernt")


@transaction.atomic
def restore(office: Office, version: Version, *, by: "User") -> bool:
    """As if somebody had typed everything again: True when it is live, False when it waits."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    if office.is_public and not by.is_coordinator and needs_review(snapshot(office), version.data):
        review.propose(office, version.data, by=by, part=WHOLE)
        return False
    bring_back(office, version.data)
    _settle_version(office, by, f"Fassung {version.number} wiederhergestellt")
    return True


# --- what coordinators decide -------------------------------------------------------------------------------


def part_of(section: Section, place: Place | None) -> str:
    """ "name", "adresse:17", or "adresse:neu" for a Standort still to be made."""
    if not section.needs_place:
        return section.slug
    return f"{section.slug}:{place.pk if place else NEW_PLACE}"


def changes_of(proposal: Proposal, office: Office) -> list[Change]:
    """Before and after, as things stand now; empty when the office stands so already."""
    if proposal.part == WHOLE:
        return differences(snapshot(office), proposal.data)
    slug, place_pk = _parsed(proposal.part)
    return describe(office, slug, proposal.data, place_pk)


@transaction.atomic
def accept(proposal: Proposal, *, by: "User") -> Office:
    """Raises OutdatedError when the Standort it is about is gone."""
    office = Office.objects.select_for_update().get(pk=proposal.subject_id)
    if proposal.part == WHOLE:
        bring_back(office, proposal.data)
    else:
        _apply(office, proposal)
    author: User = proposal.proposed_by
    keep_version(office, by=author, summary="Änderung freigegeben")
    review.decide(proposal, accept=True, by=by)
    note(by, "hat eine Änderung freigegeben", office)
    _tell(author, "office_change_accepted", office, about="Änderung freigegeben")
    return office


@transaction.atomic
def refuse(proposal: Proposal, *, by: "User", answer: str) -> None:
    office = Office.objects.get(pk=proposal.subject_id)
    review.decide(proposal, accept=False, by=by, answer=answer)
    note(by, "hat eine Änderung zurückgegeben", office)
    author: User = proposal.proposed_by
    _tell(author, "office_change_refused", office, about="Änderung zurück", answer=answer)


# --- parts ------------------------------------------------------------------------------------------------


def _waits(office: Office, section: Section, by: "User") -> bool:
    return section.is_reviewed and office.is_public and not by.is_coordinator


def _parsed(part: str) -> tuple[str, int | None]:
    slug, _, place = part.partition(":")
    return slug, int(place) if place.isdecimal() else None


def _apply(office: Office, proposal: Proposal) -> None:
    slug, place_pk = _parsed(proposal.part)
    try:
        section_of(slug).apply(office, proposal.data, place_pk)
    except Place.DoesNotExist:
        raise OutdatedError("Den Standort gibt es nicht mehr. Bitte geben Sie den Vorschlag zurück.") from None


def _settle_version(office: Office, by: "User", summary: str) -> None:
    keep_version(office, by=by, summary=summary)
    note(by, "hat das Profil geändert", office, f"{office.name}: {summary}")


def _tell(person: "User", letter: str, office: Office, *, about: str, **words: Any) -> None:
    """Only people who can still do something about it."""
    if Office.objects.managed_by(person).contains(office):
        path = reverse("offices:profile", args=[office.slug])
        write(letter, to=person.email, about=about, office=office, name=person.name, path=path, **words)
