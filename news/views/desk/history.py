"""Earlier versions of a post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.models import Version
from core.web.paging import paginate
from news import workflow
from news.desk import frame_of, post_at_desk
from news.versions import differences, snapshot


@member_required
@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    post = post_at_desk(request, pk)
    versions = paginate(request, Version.objects.of(post).newest_first().defer("data"))
    return render(request, "news/desk/history.html", frame_of(post, "Verlauf") | {"versions": versions})


@member_required
@require_safe
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    post = post_at_desk(request, pk)
    shown = get_object_or_404(Version.objects.of(post).select_related("by"), number=number)
    before = Version.objects.of(post).filter(number=number - 1).first()
    up = ("Verlauf", reverse("news:history", args=[post.pk]))
    context = frame_of(post, up, f"Fassung {number}") | {
        "version": shown,
        "changes": differences(before.data, shown.data) if before else [],
        "since": differences(shown.data, snapshot(post)),
    }
    return render(request, "news/desk/version.html", context)


@member_required
@require_POST
def restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    post = post_at_desk(request, pk)
    chosen = get_object_or_404(Version.objects.of(post), number=number)
    if workflow.restore(post, chosen, by=request.user):
        messages.success(request, f"Fassung {number} ist wiederhergestellt.")
    else:
        messages.info(request, f"Fassung {number} liegt jetzt der Geschäftsstelle zur Freigabe vor.")
    return redirect("news:desk_post", post.pk)
