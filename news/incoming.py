"""What offices publish on their own websites comes in as drafts: the worker looks there, conditionally and not often.

An entry that has been seen never comes again, and trouble is told to the office only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.publishing.activity import note
from core.publishing.writing import create
from core.richtext import clean, text_of
from core.web.feeds import Entry, Feed, FeedError, read_feed, same_place
from core.web.fetching import Fetched, FetchError, fetch
from news.models import FeedEntry, FeedSource, Post
from offices.models import Office

if TYPE_CHECKING:
    from accounts.models import User

EVERY = timedelta(hours=3)
LONGEST_PAUSE = timedelta(days=2)
MOST_AT_ONCE = 20  # feeds in one turn of the worker
FIRST_TIME = 5  # of a feed's old entries only the newest come in when it is entered

Fetch = Callable[..., Fetched]


@transaction.atomic
def enter(office: Office, address: str, *, by: "User") -> FeedSource:
    """A new address is looked at in the next turn of the worker; what came in before stays known."""
    values = {"address": address, "added_by": by, "due_at": timezone.now(), "error": "", "failures": 0}
    source, _ = FeedSource.objects.update_or_create(office=office, defaults={**values, "etag": "", "modified": ""})
    note(by, "hat eine Meldungsliste eingetragen", office)
    return source


@transaction.atomic
def stop(source: FeedSource, *, by: "User") -> None:
    note(by, "hat die Meldungsliste entfernt", source.office)
    source.delete()


def fetch_due(now: datetime, *, fetch: Fetch = fetch) -> int:
    """The number of feeds looked at. Nothing is locked while another server lets us wait."""
    sources = list(FeedSource.objects.due(now).select_related("office", "added_by")[:MOST_AT_ONCE])
    for source in sources:
        _look(source, now, fetch)
    return len(sources)


def _look(source: FeedSource, now: datetime, fetch: Fetch) -> None:
    try:
        fetched = fetch(source.address, etag=source.etag, modified=source.modified)
        feed = None if fetched.is_unchanged else read_feed(fetched.content, fetched.address)
    except (FetchError, FeedError) as error:
        _write_trouble(source, now, error)
        return
    with transaction.atomic():
        if feed is not None:
            _take_in(source, feed)
        _write_success(source, now, fetched)


def _write_trouble(source: FeedSource, now: datetime, error: FetchError | FeedError) -> None:
    suggestion = getattr(error, "suggestion", "")
    hint = f" Meinten Sie diese Adresse: {suggestion}?" if suggestion else ""
    failures = min(source.failures + 1, 1000)
    pause = min(EVERY * failures, LONGEST_PAUSE)
    FeedSource.objects.filter(pk=source.pk, address=source.address).update(
        error=f"{error}{hint}"[:500], failures=failures, fetched_at=now, due_at=now + pause
    )


def _write_success(source: FeedSource, now: datetime, fetched: Fetched) -> None:
    FeedSource.objects.filter(pk=source.pk, address=source.address).update(
        address=fetched.moved_to or source.address,
        etag=fetched.etag[:300],
        modified=fetched.modified[:100],
        error="",
        failures=0,
        fetched_at=now,
        due_at=now + EVERY,
    )


def _take_in(source: FeedSource, feed: Feed) -> None:
    """Oldest first, so that the drafts stand in the order of the feed. The first time only the newest ones: nobody
    wants the archive of ten years as drafts."""
    rows = list(source.entries.values_list("identity", "fingerprint"))
    known, words = {same_place(identity) for identity, _ in rows}, {fingerprint for _, fingerprint in rows}
    new = [
        entry for entry in feed.entries if same_place(entry.identity) not in known and entry.fingerprint not in words
    ]
    wanted = new if known else new[:FIRST_TIME]
    for entry in reversed(new):
        _take(source, entry, as_draft=entry in wanted)


def _take(source: FeedSource, entry: Entry, *, as_draft: bool) -> None:
    try:
        with transaction.atomic():
            seen = FeedEntry.objects.create(source=source, identity=entry.identity, fingerprint=entry.fingerprint)
    except IntegrityError:  # two workers at once: the other one has it
        return
    if as_draft:
        seen.post = _draft(source, entry)
        seen.save(update_fields=["post"])


def _draft(source: FeedSource, entry: Entry) -> Post:
    body = clean(entry.html)
    values = {
        "office": source.office,
        "title": entry.title[:120] or "Ohne Überschrift",
        "teaser": " ".join(text_of(body).split())[:300],
        "body": body,
        "area": source.office.kreis.ags,
        "source": entry.link[:500],
    }
    post: Post = create(Post, values, by=source.added_by)
    return post
