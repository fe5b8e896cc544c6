"""The people in the tests."""

import pytest

from tests.factories import make_user
from tests.strict import StrictClient


def signed_in(user):
    client = StrictClient()
    client.force_login(user)
    return client


@pytest.fixture
def coordinator(db):
    """Works at the BaS office and may do everything in the administration."""
    return signed_in(make_user("koordination@example.org", is_staff=True, is_superuser=True))


@pytest.fixture
def stranger(db):
    """Has an account and no rights."""
    return signed_in(make_user("fremd@example.org"))
