"""Certificates for those who hold one, and for those who are shown one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.attendance import papers
from events.attendance.certificates import find, tidy_number
from events.forms.attendance import NumberForm
from events.models import Certificate
from events.views.desk.documents import pdf_response
from events.views.links import registration_of


@never_cache
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Her own, reached by her personal link."""
    registration = registration_of(token)
    found = Certificate.objects.printable().filter(registration=registration)
    rows = found.select_related("registration__office", "event__office", "series__office").order_by("pk")
    if not rows:
        raise Http404
    return pdf_response(papers.certificates(rows, at=timezone.now()), "teilnahmebescheinigung.pdf")


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("events:verify", form.cleaned_data["nummer"])
    trail = [("Start", reverse("portal:home")), ("Bescheinigung prüfen", "")]
    return render(request, "events/certificates/form.html", {"form": form, "trail": trail})


@never_cache
@require_safe
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Valid or not, title and date; never whose it is."""
    tidy = tidy_number(number)
    if tidy and tidy != number:
        return redirect("events:verify", tidy)
    found = find(tidy)
    trail = [
        ("Start", reverse("portal:home")),
        ("Bescheinigung prüfen", reverse("events:verify_form")),
        ("Ergebnis", ""),
    ]
    context = {"certificate": found, "number": tidy, "trail": trail}
    return render(request, "events/certificates/result.html", context)
