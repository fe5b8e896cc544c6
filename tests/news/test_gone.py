"""A colleague deletes a draft while somebody writes on it: her words come back, and only to her own desk."""

import pytest

from core.publishing import workflow, writing
from core.publishing.states import State
from news.models import Post
from tests.factories import PASSWORD
from tests.news_factories import make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db

WORDS = {
    "kind": "meldung",
    "title": "Der Seniorenbus fährt samstags",
    "teaser": "Er hält am Markt.",
    "body": "<p>Um 9 und um 11 Uhr.</p>",
    "area": "05570",
    "visibility": "alle",
    "edition": "1",
}


def gone(**fields):
    """The address of the text of a post that is not there any more."""
    post = make_post("Weg", state=State.DRAFT, **fields)
    address = f"/redaktion/{post.pk}/text/"
    workflow.delete(post, by=post.created_by)
    return address


def typed(office=None, **fields):
    return {**WORDS, "desk": office.slug if office else "*", **fields}


def desk_of(client, post):
    return Page(client.get(f"/redaktion/{post.pk}/text/")).all("input", name="desk")[0].get("value")


def test_the_form_says_on_whose_desk_the_post_lies(editor, coordinator, office):
    assert desk_of(editor, make_post(office=office, state=State.DRAFT)) == office.slug
    assert desk_of(coordinator, make_post(state=State.DRAFT)) == "*"


def test_the_words_are_there_and_become_a_new_draft(editor, office):
    response = editor.post(gone(office=office), typed(office))
    page = response.content.decode()
    new = f"/buero/{office.slug}/meldungen/neu/"
    assert response.status_code == 410
    assert "Diese Meldung gibt es nicht mehr" in page
    assert f'action="{new}"' in page
    assert all(words in page for words in (WORDS["title"], WORDS["teaser"], "Um 9 und um 11 Uhr."))
    assert Post.objects.count() == 0
    assert editor.post(new, typed(office)).status_code == 302
    assert Post.objects.get().title == WORDS["title"]


def test_words_with_a_mistake_come_back_too(editor, office):
    response = editor.post(gone(office=office), typed(office, title=""))
    assert response.status_code == 410
    assert WORDS["teaser"] in response.content.decode()


def test_a_draft_that_goes_between_reading_and_saving_is_gone_too(editor, office, monkeypatch):
    post = make_post("Weg", office=office, state=State.DRAFT)

    def save(*args, **kwargs):
        raise Post.DoesNotExist

    monkeypatch.setattr(writing, "save", save)
    assert editor.post(f"/redaktion/{post.pk}/text/", typed(office)).status_code == 410


def test_at_the_desk_of_the_geschaeftsstelle_only_coordinators_get_the_page(coordinator, editor):
    address = gone()
    response = coordinator.post(address, typed())
    assert response.status_code == 410
    assert 'action="/geschaeftsstelle/meldungen/neu/"' in response.content.decode()
    assert editor.post(address, typed()).status_code == 404


def test_who_does_not_work_for_the_office_learns_nothing(stranger, colleague, office):
    address = gone(office=office)
    assert [client.post(address, typed(office)).status_code for client in (stranger, colleague)] == [404, 404]


def test_a_post_of_others_and_one_that_never_was_look_the_same(colleague, editor, office):
    theirs = make_post("Geheim", office=colleague.user.memberships.get().office, state=State.DRAFT)
    answers = [editor.post(f"/redaktion/{pk}/text/", typed(office)) for pk in (theirs.pk, theirs.pk + 1000)]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert [b"Geheim" in answer.content for answer in answers] == [False, False]


@pytest.mark.parametrize("desk", ["", "quatsch", "x" * 3000, "a\x00b", "../"])
def test_nonsense_for_a_desk_is_no_desk(editor, coordinator, office, desk):
    address = gone(office=office)
    assert [who.post(address, typed(desk=desk)).status_code for who in (editor, coordinator)] == [404, 404]


def test_who_only_reads_the_address_finds_nothing(editor, office):
    assert editor.get(gone(office=office)).status_code == 404


def test_words_rescued_from_an_ended_session_find_their_draft_gone(client, editor, office):
    address = gone(office=office)
    client.post(address, typed(office))
    client.post("/konto/anmelden/", {"login": editor.user.email, "password": PASSWORD, "next": address})
    response = client.get(address)
    assert response.status_code == 410
    assert WORDS["title"] in response.content.decode()
