"""The RSS or Atom feed of an office's own website."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import MemberRequest, member_required
from accounts.rescue import rescued
from news import incoming
from news.desk_forms import FeedSourceForm
from news.models import FeedSource
from news.publishing import posts
from offices.publishing.desk import office_at_desk


@member_required
def source(request: MemberRequest, slug: str) -> HttpResponse:
    """Shows how the last visits went; POST enters or changes the address. It is visited by the worker, never here:
    nobody waits for another server."""
    office = office_at_desk(request, slug)
    found = FeedSource.objects.filter(office=office).first()
    form = FeedSourceForm(request.POST if request.method == "POST" else rescued(request, request.path), instance=found)
    if request.method == "POST" and form.is_valid():
        incoming.enter(office, form.cleaned_data["address"], by=request.user)
        sentence = "Die Adresse ist gespeichert. In den nächsten Minuten schauen wir zum ersten Mal nach."
        messages.success(request, sentence)
        return redirect("news:source", office.slug)
    context = posts.frame(office, "Meldungen von Ihrer Internetseite") | {"form": form, "source": found}
    return render(request, "news/desk/source.html", context)


@member_required
@require_POST
def stop_source(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    incoming.stop(get_object_or_404(FeedSource, office=office), by=request.user)
    messages.success(request, "Wir rufen diese Adresse nicht mehr ab. Die Entwürfe bleiben.")
    return redirect("news:source", office.slug)
