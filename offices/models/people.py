"""Who works for which office, and who has been asked to."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

VALID_FOR = timedelta(days=14)


class Role(models.TextChoices):
    EDITOR = "redaktion", "Redaktion: pflegt Angaben und Meldungen"
    LEAD = "leitung", "Leitung: lädt außerdem Menschen ein"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def leads(self) -> Self:
        return self.filter(role=Role.LEAD)

    def by_name(self) -> Self:
        return self.select_related("user").order_by("user__sort_key", "user__email")


class Membership(models.Model):
    """One person's part in one office. Without this row she has no access: it is asked for at every request."""

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="memberships", verbose_name="Büro")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="Person"
    )
    role = models.CharField("Rolle", max_length=9, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField("dabei seit", default=timezone.now)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Mitarbeit"
        verbose_name_plural = "Mitarbeit"
        constraints = [models.UniqueConstraint(fields=["office", "user"], name="one_membership_per_office")]

    def __str__(self) -> str:
        return f"{self.user} in {self.office}"

    @property
    def is_lead(self) -> bool:
        """Python's side of `leads()`."""
        return self.role == Role.LEAD


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime | None = None) -> Self:
        """Still to be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at or timezone.now())

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token))


class Invitation(models.Model):
    """Asks one person to work for one office, or for the Geschäftsstelle (no office). The link holds a secret of
    which only the hash is kept; it works once, for fourteen days."""

    office = models.ForeignKey(
        "offices.Office", models.CASCADE, null=True, related_name="invitations", verbose_name="Büro"
    )
    role = models.CharField("Rolle", max_length=9, choices=Role, default=Role.EDITOR)
    email = models.EmailField("E-Mail-Adresse")
    name = models.CharField("Name", max_length=150, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField("eingeladen am")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="eingeladen von"
    )
    expires_at = models.DateTimeField("gültig bis")
    accepted_at = models.DateTimeField("angenommen am", null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="angenommen von"
    )
    withdrawn_at = models.DateTimeField("zurückgezogen am", null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="zurückgezogen von"
    )

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        ordering: ClassVar = ["-invited_at", "-pk"]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"invitation_{name}_in_pairs",
                )
                for name in ("accepted", "withdrawn")
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_ends_one_way",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "office",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_waiting_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Python's side of `open()`."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    def draw_token(self) -> str:
        """A new secret for the link; an earlier one stops working."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_of(token)
        return token


def hash_of(token: str) -> str:
    """Of a long random secret one round is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
