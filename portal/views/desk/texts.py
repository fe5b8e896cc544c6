"""The words of the portal's own pages, and who runs it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required
from core.mail import outage
from core.publishing.activity import note
from portal.desk import frame
from portal.desk_forms import OperatorForm, PageTextForm
from portal.models import Operator, PageText
from portal.texts import delivered

UP = "Seiten und Betreiber"


@coordinator_required
@require_safe
def texts(request: MemberRequest) -> HttpResponse:
    written = {text.key: text for text in PageText.objects.select_related("changed_by")}
    pages = [(key, label, written.get(key)) for key, label in PageText.Key.choices]
    context = frame("texts", UP) | {"pages": pages, "gaps": Operator.load().missing}
    return render(request, "portal/desk/texts.html", context)


@coordinator_required
def text(request: MemberRequest, key: PageText.Key) -> HttpResponse:
    written = PageText.objects.filter(key=key).first()
    row = written or PageText(key=key, body=delivered(request, key))
    form = PageTextForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row.changed_at, row.changed_by = timezone.now(), request.user
        form.save()
        note(request.user, "hat eine Seite geändert", row)
        messages.success(request, f"Die Seite „{row}“ ist gespeichert.")
        return redirect("portal:texts")
    context = frame("texts", _up(), str(row)) | {"form": form, "row": row, "is_written": written is not None}
    return render(request, "portal/desk/text.html", context)


@coordinator_required
@require_POST
def reset_text(request: MemberRequest, key: PageText.Key) -> HttpResponse:
    written = get_object_or_404(PageText, key=key)
    note(request.user, "hat den mitgelieferten Text zurückgeholt", written)
    written.delete()
    messages.success(request, "Die Seite zeigt wieder den mitgelieferten Text.")
    return redirect("portal:texts")


@coordinator_required
def operator(request: MemberRequest) -> HttpResponse:
    row = Operator.load()
    form = OperatorForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        note(request.user, "hat die Angaben zum Betreiber geändert", form.save())
        messages.success(request, "Die Angaben zum Betreiber sind gespeichert. Sie stehen jetzt auf jeder Seite.")
        return redirect("portal:texts")
    context = frame("texts", _up(), "Wer betreibt das Portal?") | {"form": form, "sending": outage.current()}
    return render(request, "portal/desk/operator.html", context)


def _up() -> tuple[str, str]:
    return UP, reverse("portal:texts")
