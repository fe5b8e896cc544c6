"""The desk where posts are written: which posts somebody may open, and the frame of its pages."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from news.models import Post
from offices.models import Office
from offices.publishing import desk as office_desk

PREVIEW_SALT = "news.preview"


def post_at_desk(request: HttpRequest, pk: int) -> Post:
    """404 for everybody who may not write it."""
    post: Post = get_object_or_404(Post.objects.managed_by(request.user).with_everything(), pk=pk)
    return post


def frame(office: Office | None, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """Posts of an office lie on its desk, those of the Geschäftsstelle on the coordinators'."""
    if office:
        own = reverse("news:office_posts", args=[office.slug])
        steps = [("Unsere Meldungen", own), *titles] if titles else ["Unsere Meldungen"]
        return office_desk.frame(office, "posts", *steps) | {"frame": "desk/office.html"}
    own = reverse("news:bas_posts")
    steps = [("Meldungen", own), *titles] if titles else ["Meldungen"]
    trail = [("Geschäftsstelle", reverse("portal:desk"))]
    trail += [step if isinstance(step, tuple) else (step, "") for step in steps]
    return {"frame": "desk/coordination.html", "side_label": "Geschäftsstelle", "current": "posts", "trail": trail}


def frame_of(post: Post, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """Pages of one post; without titles the post's own."""
    own = reverse("news:desk_post", args=[post.pk])
    steps = [(post.title, own), *titles] if titles else [post.title]
    return frame(post.office, *steps) | {"post": post}
