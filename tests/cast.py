"""The people in the tests."""

import pytest

from offices.models import Role
from tests.factories import BECKUM, make_member, make_office, make_user
from tests.strict import StrictClient


def signed_in(user):
    client = StrictClient()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def office(db):
    """The office of the cast."""
    return make_office("Seniorenbüro Ahlen")


@pytest.fixture
def coordinator(db):
    """Works at the BaS office and may do everything in the administration."""
    return signed_in(make_user("koordination@example.org", is_staff=True, is_superuser=True))


@pytest.fixture
def stranger(db):
    """Has an account and no rights."""
    return signed_in(make_user("fremd@example.org"))


@pytest.fixture
def editor(office):
    """Looks after the pages and posts of the office."""
    return signed_in(make_member(office, "redaktion@example.org", name="Erika Beispiel"))


@pytest.fixture
def lead(office):
    """Also invites and lets go."""
    return signed_in(make_member(office, "leitung@example.org", role=Role.LEAD, name="Karl Muster"))


@pytest.fixture
def colleague(db):
    """Leads another office."""
    return signed_in(make_member(make_office("Seniorenbüro Beckum", ags=BECKUM), "beckum@example.org", role=Role.LEAD))
