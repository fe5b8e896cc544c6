"""One office: its page and its visiting card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import reader
from offices.models import Office, OfficeQuerySet
from offices.showing.linked_data import json_ld
from offices.showing.profile import profile_of
from offices.showing.vcards import vcard_of


def _office(request: HttpRequest, slug: str, offices: OfficeQuerySet) -> Office:
    found: Office = get_object_or_404(offices.visible_to(reader(request)), slug=slug)
    return found


@require_safe
def office(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _office(request, slug, Office.objects.with_profile(timezone.localdate()))
    profile = profile_of(shown, timezone.localtime())
    kreis = shown.kreis
    trail = [
        ("Start", reverse("portal:home")),
        ("Seniorenbüros", reverse("offices:list")),
        (kreis.label, reverse("offices:kreis", args=[kreis.slug])),
        (shown.name, ""),
    ]
    context = {"nav": "offices", "trail": trail, "office": shown, "profile": profile, "json_ld": json_ld(shown)}
    return render(request, "offices/detail.html", context)


@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody shall keep the number of an office that is gone."""
    shown = _office(request, slug, Office.objects.listed().with_profile(timezone.localdate()))
    response = HttpResponse(vcard_of(shown), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.vcf"'
    return response
