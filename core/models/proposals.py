"""A change to something published that waits until somebody has looked at it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def of(self, subject: models.Model) -> Self:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def oldest_first(self) -> Self:
        return self.order_by("proposed_at", "pk")


class Proposal(models.Model):
    """What stands in `data` shall replace what is public now; until then nobody outside sees it. The app that owns
    the thing knows how to write `data` down and how to describe it."""

    subject_type = models.CharField("Art", max_length=60)
    subject_id = models.PositiveBigIntegerField("Nummer der Sache")
    subject_label = models.CharField("woran", max_length=200)
    part = models.CharField("Teil", max_length=60, blank=True)  # of an office: the section; empty: the whole
    data = models.JSONField("Vorschlag")
    proposed_at = models.DateTimeField("vorgeschlagen am")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vorgeschlagen von"
    )
    decided_at = models.DateTimeField("entschieden am", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="entschieden von"
    )
    is_accepted = models.BooleanField("angenommen", null=True)
    note = models.TextField("Antwort", max_length=2000, blank=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Änderungsvorschlag"
        verbose_name_plural = "Änderungsvorschläge"
        indexes: ClassVar = [models.Index(fields=["decided_at", "proposed_at"], name="proposal_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "part"],
                condition=Q(decided_at__isnull=True),
                name="one_waiting_proposal_per_part",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_accepted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_accepted__isnull=False),
                name="proposal_decided_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_label
