"""The history of a post: what belongs to a version and how it reads. Pictures and files have no versions: what is taken
out is gone, because a person may have asked for it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.language.dates import clock, full_date, long_date
from core.models import Version
from core.publishing.history import Change, compare, record
from core.richtext import text_of
from news.models import Post
from offices.models import Topic

if TYPE_CHECKING:
    from accounts.models import User

Data = dict[str, Any]

FIELDS = ("kind", "title", "teaser", "body", "area", "visibility", "source")
MOMENTS = ("publish_at", "expires_at")


def snapshot(post: Post) -> Data:
    """JSON values only."""
    moments = {name: value.isoformat() if (value := getattr(post, name)) else None for name in MOMENTS}
    return {
        **{name: getattr(post, name) for name in FIELDS},
        **moments,
        "deadline": post.deadline.isoformat() if post.deadline else None,
        "topics": sorted(post.topics.values_list("slug", flat=True)),
    }


def bring_back(post: Post, data: Data) -> None:
    """Writes a version into the post; the caller saves what follows from it."""
    for name in FIELDS:
        setattr(post, name, data[name])
    for name in MOMENTS:
        setattr(post, name, datetime.fromisoformat(data[name]) if data[name] else None)
    post.deadline = date.fromisoformat(data["deadline"]) if data["deadline"] else None
    post.save()
    post.topics.set(Topic.objects.filter(slug__in=data["topics"]))


def keep_version(post: Post, *, by: "User | None", summary: str) -> Version:
    return record(post, snapshot(post), by=by, summary=summary)


def differences(before: Data, after: Data) -> list[Change]:
    return compare(in_words(before), in_words(after))


def in_words(data: Data) -> dict[str, str]:
    names = dict(Topic.objects.filter(slug__in=data["topics"]).values_list("slug", "name"))
    words = {_label(name): _text(name, data[name]) for name in FIELDS}
    words[_label("topics")] = ", ".join(names.get(slug, slug) for slug in data["topics"])
    words[_label("deadline")] = long_date(date.fromisoformat(data["deadline"])) if data["deadline"] else ""
    for name in MOMENTS:
        words[_label(name)] = _moment(data[name])
    return words


def _label(name: str) -> str:
    return str(Post._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _text(name: str, value: str) -> str:
    choices = dict(Post._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return text_of(value) if name == "body" else str(choices.get(value, value))


def _moment(value: str | None) -> str:
    if not value:
        return ""
    moment = timezone.localtime(datetime.fromisoformat(value))
    return f"{full_date(moment)}, {clock(moment.hour, moment.minute)}"
