"""What is written down: begun, saved by one of two people at once, proposed where it is public already, decided about,
and brought back from an earlier version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.models import Proposal, Version
from core.publishing import review
from core.publishing.activity import note
from core.publishing.kinds import ContentKind, kind_of
from core.publishing.states import Publishable, State, WrongStateError
from core.publishing.versions import bring_back, foreseen, keep_version
from core.publishing.workflow import tell


class StaleError(Exception):
    """Somebody saved the thing since this form was opened. Nothing has been written."""

    def __init__(self, current: Any) -> None:
        super().__init__(f"{kind_of(current).noun.this} wurde inzwischen an anderer Stelle gespeichert.")
        self.current = current


@transaction.atomic
def create(model: type[Publishable], values: Mapping[str, Any], *, by: Any) -> Any:
    """A draft. `values` by the names of fields."""
    now, kind = timezone.now(), kind_of(model)
    fields = {name: value for name, value in values.items() if name not in kind.natural_keys}
    thing = model(**fields, created_at=now, created_by=by, changed_at=now, changed_by=by, edition=1)
    thing.save()
    _set_rows(kind, thing, values)
    keep_version(thing, by=by, summary="Angelegt")
    return thing


@transaction.atomic
def save(thing: Publishable, values: Mapping[str, Any], *, by: Any, edition: int) -> bool:
    """True when the words are what everybody sees from now on, or will see once released; False when the thing is
    public already and the change waits for a coordinator. Raises StaleError and WrongStateError."""
    kind = kind_of(thing)
    locked = kind.lock(thing)
    expect_current(locked, edition)
    if locked.is_released and not kind.may_release(by, locked):
        _propose(locked, values, by)
        return False
    for name, value in values.items():
        if name not in kind.natural_keys:
            setattr(locked, name, value)
    locked.edition += 1
    locked.changed_at, locked.changed_by = timezone.now(), by
    locked.save()
    _set_rows(kind, locked, values)
    keep_version(locked, by=by, summary="Geändert")
    return True


def expect_current(locked: Any, edition: int | None) -> None:
    """Without `edition` nobody has typed over what somebody else typed. Raises StaleError and WrongStateError."""
    if edition is not None and locked.edition != edition:
        raise StaleError(locked)
    if locked.state == State.ARCHIVED:
        noun = kind_of(locked).noun
        raise WrongStateError(f"{noun.this} liegt im Archiv. Bitte holen Sie {noun.whom} zuerst zurück.")


def _set_rows(kind: ContentKind, thing: Any, values: Mapping[str, Any]) -> None:
    for name in kind.natural_keys:
        if name in values:
            getattr(thing, name).set(values[name])


def _propose(thing: Any, values: Mapping[str, Any], by: Any) -> None:
    """The change as a version that nobody outside sees; the thing itself is left as it is, but for the number of its
    edition: who has it open in another tab is told that somebody saved."""
    data = foreseen(thing, values)
    type(thing).objects.filter(pk=thing.pk).update(edition=thing.edition + 1)
    review.propose(thing, data, by=by)


# --- decisions --------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(kind: ContentKind, proposal: Proposal, *, by: Any) -> Any:
    thing = kind.model.objects.select_for_update().get(pk=proposal.subject_id)
    bring_back(thing, proposal.data)
    _mark_changed(thing, by)
    keep_version(thing, by=proposal.proposed_by, summary="Geändert und freigegeben")
    review.decide(proposal, accept=True, by=by)
    note(by, "hat eine Änderung freigegeben", thing)
    tell(proposal.proposed_by, "content_change_accepted", thing, about="Änderung freigegeben")
    return thing


@transaction.atomic
def refuse(kind: ContentKind, proposal: Proposal, *, by: Any, answer: str) -> None:
    thing = kind.model.objects.get(pk=proposal.subject_id)
    review.decide(proposal, accept=False, by=by, answer=answer)
    note(by, "hat eine Änderung zurückgegeben", thing)
    tell(proposal.proposed_by, "content_change_refused", thing, about="Änderung zurück", answer=answer)


@transaction.atomic
def restore(thing: Publishable, version: Version, *, by: Any) -> bool:
    """As if somebody had typed that version again: True when it holds at once, False when it waits."""
    kind = kind_of(thing)
    locked = kind.lock(thing)
    if locked.is_released and not kind.may_release(by, locked):
        review.propose(locked, version.data, by=by)
        return False
    bring_back(locked, version.data)
    _mark_changed(locked, by)
    keep_version(locked, by=by, summary=f"Fassung {version.number} wiederhergestellt")
    note(by, "hat eine frühere Fassung wiederhergestellt", locked)
    return True


def _mark_changed(thing: Any, by: Any) -> None:
    thing.edition += 1
    thing.changed_at, thing.changed_by = timezone.now(), by
    thing.save(update_fields=["edition", "changed_at", "changed_by"])
