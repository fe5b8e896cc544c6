"""The coordinators' desk: the frame of its pages, and one queue of everything that waits for a decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone

from core.models import Proposal
from core.publishing.kinds import ContentKind, kinds
from events.telling.letters import waiting_by_event
from offices.models import Office

LATE_AFTER = timedelta(days=7)
OFFICE = Office._meta.label_lower


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide."""

    since: datetime
    what: str
    title: str
    url: str

    @property
    def is_late(self) -> bool:
        return timezone.now() - self.since > LATE_AFTER

    @property
    def age(self) -> str:
        """ "seit heute", "seit gestern", "seit 5 Tagen"."""
        days = (timezone.localdate() - timezone.localdate(self.since)).days
        return ("seit heute", "seit gestern")[days] if days < 2 else f"seit {days} Tagen"


def queue() -> list[Item]:
    """Oldest first. One query per kind of things and three more, whatever waits."""
    items = [_submitted(kind, *row) for kind in kinds() for row in _waiting(kind)]
    items += [_letters(*row) for row in waiting_by_event(timezone.now())]
    proposals = Proposal.objects.waiting().select_related("proposed_by").defer("data")
    numbers = [row.subject_id for row in proposals if row.subject_type == OFFICE]
    slugs = {office.pk: office.slug for office in Office.objects.filter(pk__in=numbers).only("slug")}
    items += [_proposal(proposal, slugs) for proposal in proposals]
    return sorted(items, key=lambda item: item.since)


def _waiting(kind: ContentKind) -> Iterable[tuple[int, str, datetime]]:
    rows = kind.model.objects.submitted().values_list("pk", "title", "submitted_at")
    return cast(Iterable[tuple[int, str, datetime]], rows)


def _submitted(kind: ContentKind, pk: int, title: str, since: datetime) -> Item:
    return Item(since, kind.noun.new, title, kind.url("page", pk))


def _letters(pk: int, title: str, letters: int, calls: int, since: datetime) -> Item:
    said = [f"{letters} {'Brief' if letters == 1 else 'Briefe'}"] if letters else []
    said += [f"{calls} {'Anruf' if calls == 1 else 'Anrufe'}"] if calls else []
    return Item(since, " und ".join(said), title, reverse("events:letters", args=[pk]))


def _proposal(proposal: Proposal, slugs: dict[int, str]) -> Item:
    if kind := next((kind for kind in kinds() if kind.label == proposal.subject_type), None):
        what, url = f"Änderung an {kind.noun.of_a}", kind.url("proposal", proposal.subject_id)
        return Item(proposal.proposed_at, what, proposal.subject_label, url)
    url = reverse("portal:office_change", args=[slugs[proposal.subject_id], proposal.pk])
    return Item(proposal.proposed_at, "Änderung am Profil", proposal.subject_label, url)


def frame(current: str, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """What templates/desk/coordination.html needs."""
    steps: Sequence[tuple[str, str]] = [title if isinstance(title, tuple) else (title, "") for title in titles]
    trail = [("Geschäftsstelle", reverse("portal:desk")), *steps] if steps else []
    return {"side_label": "Geschäftsstelle", "current": current, "trail": trail}
