"""What the addresses of the news pages stand for in the database at hand. Needs the portal's settings."""

from django.utils import timezone

from bench.news_pages import EDITOR
from core.web.paging import PER_PAGE
from news.models import Post
from offices.models import Membership


def places() -> dict[str, str]:
    """An office that writes and has an editor, the post in the middle of the list, its year and month, and a page of
    the list with nine tenths before it."""
    public = Post.objects.public().newest_first()
    count = public.count()
    middle = public[count // 2]
    office = Membership.objects.select_related("office").get(user__email=EDITOR).office
    day = timezone.localdate(middle.published_at)
    return {
        "office": office.slug,
        "kreis": office.kreis.slug,
        "article": middle.get_absolute_url(),
        "year": f"{day:%Y}",
        "month": f"{day:%Y/%m}",
        "deep": str(count * 9 // 10 // PER_PAGE + 1),
    }
