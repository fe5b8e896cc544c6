"""Advice for a text that is being written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.guards import MemberRequest, member_required
from core.language.plain_language import advise
from core.richtext import text_of
from news.desk_forms import AdviceForm


@member_required
@require_POST
def advice(request: MemberRequest) -> HttpResponse:
    """The advice for a text that isn't saved yet; asked for by static/js/advice.js while somebody writes."""
    form = AdviceForm(request.POST)
    words = text_of(form.cleaned_data["text"]) if form.is_valid() else ""
    return render(request, "news/desk/advice.html", {"advice": advise(words)})
