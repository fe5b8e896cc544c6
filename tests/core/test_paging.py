import pytest
from django.http import QueryDict

from core.models import ContentRevision
from core.web.paging import PER_PAGE, Paging


def paging(query, count=200):
    """Numbers stand in for rows."""
    return Paging(QueryDict(query), range(count))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("seite=3", 3),
        ("seite=10", 10),
        ("seite=11", 10),
        ("seite=999999", 10),
        ("seite=abc", 1),
        ("seite=-1", 10),
        ("seite=0", 10),
        ("seite=", 1),
        ("seite=2.5", 1),
        ("seite=%00", 1),
        ("seite=1&seite=4", 4),
    ],
)
def test_a_page_that_does_not_exist_is_the_first_or_the_last(query, number):
    assert paging(query).number == number


def test_a_page_knows_what_it_shows():
    page = paging("seite=3", count=45)
    assert (page.items, len(page), page.first_item, page.last_item, page.total) == (list(range(40, 45)), 5, 41, 45, 45)
    assert list(page) == page.items


def test_nothing_is_one_empty_page():
    page = paging("", count=0)
    assert (page.items, page.pages, page.first_item, page.last_item) == ([], 1, 0, 0)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "[1] 2 … 10"),
        (2, "1 [2] 3 … 10"),
        (5, "1 … 4 [5] 6 … 10"),
        (10, "1 … 9 [10]"),
    ],
)
def test_numbers_lead_to_the_neighbours_and_both_ends(number, shown):
    words = []
    for link in paging(f"seite={number}").links:
        words += ["…"] if link.gap_before else []
        words.append(f"[{link.number}]" if link.is_current else str(link.number))
    assert " ".join(words) == shown


def test_links_repeat_the_question_without_empty_answers_and_old_numbers():
    page = paging("ort=K%C3%B6ln&q=&umkreis=10&seite=2")
    assert page.previous_url == "?ort=K%C3%B6ln&umkreis=10"
    assert page.next_url == "?ort=K%C3%B6ln&umkreis=10&seite=3"


def test_the_first_page_has_no_previous_and_the_last_no_next():
    assert (paging("").previous_url, paging("seite=10").next_url) == ("", "")


def test_hostile_questions_stay_within_the_address():
    assert paging('ort="><script>').next_url == "?ort=%22%3E%3Cscript%3E&seite=2"


def test_a_page_costs_two_queries(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = Paging(QueryDict(""), ContentRevision.objects.order_by("pk"))
        assert len(page) == len(page.items)
        assert PER_PAGE == 20
