"""What happens to a thing from the first line to the archive. Each step locks it, writes who and when, tells whoever
has to know, and leaves a line in the record. What is a kind's own stands in its hooks (core/publishing/kinds.py)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.mail.letters import write
from core.models import Version
from core.publishing.activity import note
from core.publishing.kinds import ContentKind, Verb, kind_of, kinds
from core.publishing.states import Publishable, State, WrongStateError

MOST_AT_ONCE = 500  # things of one kind that the clock moves in one turn


@transaction.atomic
def submit(thing: Publishable, *, by: Any) -> None:
    kind, locked = _locked(thing)
    _expect_complete(kind, locked)
    _step(kind, locked, Verb.SUBMIT, "hat zur Freigabe eingereicht", by, lambda now: locked.submit(by, now))


@transaction.atomic
def withdraw(thing: Publishable, *, by: Any) -> None:
    kind, locked = _locked(thing)
    _step(kind, locked, Verb.WITHDRAW, "hat die Einreichung zurückgezogen", by, lambda _: locked.withdraw())


@transaction.atomic
def send_back(thing: Publishable, *, by: Any, request: str) -> None:
    kind, locked = _locked(thing)
    said = "hat zur Überarbeitung zurückgegeben"
    _step(kind, locked, Verb.SEND_BACK, said, by, lambda now: locked.send_back(by, now, request))
    tell(author_of(locked), "content_sent_back", locked, about="Zur Überarbeitung", request=request)


@transaction.atomic
def release(thing: Publishable, *, by: Any) -> Any:
    """It appears now, or on the day asked for. Who wrote it is told, unless she did it herself."""
    kind, locked = _locked(thing)
    _expect_complete(kind, locked)
    if not kind.may_release(by, locked):
        raise WrongStateError(
            f"{kind.noun.this} gibt die Geschäftsstelle frei. Bitte reichen Sie {kind.noun.whom} ein."
        )
    _step(kind, locked, Verb.RELEASE, "hat freigegeben", by, lambda now: locked.release(by, now))
    author = author_of(locked)
    if author != by:
        tell(author, "content_released", locked, about="Freigegeben")
    return locked


@transaction.atomic
def archive(thing: Publishable, *, by: Any) -> None:
    kind, locked = _locked(thing)
    _step(kind, locked, Verb.ARCHIVE, "hat ins Archiv gelegt", by, lambda now: locked.archive(by, now))


@transaction.atomic
def reopen(thing: Publishable, *, by: Any) -> None:
    kind, locked = _locked(thing)
    _step(kind, locked, Verb.REOPEN, "hat aus dem Archiv geholt", by, lambda _: locked.reopen())


@transaction.atomic
def delete(thing: Publishable, *, by: Any) -> None:
    """A draft that nobody outside has ever seen, with its files and its history."""
    kind, locked = _locked(thing)
    if locked.state != State.DRAFT or locked.published_at:
        raise WrongStateError(
            f"{kind.noun.this} war schon veröffentlicht oder liegt zur Freigabe vor. "
            f"Löschen lässt sich nur ein Entwurf, der nie erschienen ist. Legen Sie {kind.noun.whom} ins Archiv."
        )
    with kind.changing(Verb.DELETE, locked):
        note(by, "hat einen Entwurf gelöscht", locked)
        Version.objects.of(locked).delete()
    locked.delete()


# --- what the clock does ----------------------------------------------------------------------------------------


def appear_due(now: datetime) -> int:
    """What was released for a later day appears. Returns how many."""
    return sum(_appear(kind, pk, now) for kind in kinds() for pk in _due(kind.model.objects.due_to_appear(now)))


def expire_due(now: datetime) -> int:
    """What was to be seen for a while only goes into the archive. Returns how many."""
    return sum(_expire(kind, pk, now) for kind in kinds() for pk in _due(kind.model.objects.due_to_expire(now)))


def _due(things: Any) -> list[int]:
    return list(things.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


@transaction.atomic
def _appear(kind: ContentKind, pk: int, now: datetime) -> int:
    thing = kind.model.objects.select_for_update().due_to_appear(now).filter(pk=pk).first()
    if thing is None:
        return 0
    _step(kind, thing, Verb.APPEAR, "ist erschienen", None, lambda _: thing.appear())
    return 1


@transaction.atomic
def _expire(kind: ContentKind, pk: int, now: datetime) -> int:
    thing = kind.model.objects.select_for_update().due_to_expire(now).filter(pk=pk).first()
    if thing is None:
        return 0
    try:
        _step(kind, thing, Verb.EXPIRE, "ist abgelaufen", None, lambda _: thing.archive(None, now))
    except WrongStateError:
        return 0  # people rely on it still: it stays until the reason is gone
    return 1


# --- parts ------------------------------------------------------------------------------------------------------


def author_of(thing: Any) -> Any:
    """Who sent it in, else who wrote it."""
    return thing.submitted_by or thing.created_by


def tell(person: Any, letter: str, thing: Publishable, *, about: str, **words: Any) -> None:
    """Only people who can still do something about it."""
    kind = kind_of(thing)
    if person is None or not kind.managed_by(person).contains(thing):
        return
    path = kind.url("page", thing.pk)
    write(letter, to=person.email, about=about, thing=thing, noun=kind.noun, name=person.name, path=path, **words)


def _locked(thing: Publishable) -> tuple[ContentKind, Any]:
    kind = kind_of(thing)
    return kind, kind.lock(thing)


def _expect_complete(kind: ContentKind, thing: Publishable) -> None:
    if missing := kind.missing(thing):
        raise WrongStateError(" ".join(missing))


def _step(kind: ContentKind, thing: Any, verb: Verb, said: str, by: Any, change: Callable[[datetime], None]) -> None:
    with kind.changing(verb, thing):
        change(timezone.now())
    thing.save()
    note(by, said, thing)
    kind.after(verb, thing)
