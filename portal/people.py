"""What coordinators do with accounts."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from core.publishing.activity import note
from offices.models import Invitation, Membership

Verb = Callable[..., None]


def find(words: str) -> QuerySet[User]:
    """By part of the name or address, with the offices each works for; those whose data are erased are no longer
    anybody."""
    people = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else User.objects.all()
    memberships = Prefetch("memberships", Membership.objects.select_related("office"))
    return (
        people.exclude(email__endswith="@invalid.invalid").prefetch_related(memberships).order_by("sort_key", "email")
    )


@transaction.atomic
def close(person: User, *, by: User) -> None:
    """All memberships end, all sessions end, nobody can sign in. Invitations this person sent keep."""
    Membership.objects.filter(user=person).delete()
    person.is_active = person.is_staff = person.is_superuser = False
    person.save(update_fields=["is_active", "is_staff", "is_superuser"])
    person.end_sessions()
    note(by, "hat einen Zugang beendet", person, "ein Konto")


@transaction.atomic
def erase(person: User, *, by: User) -> None:
    """Everything that says who this was. What she wrote stays, without her name."""
    Membership.objects.filter(user=person).delete()
    Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=person.email)).update(
        email="geloescht@invalid.invalid", name=""
    )
    person.erase()
    note(by, "hat persönliche Daten gelöscht", person, "ein Konto")
