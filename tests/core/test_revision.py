"""What is computed from content is computed once, and again as soon as anything published changes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import ContentRevision
from core.publishing import revision
from offices.models import (
    PUBLISHED,
    Contact,
    HoursException,
    Need,
    Office,
    OpeningHours,
    Place,
    Provider,
    Provision,
    Topic,
)
from portal.models import Operator
from tests.factories import make_full_office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    """A kept function that counts how often it is really called."""
    calls = []

    @revision.once_per_revision
    def computed(word="a"):
        calls.append(word)
        return len(calls)

    computed.calls = calls
    return computed


def test_a_result_is_kept_until_something_is_published(counter):
    assert [counter(), counter(), counter()] == [1, 1, 1]
    make_office()
    assert [counter(), counter()] == [2, 2]


def test_results_are_kept_for_each_argument(counter):
    assert [counter("a"), counter("b"), counter(word="b"), counter("a")] == [1, 2, 3, 1]


@pytest.mark.parametrize("model", [*PUBLISHED, Operator], ids=lambda model: model.__name__)
def test_saving_and_deleting_anything_published_counts(model):
    make_full_office()
    Operator().save()
    numbers = [revision.current()]
    thing = model.objects.last()
    thing.save()
    numbers.append(revision.current())
    if model not in {Provider, Topic}:  # protected while an office has them
        thing.delete()
        numbers.append(revision.current())
    assert len(set(numbers)) == len(numbers)


def test_the_list_of_what_is_published_is_complete():
    assert {model.__name__ for model in PUBLISHED} == {
        model.__name__
        for model in (Office, Contact, Provider, Provision, Place, OpeningHours, HoursException, Topic, Need)
    }


def test_giving_an_office_another_offer_counts():
    office = make_office()
    before = revision.current()
    office.topics.add(Topic.objects.filter(parent__isnull=False).first())
    assert revision.current() != before


def test_a_change_that_is_taken_back_is_no_change_for_the_next_request(counter):
    counter()
    with transaction.atomic():
        make_office()
        counter()
        transaction.set_rollback(True)
    revision.forget()
    number = ContentRevision.objects.values_list("number", flat=True).first()
    assert revision.current() == (number or 0)


def test_the_number_is_asked_once_per_request(client):
    make_office()
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    asked = [query["sql"] for query in captured if "core_contentrevision" in query["sql"]]
    assert len(asked) == 1


def test_there_is_one_row_only():
    revision.bump()
    revision.bump()
    assert ContentRevision.objects.count() == 1
