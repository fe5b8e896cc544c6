"""What everybody reads: the list, the archive and each post."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.guards import reader
from core.language.dates import MONTHS
from core.publishing.revision import once_per_revision
from core.web.paging import paginate
from news.article import article_of
from news.cards import cards
from news.channels import NOTATIONS, whole
from news.forms import NewsFilterForm
from news.linked_data import json_ld
from news.lists import Found, Question, years
from news.models import Post
from offices.topics.taxonomy import taxonomy


def _trail(*below: tuple[str, str]) -> list[tuple[str, str]]:
    start = [("Start", reverse("portal:home"))]
    return [*start, ("Aktuelles", reverse("news:list")), *below] if below else [*start, ("Aktuelles", "")]


@once_per_revision
def _selects(*chosen: str) -> SafeString:
    """The controls behind "Filtern", drawn once for every choice: they hold a hundred options."""
    form = NewsFilterForm(dict(zip(NewsFilterForm.SELECTS, chosen, strict=True)))
    return render_to_string("offices/search_filters.html", {"fields": [form[name] for name in form.SELECTS]})


@once_per_revision
def _archive_list(year: int = 0, month: int = 0) -> SafeString:
    """All years and months with news; those of the page, if it is one of the archive, are marked."""
    return render_to_string("news/months.html", {"years": years(), "year": year, "month": month})


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    form = NewsFilterForm(request.GET)
    form.is_valid()  # what can't be used is named; the rest of the question counts
    paging = paginate(request, Found(form.question))
    context = {
        "nav": "news",
        "trail": _trail(),
        "form": form,
        "selects": _selects(*form.chosen),
        "paging": paging,
        "cards": cards(paging.items),
        "archive": _archive_list(),
    }
    return render(request, "news/list.html", context)


@require_safe
def archive(request: HttpRequest, year: int, month: int = 0) -> HttpResponse:
    """A month without news in a year with some says so; there is no page for years without any."""
    if year not in {known for known, _ in years()}:
        raise Http404("Aus diesem Jahr gibt es keine Meldungen.")
    period = f"{MONTHS[month - 1]} {year}" if month else str(year)
    above = [(str(year), reverse("news:year", args=[year]))] if month else []
    paging = paginate(request, Found(Question(year=year, month=month)))
    context = {
        "nav": "news",
        "trail": _trail(*above, (period, "")),
        "period": period,
        "paging": paging,
        "cards": cards(paging.items),
        "archive": _archive_list(year, month),
    }
    return render(request, "news/archive.html", context)


@require_safe
def post(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """The short name alone finds the post; an address with another month leads to the right one."""
    shown: Post = get_object_or_404(Post.objects.read_by(reader(request), slug).with_everything())
    if request.path != shown.get_absolute_url():
        return redirect(shown, permanent=shown.is_public)
    article = article_of(shown, timezone.localdate())
    context = {
        "nav": "news",
        "trail": [("Start", reverse("portal:home")), article.listing, (shown.title, "")],
        "post": shown,
        "article": article,
        "json_ld": json_ld(shown) if shown.is_public else "",
        "address": f"{settings.BASE_URL}{shown.get_absolute_url()}",
    }
    response = render(request, "news/post.html", context)
    if not shown.is_public:
        add_never_cache_headers(response)
    return response


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    everything = whole()
    topics = [
        (
            field,
            [(topic, f"{settings.BASE_URL}{reverse('news:topic_feed', args=[topic.slug, 'atom'])}") for topic in of],
        )
        for field, offers in taxonomy()
        for of in [(field, *offers)]
    ]
    context = {
        "nav": "news",
        "trail": _trail(("Aktuelles abonnieren", "")),
        "addresses": [(notation, everything.address(notation)) for notation in NOTATIONS],
        "topics": topics,
    }
    return render(request, "news/subscribe.html", context)
