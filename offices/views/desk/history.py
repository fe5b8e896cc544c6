"""Who changed what when, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.models import Version
from core.web.paging import paginate
from offices.models import Office
from offices.publishing.desk import frame, office_at_desk
from offices.upkeep import revisions
from offices.upkeep.versions import differences, snapshot


@member_required
@require_safe
def history(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    versions = paginate(request, Version.objects.of(office).newest_first().defer("data"))
    context = frame(office, "history", "Verlauf") | {"versions": versions}
    return render(request, "offices/desk/history.html", context)


@member_required
@require_safe
def version(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    office = office_at_desk(request, slug)
    shown = get_object_or_404(Version.objects.of(office).select_related("by"), number=number)
    before = Version.objects.of(office).filter(number=number - 1).first()
    context = frame(office, "history", _history(office), f"Fassung {number}") | {
        "version": shown,
        "changes": differences(before.data, shown.data) if before else [],
        "since": differences(shown.data, snapshot(office)),
    }
    return render(request, "offices/desk/version.html", context)


@member_required
@require_POST
def restore(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    office = office_at_desk(request, slug)
    chosen = get_object_or_404(Version.objects.of(office), number=number)
    if revisions.restore(office, chosen, by=request.user):
        messages.success(request, f"Fassung {number} ist wiederhergestellt.")
    else:
        messages.info(request, f"Fassung {number} liegt jetzt der Geschäftsstelle zur Freigabe vor.")
    return redirect("offices:history", office.slug)


def _history(office: Office) -> tuple[str, str]:
    return "Verlauf", reverse("offices:history", args=[office.slug])
