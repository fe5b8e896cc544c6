"""From the first line to the archive: who may do what, what is kept, who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Activity, Message, Proposal, Version
from core.publishing import workflow, writing
from core.publishing.states import State, WrongStateError
from core.publishing.versions import snapshot
from news.models import Kind, Post
from news.publishing import posts
from offices.models import Membership
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(office):
    return make_member(office, "autorin@example.org", name="Erika Beispiel")


@pytest.fixture
def boss(db):
    return make_user("chefin@example.org", is_staff=True)


@pytest.fixture
def draft(office, author):
    return write(office, author)


def write(office, author, **values):
    texts = {"title": "Seniorenbus", "teaser": "Er fährt.", "body": "<p>Samstags.</p>", "office": office}
    return writing.create(Post, {**texts, **values}, by=author)


def again(post):
    return Post.objects.get(pk=post.pk)


def published(draft, author, boss):
    workflow.submit(draft, by=author)
    return workflow.release(draft, by=boss)


# --- the way out ------------------------------------------------------------------------------------------


def test_a_post_goes_from_draft_to_published_with_who_and_when(draft, author, boss):
    published(draft, author, boss)
    post = again(draft)
    assert (post.state, post.submitted_by, post.published_by) == (State.PUBLISHED, author, boss)
    assert post.get_absolute_url().endswith("/seniorenbus/")
    assert [line.verb for line in Activity.objects.order_by("pk")] == [
        "hat zur Freigabe eingereicht",
        "hat freigegeben",
    ]
    assert Message.objects.get().subject == "Freigegeben: Seniorenbus"


def test_an_editor_may_not_release_unless_the_office_is_trusted(draft, author, office):
    with pytest.raises(WrongStateError):
        workflow.release(draft, by=author)
    assert again(draft).state == State.DRAFT
    office.publishes_directly = True
    office.save()
    workflow.release(again(draft), by=author)
    assert again(draft).is_public


def test_trust_counts_for_the_people_of_that_office_only(draft, office):
    office.publishes_directly = True
    office.save()
    with pytest.raises(WrongStateError):
        workflow.release(again(draft), by=make_user())


def test_what_is_incomplete_stays_a_draft_and_says_what_is_missing(office, author):
    post = write(office, author, teaser="", body="", kind=Kind.FUNDING)
    with pytest.raises(WrongStateError) as error:
        workflow.submit(post, by=author)
    assert [word in str(error.value) for word in ("das Wichtigste", "Text", "Frist")] == [True] * 3
    assert again(post).state == State.DRAFT


def test_sent_back_with_a_note_the_author_is_told(draft, author, boss):
    workflow.submit(draft, by=author)
    workflow.send_back(draft, by=boss, request="Bitte ein Bild dazu.")
    post = again(draft)
    assert (post.state, post.is_sent_back, post.returned_note) == (State.DRAFT, True, "Bitte ein Bild dazu.")
    mail = Message.objects.get()
    assert mail.to == author.email
    assert "Bitte ein Bild dazu." in mail.text
    workflow.submit(draft, by=author)
    assert not again(draft).is_sent_back


def test_nobody_who_left_is_told(draft, author, boss):
    workflow.submit(draft, by=author)
    Membership.objects.all().delete()
    workflow.send_back(draft, by=boss, request="Bitte kürzen.")
    assert not Message.objects.exists()


STEPS = {
    "submit": {State.DRAFT},
    "withdraw": {State.SUBMITTED},
    "release": {State.DRAFT, State.SUBMITTED},
    "archive": {State.SCHEDULED, State.PUBLISHED},
    "reopen": {State.ARCHIVED},
    "delete": {State.DRAFT},
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_each_step_is_possible_in_its_own_states_only(step, state, office, boss):
    post = write(office, boss)
    now = timezone.now()
    fields = {"state": state, "submitted_at": now, "submitted_by": boss}
    if state in {State.SCHEDULED, State.PUBLISHED, State.ARCHIVED}:
        fields |= {"published_at": now, "published_by": boss}
    if state == State.ARCHIVED:
        fields |= {"archived_at": now}
    Post.objects.filter(pk=post.pk).update(**fields)
    if state in STEPS[step]:
        getattr(workflow, step)(post, by=boss)
    else:
        with pytest.raises(WrongStateError):
            getattr(workflow, step)(post, by=boss)
        assert again(post).state == state


# --- by the clock -------------------------------------------------------------------------------------------


def test_what_is_to_appear_later_waits_for_its_day(office, author, boss):
    tomorrow = timezone.now() + timedelta(days=1)
    post = write(office, author, publish_at=tomorrow)
    published(post, author, boss)
    assert again(post).state == State.SCHEDULED
    assert not Post.objects.public().exists()
    assert workflow.appear_due(timezone.now()) == 0
    assert workflow.appear_due(tomorrow) == 1
    assert again(post).is_public
    assert again(post).published_at == tomorrow


def test_what_is_over_goes_into_the_archive(office, author, boss):
    end = timezone.now() + timedelta(days=1)
    post = write(office, author, expires_at=end)
    published(post, author, boss)
    assert workflow.expire_due(timezone.now()) == 0
    assert workflow.expire_due(end) == 1
    assert again(post).state == State.ARCHIVED
    assert workflow.expire_due(end) == 0


# --- nothing is lost ----------------------------------------------------------------------------------------


def test_the_second_save_of_an_old_edition_is_refused(draft, author):
    writing.save(draft, {"title": "Erste"}, by=author, edition=1)
    with pytest.raises(writing.StaleError) as error:
        writing.save(draft, {"title": "Zweite"}, by=author, edition=1)
    assert error.value.current.title == "Erste"
    assert again(draft).title == "Erste"


def test_every_save_is_a_version_and_comes_back(draft, author):
    first = snapshot(draft)
    writing.save(draft, {"title": "Anders", "body": "<p>Neu.</p>"}, by=author, edition=1)
    versions = Version.objects.of(draft).order_by("number")
    assert [version.data["title"] for version in versions] == ["Seniorenbus", "Anders"]
    assert writing.restore(again(draft), versions[0], by=author)
    assert snapshot(again(draft)) == first
    assert Version.objects.of(draft).count() == 3


def test_a_save_that_changes_nothing_is_no_version(draft, author):
    writing.save(draft, {"title": draft.title}, by=author, edition=1)
    assert Version.objects.of(draft).count() == 1


# --- changes to what is public ------------------------------------------------------------------------------


def test_a_change_to_a_published_post_waits_and_the_public_text_stays(draft, author, boss):
    published(draft, author, boss)
    assert not writing.save(draft, {"title": "Neu"}, by=author, edition=1)
    assert again(draft).title == "Seniorenbus"
    proposal = Proposal.objects.get()
    assert proposal.data["title"] == "Neu"
    writing.accept(posts, proposal, by=boss)
    assert again(draft).title == "Neu"
    assert again(draft).is_public
    assert not Proposal.objects.waiting().exists()


def test_a_second_change_replaces_the_first_that_waits(draft, author, boss):
    published(draft, author, boss)
    writing.save(draft, {"title": "Eins"}, by=author, edition=1)
    writing.save(draft, {"title": "Zwei"}, by=author, edition=2)
    assert Proposal.objects.waiting().get().data["title"] == "Zwei"


def test_a_refused_change_leaves_everything_as_it_was_and_says_why(draft, author, boss):
    published(draft, author, boss)
    writing.save(draft, {"title": "Neu"}, by=author, edition=1)
    writing.refuse(posts, Proposal.objects.get(), by=boss, answer="Bitte ohne Preis.")
    assert again(draft).title == "Seniorenbus"
    assert "Bitte ohne Preis." in Message.objects.latest("pk").text
    assert not Proposal.objects.waiting().exists()


def test_a_coordinator_corrects_at_once(draft, author, boss):
    published(draft, author, boss)
    assert writing.save(draft, {"title": "Berichtigt"}, by=boss, edition=1)
    assert again(draft).title == "Berichtigt"


def test_an_editor_brings_an_old_version_back_only_with_consent(draft, author, boss):
    published(draft, author, boss)
    writing.save(draft, {"title": "Berichtigt"}, by=boss, edition=1)
    first = Version.objects.of(draft).get(number=1)
    assert not writing.restore(again(draft), first, by=author)
    assert again(draft).title == "Berichtigt"
    writing.accept(posts, Proposal.objects.get(), by=boss)
    assert again(draft).title == "Seniorenbus"


def test_a_thrown_away_draft_takes_its_history_along(draft, author):
    workflow.delete(draft, by=author)
    assert not Post.objects.exists()
    assert not Version.objects.exists()


def test_what_was_public_once_is_never_thrown_away(draft, author, boss):
    published(draft, author, boss)
    workflow.archive(draft, by=boss)
    workflow.reopen(draft, by=boss)
    with pytest.raises(WrongStateError):
        workflow.delete(draft, by=boss)
