"""All offices as coordinators see them: trust, visibility, a note."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required
from core.language.german import fold
from core.publishing.activity import note
from core.web.paging import paginate
from offices.models import Office
from portal.desk import frame
from portal.desk_forms import NameSearchForm, OfficeSettingsForm


@coordinator_required
@require_safe
def desk_offices(request: MemberRequest) -> HttpResponse:
    form = NameSearchForm(request.GET)
    offices = Office.objects.alphabetical().filter(sort_name__contains=fold(form.words))
    shown = paginate(request, offices.annotate(people=Count("memberships")))
    context = frame("offices", "Alle Büros") | {"form": form, "offices": shown}
    return render(request, "portal/desk/offices.html", context)


@coordinator_required
def office_settings(request: MemberRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(Office, slug=slug)
    form = OfficeSettingsForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        form.save()
        note(request.user, "hat die Einstellungen des Büros geändert", office)
        messages.success(request, f"Die Einstellungen von {office.name} sind gespeichert.")
        return redirect("portal:desk_offices")
    up = ("Alle Büros", reverse("portal:desk_offices"))
    context = frame("offices", up, office.name) | {"office": office, "form": form}
    return render(request, "portal/desk/office_settings.html", context)
