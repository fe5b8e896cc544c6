"""What only people of the network read."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from news.cards import cards
from news.forms import MembersSearchForm
from news.models import Post
from offices.team.members import is_member


@require_safe
@member_required
def members(request: MemberRequest) -> HttpResponse:
    if not request.user.is_authenticated or not is_member(request.user):
        raise Http404
    form = MembersSearchForm(request.GET)
    form.is_valid()
    paging = paginate(request, form.filter(Post.objects.for_network()).newest_first().keys())
    context = {
        "side_label": "Mein Bereich",
        "current": "members",
        "trail": [],
        "form": form,
        "paging": paging,
        "cards": cards(paging.items),
    }
    return render(request, "news/members.html", context)
