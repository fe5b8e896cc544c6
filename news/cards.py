"""What a list says about each post. Drawn once per change of content and day, then only put together."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from core.language.dates import long_date
from core.publishing.revision import each_once_per_revision
from news.models import Post


def cards(keys: Iterable[int], *, level: int = 2, day: date | None = None) -> list[SafeString]:
    """In the order of the keys; `level` is that of the headings. Whoever gives the keys has asked who may see them."""
    wanted = list(keys)
    drawn = _drawn(wanted, day or timezone.localdate(), level)
    # A post that was taken back since its key was read is simply not shown.
    return [drawn[key] for key in wanted if key in drawn]


@each_once_per_revision
def _drawn(keys: Sequence[int], day: date, level: int) -> dict[int, SafeString]:
    """Two queries for those not drawn yet."""
    posts = Post.objects.for_list().prefetch_related("pictures").filter(pk__in=keys)
    # Asked of Python: with the state beside the keys SQLite would walk through all that is published.
    return {post.pk: _draw(post, day, level) for post in posts if post.is_published}


def _draw(post: Post, day: date, level: int) -> SafeString:
    words = {
        "post": post,
        "level": level,
        "deadline": deadline_of(post, day),
        "picture": next(iter(post.pictures.all()), None),
    }
    return render_to_string("news/card.html", words)


def deadline_of(post: Post, day: date) -> tuple[str, str] | None:
    """The sign and the sentence of the state; its last day still counts."""
    if post.deadline is None:
        return None
    if post.deadline < day:
        return "off", f"Frist abgelaufen am {long_date(post.deadline)}"
    return "ok", f"Noch bis {long_date(post.deadline)}"
