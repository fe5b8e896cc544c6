""" "Stimmt noch": the page with the office's data and one large button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.guards import MemberRequest, member_required
from offices.models import Office
from offices.publishing.desk import frame, office_at_desk
from offices.showing.profile import profile_of
from offices.upkeep import checks


@member_required
def check(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    if request.method == "POST":
        checks.confirm(office, by=request.user)
        messages.success(request, "Danke! Im Portal steht jetzt: Angaben geprüft am heutigen Tag.")
        return redirect("portal:office_desk", office.slug)
    context = frame(office, "check", "Angaben prüfen") | _shown(office)
    return render(request, "offices/desk/check.html", context)


@never_cache
def check_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail, without signing in. Opening it changes nothing, whoever or whatever opens it."""
    question = checks.question_of(token)
    if question is None:
        return render(request, "offices/desk/check_over.html", status=410)
    if request.method == "POST":
        checks.confirm(question.office, by=question.user)
        return render(request, "offices/desk/check_done.html", {"office": question.office})
    return render(request, "offices/desk/check_by_link.html", _shown(question.office))


def _shown(office: Office) -> dict[str, object]:
    shown = Office.objects.with_profile(timezone.localdate()).get(pk=office.pk)
    return {"office": shown, "profile": profile_of(shown, timezone.localtime())}
