"""The record of what people do with the portal's content: one line per deed, written in the deed's transaction."""

from django.db import models
from django.utils import timezone

from core.models import Activity


def note(by: models.Model | None, verb: str, subject: models.Model, label: str = "") -> Activity:
    """`verb` is what the person did, in German ("hat veröffentlicht"); `label` names the thing where its own name
    would name a person. Of a thing whose key is a word the label alone says which one it is."""
    return Activity.objects.create(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk if isinstance(subject.pk, int) else None,
        subject_label=(label or str(subject))[:200],
    )
