"""Heiligabend, Silvester, carnival: closed or open as ever, in one click for all days or day by day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.guards import MemberRequest, member_required
from offices.publishing.desk import frame, office_at_desk
from offices.upkeep.special_days import answer, days_question_of, open_days, season_after
from offices.upkeep.special_days_form import SpecialDaysForm


@member_required
def special_days(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    days = open_days(office, season_after(timezone.localdate()))
    form = SpecialDaysForm(request.POST if request.method == "POST" else None, days=days)
    if request.method == "POST" and form.is_valid():
        answer(office, form.cleaned_data["answers"], by=request.user)
        messages.success(request, "Danke! So steht es jetzt auf Ihrer Seite.")
        return redirect("portal:office_desk", office.slug)
    context = frame(office, "special_days", "Besondere Tage") | {"form": form, "days": days}
    return render(request, "offices/desk/special_days.html", context)


@never_cache
def special_days_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail, without signing in. Opening it changes nothing, whoever or whatever opens it."""
    question = days_question_of(token)
    if question is None:
        return render(request, "offices/desk/special_days_over.html", status=410)
    office, days = question.office, open_days(question.office, question.season)
    form = SpecialDaysForm(request.POST if request.method == "POST" else None, days=days)
    if request.method == "POST" and form.is_valid():
        answer(office, form.cleaned_data["answers"], by=question.user)
        return render(request, "offices/desk/special_days_done.html", {"office": office})
    return render(request, "offices/desk/special_days_by_link.html", {"office": office, "form": form, "days": days})
