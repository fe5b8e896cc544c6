"""The demo's news: true where a real name stands, invented and marked as such everywhere else, the same every time."""

import re
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from core.language.plain_language import advise
from core.models import Activity, Message, Proposal, Version
from core.publishing.states import State, Visibility
from core.publishing.versions import differences, snapshot
from core.richtext import from_marks, text_of
from news.models import Kind, Post, PostPicture
from news.publishing import posts
from offices.geography.gazetteer import gazetteer
from offices.models import Membership, Office
from portal import desk
from portal.demo import many_posts, news, people, pictures
from portal.demo.texts import DESK, HEADQUARTERS, OFFICES, texts
from tests.factories import BERLIN

pytestmark = pytest.mark.django_db

# As the founding paper has them.
NEEDS = [
    "Öffentlichkeitsarbeit und politische Lobbyarbeit für Seniorenbüros verbessern",
    "Netzwerkstrukturen für Seniorenbüros auf Landesebene aufbauen",
    "Kommunikations- und Informationsfluss der Seniorenbüros verbessern",
    "Kooperation und Vernetzung vor Ort verbessern",
    "Fort- und Weiterbildung sowie Erfahrungsaustausch",
    "Rahmenbedingungen und Infrastruktur für Seniorenbüros verbessern",
]
TOWNS = {"Düsseldorf", "Dortmund", "Ahlen"}
DAYS = {"11. November 2008", "5. Mai 2009", "24. November 2009"}
SMALL_REMARKS = {"passive", "long-word"}


@pytest.fixture(scope="module")
def told(demo, django_db_blocker):
    """The posts of the demo for the whole module; they leave with its offices."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        people.load()
        return news.load()


@pytest.fixture
def is_demo(settings):
    settings.DEMO = True


@pytest.fixture
def untold(told):
    """Offices and sample people, before any of the posts."""
    Post.objects.all().delete()
    for user in User.objects.filter(email__in=news.AUTHORS):
        user.erase()


def everything():
    """What a second run could change."""
    rows = [
        list(model.objects.order_by("pk").values())
        for model in (Post, PostPicture, Version, Activity, Proposal, Message, User, Membership)
    ]
    return [*rows, list(Post.topics.through.objects.order_by("pk").values())]


def words(text):
    return f"{text.title}\n{text.teaser}\n{text_of(from_marks(text.body))}"


def every_text():
    return [text for folder in (HEADQUARTERS, OFFICES, DESK) for text in texts(folder)]


# --- what comes -------------------------------------------------------------------------------------------


def test_each_text_becomes_one_post(told):
    assert told == Post.objects.count() == len(every_text()) == 33
    assert set(Post.objects.values_list("title", flat=True)) == {text.title for text in every_text()}


def test_a_second_run_changes_nothing(told, is_demo):
    call_command("demo", stage="full", stdout=StringIO())
    before = everything()
    output = StringIO()
    call_command("demo", stage="full", stdout=output)
    assert everything() == before
    assert output.getvalue().splitlines()[-2:] == ["Meldungen: 0", "Veranstaltungen: 0"]


def test_outside_the_demo_nothing_comes(untold, settings):
    settings.DEMO = False
    assert (news.load(), many_posts.fill(10, seed=1)) == (0, 0)
    assert (Post.objects.count(), User.objects.filter(email__in=news.AUTHORS).count()) == (0, 0)


def test_no_mail_goes_to_people_who_do_not_exist(told):
    assert list(Message.objects.values_list("subject", flat=True)) == []


def test_mails_that_waited_before_stay(untold, is_demo):
    waiting = Message.objects.create(to="petra.probe@example.org", subject="Vorher", text="…", message_id="<1@x>")
    assert news.load() == 33
    assert list(Message.objects.all()) == [waiting]


def test_all_kinds_appear_and_funding_ends_before_and_after_today(told):
    public = Post.objects.public().filter(office__is_sample=True)
    assert set(public.values_list("kind", flat=True)) == set(Kind.values)
    assert {post.is_over for post in public.of_kind(Kind.FUNDING)} == {True, False}
    assert Post.objects.for_network().filter(office__is_sample=True).count() == 3


def test_an_invented_post_concerns_the_kreis_of_its_office(told):
    written = Post.objects.filter(office__isnull=False).select_related("office")
    assert all(post.area == post.office.kreis.ags for post in written)
    assert written.values("area").distinct().count() > 3


def test_each_post_has_versions_and_moments_in_their_order(told):
    now = timezone.now()
    for post in Post.objects.all():
        steps = [getattr(post, step) for step in news.STEPS]
        moments = [moment for moment in steps if moment]
        assert moments == sorted(moments)
        assert moments[-1] <= now
        assert [version.at for version in Version.objects.of(post)] == [post.created_at]


# --- true or marked ---------------------------------------------------------------------------------------


def test_nothing_stands_in_public_in_the_name_of_a_real_office(told):
    assert Post.objects.public().filter(office__is_sample=False).count() == 0
    assert set(Post.objects.filter(office__is_sample=False).values_list("office__name", flat=True)) == {people.AHLEN}


def test_every_invented_text_says_that_it_is_one():
    for text in [*texts(OFFICES), *texts(DESK)]:
        assert text.body.endswith("\nDieser Text ist ein Beispiel."), text.name
    assert all(text.title.startswith("Beispiel: ") for text in texts(DESK))


def test_posts_of_the_headquarters_say_where_their_facts_come_from(told):
    source = "\nBeispieltext zu Tatsachen aus dem Gründungspapier von 2008/2009."
    assert all(text.body.endswith(source) for text in texts(HEADQUARTERS))
    first, last = (datetime(*day, tzinfo=BERLIN) for day in ((2008, 11, 11), (2009, 5, 5)))
    for post in Post.objects.filter(office=None):
        assert first < post.published_at < last


@pytest.mark.parametrize("text", texts(HEADQUARTERS), ids=lambda text: text.name)
def test_only_days_and_towns_of_the_founding_paper_are_named(text):
    towns = {town.short_name for town in gazetteer().municipalities}
    assert set(re.findall(r"\w+", words(text))) & towns <= TOWNS
    assert set(re.findall(r"\d+\. [A-Z][a-zä]+ \d{4}", words(text))) <= DAYS
    # 8 days of seminars in 21 months, more than 60 offices, the 23rd, the days above, and need number 5
    numbers = set(re.findall(r"\d+", re.sub(r"(?m)^\d\. ", "", text.body)))
    assert numbers <= {"8", "21", "60", "23", "24", "11", "5", "2008", "2009"}


def test_the_six_needs_stand_as_they_were_told():
    body = next(text.body for text in texts(HEADQUARTERS) if "sechs" in text.name)
    assert re.findall(r"(?m)^\d\. (.+)$", body) == NEEDS


@pytest.mark.parametrize("text", every_text(), ids=lambda text: text.name)
def test_the_texts_are_plain(text):
    remarks = advise(f"{text.teaser}\n\n{text_of(from_marks(text.body))}").remarks
    assert [remark for remark in remarks if remark.kind not in SMALL_REMARKS] == []


# --- the desks --------------------------------------------------------------------------------------------


def test_on_the_desk_of_ahlen_lies_one_post_of_each_state(told):
    own = Post.objects.filter(office__name=people.AHLEN)
    returned = own.sent_back().get()
    assert (returned.returned_note, returned.returned_by.email) == (
        "Bitte ein Bild mit Bildnachweis",
        news.COORDINATOR,
    )
    assert own.drafts().filter(submitted_at=None).get().created_by.email == news.EDITOR
    assert own.submitted().get().submitted_by.email == "karl.muster@example.org"
    assert own.published().get().visibility == Visibility.NETWORK


def test_the_queue_holds_posts_and_a_change_one_of_them_late(told):
    queue = desk.queue()
    assert [item.what for item in queue] == [
        "Neue Meldung",
        "Änderung an einer Meldung",
        "Neue Meldung",
        "Neue Meldung",
    ]
    assert [item.is_late for item in queue] == [True, False, False, False]


def test_the_proposed_change_changes_the_teaser_alone(told):
    proposal = Proposal.objects.waiting().get()
    post = Post.objects.get(pk=proposal.subject_id)
    changes = differences(posts, snapshot(post), proposal.data)
    assert [change.label for change in changes] == ["Das Wichtigste in ein oder zwei Sätzen"]
    assert "20 Uhr" in changes[0].after
    assert "20 Uhr" not in post.teaser


def test_authors_of_invented_offices_have_no_password(told):
    authors = User.objects.filter(email__in=news.AUTHORS)
    assert [(user.is_sample, user.is_staff, user.has_usable_password()) for user in authors] == [
        (True, False, False)
    ] * len(news.AUTHORS)
    assert Membership.objects.filter(user__in=authors, office__is_sample=False).count() == 0


# --- pictures ---------------------------------------------------------------------------------------------


def test_every_public_post_says_the_most_important_and_describes_its_picture(told):
    assert Post.objects.public().filter(teaser="").count() == 0
    found = PostPicture.objects.all()
    assert {picture.alt for picture in found} == set(pictures.ALTS.values())
    assert {(picture.credit, picture.may_publish) for picture in found} == {(pictures.CREDIT, True)}


def test_pictures_come_in_all_sizes_like_uploads(told):
    for picture in PostPicture.objects.all():
        assert picture.sizes == [[480, 300], [960, 600], [1600, 1000]]
        assert default_storage.exists(picture.variant_name(960, "avif"))


def test_the_drawings_stay_small():
    assert sum(path.stat().st_size for path in pictures.FOLDER.glob("*.png")) < 400_000


# --- many -------------------------------------------------------------------------------------------------


def filled(total, seed):
    before = set(Post.objects.values_list("pk", flat=True))
    many_posts.fill(total, seed=seed)
    return Post.objects.exclude(pk__in=before)


def test_a_number_fills_up_with_posts_of_invented_offices(told, is_demo):
    posts = filled(433, seed=1)
    assert posts.count() == 400
    assert posts.exclude(office__is_sample=True).count() == 0
    assert posts.values("slug").distinct().count() == 400
    assert set(posts.values_list("kind", flat=True)) == set(Kind.values)
    assert set(posts.values_list("state", flat=True)) == {State.PUBLISHED, State.ARCHIVED}
    assert {len(area) for area in posts.values_list("area", flat=True)} == {0, 3, 5}
    assert posts.filter(topics=None).count() == 0
    oldest, newest = posts.earliest("published_at"), posts.latest("published_at")
    assert newest.published_at - oldest.published_at > timedelta(days=3600)
    assert all(body.endswith("<p>Dieser Text ist ein Beispiel.</p>") for body in posts.values_list("body", flat=True))


def test_posts_are_found_as_if_they_had_been_saved(told, is_demo):
    post = filled(34, seed=1).get()
    searched, body = post.search_text, post.body
    post.save()
    assert (post.search_text, post.body) == (searched, body)


def test_filling_up_further_uses_no_address_twice(told, is_demo):
    assert [filled(total, seed=1).count() for total in (43, 43, 53)] == [10, 0, 10]


def test_the_same_seed_writes_the_same_posts(told, is_demo):
    written = []
    for seed in (1, 1, 2):
        posts = filled(43, seed=seed)
        rows = posts.order_by("pk").values_list("teaser", "kind", "office", "area", "visibility")
        written.append((list(rows), [sorted(post.topics.values_list("pk", flat=True)) for post in posts]))
        posts.delete()
    assert written[0] == written[1] != written[2]


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_a_number_of_posts_nobody_needs_is_refused(number):
    with pytest.raises(CommandError, match=r"^--posts ist eine Zahl von 0 bis 1000000\.$"):
        call_command("demo", posts=number, stdout=StringIO())


def test_posts_for_measurements_come_in_the_demo_only(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"^--posts geht nur in der Vorführung"):
        call_command("demo", posts=5, stdout=StringIO())


def test_without_invented_offices_nobody_writes_them(told, is_demo):
    Office.objects.filter(is_sample=True).update(is_public=False)
    with pytest.raises(many_posts.NobodyError):
        many_posts.fill(40, seed=1)
