"""Changes to what is public already: proposed by one person, decided by another."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from core.models import Proposal
from core.publishing.activity import note


def propose(
    subject: models.Model, data: Mapping[str, Any], *, by: models.Model, part: str = "", label: str = ""
) -> Proposal:
    """A second proposal for the same part takes the place of the first; its age in the queue stays."""
    found = Proposal.objects.of(subject).waiting().select_for_update().filter(part=part).first()
    proposal = found or Proposal(
        subject_type=subject._meta.label_lower, subject_id=subject.pk, part=part, proposed_at=timezone.now()
    )
    proposal.subject_label = (label or str(subject))[:200]
    proposal.data, proposal.proposed_by_id = dict(data), by.pk
    proposal.save()
    note(by, "hat eine Änderung vorgeschlagen", subject, label)
    return proposal


def withdraw(subject: models.Model, *, part: str = "") -> None:
    """What was proposed is what is public by now, or the author has thought again."""
    Proposal.objects.of(subject).waiting().filter(part=part).delete()


def decide(proposal: Proposal, *, accept: bool, by: models.Model, answer: str = "") -> None:
    """Writes the decision down; what is accepted has been written into the thing by its app before."""
    proposal.is_accepted, proposal.note = accept, answer
    proposal.decided_at, proposal.decided_by_id = timezone.now(), by.pk
    proposal.save(update_fields=["is_accepted", "note", "decided_at", "decided_by"])
