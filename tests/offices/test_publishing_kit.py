"""What the next kind of page with review costs: tests/recipes/ is a model, a form, three templates and one line."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from core.models import Message, Proposal, Version
from core.publishing import kinds, workflow, writing
from core.publishing.states import State, WrongStateError
from core.publishing.versions import foreseen, snapshot
from portal.desk import queue
from tests.factories import make_user
from tests.reading import Page
from tests.recipes.kind import recipes
from tests.recipes.models import Recipe

WORDS = {
    "title": "Möhreneintopf",
    "teaser": "Wärmt im Winter.",
    "body": "<p>Möhren schälen.</p>",
    "portions": "6",
    "area": "05570",
    "visibility": "alle",
    "edition": "0",
}

pytestmark = pytest.mark.urls("tests.recipes.urls")


@pytest.fixture(autouse=True)
def known():
    kinds.register(recipes)  # the one line
    yield
    kinds.forget(recipes)


@pytest.fixture
def draft(editor, office):
    response = editor.post(reverse("recipes:new", args=[office.slug]), WORDS)
    recipe = Recipe.objects.get()
    assert response.url == reverse("recipes:page", args=[recipe.pk])
    return recipe


def again(thing):
    return Recipe.objects.get(pk=thing.pk)


def press(client, draft, step, **data):
    return client.post(reverse(f"recipes:{step}", args=[draft.pk]), data)


def test_from_a_draft_to_everybody_and_into_the_archive(draft, editor, coordinator, client):
    page = reverse("recipes:page", args=[draft.pk])
    assert "Zur Freigabe einreichen" in Page(editor.get(page)).text
    press(editor, draft, "submit")
    assert [(item.what, item.url) for item in queue()] == [("Neues Rezept", page)]
    press(coordinator, draft, "release")
    assert client.get("/rezepte/moehreneintopf/").status_code == 200
    assert "Ihr Rezept „Möhreneintopf“ ist freigegeben." in Message.objects.get().text
    press(editor, draft, "archive")
    assert client.get("/rezepte/moehreneintopf/").status_code == 404
    press(editor, draft, "reopen")
    assert again(draft).state == State.DRAFT


def test_a_draft_is_on_the_desks_of_its_office_and_of_the_coordinators_only(draft, editor, coordinator, colleague):
    assert "Möhreneintopf" in Page(editor.get(reverse("recipes:office_list", args=[draft.office.slug]))).text
    assert "Möhreneintopf" in Page(coordinator.get(reverse("recipes:headquarters_list"))).text
    assert colleague.get(reverse("recipes:page", args=[draft.pk])).status_code == 404
    assert press(colleague, draft, "submit").status_code == 404


def test_what_is_incomplete_stays_a_draft(draft, editor):
    Recipe.objects.update(body="")
    press(editor, draft, "submit")
    assert again(draft).state == State.DRAFT
    assert "Der Text fehlt noch." in Page(editor.get(reverse("recipes:page", args=[draft.pk]))).text


def test_sent_back_with_a_request(draft, editor, coordinator):
    press(editor, draft, "submit")
    press(coordinator, draft, "send_back", request="Bitte mit Bild.")
    assert again(draft).is_sent_back
    assert "Bitte mit Bild." in Page(editor.get(reverse("recipes:text", args=[draft.pk]))).text
    assert "Bitte mit Bild." in Message.objects.get().text


def test_of_two_people_at_once_both_texts_stay(draft, editor):
    url = reverse("recipes:text", args=[draft.pk])
    assert editor.post(url, WORDS | {"edition": "1", "title": "Erste"}).status_code == 302
    second = editor.post(url, WORDS | {"edition": "1", "title": "Zweite"})
    assert second.status_code == 409
    assert "Dieses Rezept wurde inzwischen geändert" in Page(second).text
    assert again(draft).title == "Erste"


def test_what_was_typed_into_a_deleted_draft_is_kept(draft, editor):
    url = reverse("recipes:text", args=[draft.pk])
    press(editor, draft, "delete")
    gone = editor.post(url, WORDS | {"desk": draft.office.slug, "edition": "1"})
    assert gone.status_code == 410
    assert "Dieses Rezept gibt es nicht mehr" in Page(gone).text
    assert not Version.objects.exists()


def test_a_change_to_something_public_waits_and_is_decided(draft, editor, coordinator):
    workflow.release(draft, by=coordinator.user)
    change = WORDS | {"edition": "1", "portions": "8"}
    editor.post(reverse("recipes:text", args=[draft.pk]), change)
    assert again(draft).portions == 6
    (item,) = queue()
    assert (item.what, item.url) == ("Änderung an einem Rezept", reverse("recipes:proposal", args=[draft.pk]))
    page = Page(coordinator.get(item.url))
    assert "Portionen" in page.text
    coordinator.post(item.url)
    assert again(draft).portions == 8


def test_a_change_is_given_back_with_an_answer(draft, editor, coordinator):
    workflow.release(draft, by=coordinator.user)
    editor.post(reverse("recipes:text", args=[draft.pk]), WORDS | {"edition": "1", "portions": "8"})
    press(coordinator, draft, "refuse", request="Es sind doch sechs.")
    assert again(draft).portions == 6
    assert not Proposal.objects.waiting().exists()


def test_an_earlier_version_comes_back(draft, editor):
    editor.post(reverse("recipes:text", args=[draft.pk]), WORDS | {"edition": "1", "title": "Eintopf"})
    assert "Fassung 2" in Page(editor.get(reverse("recipes:history", args=[draft.pk]))).text
    assert "Eintopf" in Page(editor.get(reverse("recipes:version", args=[draft.pk, 2]))).text
    editor.post(reverse("recipes:restore", args=[draft.pk, 1]))
    assert again(draft).title == "Möhreneintopf"


def test_it_appears_and_goes_by_the_clock(draft, editor, coordinator, client):
    first, last = localdate() + timedelta(days=3), localdate() + timedelta(days=9)
    dates = {"publish_on": f"{first:%d.%m.%Y}", "expires_on": f"{last:%d.%m.%Y}", "edition": "1"}
    editor.post(reverse("recipes:text", args=[draft.pk]), WORDS | dates)
    press(coordinator, draft, "release")
    now = timezone.now()
    assert (again(draft).state, workflow.appear_due(now)) == (State.SCHEDULED, 0)
    assert workflow.appear_due(now + timedelta(days=4)) == 1
    assert client.get("/rezepte/moehreneintopf/").status_code == 200
    assert (workflow.expire_due(now + timedelta(days=8)), workflow.expire_due(now + timedelta(days=10))) == (0, 1)
    assert again(draft).state == State.ARCHIVED


def test_nothing_is_written_to_learn_what_a_change_would_be(draft, django_assert_num_queries):
    """Formatted text is cleaned, a field of another table is known by its name, and the row stays as it is."""
    values = {"title": "Neu", "body": '<p onclick="x">Neu</p>', "topics": [], "portions": 2}
    with django_assert_num_queries(0):
        data = foreseen(draft, values)
    assert again(draft).title == "Möhreneintopf"
    writing.save(draft, values, by=make_user(is_staff=True), edition=1)
    assert snapshot(again(draft)) == data


def test_what_was_public_once_is_never_deleted(draft, coordinator):
    workflow.release(draft, by=coordinator.user)
    workflow.archive(draft, by=coordinator.user)
    workflow.reopen(draft, by=coordinator.user)
    with pytest.raises(WrongStateError, match="Legen Sie es ins Archiv"):
        workflow.delete(draft, by=coordinator.user)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_needs_the_same_queries_for_any_number(editor, office, count, django_assert_max_num_queries):
    for number in range(count):
        writing.create(Recipe, {"title": f"Rezept {number}", "office": office}, by=editor.user)
    with django_assert_max_num_queries(11):
        assert Page(editor.get(reverse("recipes:office_list", args=[office.slug]))).text.count("Entwurf") == count
