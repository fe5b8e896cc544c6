"""Invented people to sign in with. Their password stands here for everybody to read, so they can only sign in while the
portal is a demo (settings.DEMO; accounts/backends.py holds it, for sessions too)."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import User
from offices.models import Membership, Office, Role

PASSWORD = "beispiel-kennwort-2008"  # noqa: S105 (meant to be known)
AHLEN = "Seniorenbüro Ahlen"


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    what: str
    role: str = ""  # in the Seniorenbüro Ahlen; empty: at the Geschäftsstelle


PEOPLE = (
    Person("erika.beispiel@example.org", "Erika Beispiel", f"Redaktion, {AHLEN}", Role.EDITOR),
    Person("karl.muster@example.org", "Karl Muster", f"Leitung, {AHLEN}", Role.LEAD),
    Person("petra.probe@example.org", "Petra Probe", "Geschäftsstelle"),
)


@transaction.atomic
def load() -> list[User]:
    """Creates who is missing; outside the demo nobody at all."""
    if not settings.DEMO:
        return []
    office = Office.objects.get(name=AHLEN)
    return [_load(person, office) for person in PEOPLE]


def _load(person: Person, office: Office) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        fields = {"name": person.name, "is_sample": True, "is_staff": not person.role}
        user = User.objects.create_user(person.email, PASSWORD, **fields)
    if person.role:
        Membership.objects.get_or_create(office=office, user=user, defaults={"role": person.role})
    return user


def sign_ins() -> list[str]:
    """Lines for the console: who can sign in, and how. Nothing outside the demo."""
    if not settings.DEMO:
        return []
    known = set(User.objects.filter(is_sample=True, is_active=True).values_list("email", flat=True))
    lines = [f"{person.email:<30} {person.what}" for person in PEOPLE if person.email in known]
    return [*lines, f"Kennwort für alle: {PASSWORD}"] if lines else []
