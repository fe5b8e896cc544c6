"""Who works for an office: asking people, letting them in, letting them go."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.mail.letters import write
from core.publishing.activity import note
from offices.models import Invitation, Membership, Office, Role
from offices.models.people import VALID_FOR

if TYPE_CHECKING:
    from accounts.models import User

HEADQUARTERS = "Geschäftsstelle der Seniorenbüros NRW"
LAST_LEAD = "Das ist die einzige Leitung des Büros. Bitte machen Sie zuerst eine andere Person zur Leitung."
COORDINATION = "Koordination: prüft, gibt frei und lädt ein"


class TeamError(Exception):
    """The text is the sentence the person reads."""


def is_member(user: "User") -> bool:
    """Belongs to the network: works for an office or coordinates."""
    return user.is_active and (user.is_coordinator or Membership.objects.filter(user=user).exists())


def place_of(invitation: Invitation) -> str:
    return invitation.office.name if invitation.office else HEADQUARTERS


def role_of(invitation: Invitation) -> str:
    return invitation.get_role_display() if invitation.office else COORDINATION


@transaction.atomic
def invite(*, office: Office | None, email: str, role: str, by: "User", name: str = "") -> Invitation:
    """Who was asked before and has not answered gets a new link; the old one stops working. Without an office it is
    an invitation to the Geschäftsstelle."""
    if office and Membership.objects.filter(office=office, user__email__iexact=email).exists():
        raise TeamError("Diese Person arbeitet schon für das Büro.")
    waiting = Invitation.objects.select_for_update().filter(accepted_at=None, withdrawn_at=None, office=office)
    invitation = waiting.filter(email__iexact=email).first() or Invitation(office=office, email=email)
    now = timezone.now()
    invitation.name, invitation.role = name or invitation.name, role
    invitation.invited_at, invitation.invited_by, invitation.expires_at = now, by, now + VALID_FOR
    token = invitation.draw_token()
    invitation.save()
    _send(invitation, token)
    note(by, "hat jemanden eingeladen", invitation, place_of(invitation))
    return invitation


def _send(invitation: Invitation, token: str) -> None:
    write(
        "invitation",
        to=invitation.email,
        about="Einladung",
        is_secret=True,
        invitation=invitation,
        place=place_of(invitation),
        role=role_of(invitation),
        inviter=invitation.invited_by.name or HEADQUARTERS,
        path=reverse("offices:invitation", args=[token]),
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: "User") -> None:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise TeamError("Die Einladung ist schon angenommen. Sie können die Person aus dem Team nehmen.")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at, invitation.withdrawn_by = timezone.now(), by
        invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
        note(by, "hat eine Einladung zurückgezogen", invitation, place_of(invitation))


@transaction.atomic
def accept(invitation: Invitation, *, user: "User") -> None:
    """Raises TeamError when somebody else was quicker or the link has ended meanwhile."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("office")
    invitation = locked.get(pk=invitation.pk)
    if not invitation.is_open:
        raise TeamError("Diese Einladung gilt nicht mehr.")
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.office is None:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    else:
        defaults = {"role": invitation.role, "since": timezone.now()}
        Membership.objects.update_or_create(office=invitation.office, user=user, defaults=defaults)
    note(user, "hat die Einladung angenommen", invitation, place_of(invitation))


@transaction.atomic
def remove(membership: Membership, *, by: "User") -> None:
    """Access ends with this transaction. The last lead can only be let go by a coordinator, who then asks somebody
    else; otherwise nobody in the office could invite."""
    Office.objects.select_for_update().get(pk=membership.office_id)
    if not by.is_coordinator:
        _expect_another_lead(membership)
    leaving = by == membership.user
    note(by, "hat das Team verlassen" if leaving else "hat jemanden aus dem Team genommen", membership.office)
    membership.delete()
    _close_account(membership.user)


def _close_account(user: "User") -> None:
    """Who works nowhere any more has nothing to sign in for, and is named only where she agreed to stay named."""
    if not is_member(user):
        user.is_active = False
        user.save(update_fields=["is_active"])
        user.end_sessions()


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: "User") -> None:
    Office.objects.select_for_update().get(pk=membership.office_id)
    if role != Role.LEAD and not by.is_coordinator:
        _expect_another_lead(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    note(by, "hat eine Rolle geändert", membership.office)


def _expect_another_lead(membership: Membership) -> None:
    others = Membership.objects.filter(office_id=membership.office_id).leads().exclude(pk=membership.pk)
    if membership.is_lead and not others.exists():
        raise TeamError(LAST_LEAD)


def forget_old(now: datetime) -> int:
    """Addresses of people who never answered, and of those who did, are not kept longer than they are of use."""
    ended = Invitation.objects.filter(expires_at__lt=now - 6 * VALID_FOR)
    return ended.delete()[0]
