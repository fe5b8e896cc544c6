"""The posts on a desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.web.paging import paginate
from news.desk import frame
from news.models import Post
from offices.publishing.desk import office_at_desk


@member_required
@require_safe
def office_posts(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    posts = paginate(request, Post.objects.by_office(office).for_list().last_changed_first())
    context = frame(office) | {
        "posts": posts,
        "new_url": reverse("news:new_post", args=[office.slug]),
        "source": getattr(office, "feed_source", None),
    }
    return render(request, "news/desk/posts.html", context)


@coordinator_required
@require_safe
def bas_posts(request: MemberRequest) -> HttpResponse:
    """All posts, whoever wrote them: coordinators look after all of them."""
    posts = paginate(request, Post.objects.for_list().last_changed_first())
    context = frame(None) | {"posts": posts, "new_url": reverse("news:new_bas_post"), "source": None}
    return render(request, "news/desk/posts.html", context)
