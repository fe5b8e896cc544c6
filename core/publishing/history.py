"""Versions of things as a whole: saving one, reading the newest, and what differs between two.

What belongs to a version is said by the app that owns the thing, as a dictionary of JSON values; so that an office with
its Standorte and times is one version and not a dozen rows of a dozen tables.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from core.models import Version


class Change(NamedTuple):
    """One line of a before-and-after view; texts as a reader understands them, empty for nothing."""

    label: str
    before: str
    after: str


def newest(subject: models.Model) -> Version | None:
    return Version.objects.of(subject).order_by("-number").first()


def record(subject: models.Model, data: Mapping[str, Any], *, by: models.Model | None, summary: str) -> Version:
    """The next version, or the newest one where nothing differs from it. The caller holds the lock on the subject."""
    last = newest(subject)
    if last is not None and last.data == data:
        return last
    return Version.objects.create(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        number=last.number + 1 if last else 1,
        data=data,
        summary=summary[:200],
        at=timezone.now(),
        by_id=by.pk if by else None,
    )


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Label → text on both sides; only what differs, in the order of `after`, then what is gone."""
    labels = [*after, *(label for label in before if label not in after)]
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]
