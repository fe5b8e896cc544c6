"""What happens to a post from the first line to the archive. Each step locks the post, writes who and when, keeps a
version where the words changed, tells whoever has to know, and leaves a line in the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.mail.letters import write
from core.models import Proposal, Version
from core.publishing import review
from core.publishing.activity import note
from core.publishing.states import State, WrongStateError
from news.models import Kind, Post
from news.versions import bring_back, keep_version, snapshot

if TYPE_CHECKING:
    from accounts.models import User

MOST_AT_ONCE = 500  # posts that the clock moves in one turn


class StaleError(Exception):
    """Somebody saved the post since this form was opened. Nothing has been written."""

    def __init__(self, current: Post) -> None:
        super().__init__("Diese Meldung wurde inzwischen an anderer Stelle gespeichert.")
        self.current = current


def may_release(user: "User", post: Post) -> bool:
    """Coordinators, and people of an office that a coordinator trusts."""
    if user.is_coordinator:
        return True
    return bool(post.office and post.office.publishes_directly) and Post.objects.managed_by(user).contains(post)


# --- writing ----------------------------------------------------------------------------------------------


@transaction.atomic
def create(values: Mapping[str, Any], *, by: "User") -> Post:
    now = timezone.now()
    topics = values.get("topics", ())
    fields = {name: value for name, value in values.items() if name != "topics"}
    post = Post(**fields, created_at=now, created_by=by, changed_at=now, changed_by=by, edition=1)
    post.save()
    post.topics.set(topics)
    keep_version(post, by=by, summary="Angelegt")
    return post


@transaction.atomic
def save(post: Post, values: Mapping[str, Any], *, by: "User", edition: int) -> bool:
    """True when the words are what everybody sees from now on, or will see once released; False when the post is
    public already and the change waits for a coordinator. Raises StaleError."""
    locked = _locked(post)
    if locked.edition != edition:
        raise StaleError(locked)
    if locked.state == State.ARCHIVED:
        raise WrongStateError("Diese Meldung liegt im Archiv. Bitte holen Sie sie zuerst zurück.")
    if locked.is_released and not may_release(by, locked):
        _propose(locked, values, by)
        return False
    _write(locked, values, by, "Geändert")
    return True


def _write(post: Post, values: Mapping[str, Any], by: "User", summary: str) -> None:
    for name, value in values.items():
        if name != "topics":
            setattr(post, name, value)
    post.edition += 1
    post.changed_at, post.changed_by = timezone.now(), by
    post.save()
    if "topics" in values:
        post.topics.set(values["topics"])
    keep_version(post, by=by, summary=summary)


def _propose(post: Post, values: Mapping[str, Any], by: "User") -> None:
    """The change as a version of the post that nobody outside sees; the post itself is left as it is."""
    with transaction.atomic():
        _write(post, values, by, "Änderung vorgeschlagen")
        data = snapshot(post)
        transaction.set_rollback(True)
    post.refresh_from_db()
    Post.objects.filter(pk=post.pk).update(edition=post.edition + 1)
    review.propose(post, data, by=by)


@transaction.atomic
def accept(proposal: Proposal, *, by: "User") -> Post:
    post: Post = Post.objects.select_for_update().get(pk=proposal.subject_id)
    bring_back(post, proposal.data)
    _mark_changed(post, by)
    keep_version(post, by=proposal.proposed_by, summary="Geändert und freigegeben")
    review.decide(proposal, accept=True, by=by)
    note(by, "hat eine Änderung freigegeben", post)
    _tell(proposal.proposed_by, "post_change_accepted", post, about="Änderung freigegeben")
    return post


@transaction.atomic
def refuse(proposal: Proposal, *, by: "User", answer: str) -> None:
    post = Post.objects.get(pk=proposal.subject_id)
    review.decide(proposal, accept=False, by=by, answer=answer)
    note(by, "hat eine Änderung zurückgegeben", post)
    _tell(proposal.proposed_by, "post_change_refused", post, about="Änderung zurück", answer=answer)


@transaction.atomic
def restore(post: Post, version: Version, *, by: "User") -> bool:
    """As if somebody had typed that version again: True when it holds at once, False when it waits."""
    locked = _locked(post)
    if locked.is_released and not may_release(by, locked):
        review.propose(locked, version.data, by=by)
        return False
    bring_back(locked, version.data)
    _mark_changed(locked, by)
    keep_version(locked, by=by, summary=f"Fassung {version.number} wiederhergestellt")
    note(by, "hat eine frühere Fassung wiederhergestellt", locked)
    return True


# --- the way out ------------------------------------------------------------------------------------------


def what_is_missing(post: Post) -> list[str]:
    """Sentences; empty when the post may go its way."""
    missing = []
    if not post.teaser:
        missing.append("Bitte schreiben Sie das Wichtigste in ein oder zwei Sätzen.")
    if not post.body:
        missing.append("Der Text fehlt noch.")
    if post.kind == Kind.FUNDING and post.deadline is None:
        missing.append("Ein Fördertipp braucht eine Frist.")
    return missing


@transaction.atomic
def submit(post: Post, *, by: "User") -> None:
    locked = _complete(post)
    locked.submit(by, timezone.now())
    locked.save()
    note(by, "hat zur Freigabe eingereicht", locked)


@transaction.atomic
def withdraw(post: Post, *, by: "User") -> None:
    locked = _locked(post)
    locked.withdraw()
    locked.save()
    note(by, "hat die Einreichung zurückgezogen", locked)


@transaction.atomic
def send_back(post: Post, *, by: "User", request: str) -> None:
    locked = _locked(post)
    locked.send_back(by, timezone.now(), request)
    locked.save()
    note(by, "hat zur Überarbeitung zurückgegeben", locked)
    _tell(_author(locked), "post_sent_back", locked, about="Zur Überarbeitung", request=request)


@transaction.atomic
def release(post: Post, *, by: "User") -> Post:
    locked = _complete(post)
    if not may_release(by, locked):
        raise WrongStateError("Diese Meldung gibt die Geschäftsstelle frei. Bitte reichen Sie sie ein.")
    locked.release(by, timezone.now())
    locked.save()
    note(by, "hat freigegeben", locked)
    author = _author(locked)
    if author != by:
        _tell(author, "post_released", locked, about="Freigegeben")
    return locked


@transaction.atomic
def archive(post: Post, *, by: "User") -> None:
    locked = _locked(post)
    locked.archive(by, timezone.now())
    locked.save()
    note(by, "hat ins Archiv gelegt", locked)


@transaction.atomic
def reopen(post: Post, *, by: "User") -> None:
    locked = _locked(post)
    locked.reopen()
    locked.save()
    note(by, "hat aus dem Archiv geholt", locked)


@transaction.atomic
def throw_away(post: Post, *, by: "User") -> None:
    """A draft that nobody outside has ever seen, with its files and its history."""
    locked = _locked(post)
    if locked.state != State.DRAFT or locked.published_at:
        raise WrongStateError("Nur ein Entwurf, der nie erschienen ist, lässt sich löschen. Legen Sie ihn ins Archiv.")
    note(by, "hat einen Entwurf gelöscht", locked)
    Version.objects.of(locked).delete()
    locked.delete()


# --- what the clock does ------------------------------------------------------------------------------------


def appear_due(now: datetime) -> int:
    """What was released for a later day appears."""
    return sum(_appear(pk, now) for pk in Post.objects.due_to_appear(now).values_list("pk", flat=True)[:MOST_AT_ONCE])


def expire_due(now: datetime) -> int:
    """What was to be seen for a while only goes into the archive."""
    return sum(_expire(pk, now) for pk in Post.objects.due_to_expire(now).values_list("pk", flat=True)[:MOST_AT_ONCE])


@transaction.atomic
def _appear(pk: int, now: datetime) -> int:
    post = Post.objects.select_for_update().due_to_appear(now).filter(pk=pk).first()
    if post is None:
        return 0
    post.appear()
    post.save()
    note(None, "ist erschienen", post)
    return 1


@transaction.atomic
def _expire(pk: int, now: datetime) -> int:
    post = Post.objects.select_for_update().due_to_expire(now).filter(pk=pk).first()
    if post is None:
        return 0
    post.archive(None, now)
    post.save()
    note(None, "ist abgelaufen", post)
    return 1


# --- parts ------------------------------------------------------------------------------------------------


def _locked(post: Post) -> Post:
    locked: Post = Post.objects.select_for_update().get(pk=post.pk)
    return locked


def _complete(post: Post) -> Post:
    locked = _locked(post)
    if missing := what_is_missing(locked):
        raise WrongStateError(" ".join(missing))
    return locked


def _mark_changed(post: Post, by: "User") -> None:
    post.edition += 1
    post.changed_at, post.changed_by = timezone.now(), by
    post.save(update_fields=["edition", "changed_at", "changed_by"])


def _author(post: Post) -> "User | None":
    """Who sent it in, else who wrote it."""
    author: User | None = post.submitted_by or post.created_by
    return author


def _tell(person: "User | None", letter: str, post: Post, *, about: str, **words: Any) -> None:
    """Only people who can still do something about it."""
    if person is None or not Post.objects.managed_by(person).contains(post):
        return
    path = reverse("news:desk_post", args=[post.pk])
    write(letter, to=person.email, about=about, post=post, name=person.name, path=path, **words)
