"""Addresses of events: each its own, and none that is a page already."""

import pytest

from events.models.events import RESERVED
from tests.events_factories import make_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_no_event_hides_behind_a_page(word, client):
    event = make_event(word.capitalize())
    assert event.slug == f"{word}-2"
    assert client.get(event.get_absolute_url()).context["event"] == event


def test_two_events_of_one_title_have_two_addresses():
    assert [make_event("Fachtag Pflege").slug for _ in range(2)] == ["fachtag-pflege", "fachtag-pflege-2"]
