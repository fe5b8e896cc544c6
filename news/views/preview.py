"""A draft for somebody without an account, by a link that ends by itself."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.models import Post
from news.publishing import PREVIEW_SALT

PREVIEW_DAYS = 7


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Words only: pictures of a draft stay with those who are signed in."""
    try:
        pk = signing.loads(token, salt=PREVIEW_SALT, max_age=PREVIEW_DAYS * 86_400)
    except signing.BadSignature:
        pk = None
    post = Post.objects.with_everything().filter(pk=pk).first()
    if post is None:
        return render(request, "news/preview_over.html", status=410)
    return render(request, "news/preview.html", {"post": post})
