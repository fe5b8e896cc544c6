"""Posts in every state the portal knows. Keyword arguments are fields."""

from datetime import datetime, timedelta
from io import BytesIO
from itertools import count

from django.utils import timezone
from PIL import Image

from core.media.images import read_photo, variants
from core.publishing.states import State, Visibility
from news.models import Post, PostDocument, PostPicture
from offices.models import Topic
from tests.factories import BERLIN, make_user

_numbers = count(1)


def make_post(title="", *, state=State.PUBLISHED, topics=(), at=None, by=None, **fields):
    """Complete, and public unless told otherwise. `at` is the moment it appeared (or will), as "2026-11-24 10:00" or a
    datetime; `by` whoever did everything; `topics` are names."""
    number = next(_numbers)
    by = by or make_user()
    moment = _moment(at)
    texts = {"teaser": "Das Wichtigste.", "body": "<p>Der ganze Text.</p>"}
    post = Post(title=title or f"Meldung {number}", created_by=by, changed_by=by, **{**texts, **fields})
    post.created_at = post.changed_at = min(moment, timezone.now())
    _bring_to(post, State(state), by, moment)
    post.save()
    post.topics.set(Topic.objects.filter(name__in=topics))
    return post


def make_sent_back(title="", *, note="Bitte kürzen Sie das.", **fields):
    """A draft that the Geschäftsstelle has returned with a request."""
    post = make_post(title, state=State.SUBMITTED, **fields)
    post.send_back(make_user(is_staff=True), timezone.now(), note)
    post.save()
    return post


def make_reopened(title="", **fields):
    """A draft that was public once, so it still has an address and a day."""
    post = make_post(title, state=State.ARCHIVED, **fields)
    post.reopen()
    post.save()
    return post


def every_state(**fields):
    """One post per state and visibility, those that went back included; name → post."""
    posts = {}
    for visibility in Visibility:
        for state in State:
            name = f"{state.value}-{visibility.value}"
            posts[name] = make_post(name, state=state, visibility=visibility, **fields)
        for name, make in (("zurueckgegeben", make_sent_back), ("zurueckgeholt", make_reopened)):
            posts[f"{name}-{visibility.value}"] = make(f"{name}-{visibility.value}", visibility=visibility, **fields)
    return posts


def make_picture(post, **fields):
    file = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "JPEG")
    words = {"alt": "Eine Fläche", "credit": "Erika Beispiel", "people": "keine", "may_publish": True}
    picture = PostPicture(post=post, **{**words, **fields})
    picture.keep(variants(read_photo(file)))
    picture.save()
    return picture


def make_document(post, title="Programm", **fields):
    document = PostDocument(post=post, title=title, pages=2, **fields)
    document.write([("dokument.pdf", b"%PDF-1.7 " + bytes(1_200_000))])
    document.save()
    return document


def _bring_to(post, state, by, moment):
    """Through the verbs; what has appeared before now is dated back."""
    if state == State.DRAFT:
        return
    post.submit(by, post.created_at)
    if state == State.SUBMITTED:
        return
    if state == State.SCHEDULED:
        post.publish_at = max(moment, timezone.now() + timedelta(days=1))
    post.release(by, min(moment, timezone.now()))
    post.slug = post._free_slug()
    if state == State.ARCHIVED:
        post.archive(by, timezone.now())


def _moment(at):
    if at is None:
        return timezone.now()
    return at if isinstance(at, datetime) else datetime.fromisoformat(at).replace(tzinfo=BERLIN)
